/** What is said of an invoice in a sentence, for each state that the stand-in can make. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { standingText } from '../../../src/components/invoice-app/standing-text.js';
import { readInvoice } from '../../../src/invoice/shape.js';
import type { InvoiceState } from '../../../src/invoice/state.js';
import type { Invoice } from '../../../src/invoice/types.js';
import { scenarios } from '../../../server-stub/scenarios.js';
import { createWorld } from '../../../server-stub/world.js';

const DAY = 86_400;
const speech = { source: { wordsOf: <W>(_group: string, words: W) => words }, lang: 'en' };

/** The invoice of a scenario, some days later by the account's clock. */
async function made(state: InvoiceState, days: number): Promise<{ invoice: Invoice; now: number }> {
  const world = await createWorld();
  const raw = await scenarios[state](world);
  return { invoice: readInvoice(raw), now: world.clock.now() + days * DAY };
}

const said: [InvoiceState, number, RegExp][] = [
  ['open', 3, /^Finalized 3 days ago, due in 11 days\.$/],
  ['open', 20, /^Finalized 20 days ago, was due 6 days ago\.$/],
  ['partially_paid', 0, /^\S+ of \S+ is paid\. Finalized .+, due in 14 days\.$/],
  ['retrying', 0, /^A payment has failed\. Stripe tries again in \d+ \w+\.$/],
  ['payment_failed', 0, /^The last payment has failed/],
  ['pending', 0, /^A payment is under way/],
  ['action_required', 0, /^The customer has to confirm/],
  ['paid', 2, /^Paid 2 days ago with Visa •••• 4242\.$/],
  ['partially_refunded', 0, /^Paid .+ \S+ was paid back\.$/],
  ['refunded', 0, /was paid back\.$/],
  ['credited', 0, /^Nothing is left to pay, after credit\.$/],
  ['uncollectible', 0, /^Given up as uncollectible/],
  ['void', 0, /^Voided/],
  ['draft', 0, /^$/],
  ['unknown', 0, /^$/],
];

describe('what is going on', () => {
  for (const [state, days, text] of said) {
    test(`${state}, ${days} days later`, async () => {
      const { invoice, now } = await made(state, days);
      assert.match(standingText(invoice, { now, history: null, speech }), text);
    });
  }

  test('that it was sent is known from its history', async () => {
    const { invoice, now } = await made('open', 3);
    const sent = { kind: 'sent', at: now - DAY } as const;
    const history = { entries: [sent] } as unknown as Parameters<typeof standingText>[1]['history'];
    assert.equal(standingText(invoice, { now, history, speech }), 'Sent 1 day ago, due in 11 days.');
  });

  test('an invoice over nothing was paid at once, and one that is paid outside Stripe says so', async () => {
    const { invoice, now } = await made('paid', 1);
    const nothing = { ...invoice, amount_due: 0, amount_paid: 0 };
    assert.equal(
      standingText(nothing, { now, history: null, speech }),
      'Nothing was due: it was paid at once.',
    );
    const outside = { ...invoice, payments: null, amount_paid_off_stripe: invoice.amount_paid };
    assert.match(standingText(outside, { now, history: null, speech }), /^Marked as paid outside Stripe/);
  });
});
