/** How much of an invoice can still be credited, and in which ways. Amounts are minor units. */
import { divideRounded } from '../../invoice/decimal.js';
import type { Invoice, Line, Payment } from '../../invoice/types.js';
import type { CreditNote, CreditNoteLine } from '../../invoice/wire.js';

/** A line is credited by so many units or by an amount, and then always in the same way (Stripe's rule). */
export type By = 'quantity' | 'amount';

export interface LineLeft {
  /** Whole units. */
  quantity: number;
  /** Before discounts and exclusive taxes; with automatic tax before inclusive ones too. */
  amount: number;
  /** How it can be credited, the likely way first; none where nothing is left. */
  by: readonly By[];
}

export interface Limits {
  /** What can be credited in all. */
  creditable: number;
  /** As far as this a credit note lowers what is due; what goes beyond it was paid, and is given back. */
  remaining: number;
  /** What was paid through Stripe and is not refunded yet. */
  refundable: number;
  /** By id of the line. */
  lines: ReadonlyMap<string, LineLeft>;
  /** What the shipping cost, where it can be credited. */
  shipping: number | null;
}

/** What there is to know; every line is in the invoice. */
export interface Account {
  invoice: Invoice;
  /** All of them. */
  notes: readonly CreditNote[];
  /** Null where the backend does not tell. */
  payments: readonly Payment[] | null;
}

export function limitsOf(account: Account): Limits {
  const { invoice, notes } = account;
  const issued = notes.filter(({ status }) => status === 'issued');
  const credited = issued.flatMap(({ lines }) => lines.data);
  return {
    creditable: creditable(account, issued),
    remaining: Math.max(0, invoice.amount_remaining),
    refundable: refundable(account),
    lines: new Map(
      invoice.lines.map((line) => [line.id, lineLeft(line, credited, invoice.automatic_tax.enabled)]),
    ),
    shipping: issued.some((note) => note.shipping_cost) ? null : shippingOf(invoice),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

const paidOnes = ({ payments }: Account): readonly Payment[] =>
  payments?.filter(({ status }) => status === 'paid') ?? [];

/** Refunds that belong to no credit note count as credited (docs: the two together stay within the invoice). */
function creditable(account: Account, issued: readonly CreditNote[]): number {
  const { total, pre_payment_credit_notes_amount, post_payment_credit_notes_amount } = account.invoice;
  const refunded = sum(paidOnes(account).map(({ amount_refunded }) => amount_refunded ?? 0));
  const covered = sum(issued.flatMap(({ refunds }) => (refunds ?? []).map((each) => each.amount_refunded)));
  const credited = pre_payment_credit_notes_amount + post_payment_credit_notes_amount;
  return Math.max(0, total - credited - Math.max(0, refunded - covered));
}

/** Without payments to look at, what may have been refunded is taken off. */
function refundable(account: Account): number {
  const { invoice, payments } = account;
  if (!payments) {
    const { amount_paid, amount_paid_off_stripe, post_payment_credit_notes_amount } = invoice;
    return Math.max(0, amount_paid - amount_paid_off_stripe - post_payment_credit_notes_amount);
  }
  return sum(refundablePayments(payments).map(leftOf));
}

const leftOf = ({ amount_paid, amount_refunded }: Payment): number =>
  Math.max(0, (amount_paid ?? 0) - (amount_refunded ?? 0));

/** Those that something can still be refunded of. */
export function refundablePayments(payments: readonly Payment[]): Payment[] {
  return payments.filter(
    (payment) => payment.status === 'paid' && payment.method?.type !== 'outside' && leftOf(payment) > 0,
  );
}

function lineLeft(line: Line, credited: readonly CreditNoteLine[], automaticTax: boolean): LineLeft {
  const parts = credited.filter(({ invoice_line_item }) => invoice_line_item === line.id);
  const units = sum(parts.map(({ quantity }) => quantity ?? 0));
  const quantity = Math.max(0, wholeUnits(line) - units);
  const rest = line.amount - sum(parts.map(({ amount }) => amount));
  const amount = automaticTax ? taxFree(line, rest) : rest;
  return { quantity, amount, by: waysOf(line, { quantity, amount }, parts) };
}

function waysOf(
  line: Line,
  left: Pick<LineLeft, 'quantity' | 'amount'>,
  parts: readonly CreditNoteLine[],
): By[] {
  const byQuantity = parts.some(({ quantity }) => quantity !== null);
  const ways: By[] = [];
  if (left.quantity > 0 && left.amount !== 0 && (parts.length === 0 || byQuantity)) ways.push('quantity');
  // A negative amount is not taken from a page; all units of such a line are.
  if (left.amount > 0 && (parts.length === 0 || !byQuantity)) ways.push('amount');
  return hasSeveralUnits(line) ? ways : ways.reverse();
}

const hasSeveralUnits = (line: Line): boolean => wholeUnits(line) > 1 && !line.quantity_decimal.includes('.');

function wholeUnits({ quantity_decimal }: Line): number {
  const units = Number(quantity_decimal.split('.')[0]);
  return Number.isSafeInteger(units) ? Math.max(0, units) : 0;
}

/** Where Stripe works the tax out, the amount of a line is given without the tax in it. */
function taxFree(line: Line, rest: number): number {
  const included = sum(line.taxes.flatMap((tax) => (tax.tax_behavior === 'inclusive' ? [tax.amount] : [])));
  const net = line.amount - sum(line.discount_amounts.map((discount) => discount.amount));
  if (!included || net <= 0) return rest;
  return Number(divideRounded(BigInt(rest) * BigInt(net - included), BigInt(net)));
}

/** It is credited whole, or not at all. */
function shippingOf({ shipping_cost }: Invoice): number | null {
  return shipping_cost?.shipping_rate && shipping_cost.amount_total > 0 ? shipping_cost.amount_total : null;
}
