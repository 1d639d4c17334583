/** What our own mounts do with any handler: headers that come more than once, addresses, streams, readers who go. */
import { describe, test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { toFastifyPlugin } from '../../../src/server/fastify.js';
import { toNextRoute } from '../../../src/server/next.js';
import { toNodeListener } from '../../../src/server/node.js';

type WebHandler = (request: Request) => Promise<Response>;

async function listen(context: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function listenWithFastify(
  context: TestContext,
  handler: WebHandler & { close?(): void },
): Promise<string> {
  const app = fastify();
  app.addHook('onRequest', async (_request, reply) => void reply.header('x-of-the-app', 'kept'));
  await app.register(toFastifyPlugin(handler), { prefix: '/mount' });
  app.post('/own', async (request) => request.body);
  // A client that left opens a connection anew that it asks nothing on, and that would be waited for.
  context.after(() => (app.server.closeAllConnections(), app.close()));
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** Each mount with the same probe on it, and a header and a cookie that the app has set before. */
const mounts: Record<string, (context: TestContext, handler: WebHandler) => Promise<string>> = {
  'Node http': (context, handler) => listen(context, toNodeListener(handler)),
  'Express': (context, handler) => listen(context, express().use('/mount', toNodeListener(handler))),
  'Fastify': listenWithFastify,
  'Next': (context, handler) => listen(context, toNodeListener(toNextRoute(handler).GET)),
};

/** Sends exactly this, and reads the answer to the end of the connection. */
function speak(origin: string, ...lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    let answer = '';
    connect(Number(port), hostname)
      .on('data', (chunk) => (answer += String(chunk)))
      .on('close', () => resolve(answer))
      .on('error', reject)
      .end([...lines, 'Connection: close', '', ''].join('\r\n'));
  });
}

for (const [name, mount] of Object.entries(mounts)) {
  describe(`any handler on ${name}`, () => {
    test('several cookies stay several, and other headers arrive joined', async (context) => {
      const origin = await mount(context, async (request) => {
        const headers = new Headers({
          'x-cookies': request.headers.get('cookie') ?? '',
          'x-many': request.headers.get('x-many') ?? '',
        });
        headers.append('set-cookie', 'a=1; Expires=Wed, 25 Nov 2026 10:00:00 GMT');
        headers.append('set-cookie', 'b=2; HttpOnly');
        return new Response('{}', { headers });
      });
      const answer = await speak(
        origin,
        'GET /mount/x HTTP/1.1',
        'Host: panel.example',
        'X-Many: 1',
        'X-Many: 2',
        'Cookie: c=3',
        'Cookie: d=4',
      );
      assert.match(answer, /set-cookie: a=1; Expires=Wed, 25 Nov 2026 10:00:00 GMT\r\n/i);
      assert.match(answer, /set-cookie: b=2; HttpOnly\r\n/i);
      assert.match(answer, /x-many: 1, 2\r\n/i);
      assert.match(answer, /x-cookies: c=3; d=4\r\n/i);
    });

    test('the address is the one that was asked for, encoded as it was', async (context) => {
      const origin = await mount(context, async ({ url }) => new Response(url));
      const path = '/mount/a%2Fb/%C3%A4?q=%22x%22&q=a+b%26';
      assert.equal(await (await fetch(origin + path)).text(), origin + path);
      const asked = await speak(origin, `GET ${path} HTTP/1.1`, 'Host: panel.example');
      assert.match(asked, /http:\/\/panel\.example\/mount\/a%2Fb\/%C3%A4\?q=%22x%22&q=a\+b%26/);
    });

    test('a reader who goes stops a stream that nobody else would stop', async (context) => {
      let stopped = (): void => {};
      const stop = new Promise<void>((resolve) => (stopped = resolve));
      let aborted = (): void => {};
      const abort = new Promise<void>((resolve) => (aborted = resolve));
      const origin = await mount(context, async (request) => {
        request.signal.addEventListener('abort', aborted);
        // It says one thing, and then nothing for ever.
        return new Response(
          new ReadableStream({
            start: (stream) => stream.enqueue(new TextEncoder().encode('first')),
            cancel: stopped,
          }),
        );
      });
      const leaving = new AbortController();
      const { body } = await fetch(`${origin}/mount/x`, { signal: leaving.signal });
      const reader = body!.getReader();
      assert.equal(new TextDecoder().decode((await reader.read()).value), 'first');
      leaving.abort();
      await Promise.all([stop, abort]);
    });

    test('a stream that breaks is cut off, so that it does not look whole', async (context) => {
      context.mock.method(console, 'error', () => {});
      const origin = await mount(context, async () => {
        let pulls = 0;
        return new Response(
          new ReadableStream({
            pull: (stream) =>
              pulls++ === 0
                ? stream.enqueue(new TextEncoder().encode('half'))
                : stream.error(new Error('broken')),
          }),
        );
      });
      await assert.rejects(fetch(`${origin}/mount/x`).then((response) => response.text()));
    });

    test('a handler that throws is an empty 500', async (context) => {
      const { mock } = context.mock.method(console, 'error', () => {});
      const origin = await mount(context, () => Promise.reject(new Error('sk_test_secret at /srv/app.ts')));
      const response = await fetch(`${origin}/mount/x`);
      assert.deepEqual([response.status, await response.text()], [500, '']);
      assert.equal(mock.callCount(), 1);
    });
  });
}

describe('toNodeListener', () => {
  const status = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

  test('an address in full is taken as such; a host that is none is refused before the handler', async (context) => {
    const origin = await listen(
      context,
      toNodeListener(async ({ url }) => new Response(url)),
    );
    assert.match(
      await speak(origin, 'GET http://panel.example/a HTTP/1.1', 'Host: other.example'),
      /http:\/\/panel\.example\/a$/m,
    );
    assert.match(
      await speak(origin, 'GET //other.example/a HTTP/1.1', 'Host: panel.example'),
      /http:\/\/panel\.example\/\/other\.example\/a$/m,
    );
    for (const host of [
      'panel.example/x?',
      'me@panel.example',
      'panel.example#',
      'a b',
      'panel.example\\x',
    ]) {
      assert.equal(status(await speak(origin, 'GET /a HTTP/1.1', `Host: ${host}`)), 400, host);
    }
    for (const target of ['http://me@panel.example/', 'ftp://panel.example/', '*']) {
      assert.equal(
        status(await speak(origin, `OPTIONS ${target} HTTP/1.1`, 'Host: panel.example')),
        400,
        target,
      );
    }
  });

  test('headers of proxies do not change the host', async (context) => {
    const origin = await listen(
      context,
      toNodeListener(async ({ url }) => new Response(url)),
    );
    const headers = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'https',
      'forwarded': 'host=evil.example',
    };
    assert.equal(await (await fetch(`${origin}/a`, { headers })).text(), `${origin}/a`);
  });

  const echo: WebHandler = async (request) => new Response(await request.text());
  const webhook = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': 't=1' },
    body: '{ "a":  1 }',
  };

  test('after a body parser: bytes that were kept are taken; else the developer is told where to mount', async (context) => {
    const { mock } = context.mock.method(console, 'warn', () => {});
    const listener = toNodeListener(echo);
    const keeping = express.json({
      verify: (req, _res, bytes) => void Object.assign(req, { rawBody: bytes }),
    });
    const kept = await listen(context, express().use(keeping, listener));
    assert.equal(await (await fetch(kept, webhook)).text(), webhook.body);
    const raw = await listen(context, express().use(express.raw({ type: '*/*' }), listener));
    assert.equal(await (await fetch(raw, webhook)).text(), webhook.body);
    assert.equal(mock.callCount(), 0);
    const parsed = await listen(context, express().use(express.json(), listener));
    assert.equal(await (await fetch(parsed, webhook)).text(), '{"a":1}');
    assert.match(String(mock.calls[0]?.arguments[0]), /before any body parser/);
  });

  test('a body that somebody else has read and not kept is empty, and is not waited for', async (context) => {
    const listener = toNodeListener(echo);
    const origin = await listen(context, (req, res) => void req.resume().on('end', () => listener(req, res)));
    assert.equal(await (await fetch(origin, webhook)).text(), '');
  });

  test('compressing middleware is asked to send what it holds back', async (context) => {
    const listener = toNodeListener(
      async () =>
        new Response(
          new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('event')) }),
        ),
    );
    const origin = await listen(context, (req, res) => {
      const held: unknown[] = [];
      const write = res.write.bind(res) as (chunk: unknown) => boolean;
      const flush = (): void => held.splice(0).forEach((chunk) => write(chunk));
      listener(req, Object.assign(res, { write: (chunk: unknown) => held.push(chunk) > 0, flush }));
    });
    const { body } = await fetch(origin);
    const reader = body!.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'event');
    await reader.cancel();
  });
});

describe('toFastifyPlugin', () => {
  test('keeps what hooks have set, and leaves the parsers of the app alone', async (context) => {
    const origin = await listenWithFastify(context, async (request) => new Response(await request.text()));
    const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{ "a":  1 }' };
    const mounted = await fetch(`${origin}/mount/x`, options);
    assert.deepEqual([await mounted.text(), mounted.headers.get('x-of-the-app')], ['{ "a":  1 }', 'kept']);
    assert.equal(await (await fetch(`${origin}/own`, options)).text(), '{"a":1}');
  });

  test('live streams end when the app closes', async () => {
    let end = (): void => {};
    const handler = async (): Promise<Response> =>
      new Response(
        new ReadableStream({
          start(stream) {
            stream.enqueue(new TextEncoder().encode('live'));
            end = () => stream.close();
          },
        }),
      );
    const app = fastify().register(toFastifyPlugin(Object.assign(handler, { close: () => end() })), {
      prefix: '/mount',
    });
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const response = await fetch(`${origin}/mount/events`);
    const closing = app.close();
    assert.equal(await response.text(), 'live');
    await closing;
  });
});

describe('toNextRoute', () => {
  const { POST } = toNextRoute(
    async (request) => new Response(`${request.method} ${request.url} ${await request.text()}`),
  );
  const ask = async (host: string): Promise<string> =>
    (
      await POST(
        new Request('http://localhost:3000/api/billing/webhook?a=%20', {
          method: 'POST',
          headers: { host },
          body: 'bytes',
        }),
      )
    ).text();

  test('the host is the one that was asked for, not the one that the server listens on', async () => {
    assert.equal(await ask('panel.example'), 'POST http://panel.example/api/billing/webhook?a=%20 bytes');
    for (const host of ['localhost:3000', 'me@panel.example', 'panel.example/x', 'no host']) {
      assert.equal(await ask(host), 'POST http://localhost:3000/api/billing/webhook?a=%20 bytes');
    }
  });
});
