/**
 * The lines of a credit note from parameters: parts of the invoice's lines, by amount or by quantity, and lines of its
 * own (`custom_line_item`), each with its discounts and taxes.
 */
import { formatMoney } from '../../../src/invoice/money.js';
import {
  decimal,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  required,
  text,
  unsettable,
  type Read,
  type Shape,
} from '../core/params.js';
import { must } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, Taken } from '../core/world.js';
import {
  amountOfUnits,
  ownDiscounts,
  partOf,
  sum,
  taxFreeAmount,
  unitsLeft,
  wholeLine,
  withInclusiveTax,
  without,
  type Portion,
} from '../money/credit.js';
import { decimal as exact, multiply, plain, round } from '../money/decimal.js';
import { computeTotals, inclusive, type Rate } from '../money/totals.js';
import type { CreditNoteLineItem, LineItem, Tax, TaxRate } from '../objects.js';
import { pretax } from './change.js';
import { toRate } from './tax.js';

const MAX_TAX_AMOUNTS = 20;

export const creditLineShape = {
  amount: integer,
  description: text,
  invoice_line_item: text,
  metadata,
  quantity: integer,
  tax_amounts: unsettable(
    list(object({ amount: required(integer), tax_rate: required(text), taxable_amount: required(integer) })),
  ),
  tax_rates: unsettable(list(text)),
  type: required(oneOf('invoice_line_item', 'custom_line_item')),
  unit_amount: integer,
  unit_amount_decimal: decimal,
} satisfies Shape;
type LineInput = Read<typeof creditLineShape>;
type Naming = (name: string) => string;

/** A line of a credit note with what its note adds up from it. */
export interface CreditedLine {
  item: CreditNoteLineItem;
  /** Discounts that its subtotal is already without. */
  ownDiscounts: number;
  /** What it adds to `subtotal_excluding_tax`. */
  untaxed: number;
  /** What it takes of a line of the invoice. */
  taken: Taken | null;
}

/** Reads the lines one after the other, so that two on the same line of the invoice share what is left of it. */
export function creditedLines(
  context: Context,
  record: InvoiceRecord,
  inputs: LineInput[],
  before: Taken[],
  newId: (prefix: string) => string,
): CreditedLine[] {
  const taken = [...before];
  return inputs.map((input, index) => {
    const at: Naming = (name) => `lines[${index}][${name}]`;
    checkFields(record, input, at);
    const line =
      input.type === 'invoice_line_item'
        ? partOfLine(context, record, input, taken, at)
        : customLine(context, record, input, at);
    if (line.taken) taken.push(line.taken);
    line.item.id = newId('cnli');
    return line;
  });
}

const FIELDS_OF_TYPE = {
  invoice_line_item: ['amount', 'invoice_line_item'],
  custom_line_item: ['description', 'tax_rates', 'unit_amount', 'unit_amount_decimal'],
} as const;

function checkFields({ invoice }: InvoiceRecord, input: LineInput, at: Naming): void {
  const other = input.type === 'invoice_line_item' ? 'custom_line_item' : 'invoice_line_item';
  const foreign = FIELDS_OF_TYPE[other].find((name) => input[name] !== undefined);
  if (foreign !== undefined) throw refuse('only_for_type', { name: foreign, type: other }, at(foreign));
  if (invoice.automatic_tax.enabled) {
    if (input.type === 'custom_line_item') throw refuse('no_custom_credit', {}, at('type'));
    if (input.tax_amounts !== undefined) throw refuse('no_tax_by_hand', {}, at('tax_amounts'));
  }
  if (input.tax_rates !== undefined && input.tax_amounts !== undefined) {
    throw refuse('exclusive', { names: 'tax_rates, tax_amounts' }, at('tax_amounts'));
  }
  if (input.tax_amounts && input.tax_amounts.length > MAX_TAX_AMOUNTS)
    throw refuse('too_many', { limit: MAX_TAX_AMOUNTS }, at('tax_amounts'));
  input.tax_amounts?.forEach(({ amount }, index) => {
    if (input.type === 'custom_line_item' && amount < 0)
      throw refuse('too_small', { limit: 0 }, `${at('tax_amounts')}[${index}][amount]`);
  });
  if (input.quantity !== undefined && input.quantity < 1)
    throw refuse('too_small', { limit: 1 }, at('quantity'));
}

function missing(name: string): never {
  throw refuse('missing_parameter', { name }, name);
}

function partOfLine(
  context: Context,
  record: InvoiceRecord,
  input: LineInput,
  before: Taken[],
  at: Naming,
): CreditedLine {
  const id = input.invoice_line_item ?? missing(at('invoice_line_item'));
  const line = record.lines.find((candidate) => candidate.id === id);
  if (!line) throw refuse('no_such', { kind: 'invoice line item', id }, at('invoice_line_item'));
  const earlier = before.filter((each) => each.line === id);
  const byHand = context.world.items.get(line.parent.invoice_item_details.invoice_item)?.taxAmounts;
  const rates = line.taxes.map((tax) => rateOf(context, tax));
  const left = earlier.reduce(
    (rest, { portion }) => without(rest, portion),
    wholeLine(line, byHand ?? rates.map(({ rate }) => rate)),
  );
  checkWay(input, line, earlier, at);

  const amount = amountOfPart(record, input, line, left, earlier, at);
  const share = partOf(left, amount);
  const portion = input.tax_amounts === undefined ? share : taxedByHand(line, input, left, share, at);
  const discounts = line.discount_amounts.map(({ discount }, index) => ({
    amount: portion.discounts[index] ?? 0,
    discount,
  }));
  return {
    item: {
      ...lineOf(input, amount, discounts, taxesOf(line, portion)),
      description: line.description,
      invoice_line_item: id,
      tax_rates: rates.map(({ taxRate }) => taxRate),
      ...(input.quantity !== undefined && unitPrice(line.pricing.unit_amount_decimal)),
    },
    ownDiscounts: ownDiscounts(line, portion.discounts),
    untaxed: portion.untaxed,
    taken: { line: id, units: input.quantity ?? null, portion },
  };
}

/** By amount or by quantity, and always in the same way (docs: the two can't be combined on one line). */
function checkWay(input: LineInput, line: LineItem, earlier: Taken[], at: Naming): void {
  if (input.amount === undefined && input.quantity === undefined) {
    throw refuse('no_credit_amount', { names: 'amount, quantity' }, at('amount'));
  }
  if (input.amount !== undefined && input.quantity !== undefined) {
    throw refuse('exclusive', { names: 'amount, quantity' }, at('amount'));
  }
  const byAmount = input.amount !== undefined;
  if (earlier.some(({ units }) => (units === null) !== byAmount)) {
    const by = byAmount ? 'quantity' : 'amount';
    throw refuse('credited_otherwise', { line: line.id, by }, at(byAmount ? 'amount' : 'quantity'));
  }
}

/** The amount that is credited, before discounts and exclusive taxes. */
function amountOfPart(
  { invoice }: InvoiceRecord,
  input: LineInput,
  line: LineItem,
  left: Portion,
  earlier: Taken[],
  at: Naming,
): number {
  if (input.quantity !== undefined) {
    const taken = sum(earlier.map(({ units }) => units ?? 0));
    const units = unitsLeft(line.quantity_decimal, taken, input.quantity);
    if (units) return amountOfUnits(left, input.quantity, units);
    const words = { what: 'quantity', given: input.quantity, line: line.id };
    throw refuse(
      'line_credit_too_high',
      { ...words, left: `${line.quantity_decimal}, ${taken} of it credited` },
      at('quantity'),
    );
  }
  const amount = input.amount ?? 0;
  const included = sum(line.taxes.map((tax, index) => (inclusive(tax) ? (left.taxes[index] ?? 0) : 0)));
  const most = invoice.automatic_tax.enabled ? taxFreeAmount(left, included) : left.amount;
  if (amount === 0 || Math.sign(amount) !== Math.sign(most) || Math.abs(amount) > Math.abs(most)) {
    const money = (value: number) => formatMoney(value, invoice.currency, 'en');
    const words = { what: 'amount', given: money(amount), line: line.id, left: money(most) };
    throw refuse('line_credit_too_high', words, at('amount'));
  }
  return invoice.automatic_tax.enabled ? withInclusiveTax(left, amount, included) : amount;
}

/** Taxes that were given instead of those in proportion: of the line's own rates, and no more than is left of each. */
function taxedByHand(line: LineItem, input: LineInput, left: Portion, share: Portion, at: Naming): Portion {
  const taxes = line.taxes.map(() => 0);
  const taxable = line.taxes.map(() => 0);
  (input.tax_amounts ?? []).forEach(({ amount, tax_rate, taxable_amount }, index) => {
    const place = line.taxes.findIndex((tax) => tax.tax_rate_details.tax_rate === tax_rate);
    const most = (left.taxes[place] ?? 0) - (taxes[place] ?? 0);
    if (place < 0 || amount * Math.sign(most) < 0 || Math.abs(amount) > Math.abs(most)) {
      const words = { what: 'tax amount', given: amount, line: line.id, left: most };
      throw refuse('line_credit_too_high', words, `${at('tax_amounts')}[${index}][amount]`);
    }
    taxes[place] = (taxes[place] ?? 0) + amount;
    taxable[place] = (taxable[place] ?? 0) + taxable_amount;
  });
  return { ...share, taxes, taxable };
}

const taxesOf = (line: LineItem, portion: Portion): Tax[] =>
  line.taxes.map((tax, index) => ({
    ...tax,
    amount: portion.taxes[index] ?? 0,
    taxable_amount: portion.taxable[index] ?? 0,
  }));

function rateOf({ world }: Context, tax: Tax): { rate: Rate; taxRate: TaxRate } {
  const taxRate = must(world.taxRates, 'tax rate', tax.tax_rate_details.tax_rate, 'lines');
  const { id, percentage } = taxRate;
  return { rate: { id, percentage, inclusive: inclusive(tax), reason: tax.taxability_reason }, taxRate };
}

/** A line that stands for itself: so many units of something, taxed by the rates or amounts that are given. */
function customLine(
  context: Context,
  { invoice }: InvoiceRecord,
  input: LineInput,
  at: Naming,
): CreditedLine {
  if (input.unit_amount !== undefined && input.unit_amount_decimal !== undefined) {
    throw refuse('exclusive', { names: 'unit_amount, unit_amount_decimal' }, at('unit_amount'));
  }
  const quantity = input.quantity ?? missing(at('quantity'));
  const unit = input.unit_amount_decimal ?? String(input.unit_amount ?? missing(at('unit_amount')));
  if (unit.startsWith('-')) {
    const name = input.unit_amount === undefined ? 'unit_amount_decimal' : 'unit_amount';
    throw refuse('too_small', { limit: 0 }, at(name));
  }
  const amount = round(multiply(exact(unit), exact(String(quantity))));
  const customer = context.world.customers.get(invoice.customer);
  const taxRate = (id: string, name: string) => must(context.world.taxRates, 'tax rate', id, at(name), 400);
  const taxRates = (input.tax_rates ?? []).map((id) => taxRate(id, 'tax_rates'));
  const given = (input.tax_amounts ?? []).map((each) => ({
    ...each,
    of: taxRate(each.tax_rate, 'tax_amounts'),
  }));
  const charged = {
    amount,
    product: '',
    discountable: false,
    discounts: [],
    rates: taxRates.map((rate) => toRate(rate, customer)),
  };
  const taxes =
    input.tax_amounts === undefined
      ? (computeTotals([charged], []).lines[0]?.taxes ?? [])
      : given.map(({ of, ...each }): Tax => ({
          amount: each.amount,
          tax_behavior: of.inclusive ? 'inclusive' : 'exclusive',
          tax_rate_details: { tax_rate: of.id },
          taxability_reason: toRate(of, customer).reason,
          taxable_amount: each.taxable_amount,
          type: 'tax_rate_details',
        }));
  return {
    item: {
      ...lineOf(input, amount, [], taxes),
      description: input.description ?? null,
      tax_rates: taxRates,
      ...unitPrice(plain(unit)),
    },
    ownDiscounts: 0,
    untaxed: amount - sum(taxes.filter(inclusive).map((tax) => tax.amount)),
    taken: null,
  };
}

/** `unit_amount` is null where the price is finer than the currency. */
const unitPrice = (unit: string) => ({
  unit_amount: unit.includes('.') ? null : Number(unit),
  unit_amount_decimal: unit,
});

function lineOf(
  input: LineInput,
  amount: number,
  discounts: CreditNoteLineItem['discount_amounts'],
  taxes: Tax[],
): CreditNoteLineItem {
  return {
    id: '',
    object: 'credit_note_line_item',
    amount,
    description: null,
    discount_amount: sum(discounts.map((discount) => discount.amount)),
    discount_amounts: discounts,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    pretax_credit_amounts: pretax(discounts),
    quantity: input.quantity ?? null,
    tax_rates: [],
    taxes,
    type: input.type,
    unit_amount: null,
    unit_amount_decimal: null,
  };
}
