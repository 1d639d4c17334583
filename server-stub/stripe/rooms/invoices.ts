/** Invoices: the calls, each a thin step into the life of an invoice (`../invoices`). */
import { listOf, one } from '../core/answers.js';
import { must, mustInvoice } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  expandable,
  oneOf,
  paging,
  text,
  textOrNull,
  timeRange,
  type Read,
  type Shape,
} from '../core/params.js';
import { id, route, type Route } from '../core/route.js';
import { searchPage, searchShape } from '../core/search.js';
import type { Call, Context, InvoiceRecord } from '../core/world.js';
import { announceDraft } from '../invoices/announce.js';
import { attachPayment } from '../invoices/attach.js';
import { deleteInvoice, markUncollectible, payInvoice, sendInvoice } from '../invoices/close.js';
import { draftInvoice, storeDraft } from '../invoices/draft.js';
import { updateInvoice } from '../invoices/edit.js';
import { finalizeInvoice } from '../invoices/finalize.js';
import { previewed, previewShape } from '../invoices/preview.js';
import { renderInvoice } from '../invoices/render.js';
import { revisionOf } from '../invoices/revise.js';
import { createShape, invoiceShape } from '../invoices/shapes.js';
import { voidInvoice } from '../invoices/void.js';

const collectionMethod = oneOf('charge_automatically', 'send_invoice');
const filters = {
  ...paging,
  collection_method: collectionMethod,
  created: timeRange,
  customer: text,
  customer_account: text,
  due_date: timeRange,
  status: oneOf('draft', 'open', 'void', 'paid', 'uncollectible'),
  subscription: text,
} satisfies Shape;

export const invoiceRoutes: Route[] = [
  route('GET', '/v1/invoices/search', listOf('invoice'), searchShape, (call) =>
    searchPage(call, call.world.invoices, '/v1/invoices/search', {
      fields: {
        created: ({ invoice }) => invoice.created,
        currency: ({ invoice }) => invoice.currency,
        customer: ({ invoice }) => invoice.customer,
        last_finalization_error_code: ({ invoice }) => words(invoice.last_finalization_error?.['code']),
        last_finalization_error_type: ({ invoice }) => words(invoice.last_finalization_error?.['type']),
        number: ({ invoice }) => invoice.number,
        receipt_number: ({ invoice }) => invoice.receipt_number,
        status: ({ invoice }) => invoice.status,
        subscription: () => null,
        total: ({ invoice }) => invoice.total,
      },
      metadata: ({ invoice }) => invoice.metadata,
      render: (record) => renderInvoice(call, record),
    }),
  ),
  route('GET', '/v1/invoices', listOf('invoice'), filters, listInvoices),
  route('POST', '/v1/invoices', one('invoice'), { ...expandable, ...createShape }, (call) => {
    const { expand: _expand, ...input } = call.params;
    const record = input.from_invoice ? revisionOf(call, input) : draftInvoice(call, input);
    storeDraft(call, record, input.pending_invoice_items_behavior);
    announceDraft(call, record);
    return renderInvoice(call, record);
  }),
  route(
    'POST',
    '/v1/invoices/create_preview',
    one('invoice'),
    previewShape,
    (call) => previewed(call).invoice,
  ),
  route('GET', '/v1/invoices/:invoice', one('invoice'), expandable, (call) =>
    renderInvoice(call, mustInvoice(call.world, id(call, 'invoice'), 'invoice')),
  ),
  route('POST', '/v1/invoices/:invoice', one('invoice'), { ...expandable, ...invoiceShape }, (call) => {
    const record = mustInvoice(call.world, id(call, 'invoice'), 'id');
    const { expand: _expand, ...input } = call.params;
    updateInvoice(call, record, input);
    return renderInvoice(call, record);
  }),
  route('DELETE', '/v1/invoices/:invoice', one('invoice'), {}, (call) => {
    const record = mustInvoice(call.world, id(call, 'invoice'), 'invoice');
    deleteInvoice(call, record);
    return { id: record.id, object: 'invoice', deleted: true };
  }),
  action('finalize', 'id', { auto_advance: boolean }, (call, record, params) =>
    finalizeInvoice(call, record, params.auto_advance),
  ),
  action('send', 'invoice', {}, sendInvoice),
  action(
    'pay',
    'id',
    {
      forgive: boolean,
      mandate: textOrNull,
      off_session: boolean,
      paid_out_of_band: boolean,
      payment_method: text,
      source: text,
    },
    payInvoice,
  ),
  action('attach_payment', 'id', { payment_intent: text, payment_record: text }, attachPayment),
  action('void', 'id', {}, (call, record) => voidInvoice(call, record)),
  action('mark_uncollectible', 'id', {}, markUncollectible),
];

/** A call on one invoice that answers with the invoice; `param` is the name a missing id is refused under, as recorded. */
function action<S extends Shape>(
  name: string,
  param: 'id' | 'invoice',
  shape: S,
  run: (context: Context, record: InvoiceRecord, params: Read<S>) => void,
): Route {
  return route(
    'POST',
    `/v1/invoices/:invoice/${name}`,
    one('invoice'),
    { ...expandable, ...shape },
    (call) => {
      const record = mustInvoice(call.world, id(call, 'invoice'), param);
      run(call, record, call.params as unknown as Read<S>);
      return renderInvoice(call, record);
    },
  );
}

function listInvoices(call: Call<Read<typeof filters>>): object {
  const { collection_method, created, customer, customer_account, due_date, status, subscription } =
    call.params;
  if (customer !== undefined) must(call.world.customers, 'customer', customer, 'customer', 400);
  return listPage(call.world.invoices, call.params, {
    url: '/v1/invoices',
    kind: 'invoice',
    match: ({ invoice }) =>
      (customer === undefined || invoice.customer === customer) &&
      (status === undefined || invoice.status === status) &&
      (collection_method === undefined || invoice.collection_method === collection_method) &&
      // Neither customer accounts nor subscriptions are modelled, so that no invoice has one.
      customer_account === undefined &&
      subscription === undefined &&
      within(invoice.created, created) &&
      within(invoice.due_date, due_date),
    render: (record) => renderInvoice(call, record),
  });
}

const words = (value: unknown): string | null => (typeof value === 'string' ? value : null);
