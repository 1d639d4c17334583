/** One action from the page's yes to its outcome, with the events that go with it. */
import { toProblem } from '../../adapter/adapter.js';
import { performAction, type Performed, type PerformOptions, type Work } from '../../adapter/perform.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import {
  InvoiceDeletedEvent,
  InvoiceDeleteEvent,
  InvoiceMarkedUncollectibleEvent,
  InvoiceMarkUncollectibleEvent,
  InvoicePaidEvent,
  InvoicePayEvent,
  InvoicePaymentPendingEvent,
  InvoiceScheduledEvent,
  InvoiceScheduleEvent,
  InvoiceSendEvent,
  InvoiceSentEvent,
  InvoiceVoidedEvent,
  InvoiceVoidEvent,
  type Plan,
} from './action-events.js';
import { InvoiceErrorEvent } from './events.js';

const planOf = ({ autoAdvance, at = null }: Extract<Work, { action: 'schedule' }>): Plan => ({
  autoAdvance,
  at,
});

function ask(work: Work, invoice: Invoice): Event {
  switch (work.action) {
    case 'send':
      return new InvoiceSendEvent(invoice);
    case 'pay':
      return new InvoicePayEvent(invoice, false, work.params);
    case 'mark_paid':
      return new InvoicePayEvent(invoice, true);
    case 'void':
      return new InvoiceVoidEvent(invoice);
    case 'mark_uncollectible':
      return new InvoiceMarkUncollectibleEvent(invoice);
    case 'delete':
      return new InvoiceDeleteEvent(invoice);
    case 'schedule':
      return new InvoiceScheduleEvent(invoice, planOf(work));
  }
}

function fact(work: Work, done: Performed): Event {
  switch (work.action) {
    case 'send':
      return new InvoiceSentEvent(done);
    case 'pay':
      return done.invoice.status === 'paid'
        ? new InvoicePaidEvent(done, false)
        : new InvoicePaymentPendingEvent(done);
    case 'mark_paid':
      return new InvoicePaidEvent(done, true);
    case 'void':
      return new InvoiceVoidedEvent(done);
    case 'mark_uncollectible':
      return new InvoiceMarkedUncollectibleEvent(done);
    case 'delete':
      return new InvoiceDeletedEvent(done);
    case 'schedule':
      return new InvoiceScheduledEvent(done, planOf(work));
  }
}

/**
 * Asks the page, does it, and tells the page what came of it. Null where the page has stopped it. Rejects with the
 * `InvoiceProblem` that `invoice-error` has told of.
 */
export async function act(
  host: HTMLElement,
  store: InvoiceStore,
  invoice: Invoice,
  work: Work,
  options: PerformOptions = {},
): Promise<Performed | null> {
  if (!host.dispatchEvent(ask(work, invoice))) return null;
  try {
    const performed = await performAction(store, invoice.id, work, options);
    const done = { ...performed, previous: performed.previous ?? invoice };
    host.dispatchEvent(fact(work, done));
    return done;
  } catch (error) {
    const problem = toProblem(error);
    host.dispatchEvent(new InvoiceErrorEvent(problem, invoice));
    throw problem;
  }
}
