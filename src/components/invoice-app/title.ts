import type { Invoice } from '../../invoice/types.js';
import type { invoiceApp } from '../../translations/en/invoice-app.js';
import type { Route } from './routes.js';

/** What a place is called, in its heading and for the title of the document. */
export function titleOf(route: Route, known: Invoice | null, words: typeof invoiceApp): string {
  if (route.name === 'new') return words.new_invoice;
  if (route.name !== 'invoice') return words.invoices;
  if (!known) return words.invoice;
  if (known.number) return words.invoice_number(known.number);
  const customer = known.customer_name ?? known.customer_email;
  return customer ? words.draft_for(customer) : words.draft;
}
