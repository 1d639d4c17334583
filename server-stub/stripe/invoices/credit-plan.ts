/**
 * What a credit note will be, worked out and checked before anything happens: its lines and sums, how far it lowers
 * what is still to be paid, and how the rest is given back.
 */
import { formatMoney } from '../../../src/invoice/money.js';
import {
  expandable,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  required,
  text,
  type Read,
  type Shape,
} from '../core/params.js';
import { must, mustCustomer, mustInvoice } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import { allow } from '../core/transitions.js';
import type { Context, CreditNoteRecord, InvoiceRecord } from '../core/world.js';
import { splitByPayment, sum } from '../money/credit.js';
import { addDiscounts, addTaxes, inclusive } from '../money/totals.js';
import type { CreditNote, ShippingCost, Tax } from '../objects.js';
import { pretax } from './change.js';
import { creditedLines, creditLineShape, type CreditedLine } from './credit-lines.js';
import { isProcessing } from './payments.js';
import { chargesOf, planRefunds, type RefundPart } from './refunds.js';

/** The parameters of a credit note, and of its preview. */
export const creditNoteShape = {
  ...expandable,
  amount: integer,
  credit_amount: integer,
  effective_at: integer,
  email_type: oneOf('credit_note', 'none'),
  invoice: required(text),
  lines: list(object(creditLineShape)),
  memo: text,
  metadata,
  out_of_band_amount: integer,
  reason: oneOf('duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'),
  refund_amount: integer,
  refunds: list(
    object({
      amount_refunded: integer,
      payment_record_refund: object({ payment_record: required(text), refund_group: required(text) }),
      refund: text,
      type: oneOf('refund', 'payment_record_refund'),
    }),
  ),
  shipping_cost: object({ shipping_rate: text }),
} satisfies Shape;
export type CreditNoteInput = Read<typeof creditNoteShape>;

/** A credit note that is not issued yet, with what has to be done for it. */
export interface CreditPlan extends Omit<CreditNoteRecord, 'token'> {
  record: InvoiceRecord;
  /** Refunds that are to be made. */
  refunding: RefundPart[];
  /** What the customer's balance is to be credited. */
  crediting: number;
}

/**
 * Works a credit note out, or refuses it; `newId` names it and its lines. `preview` takes what nobody has said how to give
 * back for given back outside Stripe, which a note that is issued is refused for.
 */
export function planCreditNote(
  context: Context,
  given: CreditNoteInput,
  newId: (prefix: string) => string,
  preview = false,
): CreditPlan {
  const record = mustInvoice(context.world, given.invoice, 'invoice', 400);
  const { invoice } = record;
  allow('credit', invoice.status);
  checkAmounts(given);
  const earlier = notesOf(context, record);
  const issued = earlier.filter(({ note }) => note.status === 'issued');
  const before = issued.flatMap(({ taken }) => taken);
  const lines = creditedLines(context, record, given.lines ?? [], before, newId);
  const shipping = given.shipping_cost ? creditedShipping(record, given.shipping_cost, issued) : null;
  const sums = given.amount === undefined ? sumsOf(lines, shipping) : sumsOfAmount(given.amount);
  if (sums.total < 1) throw refuse('credit_not_positive');

  const linked = linkedRefunds(context, record, given.refunds ?? [], issued);
  checkCreditable(context, record, sums.total, issued, linked);
  const { pre, post, type } = splitByPayment(sums.total, invoice.amount_remaining);
  if (pre > 0 && isProcessing(context.world, record)) throw refuse('payment_under_way');
  const input = preview ? withRestOutside(given, post, linked) : given;
  checkSplit(record, input, post, linked);
  if (input.credit_amount) checkBalance(context, record);
  const refunding = input.refund_amount
    ? planRefunds(chargesOf(context, record), input.refund_amount, 'refund_amount')
    : [];
  const note: CreditNote = {
    id: newId('cn'),
    object: 'credit_note',
    amount: sums.total,
    amount_shipping: shipping?.amount ?? 0,
    created: context.now,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    customer_balance_transaction: null,
    effective_at: input.effective_at ?? context.now,
    invoice: invoice.id,
    livemode: false,
    memo: input.memo ?? null,
    metadata: mergeMetadata({}, input.metadata),
    number: `${invoice.number ?? ''}-CN-${String(earlier.length + 1).padStart(2, '0')}`,
    out_of_band_amount: input.out_of_band_amount ?? null,
    post_payment_amount: post,
    pre_payment_amount: pre,
    reason: input.reason ?? null,
    refunds: linked,
    shipping_cost: shipping?.cost ?? null,
    status: 'issued',
    ...sums,
    type,
    voided_at: null,
  };
  return {
    id: note.id,
    note,
    lines: lines.map(({ item }) => item),
    taken: lines.flatMap(({ taken }) => taken ?? []),
    record,
    refunding,
    crediting: input.credit_amount ?? 0,
  };
}

/** An amount alone, or lines, shipping or both; and nothing negative. */
function checkAmounts(input: CreditNoteInput): void {
  const given = (['amount', 'lines', 'shipping_cost'] as const).filter((name) => input[name] !== undefined);
  if (given.length === 0) throw refuse('no_credit_amount', { names: 'amount, lines, shipping_cost' });
  if (input.amount !== undefined && given.length > 1) {
    throw refuse('exclusive', { names: given.join(', ') }, 'amount');
  }
  if (input.amount !== undefined && input.amount < 1) throw refuse('too_small', { limit: 1 }, 'amount');
  for (const name of ['credit_amount', 'out_of_band_amount', 'refund_amount'] as const) {
    if ((input[name] ?? 0) < 0) throw refuse('too_small', { limit: 0 }, name);
  }
}

/** The credit notes of an invoice, newest first. */
function notesOf({ world }: Context, record: InvoiceRecord): CreditNoteRecord[] {
  return [...world.creditNotes.newestFirst()].filter(({ note }) => note.invoice === record.id);
}

type Sums = Pick<
  CreditNote,
  | 'discount_amount'
  | 'discount_amounts'
  | 'pretax_credit_amounts'
  | 'subtotal'
  | 'subtotal_excluding_tax'
  | 'total'
  | 'total_excluding_tax'
  | 'total_taxes'
>;

interface CreditedShipping {
  /** As it was charged, inclusive taxes in it. */
  amount: number;
  cost: ShippingCost;
  taxes: Tax[];
}

/** The shipping of the invoice, all of it and once. */
function creditedShipping(
  { invoice, shippingTaxes }: InvoiceRecord,
  { shipping_rate }: NonNullable<CreditNoteInput['shipping_cost']>,
  issued: CreditNoteRecord[],
): CreditedShipping {
  const param = 'shipping_cost[shipping_rate]';
  const cost = invoice.shipping_cost;
  if (!cost || (shipping_rate !== undefined && shipping_rate !== cost.shipping_rate)) {
    throw refuse('no_shipping_cost', {}, param);
  }
  if (issued.some(({ note }) => note.shipping_cost !== null)) throw refuse('shipping_credited', {}, param);
  return { amount: invoice.amount_shipping, cost, taxes: shippingTaxes };
}

function sumsOf(lines: CreditedLine[], shipping: CreditedShipping | null): Sums {
  const discounts = addDiscounts(lines.flatMap(({ item }) => item.discount_amounts));
  const taxes = [...lines.flatMap(({ item }) => item.taxes), ...(shipping?.taxes ?? [])];
  const amount = sum(lines.map(({ item }) => item.amount));
  const discounted = sum(lines.map(({ item }) => item.discount_amount));
  const total =
    amount -
    discounted +
    (shipping?.amount ?? 0) +
    sum(taxes.map((tax) => (inclusive(tax) ? 0 : tax.amount)));
  return {
    discount_amount: discounted,
    discount_amounts: discounts,
    pretax_credit_amounts: pretax(discounts),
    subtotal: amount - sum(lines.map(({ ownDiscounts }) => ownDiscounts)),
    subtotal_excluding_tax: sum(lines.map(({ untaxed }) => untaxed)),
    total,
    total_excluding_tax: total - sum(taxes.map((tax) => tax.amount)),
    total_taxes: addTaxes(taxes),
  };
}

/** An amount alone has neither lines nor taxes, as recorded. */
const sumsOfAmount = (amount: number): Sums => ({
  discount_amount: 0,
  discount_amounts: [],
  pretax_credit_amounts: [],
  subtotal: amount,
  subtotal_excluding_tax: amount,
  total: amount,
  total_excluding_tax: amount,
  total_taxes: [],
});

const linkedAmount = (refunds: CreditNote['refunds']): number =>
  sum(refunds.map((refund) => refund.amount_refunded));

/** Refunds that were made before, as far as no other credit note of this invoice has them. */
function linkedRefunds(
  context: Context,
  record: InvoiceRecord,
  inputs: NonNullable<CreditNoteInput['refunds']>,
  issued: CreditNoteRecord[],
): CreditNote['refunds'] {
  const charges = new Set(chargesOf(context, record).map(({ id }) => id));
  const links = issued.flatMap(({ note }) => note.refunds);
  return inputs.map((input, index) => {
    const at = (name: string) => `refunds[${index}][${name}]`;
    if (input.type === 'payment_record_refund') {
      const id = input.payment_record_refund?.payment_record ?? '';
      throw refuse('no_such', { kind: 'payment_record', id }, at('payment_record_refund'));
    }
    if (input.refund === undefined) throw refuse('missing_parameter', { name: at('refund') }, at('refund'));
    const refund = must(context.world.refunds, 'refund', input.refund, at('refund'), 400);
    if (!charges.has(refund.charge)) throw refuse('foreign_refund', { id: refund.id }, at('refund'));
    const left = refund.amount - linkedAmount(links.filter((link) => link.refund === refund.id));
    const amount = input.amount_refunded ?? left;
    if (amount < 1 || amount > left) {
      const money = (value: number) => formatMoney(value, refund.currency, 'en');
      const words = { id: refund.id, amount: money(amount), left: money(left) };
      throw refuse('refund_linked', words, at('amount_refunded'));
    }
    const link = {
      amount_refunded: amount,
      payment_record_refund: null,
      refund: refund.id,
      type: 'refund' as const,
    };
    links.push(link);
    return link;
  });
}

/** All credit notes together stay within the invoice; refunds that belong to none of them count as well (docs). */
function checkCreditable(
  context: Context,
  record: InvoiceRecord,
  total: number,
  issued: CreditNoteRecord[],
  linked: CreditNote['refunds'],
): void {
  const { invoice } = record;
  const refunded = sum(chargesOf(context, record).map((charge) => charge.amount_refunded));
  const covered = sum(issued.map(({ note }) => linkedAmount(note.refunds))) + linkedAmount(linked);
  const left = invoice.total - sum(issued.map(({ note }) => note.amount)) - Math.max(0, refunded - covered);
  if (total <= left) return;
  const money = (value: number) => formatMoney(Math.max(0, value), invoice.currency, 'en');
  throw refuse('credit_too_high', { amount: money(total), left: money(left) });
}

/** What is given back in one way or another. */
const givenBack = (
  { credit_amount = 0, out_of_band_amount = 0, refund_amount = 0 }: CreditNoteInput,
  linked: CreditNote['refunds'],
): number => credit_amount + out_of_band_amount + refund_amount + linkedAmount(linked);

function withRestOutside(
  input: CreditNoteInput,
  post: number,
  linked: CreditNote['refunds'],
): CreditNoteInput {
  const rest = post - givenBack(input, linked);
  return rest > 0 ? { ...input, out_of_band_amount: (input.out_of_band_amount ?? 0) + rest } : input;
}

/** What was paid already has to be given back in one way or another, to the last unit. */
function checkSplit(
  { invoice }: InvoiceRecord,
  input: CreditNoteInput,
  post: number,
  linked: CreditNote['refunds'],
): void {
  const given = givenBack(input, linked);
  if (given === post) return;
  const money = (value: number) => formatMoney(value, invoice.currency, 'en');
  throw refuse('credit_split', { sum: money(given), amount: money(post) });
}

function checkBalance({ world }: Context, { invoice }: InvoiceRecord): void {
  const { currency } = mustCustomer(world, invoice.customer, 'credit_amount');
  if (currency !== null && currency !== invoice.currency) {
    throw refuse('balance_currency', { balance: currency, invoice: invoice.currency });
  }
}
