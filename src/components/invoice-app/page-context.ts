/** What the pages of one invoice are drawn with. */
import type { InvoiceAdapter, RetryPolicy } from '../../adapter/adapter.js';
import type { InvoiceHistory } from '../../invoice/history.js';
import type { Invoice } from '../../invoice/types.js';
import type { invoiceApp } from '../../translations/en/invoice-app.js';
import type { Speech } from '../internal/speech.js';

export interface PageContext {
  adapterUrl: string;
  adapter: InvoiceAdapter | null;
  retry: Partial<RetryPolicy> | null;
  /** Level of the page's heading, 1 to 6. */
  level: number;
  words: typeof invoiceApp;
}

export interface DetailContext extends PageContext {
  invoice: Invoice;
  /** Of this invoice; null until it is read. */
  history: InvoiceHistory | null;
  /** Unix seconds, by the backend's clock. */
  now: number;
  speech: Speech;
}

export interface EditorContext extends PageContext {
  /** Empty for a new draft. */
  id: string;
  /** Of a new draft; empty where the person picks it. */
  customer: string;
  /** Another one for each draft that is opened: nothing of one editor is left in the next. */
  sheet: object;
  /** It is no draft any more. */
  finalized: boolean;
  /** The way to what it has become. */
  show: unknown;
}
