/** Filters of every kind, for tests that hold of any of them. */
import fc from 'fast-check';
import {
  LIST_STATUSES,
  NO_FILTER,
  QUICK_VIEWS,
  type Amounts,
  type Days,
  type InvoiceFilter,
} from '../../src/invoice/list-filter.js';

/** What a filter may hold, where a test wants something of its own. */
export interface Choices {
  customers?: fc.Arbitrary<string>;
  currencies?: fc.Arbitrary<string>;
  days?: fc.Arbitrary<string>;
  amounts?: fc.Arbitrary<number>;
  texts?: fc.Arbitrary<string>;
  queries?: fc.Arbitrary<string>;
}

/** A real day of any year that a person may mean. */
export const anyDay = fc
  .date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Filters as {@link readFilter} gives them: each part is set or not, whatever the others are. */
export function anyFilter({
  customers = fc.stringMatching(/^cus_[A-Za-z0-9-]{1,20}$/),
  currencies = fc.constantFrom('eur', 'usd', 'jpy'),
  days = anyDay,
  amounts = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }),
  texts = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.trim()),
  queries = fc.constantFrom('', 'total>100', 'status:"open" OR total>1'),
}: Choices = {}): fc.Arbitrary<InvoiceFilter> {
  const span: fc.Arbitrary<Days | null> = sides(days);
  const amount: fc.Arbitrary<Amounts | null> = sides(amounts);
  const parts = {
    view: fc.constantFrom(...QUICK_VIEWS),
    status: fc.oneof(fc.constant([]), fc.subarray([...LIST_STATUSES])),
    customer: seldom(customers),
    created: seldom(span),
    due: seldom(span),
    scheduled: seldom(fc.oneof(span, fc.constantFrom('any' as const, 'none' as const))),
    amount: seldom(amount),
    currency: seldom(currencies),
    collection: seldom(fc.constantFrom('send_invoice' as const, 'charge_automatically' as const)),
    text: fc.oneof(fc.constant(''), texts),
    query: fc.oneof({ weight: 4, arbitrary: fc.constant('') }, queries),
  };
  return fc.record(parts, { noNullPrototype: true });
}

/** The filter that leaves out only what is named. */
export const filterOf = (some: Partial<InvoiceFilter>): InvoiceFilter => ({ ...NO_FILTER, ...some });

/** Two times out of three it is left out, so that filters with few parts are not rare. */
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

/** The lesser one first. A range without any side is none. */
function sides<T extends string | number>(values: fc.Arbitrary<T>) {
  return fc.record({ one: fc.option(values), other: fc.option(values) }).map(({ one, other }) => {
    if (one === null && other === null) return null;
    const isTurned = one !== null && other !== null && one > other;
    return isTurned ? { from: other, to: one } : { from: one, to: other };
  });
}
