import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem } from '../../src/adapter/adapter.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import type { HttpAdapterOptions } from '../../src/adapter/http.js';
import { HASTY, json, page, refused, scripted, version } from './support.js';
import type { Reply } from './support.js';

const URL_OF_BACKEND = 'https://shop.test/api/billing';
const KEY = { key: 'k1' };

function adapterWith(replies: Reply[], options: Partial<HttpAdapterOptions> = {}) {
  const script = scripted(...replies);
  const adapter = new HttpAdapter({
    url: `${URL_OF_BACKEND}/`,
    fetch: script.fetch,
    retry: HASTY,
    ...options,
  });
  return { adapter, ...script };
}

const invoice = () => json({ id: 'in_1', object: 'invoice', status: 'draft' });
const torn = () => new Response('{"id": "in_1", "obj', { headers: { 'content-type': 'application/json' } });
const offline = new TypeError('fetch failed');

/** The problem that the promise rejects with. */
async function problemOf(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => assert.fail('was expected to reject'),
    (reason: unknown) => reason,
  );
  assert.ok(isProblem(error), String(error));
  return error;
}

test('each call goes to its own path with its parameters', async () => {
  const calls: [(adapter: HttpAdapter) => Promise<unknown>, string, object?][] = [
    [(a) => a.retrieve('in_1'), 'GET /invoices/in_1'],
    [(a) => a.retrieve('in/1?'), 'GET /invoices/in%2F1%3F'],
    [(a) => a.create({ customer: 'cus_1' }, KEY), 'POST /invoices', { customer: 'cus_1' }],
    [
      (a) => a.createAndFinalize({ customer: 'cus_1', lines: [] }, KEY),
      'POST /invoices/create_and_finalize',
      { customer: 'cus_1', lines: [] },
    ],
    [(a) => a.update('in_1', { description: '' }, KEY), 'POST /invoices/in_1', { description: '' }],
    [(a) => a.delete('in_1', KEY), 'DELETE /invoices/in_1'],
    [
      (a) => a.addLines('in_1', [{ amount: 5 }], KEY),
      'POST /invoices/in_1/add_lines',
      { lines: [{ amount: 5 }] },
    ],
    [
      (a) => a.updateLines('in_1', [{ id: 'il_1' }], KEY),
      'POST /invoices/in_1/update_lines',
      { lines: [{ id: 'il_1' }] },
    ],
    [
      (a) => a.removeLines('in_1', ['il_1'], KEY),
      'POST /invoices/in_1/remove_lines',
      { lines: [{ id: 'il_1', behavior: 'delete' }] },
    ],
    [
      (a) => a.finalize('in_1', { auto_advance: false }, KEY),
      'POST /invoices/in_1/finalize',
      { auto_advance: false },
    ],
    [(a) => a.send('in_1', KEY), 'POST /invoices/in_1/send', {}],
    [(a) => a.void('in_1', KEY), 'POST /invoices/in_1/void', {}],
    [(a) => a.markUncollectible('in_1', KEY), 'POST /invoices/in_1/mark_uncollectible', {}],
    [(a) => a.customer('cus_1'), 'GET /customers/cus_1'],
    [(a) => a.session(), 'GET /session'],
  ];
  for (const [call, line, body] of calls) {
    const { adapter, requests } = adapterWith([invoice()]);
    await call(adapter);
    const [request] = requests;
    assert.equal(`${request?.method} ${request?.url.replace(URL_OF_BACKEND, '')}`, line);
    const write = !line.startsWith('GET');
    assert.equal(request?.headers.get('idempotency-key'), write ? 'k1' : null, line);
    assert.equal(request?.credentials, 'same-origin');
    assert.deepEqual(await request?.text(), body ? JSON.stringify(body) : '', line);
    if (body) assert.equal(request?.headers.get('content-type'), 'application/json');
  }
});

test('invoices come in the current shape', async () => {
  const { adapter } = adapterWith([
    invoice(),
    json({ object: 'list', has_more: false, data: [{ id: 'in_2' }] }),
  ]);
  assert.deepEqual((await adapter.retrieve('in_1')).lines, []);
  assert.equal((await adapter.list({ limit: 1, status: 'open' })).data[0]?.amount_due, 0);
});

test('all lines are read, page by page', async () => {
  const { adapter, requests } = adapterWith([
    json({ object: 'list', has_more: true, data: [{ id: 'il_1' }, { id: 'il_2' }] }),
    json({ object: 'list', has_more: false, data: [{ id: 'il_3' }] }),
  ]);
  const lines = await adapter.lines('in_1');
  assert.deepEqual(
    lines.map(({ id, quantity_decimal }) => [id, quantity_decimal]),
    [
      ['il_1', '1'],
      ['il_2', '1'],
      ['il_3', '1'],
    ],
  );
  assert.equal(new URL(requests[1]?.url ?? '').searchParams.get('starting_after'), 'il_2');
});

test('headers are an object, or asked for anew with each request', async () => {
  const fixed = adapterWith([invoice()], { headers: { authorization: 'Bearer a' } });
  await fixed.adapter.retrieve('in_1');
  assert.equal(fixed.requests[0]?.headers.get('authorization'), 'Bearer a');

  let token = 0;
  const asked = adapterWith([offline, invoice()], {
    headers: async () => ({ authorization: `Bearer ${++token}` }),
  });
  await asked.adapter.retrieve('in_1');
  assert.deepEqual(
    asked.requests.map(({ headers }) => headers.get('authorization')),
    ['Bearer 1', 'Bearer 2'],
  );
});

test('credentials are those that were asked for', async () => {
  const { adapter, requests } = adapterWith([invoice()], { credentials: 'include' });
  await adapter.retrieve('in_1');
  assert.equal(requests[0]?.credentials, 'include');
});

test('a read is tried three times at most, and only where that may help', async () => {
  const served = adapterWith([offline, refused(503, 'unavailable'), invoice()]);
  assert.equal((await served.adapter.retrieve('in_1')).id, 'in_1');

  const down = adapterWith([offline, offline, offline]);
  assert.equal((await problemOf(down.adapter.retrieve('in_1'))).code, 'network_error');
  assert.equal(down.left.length, 0);

  const foreign = adapterWith([refused(404, 'resource_missing')]);
  assert.equal((await problemOf(foreign.adapter.retrieve('in_1'))).status, 404);

  const impatient = adapterWith([offline], { retry: { attempts: 1 } });
  await problemOf(impatient.adapter.retrieve('in_1'));
});

test('a write is never repeated', async () => {
  for (const reply of [
    offline,
    refused(500, 'api_error'),
    refused(429, 'rate_limit', { retryable: true }),
    page(),
    torn(),
  ]) {
    const { adapter, requests } = adapterWith([reply]);
    assert.equal((await problemOf(adapter.finalize('in_1', {}, KEY))).retryable, true);
    assert.equal(requests.length, 1);
  }
});

test('what is no answer of the backend is a clear problem', async () => {
  const table: [Reply, code: string, status: number, read: boolean, write: boolean][] = [
    [offline, 'network_error', 0, true, true],
    [page(), 'bad_answer', 200, false, true],
    [torn(), 'bad_answer', 200, true, true],
    [
      new Response('null', { headers: { 'content-type': 'application/json' } }),
      'bad_answer',
      200,
      true,
      true,
    ],
    [page('Bad gateway', 502), 'bad_answer', 502, true, true],
    [page('Not found', 404), 'resource_missing', 404, false, false],
    [page('Forbidden', 403), 'forbidden', 403, false, false],
    [page('Sign in', 401), 'authentication_required', 401, false, false],
    [json({ message: 'oops' }, 500), 'bad_answer', 500, true, true],
  ];
  for (const [reply, code, status, read, write] of table) {
    const copy = (): Reply => (reply instanceof Response ? reply.clone() : reply);
    const reading = await problemOf(
      adapterWith([copy()], { retry: { attempts: 1 } }).adapter.retrieve('in_1'),
    );
    const writing = await problemOf(adapterWith([copy()]).adapter.send('in_1', KEY));
    assert.deepEqual([reading.code, reading.status, reading.retryable], [code, status, read]);
    assert.deepEqual([writing.code, writing.status, writing.retryable], [code, status, write]);
  }
});

test('a problem of the backend arrives whole', async () => {
  const differences = [{ field: 'total', shown: 1, now: 2 }];
  const now = { id: 'in_1', object: 'invoice', status: 'draft', number: 'A' };
  const { adapter } = adapterWith([
    refused(409, 'draft_changed', { differences, invoice: now, param: 'expected', request_id: 'req_1' }),
  ]);
  const { status, code, param, request_id, retryable, invoice, ...rest } = await problemOf(
    adapter.finalize('in_1', {}, KEY),
  );
  assert.deepEqual(
    [status, code, param, request_id, retryable],
    [409, 'draft_changed', 'expected', 'req_1', false],
  );
  assert.deepEqual(rest.differences, differences);
  assert.deepEqual(invoice, version('in_1', 'A'));
});

test('Retry-After is told in milliseconds, from seconds or a date', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 20) });
  for (const value of ['7', 'Fri, 20 Nov 2026 00:00:07 GMT']) {
    const { adapter } = adapterWith([
      refused(429, 'rate_limit', { retryable: true }, { 'retry-after': value }),
    ]);
    assert.equal((await problemOf(adapter.send('in_1', KEY))).retryAfter, 7000);
  }
});

test('an endless Retry-After is left to the person', async () => {
  const { adapter, requests } = adapterWith([refused(503, 'unavailable', {}, { 'retry-after': '3600' })]);
  assert.equal((await problemOf(adapter.retrieve('in_1'))).retryAfter, 3_600_000);
  assert.equal(requests.length, 1);
});

test('an answer that does not come is a timeout, even from a fetch that hears no signal', async () => {
  const never = () => new Promise<Response>(() => {});
  const { adapter } = adapterWith([never], { timeout: { write: 5 } });
  const { code, status, retryable } = await problemOf(adapter.send('in_1', KEY));
  assert.deepEqual([code, status, retryable], ['timeout', 0, true]);
});

test('a body that does not end is a timeout too', async () => {
  const endless = () =>
    new Response(new ReadableStream({}), { headers: { 'content-type': 'application/json' } });
  const { adapter } = adapterWith([endless], { timeout: { write: 5 } });
  assert.equal((await problemOf(adapter.send('in_1', KEY))).code, 'timeout');
});

test('an aborted call rejects with the reason of its signal', async () => {
  const stop = new AbortController();
  const hanging = (request: Request) =>
    new Promise<Response>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
      stop.abort();
    });
  for (const call of [
    (adapter: HttpAdapter) => adapter.retrieve('in_1', stop),
    (adapter: HttpAdapter) => adapter.send('in_1', { key: 'k', signal: stop.signal }),
  ]) {
    const { adapter } = adapterWith([hanging]);
    await assert.rejects(call(adapter), { name: 'AbortError' });
  }
});

test('after a 401 the person may sign in, once for all, and the same request goes again', async () => {
  let asked = 0;
  const onUnauthorized = async () => {
    asked++;
    return true;
  };
  const unauthorized = () => refused(401, 'authentication_required');
  const { adapter, requests } = adapterWith([unauthorized(), unauthorized(), invoice(), invoice()], {
    onUnauthorized,
  });
  await Promise.all([adapter.finalize('in_1', {}, KEY), adapter.finalize('in_1', {}, KEY)]);
  assert.equal(asked, 1);
  assert.deepEqual(
    requests.map(({ headers }) => headers.get('idempotency-key')),
    ['k1', 'k1', 'k1', 'k1'],
  );

  const stubborn = adapterWith([unauthorized(), unauthorized()], { onUnauthorized });
  assert.equal((await problemOf(stubborn.adapter.send('in_1', KEY))).code, 'authentication_required');

  for (const no of [() => false, () => Promise.reject(new Error('closed'))]) {
    const declined = adapterWith([unauthorized()], { onUnauthorized: no });
    assert.equal((await problemOf(declined.adapter.send('in_1', KEY))).status, 401);
  }
});

test('a problem without a code of ours still says what its status means', async () => {
  const { adapter } = adapterWith([json({}, 429)]);
  const { code, retryable } = await problemOf(adapter.send('in_1', KEY));
  assert.deepEqual([code, retryable], ['rate_limit', true]);
});
