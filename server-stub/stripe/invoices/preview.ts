/**
 * `create_preview`: what a draft of these items would add up to. Nothing is stored; the customer's pending items are
 * part of it, as they would be of the next invoice.
 */
import {
  currency,
  given,
  expandable,
  list,
  object,
  integer,
  oneOf,
  text,
  decimal,
  unmodelled,
  type Read,
} from '../core/params.js';
import { mustCustomer } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Call, Context, InvoiceRecord, ItemRecord } from '../core/world.js';
import { customerShape, withCustomer } from '../rooms/customers.js';
import { checkTaxId, taxIdShape } from '../rooms/tax-ids.js';
import { recompute } from './change.js';
import { applyDiscounts, discountList } from './discounts.js';
import { draftInvoice } from './draft.js';
import { createItem, itemShape, updateItem, type ItemInput, type Naming } from './items.js';
import { renderInvoice } from './render.js';
import { invoiceShape } from './shapes.js';
import type { LineItem, WireInvoice } from '../objects.js';

export const previewShape = {
  ...expandable,
  automatic_tax: invoiceShape.automatic_tax,
  currency,
  customer: text,
  customer_account: unmodelled,
  customer_details: object({
    address: customerShape.address,
    shipping: customerShape.shipping,
    tax: customerShape.tax,
    tax_exempt: customerShape.tax_exempt,
    tax_ids: list(object(taxIdShape)),
  }),
  discounts: discountList,
  invoice_items: list(
    object({
      ...itemShape,
      currency,
      invoiceitem: text,
      price: text,
      tax_code: text,
      tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
      unit_amount: integer,
      unit_amount_decimal: decimal,
    }),
  ),
  issuer: invoiceShape.issuer,
  on_behalf_of: invoiceShape.on_behalf_of,
  preview_mode: oneOf('next', 'recurring'),
  schedule: unmodelled,
  schedule_details: unmodelled,
  subscription: unmodelled,
  subscription_cancel_at: unmodelled,
  subscription_details: unmodelled,
};
type PreviewCall = Call<Read<typeof previewShape>>;

interface Preview {
  /** As it travels; its `lines` hold the first ten. */
  invoice: WireInvoice;
  lines: LineItem[];
}

/** The preview of a customer's next invoice, and all lines of it; nothing of it stays in the world. */
export function previewed(call: PreviewCall): Preview {
  const { customer, customer_details: details } = call.params;
  if (!details && customer === undefined) throw refuse('missing_parameter', { name: 'customer' }, 'customer');
  if (!details) return previewFor(call, mustCustomer(call.world, customer ?? '').id);
  const { tax_ids = [] } = details;
  for (const { type, value } of tax_ids) checkTaxId(type, value);
  const { invoice, lines } = withCustomer(call, customer, details, (id) => previewFor(call, id));
  return { invoice: { ...invoice, ...(tax_ids.length > 0 && { customer_tax_ids: tax_ids }) }, lines };
}

function previewFor(call: PreviewCall, customer: string): Preview {
  const { params, world } = call;
  const { automatic_tax, issuer, on_behalf_of } = params;
  const inCurrency = params.currency ?? params.invoice_items?.[0]?.currency;
  const record = draftInvoice(call, {
    customer,
    ...(inCurrency !== undefined && { currency: inCurrency }),
    ...given({ automatic_tax, issuer, on_behalf_of }),
  });
  record.id = record.invoice.id = record.invoice.id.replace(/^in_/, 'upcoming_in_');
  record.invoice.billing_reason = 'upcoming';
  addPending(call, record);
  const made = addPreviewed(call, record);
  if (record.items.length === 0) throw refuse('nothing_to_preview', { customer });
  const target = { customer, currency: record.invoice.currency, invoice: record.id, invoice_item: null };
  record.invoice.discounts = applyDiscounts(call, params.discounts ?? null, target, 'discounts');
  try {
    recompute(call, record);
    return { invoice: renderInvoice(call, record), lines: record.lines };
  } finally {
    for (const itemId of made) world.items.remove(itemId);
  }
}

function addPending({ world }: Call<unknown>, record: InvoiceRecord): void {
  for (const { id, item } of world.items.newestFirst()) {
    const fits = item.customer === record.invoice.customer && item.currency === record.invoice.currency;
    if (fits && item.invoice === null) record.items.push(id);
  }
}

/** The items that exist for the preview only; returns their ids, to be taken away again. */
function addPreviewed(call: PreviewCall, record: InvoiceRecord): string[] {
  const entries = (call.params.invoice_items ?? []).map((input, index) => {
    const { invoiceitem, price, tax_code: _unused, unit_amount, ...rest } = input;
    const unit = rest.unit_amount_decimal ?? (unit_amount === undefined ? undefined : String(unit_amount));
    const costs = {
      ...rest,
      ...(price !== undefined && { pricing: { price } }),
      ...(unit !== undefined && { unit_amount_decimal: unit }),
    };
    const at = (name: string) => `invoice_items[${index}][${name}]`;
    if (invoiceitem !== undefined) return changedItem(call, record, invoiceitem, costs, at);
    const owner = { customer: record.invoice.customer, currency: record.invoice.currency };
    const entry = createItem(call, costs, owner, at);
    record.items.push(entry.id);
    return entry;
  });
  for (const entry of entries) {
    entry.lineId = call.world.shared.newId('il_tmp');
    call.world.items.insert(entry);
  }
  return entries.map((entry) => entry.id);
}

/** A pending item as it would be with other values, in its own place. */
function changedItem(
  call: Context,
  record: InvoiceRecord,
  itemId: string,
  input: ItemInput,
  at: Naming,
): ItemRecord {
  const place = record.items.indexOf(itemId);
  const entry = call.world.items.get(itemId);
  if (!entry || place < 0) throw refuse('no_such_item', { id: itemId }, at('invoiceitem'));
  const id = call.world.shared.newId('ii');
  const copy = { ...entry, id, item: { ...entry.item } };
  updateItem(call, copy.item, input, at);
  record.items[place] = id;
  return copy;
}
