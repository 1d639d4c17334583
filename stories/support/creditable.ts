/** Invoices that can be credited in more than one way, for stories and tests. */
import type { World } from '../../server-stub/world.js';
import type { ScenarioInvoice } from '../../server-stub/scenarios.js';

const ADDRESS = { name: 'Acme GmbH', address: { line1: 'Lindenstraße 12', city: 'Berlin', country: 'DE' } };

/** A new invoice of the same customer. */
async function another(
  { stripe }: World,
  { customer, currency }: ScenarioInvoice,
  params: Parameters<World['stripe']['invoices']['create']>[0],
  lines: Parameters<World['stripe']['invoices']['addLines']>[1]['lines'],
): Promise<unknown> {
  const draft = await stripe.invoices.create({
    customer: customer as string,
    currency: currency as string,
    collection_method: 'send_invoice',
    days_until_due: 14,
    ...params,
  });
  await stripe.invoices.addLines(draft.id, { lines });
  const { id } = await stripe.invoices.finalizeInvoice(draft.id);
  return JSON.parse(JSON.stringify(await stripe.invoices.retrieve(id))) as unknown;
}

/** Two rates of tax, a discount on one item and one on all of them. */
export async function taxedAndDiscounted(world: World, invoice: ScenarioInvoice): Promise<unknown> {
  const { stripe } = world;
  const [vat, reduced] = await Promise.all([
    stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false }),
    stripe.taxRates.create({ display_name: 'VAT', percentage: 7, inclusive: false }),
  ]);
  const [own, all] = await Promise.all([
    stripe.coupons.create({ percent_off: 10, duration: 'once', name: 'Regulars' }),
    stripe.coupons.create({ percent_off: 5, duration: 'once', name: 'Autumn' }),
  ]);
  const price_data = (name: string, unit_amount: number) => ({
    currency: 'eur',
    product_data: { name },
    unit_amount,
  });
  return another(world, invoice, { default_tax_rates: [vat.id], discounts: [{ coupon: all.id }] }, [
    {
      description: 'Seats, November',
      quantity: 12,
      price_data: price_data('Seats', 1900),
      discounts: [{ coupon: own.id }],
    },
    { description: 'Onboarding workshop', quantity: 1, price_data: price_data('Workshop', 60_000) },
    {
      description: 'Handbook, printed',
      quantity: 3,
      price_data: price_data('Handbook', 2450),
      tax_rates: [reduced.id],
    },
  ]);
}

/** Stripe works out the tax; something is shipped. */
export async function shippedWithTax(world: World, invoice: ScenarioInvoice): Promise<unknown> {
  return another(
    world,
    invoice,
    {
      automatic_tax: { enabled: true },
      shipping_details: ADDRESS,
      shipping_cost: {
        shipping_rate_data: { display_name: 'Parcel', fixed_amount: { amount: 690, currency: 'eur' } },
      },
    },
    [
      {
        description: 'Desk lamp',
        quantity: 4,
        price_data: { currency: 'eur', product_data: { name: 'Desk lamp' }, unit_amount: 8900 },
      },
    ],
  );
}

/** Part of it is paid already. */
export async function paidInPart({ stripe }: World, { id }: ScenarioInvoice): Promise<void> {
  const { currency, customer } = await stripe.invoices.retrieve(id);
  const intent = await stripe.paymentIntents.create({
    amount: 150_000,
    currency,
    customer: customer as string,
    payment_method: 'pm_card_visa',
    confirm: true,
  });
  await stripe.invoices.attachPayment(id, { payment_intent: intent.id });
}

/** Three credit notes: over an item, over an amount, and one that was voided. */
export async function creditedBefore({ stripe, clock }: World, { id }: ScenarioInvoice): Promise<void> {
  const { lines } = await stripe.invoices.retrieve(id);
  const [first] = lines.data;
  await stripe.creditNotes.create({
    invoice: id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: first?.id ?? '', quantity: 1 }],
    reason: 'order_change',
    memo: 'The second day of the workshop did not take place.',
  });
  clock.advance(86_400);
  const wrong = await stripe.creditNotes.create({ invoice: id, amount: 30_000, reason: 'duplicate' });
  await stripe.creditNotes.voidCreditNote(wrong.id);
  await stripe.creditNotes.create({ invoice: id, amount: 3000 });
}
