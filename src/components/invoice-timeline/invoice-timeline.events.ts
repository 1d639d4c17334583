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

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-open': InvoiceOpenEvent;
  }
}
