/**
 * `expand`: which fields can be expanded or included, and the walk that does it, to four levels.
 * Paths are checked by type and API version before the work, so that a bad one changes nothing.
 */
import { inDialect, isBefore, type KnownVersion } from '../dialects/index.js';
import type { Answers } from './answers.js';
import { find } from './find.js';
import { refuse } from './refusals.js';
import type { Context } from './world.js';
import { includeConfirmationSecret, includePayments, includeRefunds } from '../invoices/include.js';
import { includeTaxIds } from '../invoices/tax-ids.js';
import { includeCustomerTax } from '../invoices/tax-location.js';

type Include = (context: Context, id: string) => object | null;
interface Step {
  to: string;
  /** How the field is filled: by looking up its id (default), it is there already, or only on request. */
  inline?: true;
  include?: Include;
  /** Known from this API version on, or only before it. */
  since?: KnownVersion;
  until?: KnownVersion;
}

const BASIL = '2025-03-31.basil';
const CLOVER = '2025-09-30.clover';

const expandables: Record<string, Record<string, Step>> = {
  invoice: {
    'customer': { to: 'customer' },
    'default_payment_method': { to: 'payment_method' },
    'discounts': { to: 'discount' },
    'total_discount_amounts.discount': { to: 'discount' },
    'total_pretax_credit_amounts.discount': { to: 'discount', since: '2024-09-30.acacia' },
    'from_invoice.invoice': { to: 'invoice' },
    'latest_revision': { to: 'invoice' },
    'account_tax_ids': { to: 'tax_id' },
    'shipping_cost.shipping_rate': { to: 'shipping_rate' },
    'lines': { to: 'list:line_item', inline: true },
    'payments': { to: 'list:invoice_payment', include: includePayments, since: BASIL },
    'confirmation_secret': { to: 'nothing', include: includeConfirmationSecret, since: BASIL },
    'charge': { to: 'charge', until: BASIL },
    'discount': { to: 'discount', inline: true, until: BASIL },
    'payment_intent': { to: 'payment_intent', until: BASIL },
    'quote': { to: 'nothing', until: BASIL },
    'subscription': { to: 'nothing', until: BASIL },
    'total_tax_amounts.tax_rate': { to: 'tax_rate', until: BASIL },
  },
  line_item: {
    'discounts': { to: 'discount' },
    'discount_amounts.discount': { to: 'discount' },
    'pricing.price_details.price': { to: 'price', since: BASIL },
    'pricing.price_details.product': { to: 'product', since: BASIL },
    'parent.invoice_item_details.invoice_item': { to: 'invoiceitem', since: BASIL },
    'invoice_item': { to: 'invoiceitem', until: BASIL },
    'price': { to: 'price', inline: true, until: BASIL },
    'subscription': { to: 'nothing', until: BASIL },
    'tax_amounts.tax_rate': { to: 'tax_rate', until: BASIL },
    'tax_rates': { to: 'tax_rate', inline: true, until: BASIL },
  },
  invoiceitem: {
    'customer': { to: 'customer' },
    'invoice': { to: 'invoice' },
    'discounts': { to: 'discount' },
    'pricing.price_details.price': { to: 'price', since: BASIL },
    'pricing.price_details.product': { to: 'product', since: BASIL },
    'price': { to: 'price', inline: true, until: BASIL },
    'subscription': { to: 'nothing', until: BASIL },
    'tax_rates': { to: 'tax_rate', inline: true },
  },
  invoice_payment: {
    'invoice': { to: 'invoice' },
    'payment.charge': { to: 'charge' },
    'payment.payment_intent': { to: 'payment_intent' },
    'payment.payment_record': { to: 'payment_record' },
  },
  payment_intent: {
    customer: { to: 'customer' },
    latest_charge: { to: 'charge', since: '2022-11-15' },
    payment_method: { to: 'payment_method' },
    charges: { to: 'list:charge', inline: true, until: '2022-11-15' },
    invoice: { to: 'invoice', until: BASIL },
  },
  charge: {
    customer: { to: 'customer' },
    invoice: { to: 'invoice', until: BASIL },
    payment_intent: { to: 'payment_intent' },
    refunds: { to: 'list:refund', include: includeRefunds },
  },
  credit_note: {
    'customer': { to: 'customer' },
    'customer_balance_transaction': { to: 'customer_balance_transaction' },
    'discount_amounts.discount': { to: 'discount' },
    'invoice': { to: 'invoice' },
    'lines': { to: 'list:credit_note_line_item', inline: true },
    'pretax_credit_amounts.discount': { to: 'discount' },
    'refunds.refund': { to: 'refund' },
    'shipping_cost.shipping_rate': { to: 'shipping_rate' },
  },
  credit_note_line_item: {
    'discount_amounts.discount': { to: 'discount' },
    'pretax_credit_amounts.discount': { to: 'discount' },
  },
  customer_balance_transaction: {
    credit_note: { to: 'credit_note' },
    customer: { to: 'customer' },
    invoice: { to: 'invoice' },
  },
  refund: {
    charge: { to: 'charge' },
    customer: { to: 'customer' },
    payment_intent: { to: 'payment_intent' },
    payment_method: { to: 'payment_method' },
  },
  payment_method: { customer: { to: 'customer' } },
  price: { product: { to: 'product' } },
  product: { default_price: { to: 'price' } },
  discount: {
    'customer': { to: 'customer' },
    'promotion_code': { to: 'promotion_code' },
    'source.coupon': { to: 'coupon', since: CLOVER },
    'coupon': { to: 'coupon', inline: true, until: CLOVER },
  },
  promotion_code: { 'customer': { to: 'customer' }, 'promotion.coupon': { to: 'coupon' } },
  tax_id: { 'customer': { to: 'customer' }, 'owner.customer': { to: 'customer' } },
  customer: {
    'default_source': { to: 'nothing' },
    'invoice_settings.default_payment_method': { to: 'payment_method' },
    'tax': { to: 'nothing', include: includeCustomerTax },
    'tax_ids': { to: 'list:tax_id', include: includeTaxIds },
  },
};

const LEVELS = 4;

/** Refuses paths that lead nowhere in this API version, or too deep. */
export function checkExpand(answers: Answers, paths: string[], version: string): void {
  paths.forEach((path, index) => {
    const at = `expand[${index}]`;
    if (path === 'total_count') return;
    const levels = levelsOf(start(answers), path.split('.'), version);
    if (levels === null) throw refuse('bad_expand', { name: path }, at);
    if (levels > LEVELS) throw refuse('deep_expand', { name: path }, at);
  });
}

/** How many fields a path goes through (`payment.payment_intent` is one); null when it leads nowhere. */
function levelsOf(type: string, tokens: string[], version: string): number | null {
  if (tokens.length === 0) return 0;
  const found = step(type, tokens, version);
  const below = found && levelsOf(found.step.to, found.rest, version);
  return below === null ? null : below + 1;
}

const start = ({ object, list }: Answers): string => (list ? `list:${object}` : object);

/** The first step of a path from a type: `lines.data.discounts` goes from invoice to its list of lines. */
function step(
  type: string,
  tokens: string[],
  version: string,
): { name: string; step: Step; rest: string[] } | null {
  if (type.startsWith('list:')) {
    const inner =
      tokens[0] === 'data'
        ? { name: 'data', step: { to: type.slice(5), inline: true as const }, rest: tokens.slice(1) }
        : null;
    return inner;
  }
  for (let length = 1; length <= tokens.length; length++) {
    const name = tokens.slice(0, length).join('.');
    const found = expandables[type]?.[name];
    if (found && isKnown(found, version)) return { name, step: found, rest: tokens.slice(length) };
  }
  return null;
}

function isKnown({ since, until }: Step, version: string): boolean {
  return !(since && isBefore(version, since)) && !(until && !isBefore(version, until));
}

/** A copy of the answer with the paths expanded; the stored objects stay as they are. */
export function expand(context: Context, answers: Answers, answer: object, paths: string[]): object {
  if (paths.length === 0) return answer;
  const copy = JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
  for (const path of paths) {
    if (path !== 'total_count') walk(context, start(answers), copy, path.split('.'));
  }
  return copy;
}

function walk(context: Context, type: string, node: unknown, tokens: string[]): void {
  if (Array.isArray(node)) {
    for (const element of node) walk(context, type, element, tokens);
    return;
  }
  if (!isRecord(node)) return;
  const found = step(type, tokens, context.version);
  if (!found) return;
  const { name, step: next, rest } = found;
  if (next.include && node[name] === undefined) {
    node[name] = include(context, next.include, String(node['id']));
  }
  replace(node, name.split('.'), (value) => {
    const expanded = next.inline || next.include ? value : lookUp(context, next.to, value);
    if (rest.length > 0) walk(context, next.to, expanded, rest);
    return expanded;
  });
}

function replace(node: unknown, keys: string[], change: (value: unknown) => unknown): void {
  const [key, ...rest] = keys;
  if (Array.isArray(node)) {
    for (const element of node) replace(element, keys, change);
  } else if (isRecord(node) && key !== undefined && node[key] != null) {
    if (rest.length > 0) replace(node[key], rest, change);
    else node[key] = change(node[key]);
  }
}

function lookUp(context: Context, type: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => lookUp(context, type, element));
  if (typeof value !== 'string') return value;
  const found = find(context, type, value);
  return found ? copied(inDialect(context.world, context.version, found)) : value;
}

function include(context: Context, made: Include, id: string): unknown {
  const value = made(context, id);
  return value && copied(inDialect(context.world, context.version, value));
}

const copied = (value: object): unknown => JSON.parse(JSON.stringify(value));

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
