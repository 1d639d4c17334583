/** The receipt of a run as a table for spreadsheets: one row for each invoice, also those that nothing was done to. */
import { plainAmount, writeCsv, type CsvCell } from '../../../invoice/csv.js';
import { rowsOf } from './receipt.js';
import type { BulkRecord, Receipts } from './run-record.js';

const HEADINGS = [
  'id',
  'number',
  'customer',
  'customer_name',
  'currency',
  'total',
  'action',
  'outcome',
  'status',
  'code',
  'detail',
  'request_id',
  'tries',
  'round',
  'at',
];

const plain = (value: number | null | undefined): CsvCell => ({ plain: value == null ? '' : String(value) });

/** Outcomes are those of a receipt, and `untouched`. */
export function receiptCsv(record: BulkRecord, receipts: Receipts): string {
  const rows = rowsOf(record, receipts).map(({ id, kind, receipt }): CsvCell[] => {
    const known = record.known[id];
    const currency = receipt?.currency ?? known?.currency ?? '';
    const total = receipt?.total ?? known?.total ?? null;
    const problem = receipt?.problem;
    return [
      id,
      receipt?.number ?? known?.number ?? '',
      receipt?.customer ?? known?.customer ?? '',
      receipt?.customer_name ?? known?.customer_name ?? '',
      currency,
      { plain: currency && total !== null ? plainAmount(total, currency) : '' },
      record.work.action,
      kind,
      receipt?.status ?? '',
      problem?.code ?? '',
      problem?.detail ?? '',
      problem?.request_id ?? '',
      plain(receipt?.tries),
      plain(receipt?.round),
      { plain: receipt ? new Date(receipt.at * 1000).toISOString().replace('.000Z', 'Z') : '' },
    ];
  });
  return writeCsv([HEADINGS, ...rows], { bom: true });
}
