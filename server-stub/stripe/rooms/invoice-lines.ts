/** The lines of a draft: listed, added, changed, removed. Every line has an invoice item behind it. */
import { emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { mustInvoice } from '../core/find.js';
import { pageOf } from '../core/list.js';
import {
  expandable,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  paging,
  required,
  text,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import { allow } from '../core/transitions.js';
import type { Call, Context, InvoiceRecord, ItemRecord } from '../core/world.js';
import { changeInvoice, recompute } from '../invoices/change.js';
import {
  createItem,
  itemShape,
  joinInvoice,
  leaveInvoice,
  MAX_LINES,
  updateItem,
  type ItemInput,
  type Naming,
} from '../invoices/items.js';
import { renderInvoice } from '../invoices/render.js';
import { taxAmountList, taxAmountsOf, type TaxAmountInput } from '../invoices/tax-amounts.js';
import type { LineItem } from '../objects.js';

const lineShape = { ...itemShape, tax_amounts: taxAmountList };
type LineInput = ItemInput & { tax_amounts?: TaxAmountInput[] | null };

const common = { ...expandable, invoice_metadata: metadata };

export const invoiceLineRoutes: Route[] = [
  route('GET', '/v1/invoices/:invoice/lines', listOf('line_item'), paging, (call) => {
    const record = mustInvoice(call.world, id(call, 'invoice'), 'invoice');
    return pageOf(record.lines, call.params, `/v1/invoices/${record.id}/lines`, 'line item');
  }),
  route(
    'POST',
    '/v1/invoices/:invoice/add_lines',
    one('invoice'),
    { ...common, lines: required(list(object({ ...lineShape, invoice_item: text }))) },
    (call) => {
      const record = editableInvoice(call);
      const { lines } = call.params;
      if (record.items.length + lines.length > MAX_LINES) throw refuse('too_many_lines', {}, 'lines');
      const items = lines.map((line, index) => addedItem(call, record, line, naming(index)));
      for (const { id: itemId, item } of items) {
        if (!call.world.items.get(itemId)) emit(call, 'invoiceitem.created', { ...item, invoice: record.id });
      }
      return edited(call, record, () => joinInvoice(call, record, items, 'last'));
    },
  ),
  route(
    'POST',
    '/v1/invoices/:invoice/update_lines',
    one('invoice'),
    { ...common, lines: required(list(object({ ...lineShape, id: required(text) }))) },
    (call) => {
      const record = editableInvoice(call);
      const changes = call.params.lines.map((line, index) =>
        tried(call, record, line.id, line, naming(index)),
      );
      return edited(call, record, () => {
        for (const apply of changes) apply();
      });
    },
  ),
  route(
    'POST',
    '/v1/invoices/:invoice/remove_lines',
    one('invoice'),
    {
      ...common,
      lines: required(list(object({ id: required(text), behavior: required(oneOf('delete', 'unassign')) }))),
    },
    (call) => {
      const record = editableInvoice(call);
      const leaving = call.params.lines.map((line, index) => ({
        entry: itemOfLine(call, record, line.id, `${naming(index)('id')}`),
        behavior: line.behavior,
      }));
      return edited(call, record, () => {
        for (const { entry, behavior } of leaving) leaveInvoice(call, record, entry, behavior);
      });
    },
  ),
  route(
    'POST',
    '/v1/invoices/:invoice/lines/:line',
    one('line_item'),
    { ...expandable, ...lineShape },
    (call) => {
      const record = editableInvoice(call);
      const lineId = id(call, 'line');
      const apply = tried(call, record, lineId, call.params, (name) => name, 404);
      changeInvoice(call, record, () => {
        apply();
        recompute(call, record);
      });
      return record.lines.find((line) => line.id === lineId) as LineItem;
    },
  ),
];

const naming =
  (index: number): Naming =>
  (name) =>
    `lines[${index}][${name}]`;

function editableInvoice(call: Call<unknown>): InvoiceRecord {
  const record = mustInvoice(call.world, id(call, 'invoice'), 'invoice');
  allow('edit_lines', record.invoice.status);
  return record;
}

function edited(
  call: Call<{ invoice_metadata?: Record<string, string | null> | null }>,
  record: InvoiceRecord,
  edit: () => void,
): object {
  changeInvoice(call, record, () => {
    edit();
    record.invoice.metadata = mergeMetadata(record.invoice.metadata, call.params.invoice_metadata);
    recompute(call, record);
  });
  return renderInvoice(call, record);
}

/** A pending item that is taken in, or a new one. */
function addedItem(
  call: Context,
  record: InvoiceRecord,
  line: LineInput & { invoice_item?: string },
  at: Naming,
): ItemRecord {
  const { customer, currency } = record.invoice;
  if (line.invoice_item === undefined) {
    const taxAmounts = taxAmountsOf(call, record.invoice, line, at);
    return { ...createItem(call, line, { customer, currency }, at), taxAmounts };
  }
  const entry = call.world.items.get(line.invoice_item);
  if (!entry) throw refuse('no_such_item', { id: line.invoice_item }, at('invoice_item'));
  if (entry.item.invoice !== null) throw refuse('item_not_pending', { id: entry.id }, at('invoice_item'));
  if (entry.item.customer !== customer) throw refuse('wrong_customer', {}, at('invoice_item'));
  if (entry.item.currency !== currency) {
    throw refuse('currency_mismatch', { item: entry.item.currency, invoice: currency }, at('invoice_item'));
  }
  return entry;
}

/** Works the change out on a copy, so that a refusal further down the list leaves all lines as they were. */
function tried(
  call: Context,
  record: InvoiceRecord,
  lineId: string,
  input: LineInput,
  at: Naming,
  status?: number,
): () => void {
  const entry = itemOfLine(call, record, lineId, at('id'), status);
  const taxAmounts =
    input.tax_amounts === undefined ? entry.taxAmounts : taxAmountsOf(call, record.invoice, input, at);
  const item = { ...entry.item };
  updateItem(call, item, input, at);
  return () => {
    Object.assign(entry.item, item);
    entry.taxAmounts = taxAmounts;
  };
}

function itemOfLine(
  call: Context,
  record: InvoiceRecord,
  lineId: string,
  param: string,
  status = 400,
): ItemRecord {
  for (const itemId of record.items) {
    const entry = call.world.items.get(itemId);
    if (entry?.lineId === lineId) return entry;
  }
  throw refuse('no_such', { kind: 'invoice line item', id: lineId }, param, status);
}
