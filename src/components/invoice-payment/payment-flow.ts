/** What happens between the click on “Pay …” and the paid invoice: steps only, nothing that is drawn. */
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { LiveInvoice } from '../../adapter/store.js';
import { orAborted } from '../../adapter/timing.js';
import type { Invoice } from '../../invoice/types.js';
import { InvoicePayEvent } from '../internal/action-events.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { isPaymentOf, readAnew, readProspect, type Bill, type Payable } from './bill.js';
import { lookUp, type MountedForm, type Outcome } from './mounted-form.js';
import { openForm } from './opening.js';
import { readPart, type AmountFault } from './part-amount.js';
import { isPayable } from './payable.js';
import { readReturn, returnAddress, withoutReturn, type Return } from './returning.js';
import { isMade, Settling } from './settling.js';
import type { FlowView, OpenStep, PaymentHost, Said, Step } from './steps.js';
import { isUncertain, THROWN, toStripeProblem, type ErrorFacts } from './stripe-errors.js';
import { stripeJs } from './stripe-js.js';
import { stripeLocale } from './stripe-locale.js';

/** What is said of an invoice that cannot be paid any more, by its status. */
const CLOSED_OVER: Readonly<Record<string, Said>> = { paid: 'already_paid', void: 'voided' };

/** Milliseconds until waiting is worth a word. */
const SLOW_AFTER = 3000;

export class PaymentFlow {
  step: Step = { name: 'closed', said: null };
  /** Where the focus is to go once this is drawn. */
  focus: 'message' | 'opener' | 'amount' | null = null;
  /** Of the slot that the form is shown in. */
  readonly slot = `invoice-payment-${crypto.getRandomValues(new Uint32Array(2)).join('')}`;

  #form: MountedForm | null = null;
  #run = new AbortController();
  #settling: Settling | null = null;

  constructor(
    private readonly host: PaymentHost,
    private readonly view: () => FlowView,
  ) {}

  /** Whether closing would not stop what runs. */
  get locked(): boolean {
    return this.step.name === 'confirming';
  }

  /** Whether there is something that can be closed. */
  get isOpen(): boolean {
    return ['choosing', 'opening', 'open', 'confirming', 'stopped'].includes(this.step.name);
  }

  /** Reads what there is to pay, and opens the form, or asks how much. */
  async open(): Promise<void> {
    if (!['closed', 'stopped', 'done'].includes(this.step.name)) return;
    await this.#begin(async (prospect, signal) => {
      const { invoice } = prospect;
      if (this.host.partial) this.#choose(invoice, null);
      else await this.#mount(prospect, invoice.amount_remaining, signal);
    });
  }

  /** The person has chosen how much; null is all that remains. */
  async choose(text: string | null): Promise<void> {
    if (this.step.name !== 'choosing') return;
    const { invoice } = this.step;
    const amount = text === null ? invoice.amount_remaining : readPart(text, invoice, this.view().lang);
    if (typeof amount !== 'number') {
      this.focus = 'amount';
      return this.#choose(invoice, amount);
    }
    if (this.#hasFocus()) this.focus = 'opener';
    await this.#begin((now, signal) => this.#mount(now, amount, signal));
  }

  /** Closes the form, where nothing runs. */
  cancel(): void {
    if (this.locked) return;
    if (this.#hasFocus()) this.focus = 'opener';
    this.#close(null);
  }

  /** The person pays. One at a time, and only what was shown. */
  async confirm(): Promise<void> {
    if (this.step.name !== 'open' || this.step.changed) return;
    const { bill, form } = this.step;
    // Taken before anything else runs, so that a second click finds nothing to confirm.
    this.#go({ name: 'confirming', bill, form });
    try {
      await this.#confirm(bill, form);
    } catch (error) {
      this.#trouble(bill, form, toProblem(error));
    }
  }

  /** Takes the amount that the invoice asks for by now. */
  async agree(): Promise<void> {
    if (this.step.name !== 'open' || !this.step.changed) return;
    const { bill, form, changed } = this.step;
    const now = { ...bill, invoice: changed, amount: changed.amount_remaining };
    this.#go({ name: 'open', bill: now, form, trouble: null, changed: null });
    // Not on to the button: whoever holds a key down must not pay with it.
    form.focus();
    await form.refresh();
  }

  /** Once more, where a part is paid and could not be attached. */
  async attachAgain(): Promise<void> {
    if (this.step.name !== 'attaching' || !this.step.problem) return;
    const { bill, intent } = this.step;
    await this.#settling?.accept(bill, intent);
  }

  /** The page was left for a bank's, and this is the way back. */
  async comeBack(): Promise<void> {
    const { id } = this.view();
    const back = readReturn(location.href);
    if (!back || this.step.name !== 'closed' || (back.invoice !== null && back.invoice !== id)) return;
    try {
      await this.#comeBack(back);
    } catch (error) {
      this.#stop(toProblem(error), () => void this.open());
    }
  }

  /** Takes notice of what has become of the invoice while a form is open over it. */
  notice(live: LiveInvoice): void {
    const { step } = this;
    if (live.status !== 'loaded' || live.invoice.id !== this.view().id) return;
    const { invoice } = live;
    if (step.name === 'open') this.#agrees(step, invoice);
    else if (step.name === 'choosing' && !isPayable(invoice)) this.#closeOver(invoice);
    else if (step.name === 'choosing') this.step = { ...step, invoice };
    else if (step.name === 'updating' || step.name === 'pending') void this.#settling?.notice(step, invoice);
  }

  speak(lang: string): void {
    this.#form?.speak(lang);
  }

  /** The slot shows something else now: a host on the way has been drawn anew. */
  mend(slot: HTMLSlotElement): void {
    if (this.host.isConnected && this.#form && !this.#form.isShownIn(slot))
      this.#form.place({ moved: false });
  }

  /** The element is in the page again, somewhere. What is being confirmed is left where it is. */
  moved(): void {
    if (this.step.name === 'opening') {
      // A form on its way has lost its place; the backend is found again with the next drawing.
      this.#close(null);
      void this.host.updateComplete.then(() => this.open());
    } else if (!this.locked) this.#form?.place({ moved: true });
  }

  /** Back to the beginning, for another invoice or because the element is gone. What is under way goes on, unseen. */
  reset(): void {
    if (this.locked) this.#form = null;
    this.#close(null);
  }

  /** Reads what there is to pay, and goes on where it can be paid here. */
  async #begin(next: (prospect: Payable, signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#renew();
    this.#go({ name: 'opening', slow: false });
    const slow = setTimeout(() => {
      if (this.step.name === 'opening' && !signal.aborted) this.#go({ name: 'opening', slow: true });
    }, SLOW_AFTER);
    try {
      const { store, id } = this.view();
      if (!store || !id) return this.#stop('no_secret', null);
      const prospect = await orAborted(readProspect(store, id), signal);
      if (prospect.kind === 'payable') await next(prospect, signal);
      else if (prospect.kind === 'closed') this.#closeOver(prospect.invoice);
      else if (prospect.kind === 'under_way') this.#settle().follow(prospect.bill);
      else this.#stop('no_key', null);
    } catch (error) {
      if (!signal.aborted) this.#stop(toProblem(error), () => void this.open());
    } finally {
      clearTimeout(slow);
    }
  }

  #choose(invoice: Invoice, fault: AmountFault | null): void {
    if (this.#hasFocus()) this.focus = 'amount';
    this.#go({ name: 'choosing', invoice, fault });
  }

  async #mount(prospect: Payable, amount: number, signal: AbortSignal): Promise<void> {
    const { host, slot } = this;
    const opened = await openForm(host, this.view(), prospect, {
      amount,
      slot,
      signal,
      escaped: () => this.cancel(),
      lost: (problem) => this.#stop(problem, () => void this.open()),
    });
    if (opened.kind === 'no_secret') return this.#stop('no_secret', null);
    if (opened.kind === 'made') return this.#settle().accept(opened.bill, opened.intent, true);
    const { bill, form } = opened;
    this.#form = form;
    // Somebody who has gone on to something else meanwhile is left there.
    const waits = this.#hasFocus() || document.activeElement === document.body;
    this.#go({ name: 'open', bill, form, trouble: null, changed: null });
    await host.updateComplete;
    if (waits) this.#form?.focus();
  }

  async #confirm(bill: Bill, form: MountedForm): Promise<void> {
    const run = this.#run;
    const settling = this.#settle();
    const { host } = this;
    const { id } = bill.invoice;
    try {
      const fault = await form.submit();
      if (fault?.code === THROWN) return this.#lose(bill, form, fault);
      if (fault) {
        this.#reopen(bill, form, 'incomplete');
        return form.focus();
      }
      const now = await readAnew(bill.store, id);
      // The element is gone, or shows another invoice, and nothing is sent yet.
      if (run !== this.#run) return;
      if (!this.#agrees({ bill, form, changed: null }, now)) return;
      if (!host.dispatchEvent(new InvoicePayEvent(now, false))) return this.#reopen(bill, form, null);
      const earlier = bill.unsettled ? await form.look() : null;
      if (earlier?.intent && isMade(earlier.intent)) return await settling.accept(bill, earlier.intent);
      const address = returnAddress(host.returnUrl, location.href, { id, part: bill.part });
      await this.#conclude(bill, form, await form.confirm(address), settling);
    } finally {
      if (run !== this.#run) form.destroy();
    }
  }

  async #conclude(
    bill: Bill,
    form: MountedForm,
    { intent, error }: Outcome,
    settling: Settling,
  ): Promise<void> {
    if (error) return this.#refused(bill, form, error, settling);
    if (isMade(intent)) return settling.accept(bill, intent);
    if (intent.failure) return this.#trouble(bill, form, toStripeProblem(intent.failure));
    this.#reopen(bill, form, 'not_finished');
  }

  /** A refusal is told; where no answer came, or a strange one, the intent itself says what has happened. */
  async #refused(bill: Bill, form: MountedForm, error: ErrorFacts, settling: Settling): Promise<void> {
    const problem = toStripeProblem(error);
    if (!isUncertain(error)) return this.#trouble(bill, form, problem);
    const { intent } = await form.look();
    if (intent && isMade(intent)) {
      const others = error.code === 'payment_intent_unexpected_state' && !bill.unsettled;
      return settling.accept(bill, intent, others);
    }
    if (error.code === THROWN && intent) return this.#lose(bill, form, error);
    problem.unsettled = !intent;
    this.#trouble({ ...bill, unsettled: !intent }, form, problem);
  }

  async #comeBack(back: Return): Promise<void> {
    const { store, id, lang } = this.view();
    if (!store || !id) return;
    const [invoice, session] = await Promise.all([readAnew(store, id), store.session()]);
    if (back.invoice === null && !(await isPaymentOf(store, id, back))) return;
    this.#renew();
    this.#go({ name: 'returning' });
    if (!this.host.keepAddress) history.replaceState(history.state, '', withoutReturn(location.href));
    const { publishable_key: key, account } = session;
    if (!key) return this.#stop('no_key', null);
    const options = { key, account: account.connected ? account.id : null, locale: stripeLocale(lang) };
    const { intent, error } = await lookUp(await stripeJs(options), back.secret);
    if (error) throw toStripeProblem(error);
    const bill: Bill = { store, invoice, amount: intent.amount, part: back.part, unsettled: false };
    if (isMade(intent)) {
      if (invoice.status === 'paid') return this.#settle().finish(bill, invoice);
      return this.#settle().accept(bill, intent);
    }
    const problem = intent.failure && toStripeProblem(intent.failure);
    this.#close(problem ?? 'not_finished');
    if (problem) this.host.dispatchEvent(new InvoiceErrorEvent(problem, invoice));
  }

  /** Whether the invoice is still what the person was shown; else that is said, and nothing is paid. */
  #agrees({ bill, form, changed }: Pick<OpenStep, 'bill' | 'form' | 'changed'>, now: Invoice): boolean {
    const { amount_remaining } = now;
    // What nobody knew of a while ago was this payment, as it seems.
    if (now.status === 'paid' && bill.unsettled) this.#settle().finish(bill, now);
    else if (!isPayable(now)) this.#closeOver(now);
    else if (bill.part && bill.amount > amount_remaining) {
      this.#dropForm();
      this.#choose(now, { word: 'amount_most', limit: amount_remaining });
    } else if (!bill.part && bill.amount !== amount_remaining) {
      if (this.#hasFocus() && !changed) this.focus = 'message';
      this.#go({ name: 'open', bill, form, trouble: null, changed: now });
    } else {
      if (changed) this.#reopen(bill, form, null);
      return true;
    }
    return false;
  }

  /** What is done with a payment that was made; what comes of it is shown unless the element has moved on. */
  #settle(): Settling {
    const run = this.#run;
    const { host } = this;
    const go = (step: Step): void => {
      if (run === this.#run) this.#leaveForm(step);
    };
    return (this.#settling = new Settling({
      element: host,
      policy: ({ store }) => ({ ...store.adapter.retry, ...host.retry }),
      go,
      goAlready: () => go({ name: 'closed', said: 'already_paid' }),
      goNotArrived: () => go({ name: 'closed', said: 'not_arrived' }),
    }));
  }

  #trouble(bill: Bill, form: MountedForm, problem: InvoiceProblem): void {
    this.#reopen(bill, form, problem);
    this.host.dispatchEvent(new InvoiceErrorEvent(problem, bill.invoice));
  }

  /** Stripe.js has lost its form; nothing was paid with it. */
  #lose(bill: Bill, form: MountedForm, error: ErrorFacts): void {
    const problem = toStripeProblem(error);
    if (this.#form === form) this.#stop(problem, () => void this.open());
    else this.#trouble(bill, form, problem);
  }

  #reopen(bill: Bill, form: MountedForm, trouble: OpenStep['trouble']): void {
    if (this.#form === form) this.#go({ name: 'open', bill, form, trouble, changed: null });
  }

  #stop(reason: 'no_key' | 'no_secret' | InvoiceProblem, again: (() => void) | null): void {
    this.#leaveForm({ name: 'stopped', reason, again });
    if (typeof reason === 'object') this.host.dispatchEvent(new InvoiceErrorEvent(reason, null));
  }

  /** There is nothing to be paid any more, and nothing was. */
  #closeOver({ status }: Invoice): void {
    this.#leaveForm({ name: 'closed', said: CLOSED_OVER[status ?? ''] ?? 'unpayable' });
  }

  #close(said: Said | InvoiceProblem | null): void {
    this.#renew();
    this.#dropForm();
    this.#go({ name: 'closed', said });
  }

  /** On to a step without a form; the focus that was in it, or was lost with a bank's window, goes to what is said. */
  #leaveForm(step: Step): void {
    if (this.#hasFocus() || (this.locked && document.activeElement === document.body)) this.focus = 'message';
    this.#dropForm();
    this.#go(step);
  }

  #hasFocus(): boolean {
    return Boolean(this.#form?.hasFocus() || this.host.shadowRoot?.activeElement);
  }

  #dropForm(): void {
    this.#form?.destroy();
    this.#form = null;
  }

  #renew(): AbortController {
    this.#run.abort();
    return (this.#run = new AbortController());
  }

  #go(step: Step): void {
    this.step = step;
    this.host.requestUpdate();
  }
}
