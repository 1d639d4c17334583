/** Tokens that expire, people who are signed out, and what becomes of what was asked for meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validWorld } from '../server-stub/valid-world.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { carryOut, newKey } from '../../src/adapter/intent.js';
import type { HttpAdapterOptions } from '../../src/adapter/options.js';
import { storeFor } from '../../src/adapter/store.js';
import { HASTY, deferred, json, quiet, refused } from './support.js';

const invoice = () => json({ id: 'in_1', object: 'invoice', status: 'open' });

/** A backend that takes one token, and a page that holds one. */
function gate(options: Partial<HttpAdapterOptions> = {}) {
  const state = { held: 'old', wanted: 'new', asked: 0, renewed: 0 };
  const seen: Request[] = [];
  const adapter = new HttpAdapter({
    url: 'https://shop.test/api',
    retry: HASTY,
    polling: false,
    headers: ({ refused: again }) => {
      state.asked++;
      if (again) {
        state.renewed++;
        state.held = state.wanted;
      }
      return { authorization: state.held };
    },
    fetch: async (request) => {
      seen.push(request);
      await quiet();
      return request.headers.get('authorization') === state.wanted
        ? invoice()
        : refused(401, 'authentication_required');
    },
    ...options,
  });
  const keys = () => seen.map(({ headers }) => headers.get('idempotency-key'));
  return { adapter, state, seen, keys };
}

test('requests that are refused together ask once for fresh headers, and each goes again once', async () => {
  const { adapter, state, seen, keys } = gate();
  await Promise.all([
    adapter.retrieve('in_1'),
    adapter.retrieve('in_2'),
    adapter.send('in_1', { key: 'k1' }),
    adapter.void('in_2', { key: 'k2' }),
  ]);
  assert.deepEqual([state.renewed, state.asked, seen.length], [1, 5, 8]);
  assert.deepEqual(keys().sort(), [null, null, null, null, 'k1', 'k1', 'k2', 'k2'].sort());
  assert.equal(adapter.connection, 'online');
});

test('who is refused after the others have fresh headers asks for none', async () => {
  const late = deferred<void>();
  const { adapter, state } = gate({
    fetch: async (request) => {
      const old = request.headers.get('authorization') === 'old';
      if (old && request.url.endsWith('in_late')) await late.promise;
      return old ? refused(401, 'authentication_required') : invoice();
    },
  });
  const straggler = adapter.retrieve('in_late');
  await adapter.retrieve('in_1');
  late.resolve();
  await straggler;
  assert.equal(state.renewed, 1);
});

test('a second 401 is told once, and rejects as before', async () => {
  let told = 0;
  const states: string[] = [];
  const { adapter, seen } = gate({ headers: () => ({}), onSignedOut: () => told++ });
  adapter.watchConnection((state) => states.push(state));
  const results = await Promise.allSettled([adapter.retrieve('in_1'), adapter.send('in_1', { key: 'k1' })]);
  for (const result of results) {
    assert.ok(result.status === 'rejected');
    assert.equal((result.reason as { code: string }).code, 'authentication_required');
  }
  assert.equal(seen.length, 4);
  await assert.rejects(adapter.retrieve('in_1'), { status: 401 });
  assert.equal(told, 1);
  assert.deepEqual(states, ['signed-out']);
  adapter.resume();
  assert.deepEqual(states, ['signed-out', 'online']);
});

test('headers that cannot be had leave the person signed out', async () => {
  const { adapter } = gate({
    headers: ({ refused: again }) => {
      if (again) throw new Error('the sign-in service is down');
      return {};
    },
  });
  await assert.rejects(adapter.retrieve('in_1'), { status: 401 });
  assert.equal(adapter.connection, 'signed-out');
});

test('an answer to what was asked since says that the person is back', async () => {
  let signedIn = false;
  const slow = deferred<void>();
  const { adapter } = gate({
    headers: undefined,
    fetch: async ({ url }) => {
      if (url.endsWith('in_slow')) await slow.promise;
      return signedIn || url.endsWith('in_slow') ? invoice() : refused(401, 'authentication_required');
    },
  });
  const before = adapter.retrieve('in_slow');
  await assert.rejects(adapter.retrieve('in_1'));
  slow.resolve();
  await before;
  assert.equal(adapter.connection, 'signed-out', 'an answer to an older request says nothing');
  signedIn = true;
  await adapter.retrieve('in_1');
  assert.equal(adapter.connection, 'online');
});

test('a 401 from before the person came back is no reason to sign in once more', async () => {
  let signedIn = false;
  let told = 0;
  const slow = deferred<void>();
  const { adapter } = gate({
    headers: undefined,
    onSignedOut: () => told++,
    fetch: async ({ url }) => {
      const answer = signedIn ? invoice() : refused(401, 'authentication_required');
      if (url.endsWith('in_slow')) await slow.promise;
      return answer;
    },
  });
  const straggler = adapter.retrieve('in_slow');
  await quiet();
  await assert.rejects(adapter.retrieve('in_1'));
  signedIn = true;
  adapter.resume();
  slow.resolve();
  assert.equal((await straggler).id, 'in_1');
  assert.deepEqual([told, adapter.connection], [1, 'online']);
});

test('with `hold`, what was asked for waits, and goes on with its key', async () => {
  const told = deferred<{ retry(): void }>();
  const { adapter, state, keys } = gate({
    headers: () => ({ authorization: state.held }),
    onSignedOut: told.resolve,
    hold: true,
  });
  const stop = new AbortController();
  const read = adapter.retrieve('in_1');
  const write = adapter.finalize('in_1', {}, { key: 'k1' });
  const cancelled = adapter.retrieve('in_2', stop);
  const { retry } = await told.promise;
  stop.abort();
  await assert.rejects(cancelled, { name: 'AbortError' });
  state.held = 'new';
  retry();
  assert.deepEqual([(await read).id, (await write).id], ['in_1', 'in_1']);
  assert.deepEqual(
    keys().filter((key) => key !== null),
    ['k1', 'k1', 'k1'],
  );
});

test('a read that is cancelled while the person signs in ends at once', async () => {
  const stop = new AbortController();
  const { adapter } = gate({ headers: undefined, onUnauthorized: () => new Promise(() => {}) });
  const read = adapter.retrieve('in_1', stop);
  await quiet();
  stop.abort();
  await assert.rejects(read, { name: 'AbortError' });
});

test('an intent that was refused can be begun again with its key', async () => {
  const { adapter, state, keys } = gate({ headers: () => ({ authorization: state.held }) });
  const send = (key?: string) =>
    carryOut({ policy: HASTY, key, run: (its) => adapter.send('in_1', { key: its }) });
  const { key } = (await send().catch((error: unknown) => error)) as { key?: string };
  assert.ok(key);
  state.held = 'new';
  await send(key);
  assert.deepEqual(new Set(keys()), new Set([key]));
});

test('over the real handler: signed out, back, and what is watched is read anew', async () => {
  const world = await validWorld();
  const asAdmin = world.asUser('alpha-admin');
  let person: 'alpha-admin' | null = 'alpha-admin';
  const adapter = new HttpAdapter({
    url: '/api/billing',
    retry: HASTY,
    fetch: (request) =>
      person ? asAdmin(request) : Promise.resolve(refused(401, 'authentication_required')),
  });
  const customer = world.customers.acme.id;
  const draft = await adapter.create({ customer }, { key: newKey() });
  const store = storeFor(adapter);
  const back = deferred<void>();
  const stop = store.watch(draft.id, (live) => {
    if (live.status === 'loaded' && live.invoice.description === 'changed meanwhile') back.resolve();
  });
  await store.refresh(draft.id);

  person = null;
  await assert.rejects(adapter.update(draft.id, { description: 'lost?' }, { key: 'k1' }), { status: 401 });
  await store.refresh(draft.id).catch(() => {});
  assert.equal(store.peek(draft.id).status, 'error', 'nothing of a stranger is shown');

  person = 'alpha-admin';
  await world.stripe.invoices.update(draft.id, { description: 'changed meanwhile' });
  adapter.resume();
  await back.promise;
  const written = await adapter.update(draft.id, { description: 'lost?' }, { key: 'k1' });
  assert.equal(written.description, 'lost?');
  stop();
});
