/** Pure functions on invoices: what one is, what it is called, what may be done with it, and how money is written. */
export { readInvoice, readLine, readPayments } from './shape.js';
export { ALL_STATES, invoiceState, toneOf } from './state.js';
export type { Chip, InvoiceState, StateOfInvoice, StateOptions, Tone } from './state.js';
export { allowedActions } from './actions.js';
export {
  chargeStep,
  formatDecimal,
  formatMoney,
  formatUnitAmount,
  minimumCharge,
  minorUnits,
  parseDecimal,
  parseMoney,
  parseUnitAmount,
} from './money.js';
export { copyParams } from './copy.js';
export { estimateTotals } from './totals.js';
export type {
  DraftDiscount,
  DraftInput,
  DraftLine,
  DraftTaxRate,
  Estimate,
  EstimatedLine,
  EstimatedTax,
} from './totals.js';
export { MAX_LINES, preflight } from './preflight.js';
export type { Finding, PreflightCode, PreflightOptions, Severity } from './preflight.js';
export { EXPLAINED_CODES, explainError } from './errors.js';
export type { Explanation, Mend } from './errors.js';
export { compareFingerprints, fingerprint } from './fingerprint.js';
export type { Difference, Fingerprint, FingerprintLine, FingerprintTax } from './fingerprint.js';
export { invoiceHistory } from './history.js';
export type {
  HistoryEntry,
  HistoryKind,
  HistorySources,
  HistoryStep,
  InvoiceHistory,
  UpcomingEntry,
} from './history.js';
export { invoiceCells, invoiceHeadings, plainAmount, writeCsv } from './csv.js';
export type { CsvCell } from './csv.js';
export { LIST_STATUSES, NO_FILTER, QUICK_VIEWS, isFiltered, readFilter, writeFilter } from './list-filter.js';
export type { Amounts, Days, FilterName, InvoiceFilter, ListStatus, QuickView } from './list-filter.js';
export type * from './raw.js';
export type * from './types.js';
export type * from './wire.js';
