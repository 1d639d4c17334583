/** What happens between the wish for another time and the answer: steps only, nothing that is drawn. */
import { ownProblem, toProblem, type InvoiceProblem, type RetryPolicy } from '../../adapter/adapter.js';
import type { Attempt } from '../../adapter/intent.js';
import type { PerformOptions, Work } from '../../adapter/perform.js';
import type { InvoiceStore, LiveInvoice } from '../../adapter/store.js';
import { compareFingerprints, fingerprint, type Difference } from '../../invoice/fingerprint.js';
import { preflight, type Finding } from '../../invoice/preflight.js';
import type { Invoice } from '../../invoice/types.js';
import type { Customer } from '../../invoice/wire.js';
import { act } from '../internal/act.js';
import { InvoiceScheduledEvent, type Plan } from '../internal/action-events.js';
import { Countdown, tryingOf, type Trying } from '../internal/attempt.js';
import type { Compared } from '../internal/differences.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { readShown, type Shown } from '../internal/shown.js';
import { complete } from '../internal/whole-invoice.js';
import { isOwnTime } from './situation.js';
import { openForm, readForm, type Form } from './times.js';
import type { Zones } from '../internal/zone-text.js';

/** What a person is asked about: the invoice as it was shown, and what is to be done. */
export interface Asked {
  shown: Shown;
  plan: Plan;
  /** What would stop it at its time, or make it end otherwise. */
  findings: Finding[];
  /** Where the time came from; null where only Stripe's going on by itself is asked about. */
  form: Form | null;
}

export type TaskKind = 'set' | 'off' | 'on' | 'undo';

interface Task {
  kind: TaskKind;
  plan: Plan;
  invoice: Invoice;
  /** What was asked about; null for what needs no asking. */
  asked: Asked | null;
}

export type Step =
  | { name: 'idle' }
  | { name: 'editing'; form: Form }
  /** What is asked about is being read; what is open stays as it is. */
  | { name: 'reading'; form: Form | null; over: Changed | null }
  /** It could not even be read. */
  | { name: 'stopped'; form: Form | null; problem: InvoiceProblem }
  | { name: 'confirm'; asked: Asked }
  | Changed
  | ({ name: 'running'; task: Task } & Trying)
  | { name: 'failed'; task: Task; problem: InvoiceProblem };

/** The invoice is not what was shown any more. */
export interface Changed extends Compared {
  name: 'changed';
  asked: Asked;
}

/** What came of the last thing that was done here. */
export interface Outcome {
  id: string;
  kind: TaskKind;
  plan: Plan;
  /** What it was before, for those who want it back. */
  previous: Plan;
  already: boolean;
}

/** What the flow needs of its element. */
export interface FlowHost extends HTMLElement {
  readonly retry: Partial<RetryPolicy> | null;
  requestUpdate(): void;
}

/** What the element knows at the moment. */
export interface FlowView {
  store: InvoiceStore | null;
  invoice: Invoice | null;
  zones: Zones;
  now: number;
}

const NO_ADAPTER =
  'No backend to ask: set adapter-url or .adapter, or put the element into an <invoice-provider>.';

/** Who the customer is, is nice to know: nobody waits longer for it than this, in milliseconds. */
const PATIENCE = 1500;

/** The same as the row of `allowedActions`, of an invoice that was read already. */
const mayFinalize = ({ allowed_actions }: Invoice): boolean => allowed_actions?.includes('finalize') ?? true;

/** The way from the wish to what came of it, one step at a time. */
export class ScheduleFlow {
  step: Step = { name: 'idle' };
  outcome: Outcome | null = null;

  #seen: LiveInvoice | null = null;
  readonly #countdown: Countdown;

  constructor(
    private readonly host: FlowHost,
    private readonly view: () => FlowView,
  ) {
    this.#countdown = new Countdown(() => host.requestUpdate());
  }

  /** Opens the form, or where there is no time to set asks whether Stripe is to go on by itself. */
  async edit(): Promise<void> {
    const { invoice, now, zones } = this.view();
    if (!invoice || this.step.name !== 'idle') return;
    if (invoice.status !== 'draft') return this.turnOn();
    this.outcome = null;
    const form = openForm(now, zones.account ?? zones.reader, invoice.automatically_finalizes_at);
    this.#go({ name: 'editing', form });
  }

  /** What the person does in the form. */
  change(change: (form: Form) => Form): void {
    const { step } = this;
    if (step.name === 'editing') this.#go({ name: 'editing', form: change(step.form) });
    if (step.name === 'stopped' && step.form) this.#go({ name: 'editing', form: change(step.form) });
  }

  /** One step back, or out of it; not while something runs. */
  back(): void {
    const { step } = this;
    if (step.name === 'running') return;
    const asked = 'asked' in step ? step.asked : step.name === 'failed' ? step.task.asked : null;
    this.#go(asked?.form ? { name: 'editing', form: asked.form } : { name: 'idle' });
  }

  /** Leaves the form, unless something runs. */
  cancel(): void {
    if (this.step.name !== 'running') this.#go({ name: 'idle' });
  }

  /** The person has chosen a time, and is shown what that means. */
  async review(): Promise<void> {
    const { step } = this;
    if (step.name === 'stopped') return step.form ? this.#ask(step.form, null) : this.turnOn();
    if (step.name === 'changed') return this.#ask(step.asked.form, step);
    if (step.name !== 'editing') return;
    if ('fault' in this.readingOf(step.form)) {
      this.#go({ name: 'editing', form: { ...step.form, told: true } });
    } else {
      await this.#ask(step.form, null);
    }
  }

  /** What the form means now. */
  readingOf(form: Form): ReturnType<typeof readForm> {
    const { invoice, now } = this.view();
    return readForm(form, now, invoice === null || mayFinalize(invoice));
  }

  /** The person agrees to what is shown. */
  async confirm(): Promise<void> {
    if (this.step.name !== 'confirm') return;
    const { asked } = this.step;
    const { form, plan, shown } = asked;
    // What was far enough away when it was shown may have come too near since.
    if (form && 'fault' in this.readingOf(form)) {
      return this.#go({ name: 'editing', form: { ...form, told: true } });
    }
    await this.#run({ kind: form ? 'set' : 'on', plan, invoice: shown.invoice, asked });
  }

  /** Stripe does nothing by itself any more. */
  async turnOff(): Promise<void> {
    const { invoice } = this.view();
    if (!invoice || !this.#isFree()) return;
    await this.#run({ kind: 'off', plan: { autoAdvance: false, at: null }, invoice, asked: null });
  }

  /** Asks whether Stripe is to go on with an open invoice by itself. */
  async turnOn(): Promise<void> {
    if (this.#isFree()) await this.#ask(null, null);
  }

  /** Makes it what it was before it was turned off. */
  async undo(): Promise<void> {
    const { store, invoice } = this.view();
    const { outcome } = this;
    if (!store || !invoice || !outcome || !this.#isFree()) return;
    // Without all of its lines the backend refuses where it asks for what was shown, and that is said.
    const whole = await complete(store, invoice).catch(() => invoice);
    if (this.#isFree())
      await this.#run({ kind: 'undo', plan: outcome.previous, invoice: whole, asked: null });
  }

  /** Once more after a failure: the same intent where the outcome of the last one is unknown, else a new one. */
  async again(): Promise<void> {
    if (this.step.name === 'stopped') return this.review();
    if (this.step.name !== 'failed') return;
    const { task, problem } = this.step;
    await this.#run(task, problem.unsettled ? problem.key : undefined);
  }

  /** Whether what was turned off can still be had back. */
  mayUndo(): boolean {
    const { outcome } = this;
    const { invoice, now } = this.view();
    if (outcome?.kind !== 'off' || !outcome.previous.autoAdvance || invoice?.id !== outcome.id) return false;
    if (invoice.status !== 'draft') return invoice.status === 'open';
    const { at } = outcome.previous;
    return at === null || at > now;
  }

  /** Takes notice of what has become of the invoice; who is being asked about it is told. */
  notice(live: LiveInvoice): void {
    if (live === this.#seen) return;
    this.#seen = live;
    const { step } = this;
    if (live.status === 'error' && live.problem.status === 404) return this.cancel();
    if (live.status !== 'loaded') return;
    const { invoice } = live;
    if (step.name === 'confirm' || step.name === 'changed') void this.#compare(live, invoice);
    else if (step.name === 'editing' && (invoice.deleted || invoice.status !== 'draft')) this.cancel();
    else if (step.name === 'failed' && step.problem.unsettled) this.#settle(step.task, invoice);
  }

  /** Back to the beginning, for another invoice. What runs goes on, and is told of by its events. */
  reset(): void {
    if (this.step.name !== 'running') this.step = { name: 'idle' };
    this.outcome = null;
  }

  #isFree(): boolean {
    return ['idle', 'failed', 'stopped'].includes(this.step.name);
  }

  async #ask(form: Form | null, over: Changed | null): Promise<void> {
    this.#go({ name: 'reading', form, over });
    try {
      const asked = await this.#read(form);
      if (this.step.name !== 'reading') return;
      this.outcome = null;
      // Finalized, deleted or closed in the meantime: the element itself says so.
      const goes =
        asked && !asked.shown.invoice.deleted && asked.shown.invoice.status === (form ? 'draft' : 'open');
      this.#go(goes ? { name: 'confirm', asked } : { name: 'idle' });
    } catch (error) {
      const problem = toProblem(error);
      this.#go({ name: 'stopped', form, problem });
      this.host.dispatchEvent(new InvoiceErrorEvent(problem, this.view().invoice));
    }
  }

  async #read(form: Form | null): Promise<Asked | null> {
    const { store, invoice } = this.view();
    if (!store) throw ownProblem('no_adapter', NO_ADAPTER, { retryable: false });
    if (!invoice) return null;
    const [shown, customer] = await Promise.all([readShown(store, invoice.id), customerOf(store, invoice)]);
    const reading = form && this.readingOf(form);
    const at = reading && 'at' in reading ? reading.at : null;
    const found = preflight(shown.invoice, {
      now: at ?? shown.at,
      customer,
      has_payment_method: customer?.has_default_payment_method,
    });
    const findings = found.filter(({ severity, code }) =>
      form ? severity !== 'notice' : code === 'payment_method_missing',
    );
    return { shown, plan: { autoAdvance: true, at }, findings, form };
  }

  async #run(task: Task, key?: string): Promise<void> {
    const { store } = this.view();
    if (!store) return;
    const { kind, plan } = task;
    // Taken before listeners run, so that a click of theirs cannot start it twice.
    this.#go({ name: 'running', task, attempt: null, nextAt: null });
    const options: PerformOptions = {
      policy: { ...store.adapter.retry, ...this.host.retry },
      key,
      onAttempt: (attempt) => this.#onAttempt(task, attempt),
    };
    try {
      const done = await act(this.host, store, task.invoice, workOf(task), options);
      if (done) {
        const { invoice, already } = done;
        this.outcome = { id: invoice.id, kind, plan, previous: planOf(task.invoice), already };
      }
      this.#go({ name: 'idle' });
    } catch (error) {
      this.#fail(task, toProblem(error));
    }
  }

  #fail(task: Task, problem: InvoiceProblem): void {
    const now = problem.invoice;
    if (problem.code === 'draft_changed' && now && task.asked) {
      const { asked } = task;
      const differences = problem.differences ?? differencesOf(asked.shown.invoice, now);
      this.#go({ name: 'changed', asked, shown: asked.shown, now, differences });
    } else {
      this.#go({ name: 'failed', task, problem });
    }
  }

  /** What nobody knew the outcome of turns out to have been done. */
  #settle(task: Task, invoice: Invoice): void {
    const { kind, plan } = task;
    const now = planOf(invoice);
    if (now.autoAdvance !== plan.autoAdvance || now.at !== plan.at) return;
    const previous = task.invoice;
    this.outcome = { id: invoice.id, kind, plan, previous: planOf(previous), already: false };
    this.#go({ name: 'idle' });
    this.host.dispatchEvent(new InvoiceScheduledEvent({ invoice, previous, already: false }, plan));
  }

  /** A change that arrives while a person is being asked is shown as one, and asked about again. */
  async #compare(live: LiveInvoice, invoice: Invoice): Promise<void> {
    const { store } = this.view();
    // Where the other lines can't be read now, the backend still refuses what is stale.
    const whole = store && (await complete(store, invoice).catch(() => null));
    const { step } = this;
    if (!whole || this.#seen !== live || (step.name !== 'confirm' && step.name !== 'changed')) return;
    const { asked } = step;
    const { shown } = asked;
    if (whole.deleted || whole.status !== shown.invoice.status) return this.cancel();
    const differences = differencesOf(shown.invoice, whole);
    if (differences.length) this.#go({ name: 'changed', asked, shown, now: whole, differences });
    else if (step.name === 'changed') this.#go({ name: 'confirm', asked });
  }

  #onAttempt(task: Task, attempt: Attempt): void {
    const trying = tryingOf(attempt);
    this.#go({ name: 'running', task, ...trying });
    this.#countdown.set(trying.nextAt);
  }

  #go(step: Step): void {
    this.#countdown.set(null);
    this.step = step;
    this.host.requestUpdate();
  }
}

/** What of the plan of an invoice can be set again: Stripe's own time is had by setting none. */
function planOf(invoice: Invoice): Plan {
  const { auto_advance, automatically_finalizes_at: at } = invoice;
  return {
    autoAdvance: auto_advance === true,
    at: at === null || isOwnTime(invoice, at) ? null : at,
  };
}

/** A draft goes on by itself only as it was shown; stopping it is right whatever it is. */
function workOf({ invoice, plan }: Task): Work {
  const work: Work = { action: 'schedule', ...plan };
  return plan.autoAdvance && invoice.status === 'draft' ? { ...work, expected: fingerprint(invoice) } : work;
}

function differencesOf(shown: Invoice, now: Invoice): Difference[] {
  const field = 'automatically_finalizes_at';
  const moved = shown[field] !== now[field];
  return [
    ...compareFingerprints(fingerprint(shown), fingerprint(now)),
    ...(moved ? [{ field, shown: shown[field], now: now[field] }] : []),
  ];
}

async function customerOf({ adapter }: InvoiceStore, { customer }: Invoice): Promise<Customer | null> {
  if (!customer) return null;
  return adapter.customer(customer, { signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
}
