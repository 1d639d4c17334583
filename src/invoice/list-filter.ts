/** Which invoices a list shows, as a value: what a person chose, what an address can carry, nothing of how it is asked. */
import { minorUnits } from './money.js';
import type { CollectionMethod } from './types.js';

/** The quick filters of an Invoices screen, in the order in which they are shown. */
export const QUICK_VIEWS = [
  'all',
  'draft',
  'scheduled',
  'open',
  'past_due',
  'paid',
  'needs_attention',
] as const;

export type QuickView = (typeof QUICK_VIEWS)[number];

/** Stripe's five statuses, in the order of an invoice's life. */
export const LIST_STATUSES = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const;

export type ListStatus = (typeof LIST_STATUSES)[number];

/** Calendar days, both of them included, such as `2026-11-01`; null where that side is open. */
export interface Days {
  from: string | null;
  to: string | null;
}

/** Minor units of the filter's currency, both of them included; null where that side is open. */
export interface Amounts {
  from: number | null;
  to: number | null;
}

export interface InvoiceFilter {
  view: QuickView;
  /** None means any. */
  status: readonly ListStatus[];
  /** Id of a customer. */
  customer: string | null;
  created: Days | null;
  due: Days | null;
  /** When Stripe finalizes it by itself: on these days, at any time (`any`), or never (`none`). */
  scheduled: Days | 'any' | 'none' | null;
  /** Of the total. Counts only together with a currency. */
  amount: Amounts | null;
  /** Lower-case code. */
  currency: string | null;
  collection: CollectionMethod | null;
  /** What was typed into the plain box: a number or part of it, an id, a name or email of a customer, an amount. */
  text: string;
  /** A query in Stripe's search language. It stands alone: everything else counts as left out. */
  query: string;
}

export const NO_FILTER: InvoiceFilter = {
  view: 'all',
  status: [],
  customer: null,
  created: null,
  due: null,
  scheduled: null,
  amount: null,
  currency: null,
  collection: null,
  text: '',
  query: '',
};

/** The filters that stand beside the quick view and the text, each of which can be taken off by itself. */
export const FILTER_NAMES = [
  'status',
  'customer',
  'created',
  'due',
  'scheduled',
  'amount',
  'currency',
  'collection',
] as const satisfies readonly (keyof InvoiceFilter)[];

export type FilterName = (typeof FILTER_NAMES)[number];

/** What of a filter counts: without what is nothing real, what a query stands before, and an amount of no currency. */
export function counting(filter: InvoiceFilter): InvoiceFilter {
  const read = readFilter(writeFilter(filter));
  if (read.query) return { ...NO_FILTER, query: read.query };
  return read.currency === null ? { ...read, amount: null } : read;
}

/** The names that a filter has in an address, see {@link writeFilter}. */
export const FILTER_PARAMS = ['view', ...FILTER_NAMES, 'text', 'query'] as const;

/** Whether this filter leaves anything out. */
export function isSet(filter: InvoiceFilter, name: FilterName): boolean {
  const value = counting(filter)[name];
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

/** Whether the filter leaves anything out at all. */
export const isFiltered = (filter: InvoiceFilter): boolean => writeFilter(counting(filter)) !== '';

/** The filter without this one. An amount means nothing without its currency, and goes with it. */
export function without(filter: InvoiceFilter, name: FilterName): InvoiceFilter {
  const rest = { ...filter, [name]: NO_FILTER[name] };
  return name === 'currency' ? { ...rest, amount: null } : rest;
}

/** The filter in another currency. Amounts keep what they say: 100 euro become 100 yen, whatever their minor units. */
export function inCurrency(filter: InvoiceFilter, currency: string): InvoiceFilter {
  const { amount, currency: before } = filter;
  if (!amount || before === null) return { ...filter, currency };
  const places = minorUnits(currency) - minorUnits(before);
  // What the other currency has no minor units for is rounded so that nothing is left out.
  const moved = { from: shifted(amount.from, places, 0), to: shifted(amount.to, places, 1) };
  return {
    ...filter,
    currency,
    amount: moved.from === null && moved.to === null ? null : moved,
  };
}

/** The amount with its point moved; what does not fit is rounded down, or up. */
function shifted(amount: number | null, places: number, up: 0 | 1): number | null {
  if (amount === null) return null;
  const factor = 10 ** Math.abs(places);
  if (places >= 0) return Number.isSafeInteger(amount * factor) ? amount * factor : null;
  const rest = ((amount % factor) + factor) % factor;
  return (amount - rest) / factor + (rest ? up : 0);
}

/** Whether both mean the same. */
export const sameFilter = (one: InvoiceFilter, other: InvoiceFilter): boolean =>
  writeFilter(counting(one)) === writeFilter(counting(other));

/** A real day as `<input type="date">` writes it; not one of the years that it goes through while a year is typed. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/**
 * The filter as the query of an address, without its question mark: `view=open&created=2026-11-01..`. What leaves
 * nothing out is not written.
 */
export function writeFilter(filter: InvoiceFilter): string {
  const written: [string, string][] = [
    ['view', filter.view === 'all' ? '' : filter.view],
    ['status', LIST_STATUSES.filter((status) => filter.status.includes(status)).join(',')],
    ['customer', filter.customer ?? ''],
    ['created', writeRange(filter.created)],
    ['due', writeRange(filter.due)],
    ['scheduled', typeof filter.scheduled === 'string' ? filter.scheduled : writeRange(filter.scheduled)],
    ['amount', writeRange(filter.amount)],
    ['currency', filter.currency ?? ''],
    ['collection', filter.collection ?? ''],
    ['text', filter.text.trim()],
    ['query', filter.query.trim()],
  ];
  return new URLSearchParams(written.filter(([, value]) => value !== '')).toString();
}

const writeRange = (range: Days | Amounts | null): string =>
  range && (range.from !== null || range.to !== null) ? `${range.from ?? ''}..${range.to ?? ''}` : '';

/** Reads what {@link writeFilter} writes; what it cannot be read as is passed over, so that an old link still opens. */
export function readFilter(address: string | URLSearchParams): InvoiceFilter {
  const given = new URLSearchParams(address);
  const get = (name: string): string => given.get(name) ?? '';
  const scheduled = get('scheduled');
  const collection = get('collection');
  const currency = get('currency').toLowerCase();
  const statuses = get('status').split(',');
  return {
    view: QUICK_VIEWS.find((view) => view === get('view')) ?? 'all',
    status: LIST_STATUSES.filter((status) => statuses.includes(status)),
    customer: /^[\w-]{1,255}$/.test(get('customer')) ? get('customer') : null,
    created: readDays(get('created')),
    due: readDays(get('due')),
    scheduled: scheduled === 'any' || scheduled === 'none' ? scheduled : readDays(scheduled),
    amount: readAmounts(get('amount')),
    currency: /^[a-z]{3}$/.test(currency) ? currency : null,
    collection: collection === 'send_invoice' || collection === 'charge_automatically' ? collection : null,
    text: get('text').trim(),
    query: get('query').trim(),
  };
}

function readDays(text: string): Days | null {
  const [from = '', to = ''] = text.split('..');
  const days = { from: isDay(from) ? from : null, to: isDay(to) ? to : null };
  return days.from === null && days.to === null ? null : days;
}

function readAmounts(text: string): Amounts | null {
  // As long as Stripe's amounts may be. Adding zero makes a plain 0 of -0.
  const amount = (part = ''): number | null => (/^-?\d{1,12}$/.test(part) ? Number(part) + 0 : null);
  const [from, to] = text.split('..');
  const amounts = { from: amount(from), to: amount(to) };
  return amounts.from === null && amounts.to === null ? null : amounts;
}
