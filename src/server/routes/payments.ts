/** What was paid on an invoice, or tried; its state depends on it. */
import type Stripe from 'stripe';
import type { Access } from '../authorize.js';
import { QUERIES } from '../input-tables.js';
import { envelope } from '../output.js';
import { paymentsOfMany } from '../payments-of-many.js';
import { badParameter } from '../problems.js';
import type { Context, Reached, Route } from '../route.js';
import { rowsOf, type Json } from '../stripe.js';

/** As deep as Stripe expands: four levels, `data` among them. */
const expand = ['data.payment.payment_intent.latest_charge'];

/** One that is named is looked for; of many, those that are not there are left out of the answer. */
const reach = async (access: Access, given: Json): Promise<Reached> =>
  typeof given['invoice'] === 'string' ? { invoice: await access.invoice(given['invoice'], 'invoice') } : {};

async function list({ access, stripe, query }: Context): Promise<Json> {
  const { data, has_more } = query['invoices'] ? await ofMany(access, query) : await ofOne(stripe, query);
  return envelope(
    data.map((payment) => access.deliver(payment, 'payment')),
    has_more,
  );
}

async function ofOne(stripe: Context['stripe'], query: Json): Promise<{ data: Json[]; has_more: boolean }> {
  if (query['invoice'] === undefined)
    throw badParameter('parameter_missing', 'invoice', 'Missing required param: invoice.');
  const params = { ...query, expand } as Stripe.InvoicePaymentListParams;
  const page = await stripe.json((sdk, options) => sdk.invoicePayments.list(params, options));
  return { data: rowsOf(page), has_more: page['has_more'] === true };
}

/** There are no pages of these, nor anything to pick by. */
function ofMany(access: Access, query: Json): ReturnType<typeof paymentsOfMany> {
  const other = Object.keys(query).find((name) => name !== 'invoices' && name !== 'created');
  if (other) throw badParameter('parameter_invalid', other, `${other} does not go together with invoices.`);
  return paymentsOfMany(access, query);
}

export const paymentRoutes: Route[] = [
  { method: 'GET', path: 'invoice_payments', query: QUERIES.payments, reach, actions: ['read'], run: list },
];
