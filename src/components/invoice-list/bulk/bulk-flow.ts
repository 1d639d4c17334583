/** The way from a choice of rows to a run: what is to be done, a dry run, the person's yes, the page's yes. */
import { toProblem, type InvoiceProblem } from '../../../adapter/adapter.js';
import type { InvoiceStore } from '../../../adapter/store.js';
import type { Plan } from '../../../invoice/list-plan.js';
import type { Invoice } from '../../../invoice/types.js';
import type { Session } from '../../../invoice/wire.js';
import { InvoiceErrorEvent } from '../../internal/events.js';
import type { Zones } from '../../internal/zone-text.js';
import type { FormHand } from '../../invoice-schedule/schedule-form.js';
import { openForm, readForm, type Form } from '../../invoice-schedule/times.js';
import { InvoiceBulkEvent } from '../invoice-list.events.js';
import type { Rows } from '../rows.js';
import type { Selection } from '../selection.js';
import type { BulkAction } from './acts.js';
import { dryRun, type BulkWork, type DryRun } from './dry-run.js';
import type { PageRun } from './page-run.js';
import { failedOf } from './run-record.js';

export type BulkStep =
  | { name: 'idle' }
  /** A time is being chosen. */
  | { name: 'when'; form: Form }
  /** The dry run is under way; so many were looked at. */
  | { name: 'looking'; work: BulkWork; count: number }
  | { name: 'asked'; picture: DryRun }
  /** The dry run has failed. */
  | { name: 'failed'; work: BulkWork; problem: InvoiceProblem };

/** What the list knows at the moment. */
export interface BulkView {
  store: InvoiceStore;
  session: Session | undefined;
  /** Unix seconds by the backend's clock. */
  now: number;
  lang: string;
  zones: Zones;
  selection: Selection;
  rows: Rows;
  plan: Plan | null;
  nameOf(invoice: Invoice): string;
}

export class BulkFlow implements FormHand {
  step: BulkStep = { name: 'idle' };

  #looking: AbortController | null = null;
  /** What failed is looked at again, and becomes a new round of the same run. */
  #again = false;

  /** @param started - a run has begun */
  constructor(
    private readonly host: HTMLElement & { requestUpdate(): void },
    private readonly view: () => BulkView | null,
    private readonly run: () => PageRun | null,
    private readonly started: (again: boolean) => void,
  ) {}

  /** Begins with what is chosen in the list. */
  begin(action: BulkAction): void {
    const view = this.view();
    if (!view || this.step.name !== 'idle' || this.run()?.occupied) return;
    this.#again = false;
    if (action === 'schedule') {
      const { account, reader } = view.zones;
      this.#go({ name: 'when', form: openForm(view.now, account ?? reader, null) });
    } else {
      void this.#look({ action }, view.selection);
    }
  }

  readingOf(form: Form): ReturnType<typeof readForm> {
    const { now = 0, session } = this.view() ?? {};
    return readForm(form, now, session?.actions.includes('finalize') ?? false);
  }

  change(change: (form: Form) => Form): void {
    if (this.step.name === 'when') this.#go({ name: 'when', form: change(this.step.form) });
  }

  /** On from the form. */
  review(): void {
    const view = this.view();
    if (this.step.name !== 'when' || !view) return;
    const { form } = this.step;
    const reading = this.readingOf(form);
    if ('fault' in reading) this.#go({ name: 'when', form: { ...form, told: true } });
    else void this.#look({ action: 'schedule', autoAdvance: true, at: reading.at }, view.selection);
  }

  /** Leaves it; nothing was done. */
  cancel(): void {
    this.#looking?.abort();
    if (this.step.name !== 'idle') this.#go({ name: 'idle' });
  }

  /** Looks once more, after it could not be found out. */
  lookAgain(): void {
    const view = this.view();
    if (this.step.name === 'failed' && view) void this.#look(this.step.work, this.#chosen(view));
  }

  /** The person agrees to what is shown. */
  confirm(): void {
    const run = this.run();
    if (this.step.name !== 'asked' || !run) return;
    const { picture } = this.step;
    const { work, ids, known, shown } = picture;
    this.#go({ name: 'idle' });
    if (run.occupied || !ids.length || !this.#asks(work, ids)) return;
    if (this.#again) void run.retry(ids, shown);
    else void run.start({ work, ids, known, shown });
    this.started(this.#again);
  }

  /**
   * Tries again what failed, at once; but where a draft has changed since it was shown, everything that failed is shown
   * anew first.
   */
  retry(): void {
    const run = this.run();
    const view = this.view();
    if (!run?.record || !view || run.occupied || this.step.name !== 'idle') return;
    this.#again = true;
    const { work } = run.record;
    const failed = failedOf(run.receipts);
    if (failed.some(({ problem }) => problem?.code === 'draft_changed')) {
      void this.#look(work, this.#chosen(view));
      return;
    }
    const ids = failed.map(({ invoice }) => invoice);
    if (!ids.length || !this.#asks(work, ids)) return;
    void run.retry(ids);
    this.started(true);
  }

  #asks(work: BulkWork, ids: string[]): boolean {
    return this.host.dispatchEvent(new InvoiceBulkEvent(work, ids));
  }

  #chosen({ selection }: BulkView): Selection {
    if (!this.#again) return selection;
    const failed = failedOf(this.run()?.receipts ?? new Map());
    return { kind: 'some', ids: new Set(failed.map(({ invoice }) => invoice)) };
  }

  async #look(work: BulkWork, selection: Selection): Promise<void> {
    const view = this.view();
    if (!view) return;
    this.#looking?.abort();
    const looking = (this.#looking = new AbortController());
    const { signal } = looking;
    this.#go({ name: 'looking', work, count: 0 });
    try {
      const picture = await dryRun({
        ...view,
        work,
        selection,
        signal,
        progress: (count) => {
          if (!signal.aborted) this.#go({ name: 'looking', work, count });
        },
      });
      if (!signal.aborted) this.#go({ name: 'asked', picture });
    } catch (error) {
      if (signal.aborted) return;
      const problem = toProblem(error);
      this.host.dispatchEvent(new InvoiceErrorEvent(problem, null));
      this.#go({ name: 'failed', work, problem });
    }
  }

  #go(step: BulkStep): void {
    this.step = step;
    this.host.requestUpdate();
  }
}
