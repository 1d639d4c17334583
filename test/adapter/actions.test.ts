/** Every state of an invoice × everything that is done to one, over the real handler and SDK. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isProblem } from '../../src/adapter/adapter.js';
import { copyInvoice, reviseInvoice } from '../../src/adapter/drafts-from.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { performAction, type Work } from '../../src/adapter/perform.js';
import { allowedActions } from '../../src/invoice/actions.js';
import { explainError } from '../../src/invoice/errors.js';
import type { Invoice } from '../../src/invoice/types.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { ALLOWED, DEEDS, HELD_BACK, LEADS_TO, type Deed } from '../actions-table.js';
import { validWorld } from '../server-stub/valid-world.js';
import { HASTY } from './support.js';

const NEXT_YEAR = Date.UTC(2027, 0, 1) / 1000;

async function do_(
  adapter: HttpAdapter,
  invoice: Invoice,
  deed: Deed,
): Promise<{ invoice: Invoice; already: boolean }> {
  if (deed === 'duplicate') return { invoice: await copyInvoice(adapter, invoice.id), already: false };
  if (deed === 'revise') return { invoice: await reviseInvoice(adapter, invoice), already: false };
  const work: Work =
    deed === 'schedule'
      ? { action: deed, autoAdvance: true, at: NEXT_YEAR }
      : deed === 'pay'
        ? { action: deed, params: { payment_method: 'pm_card_visa' } }
        : { action: deed };
  return performAction(adapter, invoice.id, work);
}

for (const [state, allowed] of Object.entries(ALLOWED)) {
  describe(state, () => {
    for (const deed of DEEDS) {
      const isAllowed = allowed.includes(deed);
      test(`${deed} is ${isAllowed ? `offered, and leads to ${LEADS_TO[deed]}` : 'not offered, and explained when it is tried'}`, async () => {
        const world = await validWorld();
        const { id } = await scenarios[state as keyof typeof ALLOWED](world);
        const send = world.asUser('alpha-admin');
        const fetch = (request: Request) => send(request);
        const adapter = new HttpAdapter({ url: '/api/billing', fetch, retry: HASTY });
        const invoice = await adapter.retrieve(id);
        const payments = await adapter.payments(id);
        assert.equal(allowedActions({ ...invoice, payments }).includes(deed), isAllowed);
        const outcome = await do_(adapter, invoice, deed).catch((error: unknown) => error);
        const isTaken = isAllowed || HELD_BACK[state as keyof typeof ALLOWED]?.includes(deed);
        if (isTaken) {
          const { invoice: after } = outcome as { invoice: Invoice };
          assert.equal(after.deleted ? 'deleted' : after.status, LEADS_TO[deed]);
        } else if (isProblem(outcome)) {
          assert.notEqual(explainError(outcome.code).mend, 'see_message', outcome.code);
          assert.equal((await adapter.retrieve(id)).status, invoice.status);
        } else {
          assert.equal((outcome as { already: boolean }).already, true, String(outcome));
        }
        await world.handler.close();
      });
    }
  });
}

test('a copy says what the invoice says, and leaves behind what belongs to the first one', async () => {
  const world = await validWorld();
  const { stripe, customers } = world;
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const first = await stripe.invoices.create({
    customer: customers.acme.id, currency: 'eur', collection_method: 'send_invoice', days_until_due: 21, description: 'Thanks',
    footer: 'Bank', custom_fields: [{ name: 'PO', value: '7' }], discounts: [{ coupon: coupon.id }], default_tax_rates: [rate.id],
    payment_settings: { payment_method_types: ['card'] }, metadata: { project: 'x' },
  }); // prettier-ignore
  const lines = Array.from({ length: 23 }, (_, index) => ({
    description: `Item ${index + 1}`,
    quantity_decimal: '1.5',
    price_data: { currency: 'eur', unit_amount_decimal: '1000.25', product_data: { name: 'Hour' } },
  }));
  await stripe.invoices.addLines(first.id, {
    lines: [...lines, { description: 'Refunded trip', amount: -500 }],
  } as never);
  await stripe.invoices.finalizeInvoice(first.id);
  const send = world.asUser('alpha-admin');
  const adapter = new HttpAdapter({ url: '/api/billing', fetch: (request) => send(request), retry: HASTY });

  const before = await adapter.retrieve(first.id);
  const copy = await copyInvoice(adapter, first.id);
  const whole = { ...copy, lines: await adapter.lines(copy.id) };
  const said = ({ customer, currency, collection_method, description, footer, custom_fields, default_tax_rates, payment_method_types, metadata, subtotal }: Invoice) =>
    ({ customer, currency, collection_method, description, footer, custom_fields, default_tax_rates, payment_method_types, metadata, subtotal }); // prettier-ignore
  assert.deepEqual(said(whole), said(before));
  const of = (invoice: Invoice) =>
    invoice.lines.map(({ description, quantity_decimal, amount }) => [description, quantity_decimal, amount]);
  assert.deepEqual(of(whole), of({ ...before, lines: await adapter.lines(first.id) }));
  assert.deepEqual([copy.status, copy.number, copy.discounts, copy.auto_advance], ['draft', null, [], false]);
  assert.equal((copy.due_date ?? 0) - (copy.created ?? 0), 21 * 86_400);
  await world.handler.close();
});

test('a copy whose items are refused leaves no half of it behind; one whose answer was lost goes on', async () => {
  const world = await validWorld();
  const { id } = await scenarios.paid(world);
  const send = world.asUser('alpha-admin');
  const drafts = async () => (await world.stripe.invoices.list({ status: 'draft' })).data.length;
  let answer: ((request: Request) => Promise<Response>) | null = null;
  const adapter = new HttpAdapter({
    url: '/api/billing',
    retry: { ...HASTY, attempts: 1 },
    fetch: (request) => (answer && request.url.endsWith('/add_lines') ? answer(request) : send(request)),
  });
  answer = async () =>
    new Response(
      JSON.stringify({
        type: 'x',
        title: 'x',
        status: 400,
        detail: 'x',
        code: 'too_many_items',
        retryable: false,
      }),
      {
        status: 400,
        headers: { 'content-type': 'application/problem+json' },
      },
    );
  await assert.rejects(copyInvoice(adapter, id), { code: 'too_many_items' });
  assert.equal(await drafts(), 0);

  answer = async (request) => {
    await send(request);
    throw new TypeError('lost');
  };
  // What was lost is read back.
  const copy = await copyInvoice(adapter, id);
  assert.ok(copy.lines.length > 0);

  answer = async () => {
    throw new TypeError('down');
  };
  const problem = await copyInvoice(adapter, id).catch((error: unknown) => error);
  assert.ok(isProblem(problem) && problem.unsettled && problem.key);
  assert.equal(await drafts(), 2, 'the begun one stays for the next try');
  answer = null;
  const finished = await copyInvoice(adapter, id, { key: problem.key });
  assert.ok(finished.lines.length > 0);
  assert.equal(await drafts(), 2);
  await world.handler.close();
});
