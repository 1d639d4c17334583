/** What filters and Stripe's lists mean, each read in the plainest way there is, for tests to compare with. */
import assert from 'node:assert/strict';
import { parseInvoiceSearch } from '../../src/server/invoice-search.js';
import type { Clause } from '../../src/server/search-query.js';
import { dayIn } from '../../src/invoice/list-days.js';
import type { Days, InvoiceFilter } from '../../src/invoice/list-filter.js';
import type { PlanContext, Source } from '../../src/invoice/list-plan.js';
import type { RangeParams } from '../../src/invoice/sent.js';
import { invoiceState } from '../../src/invoice/state.js';
import type { Invoice } from '../../src/invoice/types.js';

/** The filter as a person reads it: part by part, days as a calendar shows them. */
export function reads(filter: InvoiceFilter, invoice: Invoice, context: PlanContext): boolean {
  const { text } = filter;
  const { currency, amount, scheduled } = filter;
  const isOn = (days: Days | null, at: number | null): boolean => {
    if (!days) return true;
    const day = at === null ? null : dayIn(at, context.zone);
    return day !== null && (days.from ?? day) <= day && day <= (days.to ?? day);
  };
  const at = invoice.automatically_finalizes_at;
  const number = invoice.number?.toLowerCase() ?? '';
  const wanted = text.toLowerCase();
  return (
    isInView(filter.view, invoice, context) &&
    (!filter.status.length || filter.status.some((status) => status === invoice.status)) &&
    (filter.customer ?? invoice.customer) === invoice.customer &&
    isOn(filter.created, invoice.created) &&
    isOn(filter.due, invoice.due_date) &&
    (scheduled === 'none' ? at === null : scheduled === 'any' ? at !== null : isOn(scheduled, at)) &&
    (currency ?? invoice.currency) === invoice.currency &&
    (!currency || invoice.total >= (amount?.from ?? -Infinity)) &&
    (!currency || invoice.total <= (amount?.to ?? Infinity)) &&
    (filter.collection ?? invoice.collection_method) === invoice.collection_method &&
    (!text ||
      (text.startsWith('in_')
        ? invoice.id === text
        : (wanted.length < 3 ? number === wanted : number.includes(wanted)) ||
          Boolean(context.customers?.includes(invoice.customer ?? '')) ||
          Boolean(context.totals?.some((total) => total.amount === invoice.total && total.in(invoice.currency)))))
  ); // prettier-ignore
}

function isInView(view: InvoiceFilter['view'], invoice: Invoice, { now }: PlanContext): boolean {
  const { state } = invoiceState(invoice, { now });
  switch (view) {
    case 'all':
      return true;
    case 'scheduled':
      return invoice.status === 'draft' && invoice.automatically_finalizes_at !== null;
    case 'past_due':
      return invoice.status === 'open' && invoice.due_date !== null && invoice.due_date < now;
    case 'needs_attention':
      return ['finalization_failed', 'payment_failed', 'action_required'].includes(state);
    default:
      return invoice.status === view;
  }
}

/** Whether Stripe would answer with this invoice. */
export function holds(source: Source, invoice: Invoice): boolean {
  switch (source.by) {
    case 'id':
      return source.id === invoice.id;
    case 'search': {
      const { join, clauses } = parseInvoiceSearch(source.query, []);
      return join === 'AND'
        ? clauses.every((clause) => isFound(clause, invoice))
        : clauses.some((clause) => isFound(clause, invoice));
    }
    case 'list': {
      const { created, due_date, ...equal } = source.params;
      return (
        Object.entries(equal).every(([name, value]) => invoice[name as keyof Invoice] === value) &&
        isIn(invoice.created, created) &&
        isIn(invoice.due_date, due_date)
      );
    }
  }
}

function isIn(at: number | null, range?: RangeParams): boolean {
  if (!range) return true;
  const { gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return at !== null && at >= gte && at < lt && at <= lte;
}

function isFound({ field, operator, value }: Clause, invoice: Invoice): boolean {
  const actual = invoice[field as keyof Invoice] as string | number | null;
  if (actual === null) return false;
  const [here, wanted] = [`${actual}`.toLowerCase(), `${value}`.toLowerCase()];
  if (operator === '~') return here.includes(wanted);
  if (operator === ':') return here === wanted;
  const [number, limit] = [Number(actual), Number(value)];
  const by: Record<string, boolean> = {
    '<': number < limit,
    '<=': number <= limit,
    '>': number > limit,
    '>=': number >= limit,
  };
  return by[operator] ?? assert.fail(operator);
}
