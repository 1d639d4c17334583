/** What must always be true of the stand-in's invoices and of what it tells of them. */
import assert from 'node:assert/strict';
import type { StripeEvent } from '../../server-stub/stripe/index.js';

export type Json = Record<string, unknown>;
interface Line {
  id: string;
  amount: number;
  discount_amounts: { amount: number }[];
  taxes: { amount: number; tax_behavior: string }[];
}
export interface Invoice extends Json {
  id: string;
  status: Status;
  customer: string;
  number: string | null;
  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  amount_shipping: number;
  subtotal: number;
  total: number;
  total_excluding_tax: number;
  lines: { data: Line[]; total_count: number };
}
export type Status = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

/** What finalization freezes. */
const FROZEN = [
  'currency',
  'customer',
  'customer_email',
  'customer_name',
  'customer_tax_ids',
  'collection_method',
  'default_tax_rates',
  'description',
  'discounts',
  'due_date',
  'lines',
  'number',
  'subtotal',
  'total',
  'total_discount_amounts',
  'total_taxes',
  'effective_at',
];

const sum = (parts: { amount: number }[]): number => parts.reduce((all, part) => all + part.amount, 0);

export function checkTotals(invoice: Invoice): void {
  const lines = invoice.lines.data;
  if (invoice.lines.total_count !== lines.length) return; // only the first ten are here
  const taxes = lines.flatMap((line) => line.taxes);
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive'));
  const off = sum(lines.flatMap((line) => line.discount_amounts));
  assert.equal(invoice.total, sum(lines) - off + invoice.amount_shipping + exclusive, invoice.id);
  assert.equal(invoice.total_excluding_tax, invoice.total - sum(taxes), invoice.id);
}

export function checkMoney(invoice: Invoice): void {
  const { amount_due, amount_paid, amount_remaining, status } = invoice;
  assert.ok(amount_due >= 0 && amount_paid >= 0 && amount_remaining >= 0, invoice.id);
  assert.equal(amount_paid + amount_remaining, amount_due, invoice.id);
  if (status === 'paid') assert.equal(amount_remaining, 0, invoice.id);
  if (status === 'open') assert.ok(amount_remaining > 0, invoice.id);
  assert.equal(invoice.number === null, status === 'draft', invoice.id);
  assert.equal(invoice['hosted_invoice_url'] === null, status === 'draft', invoice.id);
  if (status !== 'draft' && status !== 'open') assert.equal(invoice['auto_advance'], false, invoice.id);
}

export function checkFrozen(seen: Map<string, Json>, invoice: Invoice): void {
  if (invoice.status === 'draft') return;
  const now = Object.fromEntries(FROZEN.map((field) => [field, invoice[field]]));
  const then = seen.get(invoice.id) ?? now;
  seen.set(invoice.id, then);
  assert.deepEqual(now, then, invoice.id);
}

/** Unique, and per customer 1, 2, 3, … */
export function checkNumbers(invoices: Invoice[]): void {
  const numbers = invoices.flatMap(({ number }) => number ?? []);
  assert.equal(new Set(numbers).size, numbers.length);
  const byPrefix = groupByPrefix(numbers);
  for (const [prefix, ofOne] of byPrefix) {
    const counted = ofOne.map((number) => Number(number.slice(prefix.length + 1))).sort((a, b) => a - b);
    assert.deepEqual(
      counted,
      counted.map((_, index) => index + 1),
    );
  }
}

function groupByPrefix(numbers: string[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const number of numbers) {
    const prefix = number.split('-')[0] ?? '';
    groups.set(prefix, [...(groups.get(prefix) ?? []), number]);
  }
  return groups;
}

/** Besides updates only a failed finalization brings something new: its reason. */
const TELL_CHANGES = new Set(['invoice.updated', 'invoice.finalization_failed']);

/**
 * The last thing told of an invoice is what it is, and each change told what was there before; but nothing tells how a draft
 * follows the balance of its customer.
 */
export function checkStory(events: StripeEvent[], invoice: Invoice): void {
  let last: Json | null = null;
  for (const event of events) {
    const told = event.data.object;
    if (told['id'] !== invoice.id) continue;
    if (event.data.previous_attributes && last) {
      assertPart(lasting(event.data.previous_attributes, last), last, `${event.type} of ${invoice.id}`);
    } else if (last && !TELL_CHANGES.has(event.type)) {
      assert.deepEqual(
        withoutLinks(told),
        withoutLinks(last),
        `${event.type} of ${invoice.id} tells a change`,
      );
    }
    last = told;
  }
  assert.ok(last, `nothing was told of ${invoice.id}`);
  assert.deepEqual(lasting(withoutLinks(last), invoice), lasting(withoutLinks(invoice), invoice));
}

/** Of a draft, without what its customer’s balance decides. */
function lasting(part: Json, { status }: Json): Json {
  if (status !== 'draft') return part;
  const { starting_balance: _start, amount_due: _due, amount_remaining: _remaining, ...rest } = part;
  return rest;
}

/** Links carry the host of whoever asks. */
function withoutLinks({ hosted_invoice_url: _url, invoice_pdf: _pdf, ...rest }: Json): Json {
  return rest;
}

function assertPart(part: Json, whole: Json, told: string): void {
  for (const [key, value] of Object.entries(part)) {
    if (key === 'hosted_invoice_url' || key === 'invoice_pdf') continue;
    const actual = whole[key];
    if (isRecord(value) && isRecord(actual)) assertPart(value, actual, `${told}, ${key}`);
    else assert.deepEqual(value, actual ?? null, `${told}, ${key}`);
  }
}

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
