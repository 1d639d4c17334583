/** `invoice-elements/adapter`: how a page reaches a backend. */
export { InvoiceProblem, RESYNC, isProblem, toProblem } from './adapter.js';
export type {
  ConnectionState,
  InvoiceAdapter,
  PaymentBatch,
  ReadOptions,
  RetryPolicy,
  WriteOptions,
} from './adapter.js';
export { HttpAdapter } from './http.js';
export type { HeadersFunction, HttpAdapterOptions, SignedOut } from './options.js';
export type { CsrfOption, CsrfSource } from './csrf.js';
export type { PollPolicy } from './poll.js';
export { InvoiceStore, storeFor } from './store.js';
export { watchPayments } from './payment-desk.js';
export type { LiveInvoice, LiveListener } from './store.js';
export { carryOut, finalizeInvoice, newKey } from './intent.js';
export { copyInvoice, reviseInvoice } from './drafts-from.js';
export { creditInvoice, voidCreditNote } from './credit.js';
export type { Credited } from './credit.js';
export { doMany, finalizeMany } from './many.js';
export type { ManyOptions, ManyOutcome, ManyWork, Receipt, ReceiptProblem, RunLog } from './many.js';
export { InvoiceCsv } from './invoice-csv.js';
export { InvoiceWalk, walkInvoices } from './invoice-walk.js';
export type { WalkOptions, WalkPage } from './invoice-walk.js';
export { Pacer } from './pacer.js';
export { lineLog } from './run-log.js';
export type { LineStore } from './run-log.js';
export type { Pace } from './pacer.js';
export { performAction } from './perform.js';
export type { Performed, PerformOptions, Work } from './perform.js';
export type { Attempt, FinalizeOptions, FinalizeOutcome, Intent } from './intent.js';
export {
  ADAPTER_CONTEXT,
  ContextRequestEvent,
  adapterForUrl,
  getDefaultAdapter,
  provideAdapter,
  requestAdapter,
  setDefaultAdapter,
  watchDefaultAdapter,
} from './context.js';
export type { AdapterCallback, AdapterProvider } from './context.js';
export type * from '../invoice/wire.js';
