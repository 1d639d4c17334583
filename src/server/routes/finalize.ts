/** The financial commitment: what the person saw is what gets finalized, or nothing is. */
import type Stripe from 'stripe';
import { refuseIfChanged } from '../expected.js';
import { BODIES } from '../input-tables.js';
import { isStripeFailure, Refusal } from '../problems.js';
import { invoiceOf, type Context, type Route } from '../route.js';
import type { Json } from '../stripe.js';
import { reachInvoice } from './invoices.js';

async function finalize(context: Context): Promise<Json> {
  const { access, body } = context;
  const invoice = invoiceOf(context);
  // Once finalized there is nothing left to compare: a repeated key gets its first answer, any other key a refusal.
  if (body['expected'] && invoice['status'] === 'draft')
    await refuseIfChanged(access, invoice, body['expected']);
  const params = 'auto_advance' in body ? { auto_advance: body['auto_advance'] as boolean } : {};
  const finalized = await finalizeAtStripe(context, String(invoice['id']), params, context.key());
  return access.deliverInvoice(finalized);
}

/** Finalizes; where Stripe refuses because it was done before, says so with the invoice as it is. */
export async function finalizeAtStripe(
  { stripe, access }: Pick<Context, 'stripe' | 'access'>,
  id: string,
  params: Stripe.InvoiceFinalizeInvoiceParams,
  key: string,
): Promise<Json> {
  try {
    return await stripe.json((sdk, options) => sdk.invoices.finalizeInvoice(id, params, options), key);
  } catch (error) {
    if (!isStripeFailure(error) || error.statusCode !== 400) throw error;
    const now = await access.invoice(id).catch(() => null);
    if (!now || now['status'] === 'draft') throw error;
    const request_id = error.requestId;
    throw new Refusal(409, 'already_finalized', 'This invoice was finalized before.', {
      ...(request_id && { request_id }),
      invoice: await access.deliverInvoice(now),
    });
  }
}

export const finalizeRoutes: Route[] = [
  {
    method: 'POST',
    path: 'invoices/:id/finalize',
    body: BODIES.finalize,
    writes: true,
    reach: reachInvoice,
    actions: ['finalize'],
    run: finalize,
  },
];
