/** What the lines add up to, row by row; together the rows always come to the total and to the amount due. */
import type { DiscountAmount, Invoice } from '../../invoice/types.js';
import { taxLines } from '../internal/tax-lines.js';
import { dueAtOnce } from '../internal/whole-invoice.js';
import { givenBack } from './headline.js';
import type { Pen } from './pen.js';

export interface Sum {
  label: string;
  /** Minor units. */
  amount: number;
  /** What all is about, what remains to be paid, or what is only told beside it. */
  kind: 'plain' | 'total' | 'due' | 'aside';
}

export function sumsOf(invoice: Invoice, pen: Pen): Sum[] {
  const { words } = pen;
  const taxes = taxLines(invoice, pen.rates, words, pen.lang);
  const before = beforeTotal(invoice, pen);
  const added = taxes.filter((tax) => !tax.included).map(plain);
  const { total_excluding_tax: net } = invoice;
  return [
    ...(before.length || added.length ? [plain({ label: words.subtotal, amount: invoice.subtotal })] : []),
    ...before,
    ...(net !== null && net !== invoice.total && net !== invoice.subtotal
      ? [aside(words.excluding_tax, net)]
      : []),
    ...added,
    { label: words.total, amount: invoice.total, kind: 'total' },
    ...taxes.filter((tax) => tax.included).map(({ label, amount }) => aside(label, amount)),
    ...(invoice.status === 'void' ? [] : afterTotal(invoice, pen)),
  ];
}

const plain = ({ label, amount }: Pick<Sum, 'label' | 'amount'>): Sum => ({ label, amount, kind: 'plain' });
const aside = (label: string, amount: number): Sum => ({ label, amount, kind: 'aside' });

/** Nothing is told of what is nothing. */
const some = (label: string, amount: number): Sum[] => (amount === 0 ? [] : [plain({ label, amount })]);

function beforeTotal(invoice: Invoice, pen: Pen): Sum[] {
  const { words } = pen;
  return [
    ...discountsBelow(invoice).flatMap(({ discount, amount }) => some(pen.discount(discount), -amount)),
    ...some(words.shipping, invoice.amount_shipping),
  ];
}

/**
 * The discounts that the subtotal does not have in it. Stripe takes those on a line off before the subtotal and those on
 * the whole invoice after it, and lists both together; what does not come out even is told as one sum.
 */
function discountsBelow(invoice: Invoice): DiscountAmount[] {
  const { total_discount_amounts: all, subtotal, amount_shipping, total_taxes, total } = invoice;
  const added = total_taxes.reduce(
    (sum, tax) => sum + (tax.tax_behavior === 'inclusive' ? 0 : tax.amount),
    0,
  );
  const taken = subtotal + amount_shipping + added - total;
  const onWhole = all.filter(({ discount }) => invoice.discounts.includes(discount));
  const candidates = [onWhole, all];
  return (
    candidates.find((some) => some.reduce((sum, { amount }) => sum + amount, 0) === taken) ?? [
      { discount: '', amount: taken },
    ]
  );
}

function afterTotal(invoice: Invoice, { words }: Pen): Sum[] {
  const { total, amount_paid, amount_overpaid, pre_payment_credit_notes_amount: credited } = invoice;
  const isDraft = invoice.status === 'draft';
  const due = isDraft ? dueAtOnce(invoice) : invoice.amount_due;
  const balance = due + credited - total;
  const later = invoice.post_payment_credit_notes_amount;
  const back = givenBack(invoice.payments);
  return [
    ...some(balanceWord(balance, total, words), balance),
    ...some(words.credit_notes, -credited),
    ...some(words.amount_paid, -amount_paid),
    { label: words.amount_due, amount: isDraft ? due : invoice.amount_remaining, kind: 'due' },
    ...(amount_overpaid ? [aside(words.overpaid, amount_overpaid)] : []),
    ...(later ? [aside(words.credited_later, later)] : []),
    ...(back ? [aside(words.refunded, back)] : []),
  ];
}

/** A balance lowers what is due, or is what was owed before; a negative total becomes credit. */
function balanceWord(balance: number, total: number, words: Pen['words']): string {
  if (balance < 0) return words.credit_used;
  return total < 0 ? words.credit_kept : words.balance_added;
}
