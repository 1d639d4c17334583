/** One save: the steps it takes, what becomes of each, and what is done about refusals. Loaded before it is needed. */
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import { carryOut, newKey, type Attempt } from '../../adapter/intent.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import { changeRow } from './draft.js';
import { adopt, merge, settle, whole } from './merge.js';
import type { SaverHost } from './saver.js';
import { fieldOfHeaderParam } from './header-fields.js';
import { cellOfParam, nextStep, prepared, type Step, type StepKind } from './steps.js';

/** Refused cells that one save works its way around before it gives up. */
const REFUSALS = 10;
/** A draft that was made this many seconds before the try, by another clock, may still be the one that it made. */
const CLOCKS_APART = 10;

/** A write that nobody knows the end of: it is settled, with its own key, before anything else is sent. */
export interface Open {
  step: Step;
  key: string;
}

export interface Outcome {
  /** The last answer; null where nothing had to be sent. */
  invoice: Invoice | null;
  problem: InvoiceProblem | null;
  open: Open | null;
}

/** Sends what can be sent, each kind of step once. Never rejects. */
export function save(
  host: SaverHost,
  open: Open | null,
  onAttempt: (attempt: Attempt) => void,
): Promise<Outcome> {
  return new Save(host, open, onAttempt).run();
}

class Save {
  readonly #done = new Set<StepKind>();

  constructor(
    private readonly host: SaverHost,
    private open: Open | null,
    private readonly onAttempt: (attempt: Attempt) => void,
  ) {}

  async run(): Promise<Outcome> {
    let refusals = 0;
    let invoice: Invoice | null = null;
    if (!this.open && this.host.draft) this.host.draft = prepared(this.host.draft);
    for (let open = this.#take(); open; open = this.#take()) {
      try {
        invoice = await this.#carryOut(open);
        this.#done.add(open.step.kind);
      } catch (error) {
        const problem = toProblem(error);
        if (!problem.unsettled) this.open = null;
        if (refusals++ < REFUSALS && (await this.#makesWay(open.step, problem))) continue;
        return { invoice, problem, open: this.open };
      }
    }
    return { invoice, problem: null, open: null };
  }

  /** The next step with its key; one without a known end comes first. */
  #take(): Open | null {
    const { draft, savedId, customer } = this.host;
    if (!draft) return null;
    // The lines have been seen at Stripe meanwhile.
    if (this.open?.step.kind === 'add' && !draft.adding.length) this.open = null;
    if (this.open) return this.open;
    const { making } = this.host;
    const step = nextStep(draft, { exists: savedId !== '', customer, done: this.#done, making });
    this.open = step && { step, key: newKey() };
    if (step?.kind === 'add') this.host.draft = { ...draft, adding: step.rows };
    return this.open;
  }

  async #carryOut(open: Open): Promise<Invoice> {
    const { store } = this.host;
    if (!store) throw new Error('The editor was taken off its adapter.');
    const { step } = open;
    const since = store.now() - CLOCKS_APART;
    const work = (): Promise<Invoice> =>
      carryOut({
        policy: store.adapter.retry,
        key: open.key,
        run: (key) => this.#send(store, step, (open.key = key)),
        readBack: () => this.#readBack(store, step, since),
        onAttempt: this.onAttempt,
      });
    const answer = step.kind === 'create' ? await work() : await store.write(this.host.savedId, work);
    const invoice = await whole(store, answer);
    this.open = null;
    if (this.host.draft) this.host.draft = settle(this.host.draft, step, invoice);
    if (step.kind === 'create') this.host.created(invoice);
    this.host.changed();
    return invoice;
  }

  #send(store: InvoiceStore, step: Step, key: string): Promise<Invoice> {
    const { adapter } = store;
    const id = this.host.savedId;
    switch (step.kind) {
      case 'create':
        return adapter.create(step.params, { key });
      case 'update':
        return adapter.update(id, step.params, { key });
      case 'remove':
        return adapter.removeLines(id, [...step.ids], { key });
      case 'change':
        return adapter.updateLines(id, step.lines, { key });
      case 'add':
        return adapter.addLines(id, step.lines, { key });
    }
  }

  /** Looks whether a step was done after all. An update is not looked for: doing it twice is doing it once. */
  async #readBack({ adapter }: InvoiceStore, step: Step, since: number): Promise<Invoice | undefined> {
    if (step.kind === 'create') {
      const { customer, currency, description = null } = step.params;
      const { data } = await adapter.list({ customer, status: 'draft', limit: 10 });
      return data.find(
        (invoice) =>
          (invoice.created ?? 0) >= since &&
          !invoice.lines.length &&
          invoice.currency === currency &&
          invoice.description === description,
      );
    }
    if (step.kind !== 'add' && step.kind !== 'remove') return undefined;
    const invoice = await whole({ adapter }, await adapter.retrieve(this.host.savedId));
    if (step.kind === 'remove')
      return invoice.lines.some(({ id }) => step.ids.includes(id)) ? undefined : invoice;
    const { draft } = this.host;
    return draft && !adopt(draft, invoice.lines, false).adding.length ? invoice : undefined;
  }

  /** Marks what was refused, so that the rest can be sent without it. False where that is no way out. */
  async #makesWay(step: Step, problem: InvoiceProblem): Promise<boolean> {
    const { draft, savedId, store } = this.host;
    if (!draft || !store || problem.unsettled) return false;
    if (step.kind === 'add') this.host.draft = { ...draft, adding: [] };
    if (problem.code === 'resource_missing' && (step.kind === 'remove' || step.kind === 'change')) {
      // A line was removed elsewhere. What Stripe has now tells which.
      const invoice = await store.refresh(savedId).catch(() => null);
      if (invoice && this.host.draft) this.host.draft = merge(this.host.draft, invoice);
      return invoice !== null;
    }
    if (problem.status !== 400) return false;
    return this.#markRefused(step, problem);
  }

  #markRefused(step: Step, problem: InvoiceProblem): boolean {
    const { draft } = this.host;
    if (!draft) return false;
    const cell = cellOfParam(step, problem.param);
    const sent = cell && 'rows' in step ? step.rows.find(({ key }) => key === cell.key) : undefined;
    if (cell && sent) {
      const refusal = { field: cell.field, detail: problem.detail, values: sent.values };
      this.host.draft = changeRow({ ...draft, adding: [] }, cell.key, (row) => ({ ...row, refusal }));
      return true;
    }
    if (!('header' in step) || !problem.param) return false;
    const field = fieldOfHeaderParam(problem.param);
    if (step.kind === 'create' && !field) return false;
    const refusal = { field, detail: problem.detail, values: step.header };
    this.host.draft = { ...draft, headerRefusals: [...draft.headerRefusals, refusal] };
    return true;
  }
}
