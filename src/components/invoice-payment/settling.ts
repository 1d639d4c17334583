/** After the bank's yes: a part is attached to its invoice, and the invoice shows what was paid, or that it will be. */
import {
  isProblem,
  ownProblem,
  toProblem,
  type InvoiceProblem,
  type RetryPolicy,
} from '../../adapter/adapter.js';
import { carryOut } from '../../adapter/intent.js';
import type { Invoice } from '../../invoice/types.js';
import { InvoicePaidEvent, InvoicePaymentPendingEvent } from '../internal/action-events.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { amountUnderWay, readAnew, type Bill } from './bill.js';
import type { IntentFacts } from './mounted-form.js';
import { untilInvoice } from './until.js';

export type SettlingStep =
  /** Paid, but not yet a payment of the invoice; with the problem where that has failed. */
  | { name: 'attaching'; bill: Bill; intent: IntentFacts; problem: InvoiceProblem | null }
  /** Paid, and the backend does not show it yet. */
  | { name: 'updating'; bill: Bill; slow: boolean }
  /** On its way, or to be brought on its way by the person; `own` where this element has sent it. */
  | { name: 'pending'; bill: Bill; own: boolean; instructed: boolean }
  /** Paid, in whole or in part. */
  | { name: 'done'; invoice: Invoice; amount: number };

/** Whether an intent has the person's yes and the bank's, or waits for nothing but the money. */
export const isMade = ({ status, instructed }: IntentFacts): boolean =>
  status === 'succeeded' || status === 'processing' || status === 'requires_capture' || instructed;

export interface SettlingHost {
  readonly element: HTMLElement;
  policy(bill: Bill): RetryPolicy;
  go(step: SettlingStep): void;
  /** Somebody else has paid it. */
  goAlready(): void;
  /** The money did not come. */
  goNotArrived(): void;
}

export class Settling {
  #finished = false;

  constructor(private readonly host: SettlingHost) {}

  /** Takes over a payment that was made. @param already somebody else made it */
  async accept(bill: Bill, intent: IntentFacts, already = false): Promise<void> {
    const { host } = this;
    const attached = bill.part ? await this.#attach(bill, intent) : null;
    if (bill.part && !attached) return;
    if (intent.status === 'processing' || intent.instructed)
      return already ? this.follow(bill) : this.#pend(bill, intent);
    if (attached) return this.finish(bill, attached);
    host.go({ name: 'updating', bill, slow: false });
    const { store, invoice } = bill;
    const done = await untilInvoice(store, invoice.id, (now) => shows(now, bill), host.policy(bill));
    if (done) this.finish(bill, done, already);
    else host.go({ name: 'updating', bill, slow: true });
  }

  /** The invoice shows the payment. */
  finish(bill: Bill, invoice: Invoice, already = false): void {
    // It may be noticed twice at once.
    if (this.#finished) return;
    this.#finished = true;
    const { element } = this.host;
    // Back from a bank's page, it may have been paid before the page knew it.
    const previous = bill.invoice.status === 'paid' ? null : bill.invoice;
    const done = { invoice, previous, already };
    if (already) this.host.goAlready();
    else this.host.go({ name: 'done', invoice, amount: bill.amount });
    element.dispatchEvent(
      invoice.status === 'paid' ? new InvoicePaidEvent(done, false) : new InvoicePaymentPendingEvent(done),
    );
  }

  /** Waits for what somebody has sent before. */
  follow(bill: Bill): void {
    this.host.go({ name: 'pending', bill, own: false, instructed: false });
  }

  /** Takes notice of the invoice while it is waited for. */
  async notice(step: SettlingStep, invoice: Invoice): Promise<void> {
    if (step.name === 'updating' && step.slow && shows(invoice, step.bill)) this.finish(step.bill, invoice);
    if (step.name !== 'pending' || invoice.id !== step.bill.invoice.id) return;
    const { bill } = step;
    if (invoice.status === 'paid') return this.finish(bill, invoice, !step.own);
    if (step.instructed || !bill.store.adapter.payments) return;
    if ((await amountUnderWay(bill.store, invoice.id)) !== null) return;
    // It may have arrived since the invoice was read.
    const now = await readAnew(bill.store, invoice.id).catch(() => null);
    if (now && shows(now, bill)) this.finish(bill, now, !step.own);
    else if (now && !this.#finished) this.host.goNotArrived();
  }

  async #pend(bill: Bill, { instructed }: IntentFacts): Promise<void> {
    this.host.go({ name: 'pending', bill, own: true, instructed });
    const invoice = await bill.store.refresh(bill.invoice.id).catch(() => bill.invoice);
    const done = { invoice, previous: bill.invoice, already: false };
    this.host.element.dispatchEvent(new InvoicePaymentPendingEvent(done));
  }

  async #attach(bill: Bill, intent: IntentFacts): Promise<Invoice | null> {
    const { host } = this;
    host.go({ name: 'attaching', bill, intent, problem: null });
    try {
      return await attach(bill, intent, host.policy(bill));
    } catch (error) {
      const problem = toProblem(error);
      host.go({ name: 'attaching', bill, intent, problem });
      host.element.dispatchEvent(new InvoiceErrorEvent(problem, bill.invoice));
      return null;
    }
  }
}

/** Whether the invoice shows that something was paid since. */
const shows = (now: Invoice, { invoice }: Bill): boolean =>
  now.status === 'paid' || now.amount_remaining < invoice.amount_remaining;

/** Makes an intent that was paid a payment of the invoice: once, whoever else may do so too. */
function attach(bill: Bill, intent: IntentFacts, policy: RetryPolicy): Promise<Invoice> {
  const { store, invoice } = bill;
  const { adapter } = store;
  const look = (): Promise<Invoice | undefined> => lookFor(bill, intent);
  return store.write(invoice.id, () =>
    carryOut({
      policy,
      async run(key) {
        if (!adapter.attachPayment)
          throw ownProblem('not_supported', 'The adapter has no attachPayment().', { retryable: false });
        try {
          return await adapter.attachPayment(invoice.id, { payment_intent: intent.id }, { key });
        } catch (error) {
          // The page's own backend may have been told of it by Stripe, and have been first.
          const refused = isProblem(error) && !error.retryable && [400, 409].includes(error.status);
          const done = refused ? await look().catch(() => undefined) : undefined;
          if (!done) throw error;
          return done;
        }
      },
      readBack: look,
    }),
  );
}

/** The invoice where the payment is one of its own by now. */
async function lookFor({ store, invoice: { id } }: Bill, intent: IntentFacts): Promise<Invoice | undefined> {
  const payments = await store.adapter.payments?.(id);
  return payments?.some((payment) => payment.intent === intent.id) ? store.adapter.retrieve(id) : undefined;
}
