import type { Invoice } from '../../invoice/types.js';
import { InvoiceEvent } from '../internal/events.js';

/** Asks whether to finalize: the person has confirmed, nothing is sent yet. Cancel it to do it in another way, or not at all. */
export class InvoiceFinalizeEvent extends InvoiceEvent<{
  invoice: Invoice;
  /** Whether automatic collection will be on; null where the draft's own setting stays. */
  autoAdvance: boolean | null;
}> {
  static readonly type = 'invoice-finalize';
  constructor(invoice: Invoice, autoAdvance: boolean | null) {
    super('invoice-finalize', { invoice, autoAdvance }, { cancelable: true });
  }
}

/** The invoice is finalized. */
export class InvoiceFinalizedEvent extends InvoiceEvent<{
  invoice: Invoice;
  /** It was so before the person confirmed: by someone else, another tab, or Stripe itself. */
  alreadyFinalized: boolean;
}> {
  static readonly type = 'invoice-finalized';
  constructor(invoice: Invoice, alreadyFinalized: boolean) {
    super('invoice-finalized', { invoice, alreadyFinalized });
  }
}

/** Asks whether to email the invoice. Cancel it to do it in another way, or not at all. */
export class InvoiceSendEvent extends InvoiceEvent<{ invoice: Invoice }> {
  static readonly type = 'invoice-send';
  constructor(invoice: Invoice) {
    super('invoice-send', { invoice }, { cancelable: true });
  }
}

/** Stripe has taken the invoice to be emailed; in test mode no email leaves it. */
export class InvoiceSentEvent extends InvoiceEvent<{ invoice: Invoice }> {
  static readonly type = 'invoice-sent';
  constructor(invoice: Invoice) {
    super('invoice-sent', { invoice });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-finalize': InvoiceFinalizeEvent;
    'invoice-finalized': InvoiceFinalizedEvent;
    'invoice-send': InvoiceSendEvent;
    'invoice-sent': InvoiceSentEvent;
  }
}
