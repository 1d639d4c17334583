import type { InvoiceProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';

/** Every event of the kit bubbles and crosses shadow roots; asks are cancelable, facts are not. */
export class InvoiceEvent<D> extends CustomEvent<D> {
  constructor(type: string, detail: D, options?: { cancelable: boolean }) {
    super(type, { bubbles: true, composed: true, cancelable: options?.cancelable ?? false, detail });
  }
}

/** The invoice that an element shows has become another one than it was: by a person, by Stripe, by another tab. */
export class InvoiceChangeEvent extends InvoiceEvent<{ invoice: Invoice; previous: Invoice | null }> {
  static readonly type = 'invoice-change';
  constructor(invoice: Invoice, previous: Invoice | null) {
    super('invoice-change', { invoice, previous });
  }
}

/** Something that the person or the page asked for could not be done. */
export class InvoiceErrorEvent extends InvoiceEvent<{ invoice: Invoice | null; problem: InvoiceProblem }> {
  static readonly type = 'invoice-error';
  constructor(problem: InvoiceProblem, invoice: Invoice | null) {
    super('invoice-error', { invoice, problem });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-change': InvoiceChangeEvent;
    'invoice-error': InvoiceErrorEvent;
  }
}
