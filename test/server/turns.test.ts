/** Writes on one invoice go to Stripe one after the other; nobody waits for ever, and who has gone is not served. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import { createLocalTurns, type InvoiceTurns } from '../../src/server/index.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { addCustomer, addDraft, createBackend, type Backend } from './harness.js';

const never = new AbortController().signal;

/** A handler over the stand-in of `plain`, whose writes at Stripe wait at a gate. */
async function gated(options: { timeout?: number; turns?: InvoiceTurns } = {}) {
  const plain = await createBackend();
  const waiting: (() => void)[] = [];
  const arrivals: string[] = [];
  const heard: { count: number; tell: () => void }[] = [];
  const stripe = new Stripe('sk_test_of_the_handler', {
    httpClient: Stripe.createFetchHttpClient(async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init);
      if (request.method !== 'GET') {
        arrivals.push(new URL(request.url).pathname);
        for (const { count, tell } of heard) if (arrivals.length >= count) tell();
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      return plain.stub.fetch(request);
    }),
  });
  const backend = await createBackend({ stripe, ...options });
  backend.scopes['alpha'] = { everything: true };
  return {
    plain,
    backend,
    arrivals,
    arrived: (count: number) =>
      new Promise<void>((tell) => (arrivals.length >= count ? tell() : heard.push({ count, tell }))),
    /** Lets the one that came first go on. */
    open: () => waiting.shift()?.(),
  };
}

const draftOf = async (plain: Backend): Promise<string> => addDraft(plain, await addCustomer(plain, 'alpha'));

test('two writes on one invoice reach Stripe one after the other, those on another one at once', async () => {
  const { plain, backend, arrivals, arrived, open } = await gated();
  const [one, other] = [await draftOf(plain), await draftOf(plain)];
  const admin = backend.as('alpha-admin');
  const first = admin.post(`/invoices/${one}`, { description: 'First' });
  await arrived(1);
  const second = admin.post(`/invoices/${one}`, { description: 'Second' });
  const elsewhere = admin.post(`/invoices/${other}`, { description: 'Elsewhere' });
  await arrived(2);
  assert.deepEqual(arrivals, [`/v1/invoices/${one}`, `/v1/invoices/${other}`]);
  open();
  open();
  assert.equal((await first).body['description'], 'First');
  await elsewhere;
  await arrived(3);
  open();
  assert.equal((await second).body['description'], 'Second');
});

test('who waited for a turn looks again: an edit that went before is a difference, not finalized unseen', async () => {
  const { plain, backend, arrivals, arrived, open } = await gated();
  const id = await draftOf(plain);
  const admin = backend.as('alpha-admin');
  const expected = fingerprint((await admin.get(`/invoices/${id}`)).body);
  const edit = admin.post(`/invoices/${id}/add_lines`, { lines: [{ description: 'Surprise', amount: 900 }] });
  await arrived(1);
  const finalize = admin.post(`/invoices/${id}/finalize`, { expected });
  open();
  assert.equal((await edit).status, 200);
  const refused = await finalize;
  assert.deepEqual([refused.status, refused.body['code']], [409, 'draft_changed']);
  assert.equal(arrivals.length, 1);
});

test('a write that does not come up in time is refused, having done nothing', async () => {
  const turns: InvoiceTurns = { take: async () => null };
  const backend = await createBackend({ turns });
  const id = await draftOf(backend);
  const calls = backend.calls.length;
  const busy = await backend.as('alpha-admin').post(`/invoices/${id}/finalize`);
  assert.deepEqual([busy.status, busy.body['code'], busy.body['retryable']], [409, 'invoice_busy', true]);
  assert.equal(busy.headers.get('retry-after'), '1');
  assert.ok(backend.calls.slice(calls).every((call) => call.startsWith('GET ')));
});

test('where the store of turns is down, work goes on and the operator is told', async () => {
  const turns: InvoiceTurns = { take: () => Promise.reject(new Error('down')) };
  const backend = await createBackend({ turns });
  const id = await draftOf(backend);
  assert.equal((await backend.as('alpha-admin').post(`/invoices/${id}/finalize`)).status, 200);
  assert.match(String(backend.errors[0]), /down/);
});

test('a turn that nobody ends is over after its time, and so is the waiting for one', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const turns = createLocalTurns();
  const stuck = await turns.take('/in_1', { timeout: 1000, signal: never });
  assert.equal(stuck?.waited, false);
  const impatient = turns.take('/in_1', { timeout: 500, signal: never });
  const patient = turns.take('/in_1', { timeout: 2000, signal: never });
  t.mock.timers.tick(500);
  assert.equal(await impatient, null);
  t.mock.timers.tick(500);
  assert.equal((await patient)?.waited, true);
});

test('who leaves the queue does not hold it up, and gets no turn', async () => {
  const turns = createLocalTurns();
  const first = await turns.take('/in_1', { timeout: 60_000, signal: never });
  const leaving = new AbortController();
  const second = turns.take('/in_1', { timeout: 60_000, signal: leaving.signal });
  const third = turns.take('/in_1', { timeout: 60_000, signal: never });
  leaving.abort();
  assert.equal(await second, null);
  await first?.done();
  const turn = await third;
  assert.equal(turn?.waited, true);
  await turn?.done();
});
