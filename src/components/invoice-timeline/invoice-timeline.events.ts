import type { InvoiceHistory } from '../../invoice/history.js';
import type { Invoice } from '../../invoice/types.js';
import { InvoiceEvent } from '../internal/events.js';

/** The person wants to see another invoice that this one names: what it revises, or what has taken its place. */
export class InvoiceOpenEvent extends InvoiceEvent<{
  /** Id of the invoice to open. */
  id: string;
  /** The one that names it. */
  invoice: Invoice | null;
}> {
  static readonly type = 'invoice-open';
  constructor(id: string, invoice: Invoice | null) {
    super('invoice-open', { id, invoice }, { cancelable: true });
  }
}

/** What has happened to the invoice is known, or it is more than before. */
export class InvoiceHistoryEvent extends InvoiceEvent<{ invoice: Invoice; history: InvoiceHistory }> {
  static readonly type = 'invoice-history';
  constructor(invoice: Invoice, history: InvoiceHistory) {
    super('invoice-history', { invoice, history });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-history': InvoiceHistoryEvent;
    'invoice-open': InvoiceOpenEvent;
  }
}
