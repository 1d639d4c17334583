/** Invoices around a few days, and filters and contexts that many of them match, for tests that hold of any of them. */
import fc from 'fast-check';
import { LIST_STATUSES } from '../../src/invoice/list-filter.js';
import type { PlanContext } from '../../src/invoice/list-plan.js';
import { readInvoice } from '../../src/invoice/shape.js';
import type { Invoice } from '../../src/invoice/types.js';
import { anyFilter } from './any-filter.js';

const DAY = 86_400;
export const NOW = Date.UTC(2026, 10, 20, 9) / 1000;
export const CONTEXT: PlanContext = { now: NOW, zone: 'Etc/UTC', canSearch: true };

/** Times around the days that the filters name, their first and last seconds among them. */
export const anyTime = fc
  .record({
    day: fc.integer({ min: -3, max: 3 }),
    second: fc.oneof(fc.constantFrom(0, 1, DAY - 1), fc.nat(DAY - 1)),
    zone: fc.constantFrom(0, 5, -9),
  })
  .map(({ day, second, zone }) => Date.UTC(2026, 10, 20) / 1000 + day * DAY + second + zone * 3600);

export const anyInvoice: fc.Arbitrary<Invoice> = fc
  .record({
    id: fc.integer({ min: 1, max: 9 }).map((id) => `in_${id}`),
    number: fc.option(fc.constantFrom('INV-1', 'INV-12', 'inv-21', 'A "1" \\', '12')),
    status: fc.constantFrom(...LIST_STATUSES),
    customer: fc.constantFrom('cus_a', 'cus_b', 'cus_c'),
    created: anyTime,
    due_date: fc.option(anyTime),
    automatically_finalizes_at: fc.option(anyTime),
    total: fc.integer({ min: -1, max: 3 }),
    currency: fc.constantFrom('eur', 'usd'),
    collection_method: fc.constantFrom('send_invoice', 'charge_automatically'),
    attempt_count: fc.nat(1),
    last_finalization_error: fc.option(fc.constant({ message: 'No tax location.' }), { freq: 3 }),
    intent: fc.option(fc.constantFrom('requires_action', 'processing', 'requires_payment_method')),
  })
  .map(({ intent, ...raw }) => {
    const isDraft = raw.status === 'draft';
    const invoice = readInvoice({
      ...raw,
      object: 'invoice',
      attempted: raw.attempt_count > 0,
      amount_remaining: raw.status === 'open' ? 100 : 0,
      automatically_finalizes_at: isDraft ? raw.automatically_finalizes_at : null,
      last_finalization_error: isDraft ? raw.last_finalization_error : null,
    });
    return intent ? { ...invoice, payments: [{ status: 'open', intent_status: intent }] as Invoice['payments'] } : invoice;
  }); // prettier-ignore

export const someFilter = anyFilter({
  customers: fc.constantFrom('cus_a', 'cus_b'),
  currencies: fc.constantFrom('eur', 'usd'),
  days: fc.integer({ min: 17, max: 23 }).map((day) => `2026-11-${day}`),
  amounts: fc.integer({ min: -1, max: 3 }),
  texts: fc.constantFrom('1', '12', 'INV', 'inv-1', '"1"', 'A "1" \\', 'in_3', 'in_4', '3', 'Acme'),
  queries: fc.constant(''),
});

export const anyContext: fc.Arbitrary<PlanContext> = fc.record({
  now: fc.constantFrom(NOW, NOW + DAY / 2),
  zone: fc.constantFrom('Etc/UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'),
  canSearch: fc.boolean(),
  customers: fc.subarray(['cus_a', 'cus_b', 'cus_x', 'cus_y', 'cus_z', 'cus_0']),
  totals: fc.subarray([{ amount: 3, in: (currency: string) => currency === 'eur' }]),
});
