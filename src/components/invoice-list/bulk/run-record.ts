/** What a run has come to, told by its receipts. */
import type { RunRecord } from '../../../adapter/browser-runs.js';
import type { ManyOutcome, Receipt } from '../../../adapter/many.js';
import type { BulkWork } from './dry-run.js';

/** A run that was begun from a list. */
export type BulkRecord = RunRecord & { work: BulkWork };

export type Receipts = ReadonlyMap<string, Receipt>;

/** A receipt that stands; of what is being tried again only a later one does. */
function standing({ again }: RunRecord, receipts: Receipts, id: string): Receipt | undefined {
  const receipt = receipts.get(id);
  const before = again?.[id];
  return receipt && (before === undefined || receipt.round > before) ? receipt : undefined;
}

/** What is to be done next: of what is tried again, or where nothing is, of all. */
export function leftOf(record: RunRecord, receipts: Receipts): string[] {
  const ids = record.again ? Object.keys(record.again) : record.ids;
  return ids.filter((id) => !standing(record, receipts, id));
}

/** The same run, with these to be tried once more. */
export const withRetried = (record: BulkRecord, ids: readonly string[], receipts: Receipts): BulkRecord => ({
  ...record,
  again: Object.fromEntries(ids.map((id) => [id, receipts.get(id)?.round ?? 0])),
});

export type Counts = Record<ManyOutcome | 'settled', number>;

export function countsOf(record: RunRecord, receipts: Receipts): Counts {
  const counts: Counts = { done: 0, already: 0, refused: 0, gave_up: 0, settled: 0 };
  for (const id of record.ids) {
    const receipt = standing(record, receipts, id);
    if (!receipt) continue;
    counts[receipt.outcome]++;
    counts.settled++;
  }
  return counts;
}

const isFailed = ({ outcome }: Receipt): boolean => outcome === 'refused' || outcome === 'gave_up';

/** What was refused or given up. */
export const failedOf = (receipts: Receipts): Receipt[] => [...receipts.values()].filter(isFailed);
