import type { Invoice } from '../../invoice/types.js';
import { InvoiceEvent } from '../internal/events.js';

export { InvoiceSendEvent, InvoiceSentEvent } from '../internal/action-events.js';

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
  /** The draft that the person agreed to. */
  previous: Invoice;
  /** It was so before the person confirmed: by someone else, another tab, or Stripe itself. */
  alreadyFinalized: boolean;
}> {
  static readonly type = 'invoice-finalized';
  constructor(invoice: Invoice, previous: Invoice, alreadyFinalized: boolean) {
    super('invoice-finalized', { invoice, previous, alreadyFinalized });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-finalize': InvoiceFinalizeEvent;
    'invoice-finalized': InvoiceFinalizedEvent;
  }
}
