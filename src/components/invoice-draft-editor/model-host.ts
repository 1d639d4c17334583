import type { ReactiveControllerHost } from 'lit';
import type { InvoiceProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';

/** What the element says of the draft that it wants to edit, and what it wants to hear. */
export interface ModelHost extends ReactiveControllerHost {
  invoiceId: string;
  customer: string;
  currency: string;
  onCreated(invoice: Invoice): void;
  onSaved(invoice: Invoice): void;
  onFailed(problem: InvoiceProblem): void;
}
