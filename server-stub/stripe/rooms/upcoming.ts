/** The upcoming invoice, as it was asked for until basil; since then it is previewed (`create_preview`). */
import { listOf, one } from '../core/answers.js';
import { pageOf } from '../core/list.js';
import { paging } from '../core/params.js';
import { route, until, type Route } from '../core/route.js';
import { previewed, previewShape } from '../invoices/preview.js';

const BASIL = '2025-03-31.basil';
const url = (customer: string): string => `/v1/invoices/upcoming/lines?customer=${customer}`;

export const upcomingRoutes: Route[] = [
  until(
    BASIL,
    route('GET', '/v1/invoices/upcoming', one('invoice'), previewShape, (call) => {
      // It has no id: there is nothing yet that could be asked for.
      const { id: _id, lines, ...invoice } = previewed(call).invoice;
      return { ...invoice, lines: { ...lines, url: url(invoice.customer) } };
    }),
  ),
  until(
    BASIL,
    route(
      'GET',
      '/v1/invoices/upcoming/lines',
      listOf('line_item'),
      { ...previewShape, ...paging },
      (call) => {
        const { invoice, lines } = previewed(call);
        return pageOf(lines, call.params, url(invoice.customer), 'line item');
      },
    ),
  ),
];
