/** Finding invoices by Stripe's search language, within the scope. */
import { QUERIES } from '../input-tables.js';
import { nextPage, parseInvoiceSearch, searchInvoices } from '../invoice-search.js';
import type { Context, Route } from '../route.js';
import type { Json } from '../stripe.js';

async function search({ access, query, request }: Context): Promise<Json> {
  const asked = parseInvoiceSearch(String(query['query']), access.reserved);
  const page = await searchInvoices(access, asked, query, request.signal);
  return {
    object: 'search_result',
    data: await Promise.all(page.data.map((invoice) => access.deliverInvoice(invoice))),
    has_more: page.has_more,
    next_page: nextPage(page),
  };
}

export const invoiceSearchRoutes: Route[] = [
  { method: 'GET', path: 'invoices/search', query: QUERIES.search, actions: ['read'], run: search },
];
