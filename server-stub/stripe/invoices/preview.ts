/**
 * `create_preview`: what a draft of these items would add up to. Nothing is stored; the customer's pending items are
 * part of it, as they would be of the next invoice.
 */
import {
  currency,
  expandable,
  list,
  object,
  integer,
  oneOf,
  required,
  text,
  decimal,
  type Read,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { Call, InvoiceRecord } from '../core/world.js';
import { recompute } from './change.js';
import { applyDiscounts, discountList } from './discounts.js';
import { draftInvoice, invoiceShape } from './edit.js';
import { createItem, itemShape } from './items.js';
import { renderInvoice } from './render.js';
import type { WireInvoice } from '../objects.js';

export const previewShape = {
  ...expandable,
  automatic_tax: invoiceShape.automatic_tax,
  currency,
  customer: required(text),
  discounts: discountList,
  invoice_items: list(
    object({
      ...itemShape,
      currency,
      price: text,
      tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
      unit_amount: integer,
      unit_amount_decimal: decimal,
    }),
  ),
  issuer: invoiceShape.issuer,
  preview_mode: oneOf('next', 'recurring'),
};

export function previewInvoice(call: Call<Read<typeof previewShape>>): WireInvoice {
  return renderInvoice(call, previewed(call));
}

/** The record that is previewed; nothing of it stays in the world. */
export function previewed(call: Call<Read<typeof previewShape>>): InvoiceRecord {
  const { params, world } = call;
  const { customer, automatic_tax } = params;
  const inCurrency = params.currency ?? params.invoice_items?.[0]?.currency;
  const record = draftInvoice(call, {
    customer,
    ...(inCurrency !== undefined && { currency: inCurrency }),
    ...(automatic_tax && { automatic_tax }),
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
    return record;
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
function addPreviewed(call: Call<Read<typeof previewShape>>, record: InvoiceRecord): string[] {
  const entries = (call.params.invoice_items ?? []).map((input, index) => {
    const { price, unit_amount, ...rest } = input;
    const unit = rest.unit_amount_decimal ?? (unit_amount === undefined ? undefined : String(unit_amount));
    return createItem(
      call,
      {
        ...rest,
        ...(price !== undefined && { pricing: { price } }),
        ...(unit !== undefined && { unit_amount_decimal: unit }),
      },
      { customer: record.invoice.customer, currency: record.invoice.currency },
      (name) => `invoice_items[${index}][${name}]`,
    );
  });
  for (const entry of entries) {
    entry.lineId = call.world.shared.newId('il_tmp');
    call.world.items.insert(entry);
    record.items.push(entry.id);
  }
  return entries.map((entry) => entry.id);
}
