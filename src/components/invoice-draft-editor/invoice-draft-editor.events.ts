import type { Invoice } from '../../invoice/types.js';
import { InvoiceEvent } from '../internal/events.js';

/** The draft was made at Stripe. */
export class InvoiceCreatedEvent extends InvoiceEvent<{ invoice: Invoice }> {
  static readonly type = 'invoice-created';
  constructor(invoice: Invoice) {
    super('invoice-created', { invoice });
  }
}

/** What was typed is at Stripe, as far as it can be. */
export class InvoiceDraftSavedEvent extends InvoiceEvent<{ invoice: Invoice }> {
  static readonly type = 'invoice-draft-saved';
  constructor(invoice: Invoice) {
    super('invoice-draft-saved', { invoice });
  }
}

/** There is something now that Stripe does not have, or nothing any more. */
export class InvoiceDirtyChangeEvent extends InvoiceEvent<{ invoice: Invoice | null; dirty: boolean }> {
  static readonly type = 'invoice-dirty-change';
  constructor(dirty: boolean, invoice: Invoice | null) {
    super('invoice-dirty-change', { invoice, dirty });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-created': InvoiceCreatedEvent;
    'invoice-draft-saved': InvoiceDraftSavedEvent;
    'invoice-dirty-change': InvoiceDirtyChangeEvent;
  }
}
