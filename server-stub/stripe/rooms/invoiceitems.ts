/** Invoice items: pending on a customer, or on a draft. */
import { emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must, mustCustomer, mustInvoice, mustItem } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  currency,
  decimal,
  expandable,
  oneOf,
  paging,
  text,
  timeRange,
  unmodelled,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Call, Context, InvoiceRecord, ItemRecord } from '../core/world.js';
import { changeInvoice, recompute } from '../invoices/change.js';
import { settleCurrency } from '../invoices/draft.js';
import {
  createItem,
  itemShape,
  joinInvoice,
  leaveInvoice,
  MAX_LINES,
  updateItem,
} from '../invoices/items.js';

const shape = {
  ...expandable,
  ...itemShape,
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  tax_code: text,
  unit_amount_decimal: decimal,
};
const filters = {
  ...paging,
  created: timeRange,
  customer: text,
  customer_account: unmodelled,
  invoice: text,
  pending: boolean,
};
const own = (name: string): string => name;

export const invoiceItemRoutes: Route[] = [
  route('GET', '/v1/invoiceitems', listOf('invoiceitem'), filters, (call) => {
    const { created, customer, invoice, pending } = call.params;
    return listPage(call.world.items, call.params, {
      url: '/v1/invoiceitems',
      kind: 'Invoice Item',
      match: ({ item }) =>
        (customer === undefined || item.customer === customer) &&
        (invoice === undefined || item.invoice === invoice) &&
        (pending === undefined || (item.invoice === null) === pending) &&
        within(item.date, created),
      render: ({ item }) => item,
    });
  }),
  route(
    'POST',
    '/v1/invoiceitems',
    one('invoiceitem'),
    {
      ...shape,
      currency,
      customer: text,
      customer_account: unmodelled,
      invoice: text,
      subscription: unmodelled,
    },
    (call) => {
      const record = targetInvoice(call, call.params.invoice);
      const owner = ownerOf(call, record, call.params);
      const entry = createItem(call, call.params, owner, own);
      if (record) addToDraft(call, record, entry);
      else {
        call.world.items.insert(entry);
        emit(call, 'invoiceitem.created', entry.item);
      }
      settleCurrency(call.world.customers.get(owner.customer), owner.currency);
      return entry.item;
    },
  ),
  route(
    'GET',
    '/v1/invoiceitems/:invoiceitem',
    one('invoiceitem'),
    expandable,
    (call) => mustItem(call.world, id(call, 'invoiceitem')).item,
  ),
  route(
    'POST',
    '/v1/invoiceitems/:invoiceitem',
    one('invoiceitem'),
    { ...shape, invoicing_rules: unmodelled },
    (call) => {
      const { item } = mustItem(call.world, id(call, 'invoiceitem'));
      const record = item.invoice === null ? null : call.world.invoices.get(item.invoice);
      if (record === undefined) throw refuse('item_deleted');
      if (record && record.invoice.status !== 'draft') throw refuse('item_not_editable');
      const copy = { ...item };
      updateItem(call, copy, call.params, own);
      if (record) {
        changeInvoice(call, record, () => {
          Object.assign(item, copy);
          recompute(call, record);
        });
      } else Object.assign(item, copy);
      return item;
    },
  ),
  route('DELETE', '/v1/invoiceitems/:invoiceitem', one('invoiceitem'), {}, (call) => {
    const entry = mustItem(call.world, id(call, 'invoiceitem'));
    const invoiceId = entry.item.invoice;
    const record = invoiceId === null ? null : call.world.invoices.get(invoiceId);
    if (record === undefined || (record && record.invoice.status !== 'draft'))
      throw refuse('item_not_deletable');
    emit(call, 'invoiceitem.deleted', entry.item);
    if (record) {
      changeInvoice(call, record, () => {
        leaveInvoice(call, record, entry, 'delete');
        recompute(call, record);
      });
    } else call.world.items.remove(entry.id);
    return { id: entry.id, object: 'invoiceitem', deleted: true };
  }),
];

function targetInvoice(call: Call<unknown>, invoiceId: string | undefined): InvoiceRecord | null {
  if (invoiceId === undefined) return null;
  const record = mustInvoice(call.world, invoiceId, 'invoice', 400);
  if (record.invoice.status !== 'draft') throw refuse('not_editable', {}, 'invoice');
  if (record.items.length >= MAX_LINES) throw refuse('too_many_lines', {}, 'invoice');
  return record;
}

/** Customer and currency of a new item: its invoice's, or those that are named. */
function ownerOf(
  { world }: Context,
  record: InvoiceRecord | null,
  input: {
    customer?: string;
    currency?: string;
    pricing?: { price?: string };
    price_data?: { currency: string };
  },
): { customer: string; currency: string } {
  const named = input.customer === undefined ? undefined : mustCustomer(world, input.customer);
  const customer = named?.id ?? record?.invoice.customer;
  if (customer === undefined) throw refuse('missing_parameter', { name: 'customer' }, 'customer');
  if (record && record.invoice.customer !== customer) throw refuse('wrong_customer', {}, 'customer');
  if (record && input.currency !== undefined && input.currency !== record.invoice.currency) {
    throw refuse('currency_mismatch', { item: input.currency, invoice: record.invoice.currency }, 'currency');
  }
  const price =
    input.pricing?.price === undefined
      ? undefined
      : must(world.prices, 'price', input.pricing.price, 'pricing[price]', 400);
  const implied = input.currency ?? price?.currency ?? input.price_data?.currency;
  const fallback = named?.currency ?? world.account.default_currency;
  return { customer, currency: record?.invoice.currency ?? implied ?? fallback };
}

/** On a draft the newest item stands first, as recorded. */
function addToDraft(call: Context, record: InvoiceRecord, entry: ItemRecord): void {
  entry.item.invoice = record.id;
  emit(call, 'invoiceitem.created', entry.item);
  changeInvoice(call, record, () => {
    joinInvoice(call, record, [entry], 'first');
    recompute(call, record);
  });
}
