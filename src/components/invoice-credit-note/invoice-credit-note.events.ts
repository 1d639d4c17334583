import type { Invoice } from '../../invoice/types.js';
import type { CreditNote } from '../../invoice/wire.js';
import { InvoiceEvent } from '../internal/events.js';

export { InvoiceCreditEvent, InvoiceCreditedEvent } from '../internal/action-events.js';

/** The person wants to leave: without a credit note, or having read that it is issued. */
export class InvoiceCreditCancelEvent extends InvoiceEvent<{
  invoice: Invoice;
  creditNote: CreditNote | null;
}> {
  static readonly type = 'invoice-credit-cancel';
  constructor(invoice: Invoice, creditNote: CreditNote | null) {
    super('invoice-credit-cancel', { invoice, creditNote });
  }
}

/** Asks whether to void a credit note, which can't be undone. */
export class InvoiceCreditVoidEvent extends InvoiceEvent<{ invoice: Invoice; creditNote: CreditNote }> {
  static readonly type = 'invoice-credit-void';
  constructor(invoice: Invoice, creditNote: CreditNote) {
    super('invoice-credit-void', { invoice, creditNote }, { cancelable: true });
  }
}

/** The credit note is void, and what it took off is due again. */
export class InvoiceCreditVoidedEvent extends InvoiceEvent<{
  invoice: Invoice;
  previous: Invoice;
  creditNote: CreditNote;
}> {
  static readonly type = 'invoice-credit-voided';
  constructor(invoice: Invoice, previous: Invoice, creditNote: CreditNote) {
    super('invoice-credit-voided', { invoice, previous, creditNote });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-credit-cancel': InvoiceCreditCancelEvent;
    'invoice-credit-void': InvoiceCreditVoidEvent;
    'invoice-credit-voided': InvoiceCreditVoidedEvent;
  }
}
