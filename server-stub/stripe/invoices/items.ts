/**
 * Invoice items: what one costs (an amount, a price, or a price made on the spot), and how it joins or leaves a draft.
 */
import {
  boolean,
  currency,
  decimal,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  required,
  text,
  textOrNull,
  unsettable,
  type Read,
  type Shape,
} from '../core/params.js';
import { must, mustPrice } from '../core/find.js';
import { refuse } from '../core/refusals.js';
import type { Context, InvoiceRecord, ItemRecord } from '../core/world.js';
import { decimal as exact, multiply, plain, round, truncate } from '../money/decimal.js';
import type { InvoiceItem, Price, Pricing } from '../objects.js';
import { createPrice, oneOffPrice } from '../rooms/catalog.js';
import { applyDiscounts, discountList } from './discounts.js';

export const MAX_LINES = 250;

const priceData = object({
  currency: required(currency),
  product: text,
  product_data: object({
    name: required(text),
    description: text,
    images: list(text),
    metadata,
    tax_code: text,
    unit_label: text,
  }),
  tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
  unit_amount: integer,
  unit_amount_decimal: decimal,
});

/** The parameters that a line and an invoice item share. */
export const itemShape = {
  amount: integer,
  description: textOrNull,
  discountable: boolean,
  discounts: discountList,
  metadata,
  period: object({ start: required(integer), end: required(integer) }),
  price_data: priceData,
  pricing: object({ price: text }),
  quantity: integer,
  quantity_decimal: decimal,
  tax_rates: unsettable(list(text)),
} satisfies Shape;
export type ItemInput = Read<typeof itemShape> & { unit_amount_decimal?: string };

/** Names a parameter in refusals: `amount` for an item, `lines[0][amount]` for a line. */
export type Naming = (name: string) => string;

/** Makes an invoice item from parameters. It is not stored yet, so that a refusal of its neighbour leaves nothing behind. */
export function createItem(
  context: Context,
  input: ItemInput,
  owner: { customer: string; currency: string },
  at: Naming,
): ItemRecord {
  const { world, now } = context;
  const cost = costOf(context, input, owner.currency, at);
  if (!cost) throw refuse('no_amount', { names: 'amount, price_data, pricing' }, at('amount'));
  const id = world.shared.newId('ii');
  const item: InvoiceItem = {
    id,
    object: 'invoiceitem',
    ...cost,
    currency: owner.currency,
    customer: owner.customer,
    customer_account: null,
    date: now,
    description: null,
    // Discounts apply to no negative item, unless it says so (API reference).
    discountable: cost.amount >= 0,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: cost.amount,
    parent: null,
    period: { start: now, end: now },
    proration: false,
    tax_rates: [],
    test_clock: null,
  };
  setDetails(context, item, input, at);
  return { id, item, lineId: null, taxAmounts: null };
}

/** Changes an item by the parameters that were sent. */
export function updateItem(context: Context, item: InvoiceItem, input: ItemInput, at: Naming): void {
  const cost = costOf(context, input, item.currency, at, item);
  if (cost) Object.assign(item, cost, { net_amount: cost.amount });
  setDetails(context, item, input, at);
}

function setDetails(context: Context, item: InvoiceItem, input: ItemInput, at: Naming): void {
  if (input.description !== undefined) item.description = input.description;
  if (input.discountable !== undefined) item.discountable = input.discountable;
  if (input.period !== undefined) item.period = input.period;
  if (input.tax_rates !== undefined) {
    item.tax_rates = (input.tax_rates ?? []).map((id, index) =>
      must(context.world.taxRates, 'tax rate', id, `${at('tax_rates')}[${index}]`, 400),
    );
  }
  if (input.discounts !== undefined) {
    const target = { customer: item.customer, currency: item.currency, invoice: null, invoice_item: item.id };
    item.discounts = applyDiscounts(context, input.discounts, target, at('discounts'));
  }
  item.metadata = mergeMetadata(item.metadata, input.metadata);
}

interface Cost {
  amount: number;
  pricing: Pricing;
  quantity: number;
  quantity_decimal: string;
}

/** What the parameters say it costs; null when they say nothing of it. `before` is the item that is changed. */
function costOf(
  context: Context,
  input: ItemInput,
  itemCurrency: string,
  at: Naming,
  before?: InvoiceItem,
): Cost | null {
  checkExclusive(input, at);
  const quantity =
    input.quantity_decimal ?? (input.quantity === undefined ? undefined : String(input.quantity));
  if (quantity !== undefined && quantity.startsWith('-')) {
    throw refuse(
      'too_small',
      { limit: 0 },
      at(input.quantity === undefined ? 'quantity_decimal' : 'quantity'),
    );
  }
  const price = priceOf(context, input, itemCurrency, at);
  if (!price && !(before && quantity !== undefined)) return null;
  const pricing = price ? pricingOf(price) : (before as InvoiceItem).pricing;
  const whole = input.amount !== undefined ? '1' : undefined;
  const times = plain(whole ?? quantity ?? before?.quantity_decimal ?? '1');
  return {
    amount: round(multiply(exact(pricing.unit_amount_decimal), exact(times))),
    pricing,
    quantity: truncate(exact(times)),
    quantity_decimal: times,
  };
}

function checkExclusive(input: ItemInput, at: Naming): void {
  const clashes = [
    ['amount', 'quantity'],
    ['amount', 'quantity_decimal'],
    ['quantity', 'quantity_decimal'],
    ['amount', 'pricing'],
    ['amount', 'price_data'],
    ['amount', 'unit_amount_decimal'],
    ['price_data', 'pricing'],
    ['price_data', 'unit_amount_decimal'],
    ['pricing', 'unit_amount_decimal'],
  ] as const;
  for (const names of clashes) {
    if (names.every((name) => input[name] !== undefined)) {
      throw refuse('exclusive', { names: names.join(', ') }, at(names[0]));
    }
  }
}

function priceOf(context: Context, input: ItemInput, itemCurrency: string, at: Naming): Price | null {
  const oneOff = input.amount === undefined ? input.unit_amount_decimal : String(input.amount);
  if (oneOff !== undefined) {
    return oneOffPrice(context, {
      currency: itemCurrency,
      unit_amount_decimal: plain(oneOff),
      name: input.description ?? null,
    });
  }
  if (input.price_data) return priceFromData(context, input.price_data, itemCurrency, at);
  if (input.pricing?.price === undefined) return null;
  const param = `${at('pricing')}[price]`;
  const price = mustPrice(context.world, input.pricing.price, param);
  if (!price.active) throw refuse('price_inactive', {}, param);
  if (price.type === 'recurring') throw refuse('price_recurring', {}, param);
  checkCurrency(price.currency, itemCurrency, param);
  return price;
}

function priceFromData(
  context: Context,
  data: NonNullable<ItemInput['price_data']>,
  itemCurrency: string,
  at: Naming,
): Price {
  const param = at('price_data');
  checkCurrency(data.currency, itemCurrency, `${param}[currency]`);
  return createPrice(context, { ...data, active: false }, (name) => `${param}[${name}]`);
}

function checkCurrency(priceCurrency: string, wanted: string, param: string): void {
  if (priceCurrency !== wanted) throw refuse('price_currency', { price: priceCurrency, wanted }, param);
}

function pricingOf(price: Price): Pricing {
  return {
    price_details: { price: price.id, product: price.product },
    type: 'price_details',
    unit_amount_decimal: price.unit_amount_decimal,
  };
}

/** Puts items on a draft: before its other lines (items, newest first, as recorded) or behind them (`add_lines`). */
export function joinInvoice(
  context: Context,
  record: InvoiceRecord,
  items: ItemRecord[],
  where: 'first' | 'last',
): void {
  if (record.items.length + items.length > MAX_LINES) throw refuse('too_many_lines', {}, 'lines');
  for (const entry of items) {
    if (!context.world.items.get(entry.id)) context.world.items.insert(entry);
    entry.item.invoice = record.id;
    entry.lineId ??= context.world.shared.newId('il');
  }
  const ids = items.map((entry) => entry.id);
  record.items = where === 'first' ? [...ids, ...record.items] : [...record.items, ...ids];
}

/** Takes an item off its draft: deleted for good, or pending again. */
export function leaveInvoice(
  context: Context,
  record: InvoiceRecord,
  entry: ItemRecord,
  behavior: 'delete' | 'unassign',
): void {
  record.items = record.items.filter((id) => id !== entry.id);
  entry.item.invoice = null;
  entry.lineId = null;
  if (behavior === 'delete') context.world.items.remove(entry.id);
}
