/** The lines of a draft. The bulk calls answer the invoice, since every change of a line changes its totals. */
import type Stripe from 'stripe';
import { BODIES, QUERIES } from '../input-tables.js';
import { envelope } from '../output.js';
import { isId, missing } from '../problems.js';
import { invoiceOf, type Context, type Route } from '../route.js';
import { rowsOf, type Json } from '../stripe.js';
import { reachInvoice, reachInvoiceAndGiven } from './invoices.js';

async function list({ access, stripe, query, ...context }: Context): Promise<Json> {
  const id = String(invoiceOf(context as Context)['id']);
  const page = await stripe.json((sdk, options) => sdk.invoices.listLineItems(id, query, options));
  return envelope(
    rowsOf(page).map((line) => access.deliver(line, 'line')),
    page['has_more'] === true,
  );
}

type LinesCall = (stripe: Stripe, id: string, body: Json, options: Stripe.RequestOptions) => Promise<unknown>;

function changeLines(call: LinesCall): Route['run'] {
  return async (context) => {
    const id = String(invoiceOf(context)['id']);
    const { stripe, access, body } = context;
    return access.deliverInvoice(
      await stripe.json((sdk, options) => call(sdk, id, body, options), context.key()),
    );
  };
}

async function updateLine(context: Context): Promise<Json> {
  const { access, stripe, params, body } = context;
  const invoice = String(invoiceOf(context)['id']);
  const line = params['line'] ?? '';
  if (!isId(line)) throw missing('line item', line.slice(0, 255), 'line');
  const changes = body as Stripe.InvoiceUpdateLineItemParams;
  return access.deliver(
    await stripe.json(
      (sdk, options) => sdk.invoices.updateLineItem(invoice, line, changes, options),
      context.key(),
    ),
    'line',
  );
}

const draft = { method: 'POST', writes: true, reach: reachInvoiceAndGiven, actions: ['edit'] } as const;

export const lineRoutes: Route[] = [
  { method: 'GET', path: 'invoices/:id/lines', query: QUERIES.lines, reach: reachInvoice, actions: ['read'], run: list },
  { ...draft, path: 'invoices/:id/lines/:line', body: BODIES.updateLine, run: updateLine },
  {
    ...draft, path: 'invoices/:id/add_lines', body: BODIES.addLines,
    run: changeLines((stripe, id, body, options) => stripe.invoices.addLines(id, body as unknown as Stripe.InvoiceAddLinesParams, options)),
  },
  {
    ...draft, path: 'invoices/:id/update_lines', body: BODIES.updateLines,
    run: changeLines((stripe, id, body, options) => stripe.invoices.updateLines(id, body as unknown as Stripe.InvoiceUpdateLinesParams, options)),
  },
  {
    ...draft, path: 'invoices/:id/remove_lines', body: BODIES.removeLines,
    run: changeLines((stripe, id, body, options) => stripe.invoices.removeLines(id, body as unknown as Stripe.InvoiceRemoveLinesParams, options)),
  },
]; // prettier-ignore
