/** Invoice payments: which intent or payment record pays which invoice. */
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import { expandable, object, oneOf, paging, required, text, timeRange } from '../core/params.js';
import { id, route, type Route } from '../core/route.js';

const filters = {
  ...paging,
  created: timeRange,
  invoice: text,
  payment: object({
    type: required(oneOf('payment_intent', 'payment_record')),
    payment_intent: text,
    payment_record: text,
  }),
  status: oneOf('canceled', 'open', 'paid'),
};

export const invoicePaymentRoutes: Route[] = [
  route('GET', '/v1/invoice_payments', listOf('invoice_payment'), filters, (call) => {
    const { created, invoice, payment, status } = call.params;
    if (invoice !== undefined) must(call.world.invoices, 'invoice', invoice, 'invoice', 400);
    return listPage(call.world.invoicePayments, call.params, {
      url: '/v1/invoice_payments',
      kind: 'invoice_payment',
      match: (row) =>
        (invoice === undefined || row.invoice === invoice) &&
        (status === undefined || row.status === status) &&
        (payment === undefined || row.payment.type === payment.type) &&
        (payment?.payment_intent === undefined || row.payment.payment_intent === payment.payment_intent) &&
        (payment?.payment_record === undefined || row.payment.payment_record === payment.payment_record) &&
        within(row.created, created),
    });
  }),
  route('GET', '/v1/invoice_payments/:invoice_payment', one('invoice_payment'), expandable, (call) =>
    must(call.world.invoicePayments, 'invoice_payment', id(call, 'invoice_payment'), 'invoice_payment'),
  ),
];
