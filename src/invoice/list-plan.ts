/**
 * How the invoices of a filter are asked for. Stripe's list knows status, customer, creation, due date and collection
 * method; its search knows also currency, total and number, but hears of a change only up to a minute later. What neither
 * knows is looked for in what they answer, and said to be. (docs: API, list all invoices; search, query fields for invoices)
 */
import type { TotalMeant } from './list-amount.js';
import {
  counting,
  type Amounts,
  type Days,
  type FilterName,
  type InvoiceFilter,
  type ListStatus,
} from './list-filter.js';
import type { ListParams, RangeParams } from './sent.js';
import { standing } from './state.js';
import type { Invoice } from './types.js';
import { earliestOf, readWallClock } from './zoned.js';

/** One list of invoices, the newest first. */
export type Source =
  | { by: 'list'; params: ListParams }
  | { by: 'search'; query: string }
  /** At most one. */
  | { by: 'id'; id: string };

export interface Plan {
  /** Together they hold every invoice of the filter, some perhaps twice. */
  sources: Source[];
  /** Whether an invoice that came is one of the filter. */
  matches(invoice: Invoice): boolean;
  /** Whether `matches` also knows of an invoice that did not come by these lists. */
  canTell: boolean;
  /** What Stripe could not be asked for: more than these may have to be looked through. */
  here: readonly (FilterName | 'view' | 'text')[];
  /** Stripe's search is asked, which hears of changes late. */
  delayed: boolean;
  /** Whether an invoice matches depends on its payments. */
  needsPayments: boolean;
}

export interface PlanContext {
  /** Unix seconds by the backend's clock. */
  now: number;
  /** IANA name of the zone in which days are days. */
  zone: string;
  /** Whether the backend can search. Stripe has no search in India. */
  canSearch: boolean;
  /** Ids of customers that the text may mean. */
  customers?: readonly string[];
  /** Totals that the text may mean. */
  totals?: readonly TotalMeant[];
}

/** One thing that is asked of an invoice, and how Stripe can be asked it. */
interface Condition {
  name: FilterName | 'view' | 'text';
  list?: ListParams;
  /** Clauses that all hold. */
  search?: readonly string[];
  holds(invoice: Invoice): boolean;
}

/** A list, and what it could not be asked for. */
interface Asked {
  source: Source;
  here: Condition['name'][];
}

/** Those that wait for a person: facts/invoice states whose tone is a warning or urgent and that no date explains. */
const NEEDS_ATTENTION = ['finalization_failed', 'payment_failed', 'action_required'];

/** The shortest part of a number that Stripe's search looks for; and a length that no number has. */
const SHORTEST_PART = 3;
const LONGEST = 200;

/** Lists that are walked side by side, at most. */
const MOST_SOURCES = 10;

/** Clauses that Stripe takes in one query. */
const MOST_CLAUSES = 10;

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The invoices of a filter, as things to ask for. */
export function planFor(filter: InvoiceFilter, context: PlanContext): Plan {
  const counted = counting(filter);
  const { view, text, query } = counted;
  if (query) return planOfQuery(query, context);
  const statuses = statusesOf(counted);
  const meanings = text ? meaningsOf(counted, context) : null;
  if (statuses?.length === 0 || meanings?.length === 0) return nothing();
  const conditions = conditionsOf(counted, context);
  const means = (invoice: Invoice): boolean => meanings?.some(({ holds }) => holds(invoice)) ?? true;
  // Without search the whole list is looked through for a number, and with it for whatever else the text may mean.
  const asLists = meanings && !context.canSearch && !meanings.some(({ id }) => id);
  const ways = asLists ? [{ name: 'text' as const, holds: means }] : (meanings ?? [null]);
  const asked = ways.flatMap((way): Asked[] =>
    way?.id
      ? [{ source: { by: 'id', id: text }, here: [] }]
      : statusConditions(statuses, ways.length).map((status) =>
          ask(
            [status, ...conditions, way].filter((condition) => condition !== null),
            context,
          ),
        ),
  );
  return {
    sources: asked.map(({ source }) => source),
    matches: (invoice) =>
      !invoice.deleted &&
      (statuses?.includes(invoice.status as ListStatus) ?? true) &&
      conditions.every(({ holds }) => holds(invoice)) &&
      means(invoice),
    canTell: true,
    here: [...new Set(asked.flatMap(({ here }) => here))],
    delayed: asked.some(({ source }) => source.by === 'search'),
    needsPayments: view === 'needs_attention',
  };
}

function planOfQuery(query: string, { canSearch }: PlanContext): Plan {
  if (!canSearch) return nothing();
  return {
    sources: [{ by: 'search', query }],
    matches: () => true,
    // What the query means, only Stripe knows.
    canTell: false,
    here: [],
    delayed: true,
    needsPayments: false,
  };
}

const nothing = (): Plan => ({
  sources: [],
  matches: () => false,
  canTell: true,
  here: [],
  delayed: false,
  needsPayments: false,
});

/** Which statuses can be in it; null for any. */
function statusesOf({ view, status, scheduled }: InvoiceFilter): ListStatus[] | null {
  const ofView: Partial<Record<InvoiceFilter['view'], ListStatus[]>> = {
    draft: ['draft'],
    scheduled: ['draft'],
    open: ['open'],
    past_due: ['open'],
    paid: ['paid'],
    needs_attention: ['draft', 'open'],
  };
  const sets: (readonly ListStatus[] | undefined)[] = [
    ofView[view],
    status.length ? status : undefined,
    // Only a draft has a time at which it is finalized.
    scheduled !== null && scheduled !== 'none' ? ['draft'] : undefined,
  ];
  const given = sets.filter((set) => set !== undefined);
  const [first, ...rest] = given;
  return first ? first.filter((each) => rest.every((set) => set.includes(each))) : null;
}

/** Stripe can be asked for one status at a time: each is a list of its own, unless these would be too many. */
function statusConditions(statuses: ListStatus[] | null, ways: number): (Condition | null)[] {
  if (!statuses) return [null];
  const holds = ({ status }: Invoice): boolean => statuses.includes(status as ListStatus);
  if (statuses.length * ways > MOST_SOURCES) return [{ name: 'status', holds }];
  return statuses.map((status) => ({
    name: 'status',
    list: { status },
    search: [`status:${quoted(status)}`],
    holds: (invoice) => invoice.status === status,
  }));
}

function conditionsOf(filter: InvoiceFilter, context: PlanContext): Condition[] {
  const { customer, created, due, scheduled, currency, collection } = filter;
  const all = [
    customer !== null && isCustomer('customer', customer),
    created && timed('created', 'created', created, context),
    due && timed('due', 'due_date', due, context),
    scheduled !== null && isScheduled(scheduled, context),
    currency !== null && isCurrency(currency),
    currency !== null && filter.amount && isAmount(filter.amount),
    collection !== null && {
      name: 'collection' as const,
      list: { collection_method: collection },
      holds: ({ collection_method }: Invoice) => collection_method === collection,
    },
    viewed(filter, context),
  ];
  return all.filter((condition) => condition !== null && condition !== false);
}

/** What a quick view asks beyond the status. */
function viewed({ view }: InvoiceFilter, { now }: PlanContext): Condition | null {
  switch (view) {
    case 'scheduled':
      return { name: 'view', holds: (invoice) => invoice.automatically_finalizes_at !== null };
    case 'past_due':
      return {
        name: 'view',
        list: { due_date: { lt: now } },
        holds: ({ due_date, amount_remaining }) =>
          due_date !== null && due_date < now && amount_remaining > 0,
      };
    case 'needs_attention':
      return {
        name: 'view',
        holds: (invoice) => NEEDS_ATTENTION.includes(standing(invoice, invoice.payments, now).state),
      };
    default:
      return null;
  }
}

const isCustomer = (name: 'customer' | 'text', customer: string): Condition => ({
  name,
  list: { customer },
  search: [`customer:${quoted(customer)}`],
  holds: (invoice) => invoice.customer === customer,
});

const isCurrency = (currency: string): Condition => ({
  name: 'currency',
  search: [`currency:${quoted(currency)}`],
  holds: (invoice) => invoice.currency === currency,
});

function isAmount({ from, to }: Amounts): Condition {
  const clauses = [from !== null && `total>=${from}`, to !== null && `total<=${to}`];
  return {
    name: 'amount',
    search: clauses.filter((clause) => clause !== false),
    holds: ({ total }) => (from === null || total >= from) && (to === null || total <= to),
  };
}

function timed(
  name: 'created' | 'due',
  field: 'created' | 'due_date',
  days: Days,
  context: PlanContext,
): Condition {
  const range = secondsOf(days, context);
  const clauses = Object.entries(range).map(([bound, at]) => `${field}${bound === 'gte' ? '>=' : '<'}${at}`);
  return {
    name,
    list: { [field]: range },
    ...(field === 'created' && { search: clauses }),
    holds: (invoice) => isWithin(invoice[field], range),
  };
}

function isScheduled(scheduled: Days | 'any' | 'none', context: PlanContext): Condition {
  const range = typeof scheduled === 'string' ? {} : secondsOf(scheduled, context);
  return {
    name: 'scheduled',
    holds: ({ automatically_finalizes_at: at }) =>
      scheduled === 'none' ? at === null : at !== null && isWithin(at, range),
  };
}

/** From the first moment of the first day to before the first of the day after the last. */
const secondsOf = ({ from, to }: Days, { zone }: PlanContext): RangeParams => ({
  ...(from !== null && { gte: beginOf(from, 0, zone) }),
  ...(to !== null && { lt: beginOf(to, 1, zone) }),
});

/** Nothing is older than 1970, and Stripe takes no such times. */
function beginOf(day: string, later: number, zone: string): number {
  const clock = readWallClock(`${day}T00:00`);
  return clock ? Math.max(0, earliestOf({ ...clock, day: clock.day + later }, zone)) : 0;
}

const isWithin = (at: number | null, { gte = -Infinity, lt = Infinity }: RangeParams): boolean =>
  at !== null && at >= gte && at < lt;

interface Meaning extends Condition {
  /** Whatever else is asked, there is but one. */
  id?: true;
}

/** What a text may mean, but for what the rest of the filter rules out: nothing is asked for that. */
function meaningsOf(filter: InvoiceFilter, { customers = [], totals = [] }: PlanContext): Meaning[] {
  const { text, customer: only, currency } = filter;
  if (/^in_\w+$/.test(text)) return [{ id: true, name: 'text', holds: ({ id }) => id === text }];
  return [
    ...(text.length <= LONGEST ? [isNumber(text)] : []),
    ...totals
      .filter((meant) => currency === null || meant.in(currency))
      .map((meant) => ({
        name: 'text' as const,
        search: [`total:${meant.amount}`],
        holds: (invoice: Invoice) => invoice.total === meant.amount && meant.in(invoice.currency),
      })),
    ...customers
      .filter((customer) => only === null || customer === only)
      .map((customer) => isCustomer('text', customer)),
  ];
}

function isNumber(text: string): Meaning {
  const wanted = text.toLowerCase();
  const part = [...text].length >= SHORTEST_PART;
  return {
    name: 'text',
    search: [`number${part ? '~' : ':'}${quoted(text)}`],
    holds: ({ number }) =>
      part ? Boolean(number?.toLowerCase().includes(wanted)) : number?.toLowerCase() === wanted,
  };
}

/** All of it of one list: by Stripe's list where that knows everything, by its search where only that knows something. */
function ask(conditions: readonly Condition[], { canSearch }: PlanContext): Asked {
  const searching = canSearch && conditions.some(({ list, search }) => !list && search);
  const asked = searching ? ('search' as const) : ('list' as const);
  const here = conditions.filter((condition) => !condition[asked]).map(({ name }) => name);
  if (!searching) {
    // A due date of the filter's own beside that of the view: both hold.
    const params = conditions.reduce<ListParams>((all, { list }) => ({ ...all, ...merged(all, list) }), {});
    return { source: { by: 'list', params }, here };
  }
  const clauses = new Set(conditions.flatMap(({ search = [] }) => search));
  return { source: { by: 'search', query: [...clauses].join(' AND ') }, here };
}

function merged(all: ListParams, list: ListParams = {}): ListParams {
  if (!all.due_date || !list.due_date) return list;
  const { gte, lt } = { ...all.due_date, ...list.due_date };
  const before = Math.min(all.due_date.lt ?? Infinity, list.due_date.lt ?? lt ?? Infinity);
  return { ...list, due_date: { ...(gte !== undefined && { gte }), lt: before } };
}

/** The same, without what was made after that moment (Unix seconds). */
export function planSince(plan: Plan, latest: number): Plan {
  return {
    ...plan,
    sources: plan.sources.map((source) => {
      switch (source.by) {
        case 'list':
          return {
            by: 'list',
            params: { ...source.params, created: notAfter(source.params.created, latest) },
          };
        case 'search':
          return hasRoom(source.query)
            ? { by: 'search', query: `${source.query} AND created<=${latest}` }
            : source;
        case 'id':
          return source;
      }
    }),
  };
}

/** Whether another clause may stand in the query, which may be a person's own. */
function hasRoom(query: string): boolean {
  const bare = query.replace(/"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/g, '""');
  return !/\bOR\s/i.test(bare) && (bare.match(/[:~<>]/g)?.length ?? 0) < MOST_CLAUSES;
}

/** The range without what came after that moment. */
export function notAfter(range: RangeParams = {}, latest: number): RangeParams {
  const { lt, ...rest } = range;
  const lte = Math.max(0, Math.min(latest, range.lte ?? Infinity, (lt ?? Infinity) - 1));
  return { ...rest, lte };
}
