import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createInvoiceHandler } from '../../src/server/index.js';
import { addCustomer, addDraft, BASE, createBackend, newKey, type Backend } from './harness.js';

const LISTED = 'https://app.example.com';

async function finalizeFrom(
  headers: HeadersInit,
  origins: string[] = [],
): Promise<{ status: number; done: boolean; response: Response; backend: Backend }> {
  const backend = await createBackend({ origins, allowHeaders: ['x-tenant-token'] });
  const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
  const all = { 'content-type': 'application/json', 'idempotency-key': newKey(), ...headers };
  const response = await backend
    .as('alpha-admin')
    .raw(`/invoices/${id}/finalize`, { method: 'POST', headers: all, body: '{}' });
  const done = (await backend.stripe.invoices.retrieve(id)).status !== 'draft';
  return { status: response.status, done, response, backend };
}

test('pages of the same host, listed origins and programs may write', async () => {
  const allowed: [HeadersInit, string[]][] = [
    [{}, []],
    [{ 'origin': 'https://panel.example', 'sec-fetch-site': 'same-origin' }, []],
    [{ origin: 'https://panel.example' }, []],
    [{ origin: 'http://panel.example' }, []],
    [{ 'sec-fetch-site': 'same-origin' }, []],
    [{ 'origin': LISTED, 'sec-fetch-site': 'cross-site' }, [LISTED]],
  ];
  for (const [headers, origins] of allowed) {
    const { status, done } = await finalizeFrom(headers, origins);
    assert.deepEqual([status, done], [200, true], JSON.stringify(headers));
  }
});

test('pages of other sites may not, by whatever they differ, and nothing happens', async () => {
  const refused: HeadersInit[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'not a url' },
    { origin: 'https://panel.example.evil.example' },
    { origin: 'https://panel.example:8443' },
    { origin: `${LISTED}.evil.example` },
    { origin: 'https://sub.app.example.com' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of refused) {
    const { status, done, response } = await finalizeFrom(headers, [LISTED]);
    assert.deepEqual([status, done], [403, false], JSON.stringify(headers));
    assert.equal(response.headers.get('access-control-allow-origin'), null);
  }
});

test('reading is refused to other sites as well', async () => {
  const backend = await createBackend();
  const answer = await backend
    .as('alpha-admin')
    .get('/session', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' });
  assert.equal(answer.status, 403);
});

test('CORS names exactly the listed origin that asks, on good answers, refusals and preflights alike', async () => {
  const { response, backend } = await finalizeFrom({ origin: LISTED }, [LISTED]);
  assert.equal(response.headers.get('access-control-allow-origin'), LISTED);
  assert.equal(response.headers.get('access-control-allow-credentials'), 'true');
  assert.match(response.headers.get('vary') ?? '', /Origin/);
  const nobody = await backend.as(null).get('/session', { origin: LISTED });
  assert.deepEqual([nobody.status, nobody.headers.get('access-control-allow-origin')], [401, LISTED]);

  const ask = (origin: string): Promise<Response> =>
    backend.as(null).raw('/invoices/in_1', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'DELETE' },
    });
  const yes = await ask(LISTED);
  assert.equal(yes.status, 204);
  assert.match(yes.headers.get('access-control-allow-methods') ?? '', /DELETE/);
  assert.match(yes.headers.get('access-control-allow-headers') ?? '', /idempotency-key.*x-tenant-token/);
  const no = await ask('https://evil.example');
  assert.equal(no.headers.get('access-control-allow-origin'), null);
  assert.equal(no.headers.get('access-control-allow-methods'), null);
});

test('every answer, of whatever kind, carries every header that keeps it where it belongs', async () => {
  const backend = await createBackend({ limits: { person: { all: { requests: 5, seconds: 60 } } } });
  const admin = backend.as('alpha-admin');
  const ask = (path: string, init?: RequestInit) => () => admin.raw(path, init);
  const kinds: [status: number, answer: () => Promise<Response>, cached?: string][] = [
    [200, ask('/session')],
    [200, ask('/session', { method: 'HEAD' })],
    // Proxies that compress would hold a stream back.
    [200, ask('/events'), 'no-store, no-transform'],
    [204, ask('/session', { method: 'OPTIONS' })],
    [404, ask('/nothing')],
    [405, ask('/session', { method: 'DELETE' })],
    [400, ask('/webhook', { method: 'POST', body: '{}' })],
    [403, ask('/session', { headers: { origin: 'https://evil.example' } })],
    [401, () => backend.as(null).raw('/session')],
    [404, ask('/invoices/in_1')],
    [400, ask('/invoices', { method: 'POST' })],
    [429, ask('/session')],
  ];
  for (const [status, answer, cached = 'no-store'] of kinds) {
    const { headers, status: actual, body } = await answer();
    assert.equal(actual, status);
    await body?.cancel();
    assert.equal(headers.get('cache-control'), cached);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/);
    assert.match(headers.get('vary') ?? '', /\bOrigin\b/);
    assert.equal(headers.get('access-control-allow-origin'), null);
    assert.equal(headers.get('set-cookie'), null);
  }
});

test('an origin or a header that is not exactly one is refused at once', async () => {
  const { stripe } = await createBackend();
  const make = (options: object) => () =>
    createInvoiceHandler({ stripe, session: () => null, authorize: () => true, ...options });
  for (const origin of [
    '*',
    'null',
    'https://*.example.com',
    'https://app.example/',
    'app.example',
    'ftp://app.example',
  ]) {
    assert.throws(make({ origins: [origin] }), /`origins`/, origin);
  }
  for (const name of ['*', '', 'x-a, x-b', 'x-a\r\nx-b: 1']) {
    assert.throws(make({ allowHeaders: [name] }), /`allowHeaders`/, name);
  }
  make({ origins: ['https://app.example', 'http://localhost:3000'], allowHeaders: ['X-Tenant-Token'] })();
});

test('nothing changes by GET', async () => {
  const backend = await createBackend();
  const customer = await addCustomer(backend, 'alpha');
  const id = await addDraft(backend, customer);
  backend.calls.length = 0;
  for (const path of [
    '/session',
    '/invoices',
    `/invoices/${id}`,
    `/invoices/${id}/lines`,
    '/customers',
    '/prices',
    `/invoices/${id}/finalize`,
    `/invoices/${id}/void`,
  ]) {
    await backend.as('alpha-admin').get(path);
  }
  assert.deepEqual(
    backend.calls.filter((call) => !call.startsWith('GET ')),
    [],
  );
});

test('it is found wherever it is mounted, also under a name of its own routes', async () => {
  const mounts = ['', '/api/billing', '/invoices', '/customers/session', '/a/b/c/d'];
  for (const basePath of mounts) {
    for (const told of [true, false]) {
      const backend = await createBackend(told ? { basePath } : {});
      const id = await addDraft(backend, await addCustomer(backend, 'alpha'));
      const ask = async (path: string): Promise<number> =>
        (
          await backend.handler(
            new Request(`${new URL(BASE).origin}${basePath}${path}`, {
              headers: { 'x-person': 'alpha-admin' },
            }),
          )
        ).status;
      assert.equal(await ask('/session'), 200, `${basePath} ${told}`);
      assert.equal(await ask('/invoices'), 200, `${basePath} ${told}`);
      assert.equal(await ask(`/invoices/${id}/lines`), 200, `${basePath} ${told}`);
      assert.equal(await ask('/customers/search?query=name~%22x%22'), 200, `${basePath} ${told}`);
      assert.equal(await ask('/invoices/%E0%A4%A'), 404);
    }
  }
  const elsewhere = await createBackend({ basePath: '/api' });
  assert.equal(
    (
      await elsewhere.handler(
        new Request('https://panel.example/apis/session', { headers: { 'x-person': 'alpha-admin' } }),
      )
    ).status,
    404,
  );
});
