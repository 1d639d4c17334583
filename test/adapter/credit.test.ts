/** Credit notes over the real handler and the stand-in: whatever is lost on the way, there are never two. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULT_KINDS } from '../../server-stub/stripe/faults.js';
import { scenarios } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import { isProblem } from '../../src/adapter/adapter.js';
import { creditInvoice, voidCreditNote } from '../../src/adapter/credit.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { storeFor } from '../../src/adapter/store.js';
import type { CreditNoteParams } from '../../src/invoice/wire.js';
import { validWorld } from '../server-stub/valid-world.js';
import { HASTY, adapterOf, deferred } from './support.js';

type Send = (request: Request) => Promise<Response>;
type Carry = (request: Request, send: Send) => Promise<Response>;

async function begin(
  state: 'open' | 'paid' = 'open',
  carry: Carry = (request, send) => send(request),
  retry = HASTY,
) {
  const world = await validWorld();
  const { id } = await scenarios[state](world);
  const send: Send = world.asUser('alpha-admin');
  const adapter = new HttpAdapter({
    url: '/api/billing',
    fetch: (request: Request) => carry(request, send),
    retry,
    timeout: { read: 200, write: 200 },
  });
  return { world, adapter, id, params: { invoice: id, amount: 1000 } satisfies CreditNoteParams };
}

const notesOf = async ({ stripe }: World, invoice: string) =>
  (await stripe.creditNotes.list({ invoice, limit: 100 })).data;
const creates = ({ method, url }: Request): boolean => method === 'POST' && url.endsWith('/credit_notes');
const lost = (): never => {
  throw new TypeError('lost');
};
const problemOf = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(isProblem(error), String(error));
  return error;
};

test('a note is issued, and the live copy of the invoice shows it', async () => {
  const { adapter, id, params } = await begin();
  const store = storeFor(adapter);
  store.apply(await adapter.retrieve(id));
  const { creditNote, invoice, previous } = await creditInvoice(store, { ...params, memo: 'Sorry' });
  assert.deepEqual([creditNote.amount, creditNote.memo, creditNote.status], [1000, 'Sorry', 'issued']);
  assert.deepEqual([previous?.amount_remaining, invoice?.amount_remaining], [363_650, 362_650]);
  const live = store.peek(id);
  assert.equal(live.status === 'loaded' && live.invoice.amount_remaining, 362_650);
});

/** What hangs at Stripe holds the backend's turn for half a minute, longer than anybody waits here. */
const KINDS = FAULT_KINDS.filter((kind) => kind !== 'hang');

for (const kind of KINDS) {
  test(`one note, whatever Stripe does once: ${kind}`, async () => {
    const { world, adapter, id, params } = await begin('paid');
    world.stub.faults.next({ match: 'POST /v1/credit_notes', kind, delayMs: 1 });
    const body = { ...params, refund_amount: 1000 };
    const { creditNote } = await creditInvoice(adapter, body);
    const notes = await notesOf(world, id);
    assert.deepEqual(
      notes.map((note) => note.id),
      [creditNote.id],
    );
    assert.equal((await world.stripe.refunds.list()).data.length, 1);
  });

  test(`one note, whatever Stripe does time and again: ${kind}`, async () => {
    const { world, adapter, id, params } = await begin('paid');
    world.stub.faults.next({ match: 'POST /v1/credit_notes', kind, times: 5, delayMs: 1 });
    const body = { ...params, refund_amount: 1000 };
    const first = await creditInvoice(adapter, body).catch((error: unknown) => error);
    world.stub.faults.clear();
    const again = isProblem(first) ? await creditInvoice(adapter, body) : first;
    assert.ok(typeof again === 'object');
    assert.equal((await notesOf(world, id)).length, 1);
    assert.equal((await world.stripe.refunds.list()).data.length, 1);
  });
}

test('an answer that is lost on its way to the page is found by reading, with one key', async () => {
  const keys: (string | null)[] = [];
  const { world, adapter, id, params } = await begin('open', async (request, send) => {
    const answer = await send(request);
    if (!creates(request)) return answer;
    keys.push(request.headers.get('idempotency-key'));
    return keys.length === 1 ? lost() : answer;
  });
  const { creditNote } = await creditInvoice(adapter, params);
  assert.deepEqual(
    (await notesOf(world, id)).map((note) => note.id),
    [creditNote.id],
  );
  assert.equal(new Set(keys).size, 1);
});

test('given up unsettled and begun again, it is the same one: looked for first, and not made twice', async () => {
  let dead = true;
  const { world, adapter, id, params } = await begin('open', async (request, send) => {
    const answer = await send(request);
    return dead && (creates(request) || sent) ? lost() : answer;
  });
  let sent = false;
  const store = storeFor(adapter);
  const first = creditInvoice(store, params, { onAttempt: ({ problem }) => (sent ||= problem !== null) });
  assert.equal((await problemOf(first)).unsettled, true);
  assert.equal((await problemOf(creditInvoice(store, params))).unsettled, true);
  dead = false;
  const { creditNote } = await creditInvoice(store, params);
  assert.equal(creditNote.amount, 1000);
  assert.equal((await notesOf(world, id)).length, 1);
  // Settled now: what is asked for next is another one.
  await creditInvoice(store, params);
  assert.equal((await notesOf(world, id)).length, 2);
});

test('a failure that was done all the same, and cannot be looked at, is not done again under a new key', async () => {
  let blind = false;
  const { world, adapter, id, params } = await begin(
    'open',
    (request, send) => (blind && request.method === 'GET' ? lost() : send(request)),
    { ...HASTY, attempts: 1 },
  );
  world.stub.faults.next({ match: 'POST /v1/credit_notes', kind: '500_after' });
  const first = creditInvoice(adapter, params, { onAttempt: () => (blind = true) });
  const problem = await problemOf(first);
  assert.deepEqual([problem.unsettled, problem.key], [true, undefined]);
  blind = false;
  const { creditNote } = await creditInvoice(adapter, params);
  assert.deepEqual(
    (await notesOf(world, id)).map((note) => note.id),
    [creditNote.id],
  );
});

/** The first try fails at Stripe, just after somebody else has written a note. */
async function beaten(theirs: object) {
  let isFirst = true;
  const made = await begin('open', async (request, send) => {
    if (creates(request) && isFirst) {
      isFirst = false;
      await made.world.stripe.creditNotes.create({ invoice: made.id, amount: 1000, ...theirs });
      made.world.stub.faults.next({ match: 'POST /v1/credit_notes', kind: '500' });
    }
    return send(request);
  });
  return made;
}

test('a note that somebody else writes meanwhile is not taken for this one', async () => {
  const { world, adapter, id, params } = await beaten({ reason: 'duplicate' });
  const { creditNote } = await creditInvoice(adapter, { ...params, reason: 'order_change' });
  assert.equal(creditNote.reason, 'order_change');
  assert.equal((await notesOf(world, id)).length, 2);
});

test('nor is a note over an amount taken for one over an item', async () => {
  const { world, adapter, id } = await beaten({});
  const [line] = (await adapter.retrieve(id)).lines;
  const { creditNote } = await creditInvoice(adapter, {
    invoice: id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line?.id ?? '', quantity: 1 }],
  });
  assert.equal(creditNote.lines.data[0]?.invoice_line_item, line?.id);
  assert.equal((await notesOf(world, id)).length, 2);
});

test('two calls at once are one', async () => {
  const { world, adapter, id, params } = await begin();
  const [one, other] = await Promise.all([
    creditInvoice(adapter, params),
    creditInvoice(adapter, { ...params }),
  ]);
  assert.equal(one.creditNote.id, other.creditNote.id);
  assert.equal((await notesOf(world, id)).length, 1);
});

test('a refusal is one, and nothing is left of it', async () => {
  const { world, adapter, id, params } = await begin('paid');
  const problem = await problemOf(creditInvoice(adapter, params));
  assert.deepEqual([problem.status, problem.code, problem.unsettled], [400, 'credit_split', false]);
  assert.equal((await notesOf(world, id)).length, 0);
});

test('it is a success although the invoice cannot be read afterwards', async () => {
  let done = false;
  const { adapter, id, params } = await begin('open', async (request, send) => {
    if (done && request.url.endsWith(id)) return lost();
    const answer = await send(request);
    done ||= creates(request);
    return answer;
  });
  const { creditNote, invoice } = await creditInvoice(adapter, params);
  assert.deepEqual([creditNote.amount, invoice], [1000, null]);
});

test('who stops it while it is sent does not get a second one by asking again', async () => {
  const { promise: answered, resolve: answer } = deferred<void>();
  const { world, adapter, id, params } = await begin('open', async (request, send) => {
    const response = await send(request);
    if (creates(request)) {
      sent.resolve(undefined);
      await answered;
    }
    return response;
  });
  const sent = deferred<undefined>();
  const stop = new AbortController();
  const first = creditInvoice(adapter, params, { signal: stop.signal });
  await sent.promise;
  stop.abort();
  await assert.rejects(first, { name: 'AbortError' });
  answer();
  await creditInvoice(adapter, params);
  assert.equal((await notesOf(world, id)).length, 1);
});

test('a note is voided once, and one that is void already is no failure', async () => {
  const { world, adapter, params } = await begin();
  const { creditNote } = await creditInvoice(adapter, params);
  world.stub.faults.next({ match: 'POST /v1/credit_notes/*/void', kind: 'drop_after' });
  const voided = await voidCreditNote(adapter, creditNote);
  assert.deepEqual([voided.creditNote.status, voided.invoice?.amount_remaining], ['void', 363_650]);
  const again = await voidCreditNote(adapter, creditNote);
  assert.equal(again.creditNote.status, 'void');
});

test('a note of an invoice that is paid is not voided, and it is said why', async () => {
  const { world, adapter, id, params } = await begin();
  const { creditNote } = await creditInvoice(adapter, params);
  await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
  const problem = await problemOf(voidCreditNote(adapter, creditNote));
  assert.deepEqual([problem.status, problem.code], [400, 'credit_note_not_voidable']);
});

test('an adapter without credit notes says so', async () => {
  const { adapter } = adapterOf({});
  const problem = await problemOf(creditInvoice(adapter, { invoice: 'in_1', amount: 1 }));
  assert.equal(problem.code, 'not_supported');
});
