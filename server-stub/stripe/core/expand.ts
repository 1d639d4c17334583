/**
 * `expand`: which fields can be expanded or included, and the walk that does it, to four levels.
 * Paths are checked by type before the work, so that a bad one changes nothing.
 */
import { find } from './find.js';
import { refuse } from './refusals.js';
import type { Context } from './world.js';
import { includeConfirmationSecret, includePayments } from '../invoices/include.js';

/** The type of object a call answers with; lists carry it under `data`. */
export type Answers = { object: string; list?: boolean };
export const one = (object: string): Answers => ({ object });
export const listOf = (object: string): Answers => ({ object, list: true });

type Include = (context: Context, id: string) => unknown;
interface Step {
  to: string;
  /** How the field is filled: by looking up its id (default), it is there already, or only on request. */
  inline?: true;
  include?: Include;
}

const expandables: Record<string, Record<string, Step>> = {
  invoice: {
    'customer': { to: 'customer' },
    'default_payment_method': { to: 'payment_method' },
    'discounts': { to: 'discount' },
    'total_discount_amounts.discount': { to: 'discount' },
    'total_pretax_credit_amounts.discount': { to: 'discount' },
    'from_invoice.invoice': { to: 'invoice' },
    'latest_revision': { to: 'invoice' },
    'lines': { to: 'list:line_item', inline: true },
    'payments': { to: 'list:invoice_payment', include: includePayments },
    'confirmation_secret': { to: 'nothing', include: includeConfirmationSecret },
  },
  line_item: {
    'discounts': { to: 'discount' },
    'discount_amounts.discount': { to: 'discount' },
    'pricing.price_details.price': { to: 'price' },
    'pricing.price_details.product': { to: 'product' },
    'parent.invoice_item_details.invoice_item': { to: 'invoiceitem' },
  },
  invoiceitem: {
    'customer': { to: 'customer' },
    'invoice': { to: 'invoice' },
    'discounts': { to: 'discount' },
    'pricing.price_details.price': { to: 'price' },
    'pricing.price_details.product': { to: 'product' },
  },
  invoice_payment: {
    'invoice': { to: 'invoice' },
    'payment.charge': { to: 'charge' },
    'payment.payment_intent': { to: 'payment_intent' },
    'payment.payment_record': { to: 'payment_record' },
  },
  payment_intent: {
    customer: { to: 'customer' },
    latest_charge: { to: 'charge' },
    payment_method: { to: 'payment_method' },
  },
  charge: {
    customer: { to: 'customer' },
    payment_intent: { to: 'payment_intent' },
    payment_method: { to: 'payment_method' },
  },
  payment_method: { customer: { to: 'customer' } },
  price: { product: { to: 'product' } },
  product: { default_price: { to: 'price' } },
  discount: {
    'customer': { to: 'customer' },
    'source.coupon': { to: 'coupon' },
  },
  customer: {
    'default_source': { to: 'nothing' },
    'invoice_settings.default_payment_method': { to: 'payment_method' },
  },
};

const LEVELS = 4;

/** Refuses paths that lead nowhere or too deep. */
export function checkExpand(answers: Answers, paths: string[]): void {
  paths.forEach((path, index) => {
    const at = `expand[${index}]`;
    if (path.split('.').length > LEVELS) throw refuse('deep_expand', { name: path }, at);
    if (path === 'total_count') return;
    const type = answers.list ? `list:${answers.object}` : answers.object;
    if (!leads(type, path.split('.'))) throw refuse('bad_expand', { name: path }, at);
  });
}

function leads(type: string, tokens: string[]): boolean {
  if (tokens.length === 0) return true;
  const found = step(type, tokens);
  return found !== null && leads(found.step.to, found.rest);
}

/** The first step of a path from a type: `lines.data.discounts` goes from invoice to its list of lines. */
function step(type: string, tokens: string[]): { name: string; step: Step; rest: string[] } | null {
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
    if (found) return { name, step: found, rest: tokens.slice(length) };
  }
  return null;
}

/** A copy of the answer with the paths expanded; the stored objects stay as they are. */
export function expand(context: Context, answers: Answers, answer: object, paths: string[]): object {
  if (paths.length === 0) return answer;
  const copy = JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
  for (const path of paths) {
    if (path !== 'total_count')
      walk(context, answers.list ? `list:${answers.object}` : answers.object, copy, path.split('.'));
  }
  return copy;
}

function walk(context: Context, type: string, node: unknown, tokens: string[]): void {
  if (Array.isArray(node)) {
    for (const element of node) walk(context, type, element, tokens);
    return;
  }
  if (!isRecord(node)) return;
  const found = step(type, tokens);
  if (!found) return;
  const { name, step: next, rest } = found;
  if (next.include && node[name] === undefined) node[name] = next.include(context, String(node['id']));
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
  return found ? (JSON.parse(JSON.stringify(found)) as unknown) : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
