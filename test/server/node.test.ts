/** The handler on a real http server of Node. */
import { test, type TestContext } from 'node:test';
import assert from 'node:assert/strict';
import {
  Agent,
  createServer,
  request as httpRequest,
  type RequestListener,
  type RequestOptions,
} from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createLocalBus, type InvoiceHandlerOptions } from '../../src/server/index.js';
import { toNodeListener } from '../../src/server/node.js';
import { toNextRoute } from '../../src/server/next.js';
import { addCustomer, addDraft, createBackend, newKey, WEBHOOK_SECRET, type Json } from './harness.js';

async function serve(context: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  })); // prettier-ignore
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const person = { 'x-person': 'alpha-admin' };
const writing = (): HeadersInit => ({
  ...person,
  'content-type': 'application/json',
  'idempotency-key': newKey(),
});

test("bodies, statuses and headers travel both ways, and the host is the page's own", async (context) => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const origin = await serve(context, toNodeListener(backend.handler));
  const updated = await fetch(`${origin}/api/billing/invoices/${id}`, {
    method: 'POST',
    headers: { ...writing(), origin },
    body: JSON.stringify({ description: 'Grüße' }),
  });
  assert.equal(updated.status, 200);
  assert.equal(((await updated.json()) as Json)['description'], 'Grüße');
  assert.equal(updated.headers.get('cache-control'), 'no-store');
  const missing = await fetch(`${origin}/api/billing/invoices/in_nope`, { headers: person });
  assert.equal(missing.status, 404);
  assert.equal(missing.headers.get('content-type'), 'application/problem+json');
  const gone = await fetch(`${origin}/api/billing/invoices/${id}`, {
    method: 'DELETE',
    headers: { ...person, 'idempotency-key': newKey() },
  });
  assert.equal(((await gone.json()) as Json)['deleted'], true);
});

test('events stream as they come, and a client who leaves frees its stream', async (context) => {
  const bus = createLocalBus();
  const signals: AbortSignal[] = [];
  const session: InvoiceHandlerOptions['session'] = (request) => {
    signals.push(request.signal);
    return { user: { id: 'somebody' }, scope: { everything: true } };
  };
  const backend = await createBackend({ bus, session });
  const customer = await addCustomer(backend, 'alpha');
  const invoice = await addDraft(backend, customer);
  const publish = (id: string) =>
    bus.publish({ id, type: 'invoice.paid', invoice, customer, created: 1, account: null });
  const origin = await serve(context, toNodeListener(backend.handler));
  const abort = new AbortController();
  const response = await fetch(`${origin}/events`, { headers: person, signal: abort.signal });
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!text.includes('connected')) text += (await reader.read()).value ?? '';
  publish('evt_1');
  while (!text.includes('"invoice.paid"')) text += (await reader.read()).value ?? '';
  const left = once(signals[0]!, 'abort');
  abort.abort();
  await left;
  const asked = signals.length;
  publish('evt_2');
  // Nobody is there to be asked about.
  assert.equal(signals.length, asked);
});

test('the webhook verifies the bytes as they came over the wire', async (context) => {
  const backend = await createBackend();
  const origin = await serve(context, toNodeListener(backend.handler));
  const payload =
    '{ "id": "evt_1",\n  "object": "event", "type": "x", "data": {"object": {"name": "Grüße"}} }';
  const signature = await backend.stripe.webhooks.generateTestHeaderStringAsync({
    payload,
    secret: WEBHOOK_SECRET,
    timestamp: backend.stub.clock.now(),
  });
  const answer = await fetch(`${origin}/api/billing/webhook`, {
    method: 'POST',
    headers: { 'stripe-signature': signature },
    body: payload,
  });
  assert.equal(answer.status, 200);
});

test('under a mount of Express the whole path counts, and a body that was parsed already is taken as it is', async (context) => {
  const backend = await createBackend({ basePath: '/api/billing' });
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const listener = toNodeListener(backend.handler);
  const origin = await serve(context, (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as unknown;
      void listener(
        Object.assign(req, { originalUrl: req.url, url: req.url!.replace('/api/billing', ''), body }),
        res,
      );
    });
  });
  const updated = await fetch(`${origin}/api/billing/invoices/${id}`, {
    method: 'POST',
    headers: writing(),
    body: JSON.stringify({ description: 'parsed' }),
  });
  assert.equal(((await updated.json()) as Json)['description'], 'parsed');
});

test('a body that is too large is refused without being read to its end', async (context) => {
  const backend = await createBackend();
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const origin = await serve(context, toNodeListener(backend.handler));
  const status = await new Promise<number>((resolve, reject) => {
    const request = httpRequest(
      `${origin}/invoices/${id}`,
      { method: 'POST', headers: writing() as Record<string, string> },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', reject);
    request.write('{"description":"');
    for (let sent = 0; sent < 3; sent++) request.write('x'.repeat(500_000));
  });
  assert.equal(status, 413);
});

test('a body that breaks off is no fault of the backend, and not reported as one', async (context) => {
  let logged = (_code: string | null): void => {};
  const code = new Promise<string | null>((resolve) => (logged = resolve));
  const backend = await createBackend({ log: (entry) => logged(entry.code) });
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const origin = await serve(context, toNodeListener(backend.handler));
  const headers = { ...(writing() as Record<string, string>), 'content-length': 1000 };
  const request = httpRequest(`${origin}/invoices/${id}`, { method: 'POST', headers });
  request.on('error', () => {}).write('{"description": "half', () => request.destroy());
  // Whoever leaves in the middle of a body has given the request up.
  assert.equal(await code, 'request_cancelled');
  assert.deepEqual(backend.errors, []);
});

test('a refused request with a body leaves the connection usable; hosts and methods that are none get 400', async (context) => {
  const backend = await createBackend();
  const origin = await serve(context, toNodeListener(backend.handler));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  context.after(() => agent.destroy());
  const ask = (options: RequestOptions, body = ''): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = httpRequest(`${origin}/session`, { agent, ...options }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      request.on('error', reject).end(body);
    });
  assert.equal(await ask({ method: 'POST' }, 'x'.repeat(300_000)), 401);
  assert.equal(await ask({ headers: person }), 200);
  assert.equal(await ask({ headers: { host: 'not a host' } }), 400);
  assert.equal(await ask({ method: 'TRACE' }), 400);
  assert.equal(await ask({ headers: person }), 200);
});

test('the handler is a route of Next as it is', async () => {
  const backend = await createBackend();
  const { GET } = toNextRoute(backend.handler);
  assert.equal(
    (await GET(new Request('https://panel.example/api/billing/session', { headers: person }))).status,
    200,
  );
});
