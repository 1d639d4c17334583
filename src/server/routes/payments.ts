/** What was paid on an invoice, or tried; its state depends on it. */
import type Stripe from 'stripe';
import { QUERIES } from '../input-tables.js';
import { envelope } from '../output.js';
import type { Context, Route } from '../route.js';
import { rowsOf, type Json } from '../stripe.js';

/** As deep as Stripe expands: four levels, `data` among them. */
const expand = ['data.payment.payment_intent.latest_charge'];

async function list({ access, stripe, query }: Context): Promise<Json> {
  const params = { ...query, expand } as Stripe.InvoicePaymentListParams;
  const page = await stripe.json((sdk, options) => sdk.invoicePayments.list(params, options));
  return envelope(
    rowsOf(page).map((payment) => access.deliver(payment, 'payment')),
    page['has_more'] === true,
  );
}

export const paymentRoutes: Route[] = [
  {
    method: 'GET',
    path: 'invoice_payments',
    query: QUERIES.payments,
    reach: async (access, given) =>
      typeof given['invoice'] === 'string'
        ? { invoice: await access.invoice(given['invoice'], 'invoice') }
        : {},
    actions: ['read'],
    run: list,
  },
];
