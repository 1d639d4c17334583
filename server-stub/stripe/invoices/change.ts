/**
 * Changing an invoice: its lines and totals are worked out anew while it is a draft, and every change that shows
 * is told by `invoice.updated` with what was there before.
 */
import { difference, emit, snapshot } from '../core/events.js';
import type { Context, InvoiceRecord, ItemRecord, World } from '../core/world.js';
import type { Invoice, LineItem } from '../objects.js';
import { computeTotals, type LineTotals } from '../money/totals.js';
import { finalizesAt } from './announce.js';
import { reductions } from './discounts.js';
import { renderInvoice } from './render.js';
import { shippingCostOf, shippingOf } from './shipping.js';
import { automaticTaxStatus, ratesFor, shippingRates } from './tax.js';

/** Makes a change and emits `invoice.updated` for it; a change that changes nothing emits nothing. */
export function changeInvoice(context: Context, record: InvoiceRecord, change: () => void): void {
  const before = snapshot(renderInvoice(context, record));
  change();
  watch(context.world, record);
  const after = renderInvoice(context, record);
  if (difference(before, snapshot(after))) emit(context, 'invoice.updated', after, before);
}

/** Works out lines, totals and what is due of a draft; a finalized invoice stands still. */
export function recompute(context: Context, record: InvoiceRecord): void {
  const { invoice } = record;
  if (invoice.status !== 'draft') return;
  const items = record.items.flatMap((id) => context.world.items.get(id) ?? []);
  const rate = shippingOf(context, invoice);
  const { lines, shippingTaxes, ...totals } = computeTotals(
    items.map((entry) => ({
      amount: entry.item.amount,
      product: entry.item.pricing.price_details.product,
      discountable: entry.item.discountable,
      discounts: reductions(context, entry.item.discounts),
      rates: ratesFor(context, invoice, entry),
    })),
    reductions(context, invoice.discounts),
    rate
      ? { amount: rate.fixed_amount.amount, rates: shippingRates(context, invoice, rate.tax_behavior) }
      : undefined,
  );
  record.lines = items.map((item, index) =>
    lineOf(invoice.id, item, lines[index] ?? { discount_amounts: [], taxes: [] }),
  );
  Object.assign(invoice, totals);
  invoice.shipping_cost = rate && shippingCostOf(rate, shippingTaxes);
  record.shippingTaxes = shippingTaxes;
  invoice.total_pretax_credit_amounts = pretax(totals.total_discount_amounts);
  invoice.automatic_tax.status = automaticTaxStatus(context, invoice);
  invoice.starting_balance = balanceFor(context.world, invoice);
  setDue(invoice, Math.max(0, invoice.total + invoice.starting_balance));
}

export function setDue(invoice: Invoice, amount: number): void {
  invoice.amount_due = amount;
  invoice.amount_remaining = amount - invoice.amount_paid;
}

/** The status after everything is paid; automatic collection ends with it. */
export function settle(invoice: Invoice, now: number): void {
  invoice.status = 'paid';
  invoice.auto_advance = false;
  invoice.next_payment_attempt = null;
  invoice.status_transitions = { ...invoice.status_transitions, paid_at: now };
}

/** The customer's balance, when it is in the invoice's currency: negative is credit. */
function balanceFor(world: World, invoice: Invoice): number {
  const customer = world.customers.get(invoice.customer);
  return customer && customer.currency === invoice.currency ? (customer.balance ?? 0) : 0;
}

/**
 * Works out all drafts of a customer anew, after something on the customer changed that they depend on, the balance
 * included: a draft’s `starting_balance` is the current one. Nothing is told of it. (docs: API, the invoice object)
 */
export function recomputeDrafts(context: Context, customerId: string): void {
  for (const record of context.world.invoices.newestFirst()) {
    if (record.invoice.customer === customerId) recompute(context, record);
  }
}

/** Keeps the list of invoices that something will happen to by itself. */
export function watch(world: World, record: InvoiceRecord): void {
  if (dueAt(world, record) === null) world.waiting.delete(record.id);
  else world.waiting.add(record.id);
}

/** When the invoice moves on by itself (Unix seconds), or null. */
export function dueAt(world: World, { invoice, lateness }: InvoiceRecord): number | null {
  const at = invoice.status === 'draft' ? finalizesAt(world, invoice) : nextAttempt(invoice);
  return at === null ? null : at + lateness;
}

function nextAttempt({ status, next_payment_attempt }: Invoice): number | null {
  return status === 'open' ? next_payment_attempt : null;
}

function lineOf(invoiceId: string, record: ItemRecord, totals: LineTotals): LineItem {
  const { item } = record;
  return {
    id: record.lineId ?? '',
    object: 'line_item',
    amount: item.amount,
    currency: item.currency,
    description: item.description,
    discount_amounts: totals.discount_amounts,
    discountable: item.discountable,
    discounts: item.discounts,
    invoice: invoiceId,
    livemode: false,
    metadata: item.metadata,
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: false,
        proration_details: { credited_items: null },
        subscription: null,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: item.period,
    pretax_credit_amounts: pretax(totals.discount_amounts),
    pricing: item.pricing,
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subtotal: item.amount,
    taxes: totals.taxes,
  };
}

export function pretax(discounts: { amount: number; discount: string }[]): LineItem['pretax_credit_amounts'] {
  return discounts.map(({ amount, discount }) => ({ amount, discount, type: 'discount' }));
}
