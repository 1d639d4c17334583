/**
 * Which invoices there can be: every state, by collection method, kind of currency and API shape; and those that cannot
 * exist, with the reason. `scenarios` builds each of the possible ones.
 */
import { ALL_STATES, type InvoiceState } from '../src/invoice/state.js';
import { isBefore } from './stripe/dialects/index.js';
import { NEWEST_VERSION } from './stripe/index.js';

export interface Combination {
  state: InvoiceState;
  collection_method: 'charge_automatically' | 'send_invoice';
  /** Lower-case code. */
  currency: string;
  apiVersion: string;
}

/** One currency of each kind: two decimals, none, three, and two that must be 00 (of which UGX is also rounded). */
const CURRENCY_KINDS = ['eur', 'usd', 'jpy', 'kwd', 'isk', 'ugx'];
/** One version of each shape: today's, the last before basil moved much of the invoice, and one without scheduling. */
const SHAPES = [NEWEST_VERSION, '2024-06-20', '2023-08-16'];

interface Rule {
  reason: string;
  rulesOut(of: Partial<Combination> & { state: InvoiceState }): boolean;
}

const rules: readonly Rule[] = [
  {
    reason: 'an invoice that is charged automatically has no due date.',
    rulesOut: ({ state, collection_method }) =>
      state === 'past_due' && collection_method === 'charge_automatically',
  },
  {
    reason:
      'nobody is charged for an invoice that is sent; where a customer tries and fails, it is simply open.',
    rulesOut: ({ state, collection_method }) =>
      (state === 'payment_failed' || state === 'retrying') && collection_method === 'send_invoice',
  },
  {
    reason: 'only bank debits stay on their way, and they are in eur or usd.',
    rulesOut: ({ state, currency = 'eur' }) => state === 'pending' && !['eur', 'usd'].includes(currency),
  },
  {
    reason: 'this API version does not tell when a draft finalizes.',
    rulesOut: ({ state, apiVersion = NEWEST_VERSION }) =>
      (state === 'scheduled' || state === 'finalizing') && isBefore(apiVersion, '2024-06-20'),
  },
];

/** Why there can be no such invoice, or null when there can; what is left out is whatever the state allows. */
export function whyImpossible(of: Partial<Combination> & { state: InvoiceState }): string | null {
  return rules.find((rule) => rule.rulesOut(of))?.reason ?? null;
}

/** All of them, possible (`reason` is null) and impossible. */
export const combinations: readonly (Combination & { reason: string | null })[] = ALL_STATES.flatMap(
  (state) =>
    (['send_invoice', 'charge_automatically'] as const).flatMap((collection_method) =>
      CURRENCY_KINDS.flatMap((currency) =>
        SHAPES.map((apiVersion) => {
          const combination = { state, collection_method, currency, apiVersion };
          return { ...combination, reason: whyImpossible(combination) };
        }),
      ),
    ),
);
