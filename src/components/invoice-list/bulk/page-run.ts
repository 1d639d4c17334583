/**
 * The run of a page over many invoices: kept on the shelf of the browser, so that it outlasts the page, and worked on by
 * one tab at a time. It belongs to the page and not to an element, and goes on while its list is away.
 */
import type { ConnectionState, InvoiceAdapter } from '../../../adapter/adapter.js';
import { browserRuns, type KnownBy, type RunRecord, type RunShelf } from '../../../adapter/browser-runs.js';
import { newKey } from '../../../adapter/intent.js';
import { LineKeeper } from '../../../adapter/line-keeper.js';
import { doMany, type Receipt } from '../../../adapter/many.js';
import { Pacer } from '../../../adapter/pacer.js';
import { lockFree, takeLock } from '../../../adapter/page-lock.js';
import { RunPace } from '../../../adapter/run-pace.js';
import type { InvoiceStore } from '../../../adapter/store.js';
import type { Fingerprint } from '../../../invoice/fingerprint.js';
import type { Session } from '../../../invoice/wire.js';
import type { BulkWork } from './dry-run.js';
import { leftOf, withRetried, type BulkRecord } from './run-record.js';

/**
 * `found` on the shelf after a reload or a crash; another tab works on it (`elsewhere`); `stopped` before its end;
 * `broken` where the browser could not write down what was done.
 */
export type RunState =
  'none' | 'found' | 'elsewhere' | 'running' | 'stopping' | 'stopped' | 'ended' | 'broken';

export interface RunWatcher {
  changed(): void;
  /** It has ended or was stopped; called on one of those who watch. */
  done(): void;
}

/** What a run begins with. */
export interface RunStart {
  work: BulkWork;
  ids: string[];
  known: Record<string, KnownBy>;
  /** What a person was shown of drafts. */
  shown: ReadonlyMap<string, Fingerprint>;
}

/** Milliseconds from one drawing to the next. */
const DRAW = 200;
const TICK = 1_000;
/** Milliseconds after which it is looked what another tab has done. */
const LOOK = 1_500;

const lockOf = ({ name }: RunRecord): string => `invoice-elements-run ${name}`;

/** Whose run it is. */
export const backendOf = ({ address = '' }: InvoiceAdapter, { account, livemode, user }: Session): string =>
  [address, account.id, livemode ? 'live' : 'test', user.id].join(' ');

export class PageRun {
  state: RunState = 'none';
  record: BulkRecord | null = null;
  /** The last one of each invoice, in the order in which they were settled. */
  receipts: ReadonlyMap<string, Receipt> = new Map();
  /** By the person. */
  paused = false;
  line: ConnectionState = 'online';
  /** What is kept outlasts the page. */
  lasting = true;

  readonly #store: InvoiceStore;
  readonly #watchers = new Set<RunWatcher>();
  #shelf: RunShelf | null = null;
  #seeking: Promise<void> | null = null;
  /** It was over while nobody watched. */
  #untold = false;
  #stop: AbortController | null = null;
  #pacer: Pacer | null = null;
  #pace: RunPace | null = null;
  #drawing?: ReturnType<typeof setTimeout>;

  constructor(store: InvoiceStore) {
    this.#store = store;
  }

  /** Ids of which there is nothing to tell yet, or that are about to be tried again. */
  get left(): string[] {
    return this.record ? leftOf(this.record, this.receipts) : [];
  }

  /** Invoices settled each second; null until that can be told. */
  get rate(): number | null {
    return this.#pace?.rate(performance.now()) ?? null;
  }

  get minutesLeft(): number | null {
    return this.#pace?.minutesLeft(this.left.length, performance.now()) ?? null;
  }

  /** Nothing can begin before this run has ended. */
  get occupied(): boolean {
    return !['none', 'stopped', 'ended', 'broken'].includes(this.state);
  }

  /** Looks on the shelf, once it is known who asks. */
  look(): void {
    if (this.#store.peekSession()) this.#seeking ??= this.#seek().catch(() => void (this.#seeking = null));
  }

  watch(watcher: RunWatcher): () => void {
    this.#watchers.add(watcher);
    if (this.#untold) {
      this.#untold = false;
      watcher.done();
    }
    return () => void this.#watchers.delete(watcher);
  }

  /** Begins a run in the place of one that has ended. */
  async start({ work, ids, known, shown }: RunStart): Promise<void> {
    if (this.occupied) return;
    const before = this.record;
    this.#to('running');
    const shelf = await this.#open();
    const backend = backendOf(this.#store.adapter, await this.#store.session());
    const other = await shelf.find(backend).catch(() => null);
    // Begun in another tab since this one has looked.
    if (other?.phase === 'running') return this.#take(other as BulkRecord);
    if (before) await shelf.forget(before.name).catch(() => undefined);
    const created = Math.floor(Date.now() / 1000);
    const name = newKey();
    await this.#work({ name, backend, work, ids, known, created, phase: 'running', again: null }, shown);
  }

  /** Goes on with what was found, or was stopped. */
  async goOn(): Promise<void> {
    if (!['found', 'stopped', 'broken'].includes(this.state)) return;
    const record = await this.#kept();
    if (record) await this.#work(record);
  }

  /** Has what failed tried again, of which the person may have been shown something newer. */
  async retry(ids: readonly string[], shown?: ReadonlyMap<string, Fingerprint>): Promise<void> {
    if (this.occupied) return;
    const record = await this.#kept();
    if (record) await this.#work(withRetried(record, ids, this.receipts), shown);
  }

  pause(): void {
    this.paused = true;
    this.#hold();
  }

  resume(): void {
    this.paused = false;
    this.#hold();
  }

  /** Nothing more is begun; what was sent is seen through. What was only found stays as it is. */
  async stop(): Promise<void> {
    if (this.state === 'running') {
      this.#to('stopping');
      this.#stop?.abort();
    } else if (this.state === 'found' && this.record) {
      const release = await takeLock(lockOf(this.record));
      if (!release) return this.#follow(this.record);
      await this.#keep({ ...this.record, phase: 'stopped' });
      release();
      this.#to('stopped');
      this.#tellDone();
    }
  }

  /** Puts it away for good; another one may lie below it. */
  async close(): Promise<void> {
    const { record } = this;
    if (!record || this.occupied) return;
    this.record = null;
    this.receipts = new Map();
    this.#to('none');
    await this.#shelf?.forget(record.name).catch(() => undefined);
    await this.#seek().catch(() => undefined);
  }

  async #open(): Promise<RunShelf> {
    this.#shelf ??= await browserRuns();
    this.lasting = this.#shelf.lasting;
    return this.#shelf;
  }

  /** The run as it lies on the shelf; another tab may have gone on with it, or put it away. */
  async #kept(): Promise<BulkRecord | null> {
    const { record } = this;
    if (!record) return null;
    const kept = await this.#shelf?.find(record.backend).catch(() => record);
    if (kept?.name === record.name) return kept as BulkRecord;
    this.record = null;
    this.receipts = new Map();
    if (kept) await this.#take(kept as BulkRecord);
    else this.#to('none');
    return null;
  }

  async #seek(): Promise<void> {
    const session = await this.#store.session();
    const shelf = await this.#open();
    const record = await shelf.find(backendOf(this.#store.adapter, session));
    if (record && this.state === 'none') await this.#take(record as BulkRecord);
  }

  /** Takes up what lies on the shelf. */
  async #take(record: BulkRecord): Promise<void> {
    await this.#readReceipts(record);
    if (record.phase !== 'running') return this.#to(record.phase);
    const release = await takeLock(lockOf(record));
    release?.();
    if (release) this.#to('found');
    else this.#follow(record);
  }

  async #readReceipts(record: BulkRecord): Promise<void> {
    const receipts = (await this.#shelf?.receipts(record.name)) ?? [];
    this.record = record;
    this.receipts = new Map(receipts.map((receipt) => [receipt.invoice, receipt]));
  }

  /** Watches what another tab does, until that tab has ended it or is gone. */
  #follow(record: BulkRecord): void {
    this.#to('elsewhere');
    const look = setInterval(() => {
      void this.#readReceipts(record).then(() => this.#draw());
    }, LOOK);
    void lockFree(lockOf(record), new AbortController().signal)
      .then(() => this.#shelf?.find(record.backend))
      .then((now) => {
        clearInterval(look);
        this.record = null;
        this.receipts = new Map();
        return now ? this.#take(now as BulkRecord) : this.#to('none');
      });
  }

  /** @param shown - what a person was shown, beside what was kept of it before */
  async #work(given: BulkRecord, shown?: ReadonlyMap<string, Fingerprint>): Promise<void> {
    const record: BulkRecord = { ...given, phase: 'running' };
    const release = await takeLock(lockOf(record));
    if (!release) return this.#follow(record);
    this.record = record;
    this.paused = false;
    this.#stop = new AbortController();
    this.#pacer = new Pacer();
    this.#pace = new RunPace(performance.now());
    const line = new LineKeeper(this.#store.adapter, (state) => this.#hear(state));
    const tick = setInterval(() => this.#draw(), TICK);
    if (!this.lasting) globalThis.addEventListener?.('beforeunload', this.#warn);
    this.#to('running');
    try {
      const shelf = await this.#open();
      await shelf.keep(record);
      if (shown?.size) await shelf.keepShown(record.name, shown);
      await this.#readReceipts(record);
      line.start();
      await this.#each(record, shelf, await shelf.shown(record.name));
      await this.#end();
    } catch {
      this.#to('broken');
    } finally {
      globalThis.removeEventListener?.('beforeunload', this.#warn);
      clearInterval(tick);
      line.stop();
      this.line = 'online';
      this.#pacer = null;
      this.#pace = null;
      release();
      this.#tellDone();
    }
  }

  /** Rejects where a receipt could not be written down. */
  async #each(
    { name, work }: BulkRecord,
    shelf: RunShelf,
    shown: ReadonlyMap<string, Fingerprint>,
  ): Promise<void> {
    const { adapter } = this.#store;
    const receipts = new Map(this.receipts);
    const run = doMany(adapter, this.left, work, {
      run: name,
      log: {
        read: () => [...receipts.values()],
        write: (receipt) => shelf.keepReceipt(name, receipt),
      },
      retryFailed: true,
      retry: adapter.retry,
      expected: (id) => shown.get(id),
      signal: this.#stop?.signal,
      pacer: this.#pacer ?? undefined,
    });
    this.receipts = receipts;
    for await (const receipt of run) {
      receipts.delete(receipt.invoice);
      receipts.set(receipt.invoice, receipt);
      this.#pace?.tick(performance.now());
      this.#soon();
    }
  }

  async #end(): Promise<void> {
    if (!this.record) return;
    const again = this.left.length ? this.record.again : null;
    const record = { ...this.record, again };
    const phase = leftOf(record, this.receipts).length ? 'stopped' : 'ended';
    await this.#keep({ ...record, phase });
    this.#to(phase);
  }

  async #keep(record: BulkRecord): Promise<void> {
    this.record = record;
    await this.#shelf?.keep(record);
  }

  #hear(state: ConnectionState): void {
    this.line = state;
    this.#hold();
  }

  #hold(): void {
    const held = this.paused || this.line !== 'online';
    if (held) this.#pacer?.pause();
    else this.#pacer?.resume();
    this.#pace?.hold(held, performance.now());
    this.#draw();
  }

  readonly #warn = (event: BeforeUnloadEvent): void => event.preventDefault();

  #to(state: RunState): void {
    this.state = state;
    this.#draw();
  }

  #soon(): void {
    this.#drawing ??= setTimeout(() => this.#draw(), DRAW);
  }

  #draw(): void {
    clearTimeout(this.#drawing);
    this.#drawing = undefined;
    for (const { changed } of [...this.#watchers]) changed();
  }

  #tellDone(): void {
    const [first] = this.#watchers;
    this.#untold = !first;
    first?.done();
  }
}

const runs = new WeakMap<InvoiceStore, PageRun>();

/** The one run of a backend on this page. */
export function runOf(store: InvoiceStore): PageRun {
  let run = runs.get(store);
  if (!run) runs.set(store, (run = new PageRun(store)));
  return run;
}
