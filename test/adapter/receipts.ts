/** Receipts of runs, for tests. */
import type { Receipt } from '../../src/adapter/many.js';

export const receipt = (
  invoice: string,
  outcome: Receipt['outcome'],
  round = 1,
  more: Partial<Receipt> = {},
): Receipt => ({
  invoice,
  outcome,
  number: null,
  status: null,
  customer: null,
  customer_name: null,
  currency: null,
  total: null,
  tries: 1,
  round,
  at: 1_790_000_000,
  problem: null,
  ...more,
});
