/**
 * Basil: the release that turned the invoice round. Before it an invoice had one intent and one charge, said by itself
 * whether it was paid, and its lines carried whole prices and tax rates.
 */
import type { World } from '../../core/world.js';
import { isAutomatic } from '../../invoices/tax.js';
import { decimal, divide, share, type Decimal } from '../../money/decimal.js';
import type { InvoiceItem, LineItem, Price, Tax, WireInvoice } from '../../objects.js';
import { within, without, type Older, type VersionChange } from '../change.js';
import { intentOf, invoiceOf, ratesOf } from '../lookups.js';

/** Places of a decimal string. */
const PLACES = 12;

function oldInvoice(older: Older, invoice: WireInvoice, world: World): void {
  const isPaid = invoice.status === 'paid';
  const intent = intentOf(world, invoice);
  const connect = world.invoices.get(invoice.id)?.connect;
  const tried = invoice.attempted || invoice.amount_paid > 0;
  const [discount, ...others] = invoice.discounts;
  without('amount_overpaid', 'parent', 'total_taxes')(older);
  Object.assign(older, {
    application_fee_amount: connect?.application_fee_amount ?? null,
    charge: (tried && intent?.latest_charge) || null,
    discount: (discount !== undefined && others.length === 0 && world.discounts.get(discount)) || null,
    paid: isPaid,
    paid_out_of_band: isPaid && (invoice.amount_paid_off_stripe ?? 0) > 0,
    payment_intent: intent?.id ?? null,
    quote: null,
    subscription: null,
    subscription_details: { metadata: null },
    tax: invoice.total_taxes.length === 0 ? null : sum(invoice.total_taxes),
    total_tax_amounts: invoice.total_taxes.map(oldTax),
    transfer_data: connect?.transfer_data ?? null,
  });
}

function oldLine(older: Older, line: LineItem, world: World): void {
  const { proration, proration_details, invoice_item } = line.parent.invoice_item_details;
  const rates = ratesOf(world, line.taxes);
  without('parent', 'pricing', 'taxes')(older);
  Object.assign(older, {
    ...withoutTax(line),
    invoice_item,
    plan: null,
    price: priceOf(world, line),
    proration,
    proration_details,
    subscription: null,
    tax_amounts: line.taxes.map(oldTax),
    tax_rates: rates.some(isAutomatic) ? [] : rates,
    type: 'invoiceitem',
  });
}

function oldItem(older: Older, item: InvoiceItem, world: World): void {
  const { unit_amount_decimal } = item.pricing;
  without('parent', 'pricing')(older);
  Object.assign(older, {
    plan: null,
    price: priceOf(world, item),
    subscription: null,
    unit_amount: /^-?\d+$/.test(unit_amount_decimal) ? Number(unit_amount_decimal) : null,
    unit_amount_decimal,
  });
}

function priceOf(world: World, { pricing }: Pick<LineItem, 'pricing'>): Price | null {
  return world.prices.get(pricing.price_details.price) ?? null;
}

function oldTax({ amount, tax_behavior, tax_rate_details, taxability_reason, taxable_amount }: Tax): object {
  const inclusive = tax_behavior === 'inclusive';
  return { amount, inclusive, tax_rate: tax_rate_details.tax_rate, taxability_reason, taxable_amount };
}

/** What a line costs without the taxes that are part of its amount, and without discounts; amounts in minor units. */
function withoutTax(line: LineItem): {
  amount_excluding_tax: number;
  unit_amount_excluding_tax: string | null;
} {
  const included = sum(line.taxes.filter((tax) => tax.tax_behavior === 'inclusive'));
  if (included === 0) {
    const { unit_amount_decimal } = line.pricing;
    return { amount_excluding_tax: line.amount, unit_amount_excluding_tax: unit_amount_decimal };
  }
  const taxed = line.amount - sum(line.discount_amounts);
  const amount = share(line.amount, whole(taxed - included), whole(taxed));
  const unit = divide(whole(amount), decimal(line.quantity_decimal), PLACES);
  return { amount_excluding_tax: amount, unit_amount_excluding_tax: unit };
}

const whole = (amount: number): Decimal => decimal(String(amount));
const sum = (parts: { amount: number }[]): number => parts.reduce((all, { amount }) => all + amount, 0);

/** Credit notes and their lines say their taxes as invoices do. */
function oldTaxes(older: Older, key: string): void {
  const taxes = older[key];
  Reflect.deleteProperty(older, key);
  older['tax_amounts'] = Array.isArray(taxes) ? (taxes as Tax[]).map(oldTax) : [];
}

function oldCreditNote(older: Older): void {
  const [first] = (older['refunds'] ?? []) as { refund: unknown }[];
  Reflect.deleteProperty(older, 'refunds');
  older['refund'] = first?.refund ?? null;
  oldTaxes(older, 'total_taxes');
}

function oldCreditNoteLine(older: Older): void {
  const taxes = (older['taxes'] ?? []) as Tax[];
  const included = sum(taxes.filter((tax) => tax.tax_behavior === 'inclusive'));
  const amount = Number(older['amount']) - included;
  older['amount_excluding_tax'] = amount;
  older['unit_amount_excluding_tax'] =
    included === 0
      ? (older['unit_amount_decimal'] ?? String(amount))
      : divide(whole(amount), whole(Number(older['quantity'] ?? 1)), PLACES);
  oldTaxes(older, 'taxes');
}

/** Newest first. */
export const basil: VersionChange[] = [
  {
    version: '2025-05-28.basil',
    undo: { credit_note: without('post_payment_amount', 'pre_payment_amount') },
  },
  {
    version: '2025-04-30.basil',
    undo: { invoice: within('automatic_tax', without('provider')), refund: without('pending_reason') },
  },
  {
    version: '2025-03-31.basil',
    undo: {
      charge(older, charge, world) {
        older['invoice'] = invoiceOf(world, charge.payment_intent);
      },
      credit_note: oldCreditNote,
      credit_note_line_item: oldCreditNoteLine,
      customer_balance_transaction: without('checkout_session'),
      invoice: oldInvoice,
      invoiceitem: oldItem,
      line_item: oldLine,
      payment_intent(older, intent, world) {
        older['invoice'] = invoiceOf(world, intent.id);
      },
      price: within('recurring', (recurring) => (recurring['aggregate_usage'] = null)),
    },
  },
];
