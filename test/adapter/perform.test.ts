/** Everything beside finalizing that is done to an invoice: once, read back where the answer is lost, told truly. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isProblem, type InvoiceAdapter } from '../../src/adapter/adapter.js';
import { performAction, type Work } from '../../src/adapter/perform.js';
import { storeFor } from '../../src/adapter/store.js';
import { readInvoice } from '../../src/invoice/shape.js';
import type { Invoice } from '../../src/invoice/types.js';
import { adapterOf, deferred, problem, quiet } from './support.js';

const ID = 'in_1';
const invoice = (fields: object): Invoice =>
  readInvoice({ id: ID, object: 'invoice', status: 'open', ...fields });

/** What each work calls, and the invoice that shows that it is done. */
const WORKS: { work: Work; call: keyof InvoiceAdapter; before: Invoice; after: Invoice }[] = [
  {
    work: { action: 'pay', params: { payment_method: 'pm_1' } },
    call: 'pay',
    before: invoice({}),
    after: invoice({ status: 'paid' }),
  },
  { work: { action: 'mark_paid' }, call: 'pay', before: invoice({}), after: invoice({ status: 'paid' }) },
  { work: { action: 'void' }, call: 'void', before: invoice({}), after: invoice({ status: 'void' }) },
  {
    work: { action: 'mark_uncollectible' },
    call: 'markUncollectible',
    before: invoice({}),
    after: invoice({ status: 'uncollectible' }),
  },
  {
    work: { action: 'schedule', autoAdvance: true, at: 2_000 },
    call: 'update',
    before: invoice({ status: 'draft', auto_advance: false }),
    after: invoice({ status: 'draft', auto_advance: true, automatically_finalizes_at: 2_000 }),
  },
  {
    work: { action: 'schedule', autoAdvance: false },
    call: 'update',
    before: invoice({ status: 'draft', auto_advance: true, automatically_finalizes_at: 2_000 }),
    after: invoice({ status: 'draft', auto_advance: false }),
  },
];

interface Call {
  key: string;
  args: unknown[];
}

/** An adapter whose one write is answered by the replies, and whose reads by what Stripe has. */
function scene(call: keyof InvoiceAdapter, before: Invoice, replies: ((calls: Call[]) => unknown)[]) {
  const calls: Call[] = [];
  const stripe = { now: before as Invoice | null, reads: 0 };
  const left = [...replies];
  const { adapter } = adapterOf({
    retrieve: async () => {
      stripe.reads++;
      if (!stripe.now) throw problem(404, 'resource_missing');
      return stripe.now;
    },
    [call]: async (...args: unknown[]) => {
      calls.push({ key: (args.at(-1) as { key: string }).key, args: args.slice(0, -1) });
      const reply = left.shift();
      assert.ok(reply, 'no more calls are expected');
      return reply(calls);
    },
  });
  const store = storeFor(adapter);
  store.apply(before);
  return { store, calls, stripe };
}

const fails = (error: Error) => () => {
  throw error;
};

for (const { work, call, before, after } of WORKS) {
  describe(`${work.action} by ${call}${'autoAdvance' in work ? ` (${work.autoAdvance})` : ''}`, () => {
    test('is asked once, and the live copy has the outcome', async () => {
      const { store, calls } = scene(call, before, [() => after]);
      const done = await performAction(store, ID, work);
      assert.deepEqual(done, { invoice: after, previous: before, already: false });
      assert.equal(calls.length, 1);
      const live = store.peek(ID);
      assert.equal(live.status === 'loaded' && live.invoice, after);
    });

    test('two clicks are one request', async () => {
      const answer = deferred<Invoice>();
      const { store, calls } = scene(call, before, [() => answer.promise]);
      const both = [performAction(store, ID, work), performAction(store, ID, { ...work })];
      await quiet();
      answer.resolve(after);
      const [first, second] = await Promise.all(both);
      assert.equal(first, second);
      assert.equal(calls.length, 1);
    });

    test('a lost answer is read back, not asked again', async () => {
      const { store, calls, stripe } = scene(call, before, [
        () => {
          stripe.now = after;
          throw problem(0, 'network_error');
        },
      ]);
      const done = await performAction(store, ID, work);
      assert.deepEqual([done.invoice, done.already, calls.length], [after, false, 1]);
    });

    test('a request that never arrived is sent again with its key', async () => {
      const { store, calls } = scene(call, before, [fails(problem(0, 'network_error')), () => after]);
      await performAction(store, ID, work);
      assert.equal(calls.length, 2);
      assert.equal(calls[0]?.key, calls[1]?.key);
    });

    test('after a failure of Stripe’s own, which is kept under its key, the next try has another', async () => {
      const { store, calls } = scene(call, before, [fails(problem(502, 'api_error')), () => after]);
      await performAction(store, ID, work);
      assert.notEqual(calls[0]?.key, calls[1]?.key);
    });

    test('refused because it is so already, it is told as that', async () => {
      const { store, stripe } = scene(call, before, [fails(problem(400, 'invoice_not_open'))]);
      stripe.now = after;
      const done = await performAction(store, ID, work);
      assert.deepEqual([done.invoice, done.already], [after, true]);
    });

    test('refused for another reason, the reason is told and nothing is tried again', async () => {
      const { store, calls } = scene(call, before, [fails(problem(400, 'payment_pending'))]);
      await assert.rejects(performAction(store, ID, work), { code: 'payment_pending' });
      assert.equal(calls.length, 1);
    });
  });
}

test('a decline is final: the card is not charged again', async () => {
  const { store, calls } = scene('pay', invoice({}), [fails(problem(402, 'card_declined', false))]);
  await assert.rejects(performAction(store, ID, { action: 'pay' }), { code: 'card_declined' });
  assert.equal(calls.length, 1);
});

test('a payment that is on its way is an outcome, not a failure', async () => {
  const waits = invoice({ attempted: true });
  const { store } = scene('pay', invoice({}), [() => waits]);
  const done = await performAction(store, ID, { action: 'pay' });
  assert.equal(done.invoice.status, 'open');
});

test('works of another kind on one invoice wait for each other', async () => {
  const order: string[] = [];
  const first = deferred<Invoice>();
  const { adapter } = adapterOf({
    retrieve: async () => invoice({}),
    send: async () => {
      order.push('send');
      return first.promise;
    },
    void: async () => {
      order.push('void');
      return invoice({ status: 'void' });
    },
  });
  const sending = performAction(adapter, ID, { action: 'send' });
  const voiding = performAction(adapter, ID, { action: 'void' });
  await quiet();
  assert.deepEqual(order, ['send']);
  first.resolve(invoice({}));
  await Promise.all([sending, voiding]);
  assert.deepEqual(order, ['send', 'void']);
});

test('sending keeps its key, since nothing of the invoice tells whether it was sent', async () => {
  for (const failure of [
    problem(0, 'network_error'),
    problem(502, 'api_error'),
    problem(429, 'rate_limit', true),
  ]) {
    const { store, calls } = scene('send', invoice({}), [fails(failure), () => invoice({})]);
    await performAction(store, ID, { action: 'send' });
    assert.equal(new Set(calls.map(({ key }) => key)).size, 1, failure.code);
  }
});

test('given up without an answer, it says that nobody knows', async () => {
  const lost = () => fails(problem(0, 'network_error'));
  const { store } = scene('void', invoice({}), [lost(), lost()]);
  const policy = { attempts: 2, baseDelay: 1, maxDelay: 1 };
  const error = await performAction(store, ID, { action: 'void' }, { policy }).catch((each: unknown) => each);
  assert.ok(isProblem(error));
  assert.equal(error.unsettled, true);
});

test('a deleted draft keeps what was known of it, and is told as deleted', async () => {
  const before = invoice({ status: 'draft', number: 'D-1' });
  const { store, calls } = scene('delete', before, [() => undefined]);
  const { invoice: after, previous } = await performAction(store, ID, { action: 'delete' });
  assert.deepEqual([after.deleted, after.number, previous], [true, 'D-1', before]);
  assert.equal(calls.length, 1);
});

test('a draft that somebody else deleted meanwhile is deleted', async () => {
  const { store, stripe } = scene('delete', invoice({ status: 'draft' }), [
    () => {
      stripe.now = null;
      throw problem(0, 'network_error');
    },
  ]);
  assert.equal((await performAction(store, ID, { action: 'delete' })).invoice.deleted, true);
});

test('a finalized invoice is not deleted by mistake', async () => {
  const { store, stripe } = scene('delete', invoice({ status: 'draft' }), [
    fails(problem(400, 'invoice_not_draft')),
  ]);
  stripe.now = invoice({ status: 'open' });
  await assert.rejects(performAction(store, ID, { action: 'delete' }), { code: 'invoice_not_draft' });
});

test('an adapter that cannot take payments says so', async () => {
  const { adapter } = adapterOf({ retrieve: async () => invoice({}) });
  await assert.rejects(performAction(adapter, ID, { action: 'pay' }), { code: 'not_supported' });
});
