/** What would come of it, before anything is done: to which invoices it can be done, why not to others, and what to look at. */
import type { KnownBy } from '../../../adapter/browser-runs.js';
import type { ManyWork } from '../../../adapter/many.js';
import { Pacer } from '../../../adapter/pacer.js';
import { fingerprint, type Fingerprint } from '../../../invoice/fingerprint.js';
import type { Sum } from '../../../invoice/sums.js';
import type { Invoice } from '../../../invoice/types.js';
import { complete, dueAtOnce } from '../../internal/whole-invoice.js';
import { sumsOf, type BulkAction } from './acts.js';
import { judge, type Cause } from './judge.js';
import { patiently, readChosen, type Reading } from './read-chosen.js';

/** Work that is done to many from a list. */
export type BulkWork = Extract<ManyWork, { action: BulkAction }>;

/** Invoices that the same is to be said of. */
export interface Group {
  cause: Cause;
  names: string[];
}

/** What Stripe does by itself afterwards, counted. */
export interface Effects {
  mails: number;
  charges: number;
  /** Nothing happens by itself. */
  nothing: number;
}

/** The frozen picture that a person is asked about. */
export interface DryRun {
  work: BulkWork;
  /** How many were looked at. */
  total: number;
  /** Those that it can be done to, in the order of the list. */
  ids: string[];
  known: Record<string, KnownBy>;
  sums: Sum[];
  /** Those that it can't be done to, by reason. */
  against: Group[];
  /** Those that should be looked at first, by what was found. */
  warnings: Group[];
  effects: Effects;
  /** What drafts are shown as. */
  shown: ReadonlyMap<string, Fingerprint>;
  livemode: boolean;
}

export interface DryRunOptions extends Reading {
  work: BulkWork;
  /** How an invoice is called where it has no number. */
  nameOf(invoice: Invoice): string;
  /** So many were looked at so far. */
  progress(count: number): void;
}

/** Rejects with an `InvoiceProblem` where it can't be found out, or with the signal's reason. */
export async function dryRun(options: DryRunOptions): Promise<DryRun> {
  const { store, work, signal, progress } = options;
  const session = await store.session();
  const at = (work.action === 'schedule' && work.at) || store.now();
  const picture = new Picture(options, at);
  const pacer = new Pacer();
  const whole = async (invoice: Invoice): Promise<Invoice> => {
    if (!isShown(work) || !invoice.lines_has_more || invoice.status !== 'draft') return invoice;
    await pacer.turn(signal);
    return patiently(store, signal, () => complete(store, invoice));
  };
  for await (const invoices of readChosen(options)) {
    signal.throwIfAborted();
    for (const invoice of await Promise.all(invoices.map(whole))) picture.take(invoice);
    progress(picture.total);
  }
  return picture.done(session.livemode);
}

/** Work that rests on what a draft holds, so that it is refused where that has changed since it was shown. */
const isShown = ({ action }: BulkWork): boolean => action === 'finalize' || action === 'schedule';

class Picture {
  total = 0;
  readonly #ids: string[] = [];
  readonly #known: Record<string, KnownBy> = {};
  readonly #amounts: { currency: string; total: number }[] = [];
  readonly #against = new Map<string, Group>();
  readonly #warnings = new Map<string, Group>();
  readonly #shown = new Map<string, Fingerprint>();
  readonly #effects: Effects = { mails: 0, charges: 0, nothing: 0 };

  constructor(
    private readonly options: DryRunOptions,
    private readonly at: number,
  ) {}

  take(invoice: Invoice): void {
    const { work, nameOf } = this.options;
    this.total++;
    const { customer_name: customer, customer_email: email } = invoice;
    const name = [nameOf(invoice), customer ?? email].filter(Boolean).join(' · ');
    const { against, findings } = judge(work.action, invoice, this.at);
    if (against) return addTo(this.#against, against, name);
    this.#ids.push(invoice.id);
    this.#known[invoice.id] = knownBy(invoice);
    this.#amounts.push({ currency: invoice.currency, total: invoice.total });
    for (const finding of findings) addTo(this.#warnings, { finding }, name);
    if (!isShown(work)) return;
    this.#shown.set(invoice.id, fingerprint(invoice));
    this.#effects[effectOf(invoice, work)]++;
  }

  done(livemode: boolean): DryRun {
    return {
      work: this.options.work,
      total: this.total,
      ids: this.#ids,
      known: this.#known,
      sums: sumsOf(this.#amounts),
      against: groups(this.#against),
      warnings: groups(this.#warnings),
      effects: this.#effects,
      shown: this.#shown,
      livemode,
    };
  }
}

function addTo(groups: Map<string, Group>, cause: Cause, name: string): void {
  const key = 'reason' in cause ? cause.reason : `${cause.finding.code} ${cause.finding.mend}`;
  const group = groups.get(key) ?? { cause, names: [] };
  group.names.push(name);
  groups.set(key, group);
}

/** The largest first. */
const groups = (found: ReadonlyMap<string, Group>): Group[] =>
  [...found.values()].sort((one, other) => other.names.length - one.names.length);

const knownBy = ({ number, customer, customer_name, currency, total }: Invoice): KnownBy => ({
  number,
  customer,
  customer_name,
  currency,
  total,
});

function effectOf(invoice: Invoice, work: BulkWork): keyof Effects {
  const byItself = work.action === 'schedule' ? work.autoAdvance : invoice.auto_advance;
  if (!byItself || dueAtOnce(invoice) === 0) return 'nothing';
  return invoice.collection_method === 'charge_automatically' ? 'charges' : 'mails';
}
