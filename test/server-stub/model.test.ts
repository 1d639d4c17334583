/**
 * Long random sequences of calls, held against a model of what Stripe allows (the table of lifecycle facts, written down
 * here a second time on purpose) and against what must always be true: totals add up, nothing illegal happens, what is
 * frozen stays frozen, numbers are unique and without gaps, events tell the same story as the objects, and a key that
 * comes again changes nothing.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StripeEvent, StripeStub } from '../../server-stub/stripe/index.js';
import {
  checkFrozen,
  checkMoney,
  checkNumbers,
  checkStory,
  checkTotals,
  type Invoice,
  type Json,
  type Status,
} from './model-checks.js';
import { asker, newStub, type Answer, type Ask } from './support.js';

const DAY = 86_400;

/** Where each call may lead from each status; a call that is missing here has to be refused. */
const LEADS: Record<string, Partial<Record<Status, Status[]>>> = {
  finalize: { draft: ['open', 'paid'] },
  send: { draft: ['open', 'paid'], open: ['open'] },
  pay: { draft: ['paid'], open: ['paid'], uncollectible: ['paid'] },
  decline: { draft: ['paid'] },
  outside: { draft: ['paid'], open: ['paid'], uncollectible: ['paid'] },
  void: { open: ['void'], uncollectible: ['void'] },
  mark_uncollectible: { open: ['uncollectible'] },
  delete: { draft: [] },
  add: { draft: ['draft'] },
  change: { draft: ['draft'] },
  remove: { draft: ['draft'] },
  describe: { draft: ['draft'] },
  revise: { open: ['open'], uncollectible: ['uncollectible'] },
  debit: { draft: ['open', 'paid'], open: ['open'], uncollectible: ['uncollectible'] },
  attach: { open: ['open', 'paid'], uncollectible: ['uncollectible', 'paid'] },
  credit: { open: ['open', 'paid'], paid: ['paid'], uncollectible: ['uncollectible', 'paid'] },
};

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 100, max: 50_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -2_000, max: 100 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 20, 49, 50) },
);
const pick = fc.nat(1000);
const on = <const W extends string>(...words: W[]) => fc.record({ do: fc.constantFrom(...words), pick });
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      sent: fc.boolean(),
      taxed: fc.boolean(),
      reduced: fc.boolean(),
      amount,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('add', 'change'), pick, amount }) },
  { weight: 6, arbitrary: on('finalize', 'send') },
  { weight: 6, arbitrary: on('mark_uncollectible', 'void', 'revise') },
  { weight: 6, arbitrary: on('pay', 'decline', 'outside') },
  { weight: 5, arbitrary: on('attach', 'credit', 'debit') },
  { weight: 3, arbitrary: on('delete', 'remove', 'describe') },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 40 }) }),
  },
  { weight: 2, arbitrary: on('replay') },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** One stand-in under test, what it told, and what was asked of it. */
interface Run {
  stub: StripeStub;
  ask: Ask;
  customers: string[];
  rate: string;
  coupon: string;
  /** Ids, deleted drafts included. */
  invoices: string[];
  frozen: Map<string, Json>;
  events: StripeEvent[];
  /** Invoices that money is on its way to. */
  debited: Set<string>;
  asked: { path: string; params: Record<string, string>; key: string; at: number; answer: Answer }[];
}

async function start(): Promise<Run> {
  const stub = newStub();
  const ask = asker(stub);
  const events: StripeEvent[] = [];
  stub.onEvent((event) => events.push(event));
  const idOf = async (path: string, params: Record<string, string>) =>
    String((await ask('POST', path, params)).body['id']);
  return {
    stub,
    ask,
    events,
    customers: [
      await idOf('/v1/customers', { email: 'ada@example.com' }),
      await idOf('/v1/customers', { email: 'bob@example.com', name: 'Bob' }),
    ],
    rate: await idOf('/v1/tax_rates', { display_name: 'VAT', percentage: '19', inclusive: 'false' }),
    coupon: await idOf('/v1/coupons', { percent_off: '12.5', duration: 'once' }),
    invoices: [],
    frozen: new Map(),
    debited: new Set(),
    asked: [],
  };
}

/** Asks with a key of its own, and remembers it for a replay. */
async function post(run: Run, path: string, params: Record<string, string> = {}): Promise<Answer> {
  const key = `key-${run.asked.length}`;
  const answer = await run.ask('POST', path, params, { 'idempotency-key': key });
  run.asked.push({ path, params, key, at: run.stub.clock.now(), answer });
  return answer;
}

const invoiceOf = async (run: Run, id: string): Promise<Invoice> =>
  (await run.ask('GET', `/v1/invoices/${id}`)).body as unknown as Invoice;

async function take(run: Run, todo: Step): Promise<void> {
  switch (todo.do) {
    case 'create':
      return create(run, todo);
    case 'wait':
      run.stub.clock.advance(todo.days * DAY);
      run.stub.tick();
      run.debited.clear();
      return;
    case 'replay':
      return replay(run, todo.pick);
    default: {
      const id = run.invoices[todo.pick % Math.max(1, run.invoices.length)];
      if (id !== undefined) await act(run, id, todo.do, 'amount' in todo ? todo.amount : 0);
    }
  }
}

async function create(
  run: Run,
  how: { sent: boolean; taxed: boolean; reduced: boolean; amount: number },
): Promise<void> {
  const customer = run.customers[run.invoices.length % 2] ?? '';
  const { body, status } = await post(run, '/v1/invoices', {
    customer,
    ...(how.sent && { collection_method: 'send_invoice', days_until_due: '14' }),
    ...(how.taxed && { 'default_tax_rates[0]': run.rate }),
    ...(how.reduced && { 'discounts[0][coupon]': run.coupon }),
  });
  assert.equal(status, 200);
  const id = String(body['id']);
  run.invoices.push(id);
  await act(run, id, 'add', how.amount);
}

/** The request behind a word of the model; null where the invoice gives nothing to do it to. */
function requestFor(
  invoice: Invoice,
  word: string,
  value: number,
): { path: string; params: Record<string, string> } | null {
  const path = `/v1/invoices/${invoice.id}`;
  const line = invoice.lines.data[0]?.id;
  switch (word) {
    case 'add':
      return { path: `${path}/add_lines`, params: { 'lines[0][amount]': String(value) } };
    case 'change':
      return line ? { path: `${path}/lines/${line}`, params: { amount: String(value) } } : null;
    case 'remove':
      return line
        ? { path: `${path}/remove_lines`, params: { 'lines[0][id]': line, 'lines[0][behavior]': 'delete' } }
        : null;
    case 'describe':
      return { path, params: { description: `Words ${invoice.total}` } };
    case 'pay':
      return { path: `${path}/pay`, params: { payment_method: 'pm_card_visa' } };
    case 'decline':
      return { path: `${path}/pay`, params: { payment_method: 'pm_card_chargeDeclined' } };
    case 'debit':
      return { path: `${path}/pay`, params: { payment_method: 'pm_usBankAccount_success' } };
    case 'credit':
      return { path: '/v1/credit_notes', params: creditOf(invoice) };
    case 'outside':
      return { path: `${path}/pay`, params: { paid_out_of_band: 'true' } };
    case 'revise':
      return {
        path: '/v1/invoices',
        params: { 'from_invoice[invoice]': invoice.id, 'from_invoice[action]': 'revision' },
      };
    default:
      return { path: `${path}/${word}`, params: {} };
  }
}

/** A third of what remains, or of what was paid, then given back elsewhere. */
function creditOf(invoice: Invoice): Record<string, string> {
  const amount = String(Math.ceil((invoice.amount_remaining || invoice.amount_paid) / 3) || 1);
  return {
    invoice: invoice.id,
    amount,
    ...(invoice.amount_remaining === 0 && { out_of_band_amount: amount }),
  };
}

/** A payment of its own over half of what remains, or a little more than all of it. */
async function attach(run: Run, invoice: Invoice): Promise<{ path: string; params: Record<string, string> }> {
  const much = invoice.amount_remaining % 2 === 0;
  const amount = Math.max(50, much ? invoice.amount_remaining + 7 : Math.ceil(invoice.amount_remaining / 2));
  const { body } = await post(run, '/v1/payment_intents', {
    amount: String(amount),
    currency: String(invoice['currency']),
    customer: invoice.customer,
    payment_method: 'pm_card_visa',
    confirm: 'true',
  });
  return {
    path: `/v1/invoices/${invoice.id}/attach_payment`,
    params: { payment_intent: String(body['id']) },
  };
}

async function act(run: Run, id: string, word: string, value: number): Promise<void> {
  const before = await invoiceOf(run, id);
  if (before.id !== id) return; // deleted before
  if (word === 'delete') return remove(run, before);
  const request = word === 'attach' ? await attach(run, before) : requestFor(before, word, value);
  if (!request) return;
  const { status, body } = await post(run, request.path, request.params);
  const after = await invoiceOf(run, id);
  const told = `${word} on ${before.status}: ${JSON.stringify(body.error ?? {})}`;
  const allowed = LEADS[word]?.[before.status];
  if (status === 200) {
    assert.ok(allowed?.includes(after.status), `${told} must not lead to ${after.status}`);
    if (word === 'revise') run.invoices.push(String(body['id']));
    if (word === 'debit') run.debited.add(id);
  } else {
    assert.ok(status === 400 || status === 402, told);
    // A refused call may still have finalized: paying a draft whose card is then declined leaves it open.
    const finalizedOnTheWay = before.status === 'draft' && after.status === 'open' && word === 'decline';
    if (!finalizedOnTheWay) assert.equal(after.status, before.status, told);
    if (allowed) assert.ok(refusedWithReason(run, word, before), `${told} must be allowed`);
  }
}

/** What is allowed by status may still be refused for another reason. */
function refusedWithReason(run: Run, word: string, invoice: Invoice): boolean {
  return (
    run.debited.has(invoice.id) ||
    (word === 'send' && invoice['collection_method'] !== 'send_invoice') ||
    // Its revision was finalized or its original has moved on.
    (['finalize', 'send', 'pay', 'outside', 'decline', 'debit'].includes(word) &&
      invoice['from_invoice'] !== null) ||
    (word === 'decline' && invoice.status === 'draft') ||
    (['revise', 'void'].includes(word) && invoice.amount_paid > 0) ||
    // Nothing is left to be credited.
    (word === 'credit' && creditLeft(invoice) < Number(creditOf(invoice)['amount']))
  );
}

const creditLeft = ({ total, ...invoice }: Invoice): number =>
  total -
  Number(invoice['pre_payment_credit_notes_amount']) -
  Number(invoice['post_payment_credit_notes_amount']);

async function remove(run: Run, before: Invoice): Promise<void> {
  const { status } = await run.ask('DELETE', `/v1/invoices/${before.id}`);
  assert.equal(status, before.status === 'draft' ? 200 : 400);
}

/** The same key with the same parameters: the same answer, and nothing happens. */
async function replay(run: Run, which: number): Promise<void> {
  // Keys are kept for a day.
  const kept = run.asked.filter(({ at }) => at > run.stub.clock.now() - DAY);
  const first = kept[which % Math.max(1, kept.length)];
  if (!first) return;
  const told = run.events.length;
  const again = await run.ask('POST', first.path, first.params, { 'idempotency-key': first.key });
  // A parameter that is refused leaves no answer behind, so only those that began are replayed to the letter.
  if (again.headers.get('idempotent-replayed') === 'true') {
    assert.deepEqual([again.status, again.body], [first.answer.status, first.answer.body]);
    assert.equal(run.events.length, told, `a replay of ${first.path} told something`);
  }
}

test('whatever is asked in whatever order, what must be true stays true', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80 }), async (steps) => {
      const run = await start();
      for (const todo of steps) {
        await take(run, todo);
        for (const id of run.invoices) {
          const invoice = await invoiceOf(run, id);
          if (invoice.id === id) checkFrozen(run.frozen, invoice);
        }
      }
      const all = await Promise.all(run.invoices.map((id) => invoiceOf(run, id)));
      const living = all.filter((invoice, index) => invoice.id === run.invoices[index]);
      for (const invoice of living) {
        checkTotals(invoice);
        checkMoney(invoice);
        checkStory(run.events, invoice);
      }
      checkNumbers(living);
    }),
    { numRuns: 80, seed: 20261125, includeErrorInReport: true },
  );
});
