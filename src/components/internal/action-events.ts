/**
 * What an element asks the page before it does something to an invoice, and tells it afterwards. Asks come after the
 * person has confirmed and before anything is sent; cancel one to do it in another way, or not at all.
 */
import type { Invoice } from '../../invoice/types.js';
import type { CreditNote, PayParams } from '../../invoice/wire.js';
import { InvoiceEvent } from './events.js';

/** The invoice as it is now, and as the page knew it before. */
export interface Done {
  invoice: Invoice;
  previous: Invoice | null;
  /** It was so before the person confirmed: by someone else, another tab, or Stripe itself. */
  already: boolean;
}

class Ask<D> extends InvoiceEvent<D> {
  constructor(type: string, detail: D) {
    super(type, detail, { cancelable: true });
  }
}

/** Asks whether to email the invoice. */
export class InvoiceSendEvent extends Ask<{ invoice: Invoice }> {
  static readonly type = 'invoice-send';
  constructor(invoice: Invoice) {
    super('invoice-send', { invoice });
  }
}

/** Stripe has taken the invoice to be emailed; in test mode no email leaves it. */
export class InvoiceSentEvent extends InvoiceEvent<Done> {
  static readonly type = 'invoice-sent';
  constructor(done: Done) {
    super('invoice-sent', done);
  }
}

/** Asks whether to take the payment, or with `outside` whether to mark it as paid outside Stripe. */
export class InvoicePayEvent extends Ask<{ invoice: Invoice; outside: boolean; params: PayParams }> {
  static readonly type = 'invoice-pay';
  constructor(invoice: Invoice, outside: boolean, params: PayParams = {}) {
    super('invoice-pay', { invoice, outside, params });
  }
}

/** The invoice is paid; with `outside`, marked as paid outside Stripe. */
export class InvoicePaidEvent extends InvoiceEvent<Done & { outside: boolean }> {
  static readonly type = 'invoice-paid';
  constructor(done: Done, outside: boolean) {
    super('invoice-paid', { ...done, outside });
  }
}

/** A payment is on its way (a bank debit takes days), or part of the invoice is paid; it is not paid yet. */
export class InvoicePaymentPendingEvent extends InvoiceEvent<Done> {
  static readonly type = 'invoice-payment-pending';
  constructor(done: Done) {
    super('invoice-payment-pending', done);
  }
}

/** Asks whether to void the invoice, which can't be undone. */
export class InvoiceVoidEvent extends Ask<{ invoice: Invoice }> {
  static readonly type = 'invoice-void';
  constructor(invoice: Invoice) {
    super('invoice-void', { invoice });
  }
}

/** The invoice is void. */
export class InvoiceVoidedEvent extends InvoiceEvent<Done> {
  static readonly type = 'invoice-voided';
  constructor(done: Done) {
    super('invoice-voided', done);
  }
}

/** Asks whether to give the invoice up as a bad debt. */
export class InvoiceMarkUncollectibleEvent extends Ask<{ invoice: Invoice }> {
  static readonly type = 'invoice-mark-uncollectible';
  constructor(invoice: Invoice) {
    super('invoice-mark-uncollectible', { invoice });
  }
}

/** The invoice is uncollectible. */
export class InvoiceMarkedUncollectibleEvent extends InvoiceEvent<Done> {
  static readonly type = 'invoice-marked-uncollectible';
  constructor(done: Done) {
    super('invoice-marked-uncollectible', done);
  }
}

/** Asks whether to delete the draft, which can't be undone. */
export class InvoiceDeleteEvent extends Ask<{ invoice: Invoice }> {
  static readonly type = 'invoice-delete';
  constructor(invoice: Invoice) {
    super('invoice-delete', { invoice });
  }
}

/** The draft is gone. */
export class InvoiceDeletedEvent extends InvoiceEvent<Done> {
  static readonly type = 'invoice-deleted';
  constructor(done: Done) {
    super('invoice-deleted', done);
  }
}

/** What Stripe is to do by itself. */
export interface Plan {
  /** On a draft whether it finalizes by itself, on an open invoice whether Stripe collects. */
  autoAdvance: boolean;
  /** When a draft finalizes, Unix seconds; null leaves that to Stripe. */
  at: number | null;
}

/** Asks whether to set, change or turn off what Stripe does by itself. */
export class InvoiceScheduleEvent extends Ask<{ invoice: Invoice } & Plan> {
  static readonly type = 'invoice-schedule';
  constructor(invoice: Invoice, plan: Plan) {
    super('invoice-schedule', { invoice, ...plan });
  }
}

/** It is set, changed or turned off. */
export class InvoiceScheduledEvent extends InvoiceEvent<Done & Plan> {
  static readonly type = 'invoice-scheduled';
  constructor(done: Done, plan: Plan) {
    super('invoice-scheduled', { ...done, ...plan });
  }
}

/** Asks whether to make a draft with the same items for the same customer. */
export class InvoiceDuplicateEvent extends Ask<{ invoice: Invoice }> {
  static readonly type = 'invoice-duplicate';
  constructor(invoice: Invoice) {
    super('invoice-duplicate', { invoice });
  }
}

/** The copy is made; open `draft` in an editor. */
export class InvoiceDuplicatedEvent extends InvoiceEvent<{ invoice: Invoice; draft: Invoice }> {
  static readonly type = 'invoice-duplicated';
  constructor(invoice: Invoice, draft: Invoice) {
    super('invoice-duplicated', { invoice, draft });
  }
}

/** Asks whether to make a draft that takes the place of the invoice once it is finalized. */
export class InvoiceReviseEvent extends Ask<{ invoice: Invoice }> {
  static readonly type = 'invoice-revise';
  constructor(invoice: Invoice) {
    super('invoice-revise', { invoice });
  }
}

/** The revision is made; open `draft` in an editor. */
export class InvoiceRevisedEvent extends InvoiceEvent<{ invoice: Invoice; draft: Invoice }> {
  static readonly type = 'invoice-revised';
  constructor(invoice: Invoice, draft: Invoice) {
    super('invoice-revised', { invoice, draft });
  }
}

/** Asks whether to issue the credit note that the person has written. */
export class InvoiceCreditEvent extends Ask<{ invoice: Invoice; preview: CreditNote }> {
  static readonly type = 'invoice-credit';
  constructor(invoice: Invoice, preview: CreditNote) {
    super('invoice-credit', { invoice, preview });
  }
}

/** The credit note is issued. */
export class InvoiceCreditedEvent extends InvoiceEvent<{
  invoice: Invoice;
  previous: Invoice;
  creditNote: CreditNote;
}> {
  static readonly type = 'invoice-credited';
  constructor(invoice: Invoice, previous: Invoice, creditNote: CreditNote) {
    super('invoice-credited', { invoice, previous, creditNote });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'invoice-send': InvoiceSendEvent;
    'invoice-sent': InvoiceSentEvent;
    'invoice-pay': InvoicePayEvent;
    'invoice-paid': InvoicePaidEvent;
    'invoice-payment-pending': InvoicePaymentPendingEvent;
    'invoice-void': InvoiceVoidEvent;
    'invoice-voided': InvoiceVoidedEvent;
    'invoice-mark-uncollectible': InvoiceMarkUncollectibleEvent;
    'invoice-marked-uncollectible': InvoiceMarkedUncollectibleEvent;
    'invoice-delete': InvoiceDeleteEvent;
    'invoice-deleted': InvoiceDeletedEvent;
    'invoice-schedule': InvoiceScheduleEvent;
    'invoice-scheduled': InvoiceScheduledEvent;
    'invoice-duplicate': InvoiceDuplicateEvent;
    'invoice-duplicated': InvoiceDuplicatedEvent;
    'invoice-revise': InvoiceReviseEvent;
    'invoice-revised': InvoiceRevisedEvent;
    'invoice-credit': InvoiceCreditEvent;
    'invoice-credited': InvoiceCreditedEvent;
  }
}
