/**
 * Runs over many invoices, kept in the browser (IndexedDB), so that a reload, a crash or a lost line in the middle goes on
 * where it stood. What was done is written down one by one, before it is told.
 */
import type { Fingerprint } from '../invoice/fingerprint.js';
import type { ManyWork, Receipt } from './many.js';

/** What an invoice is known by, where its receipt does not tell. */
export type KnownBy = Pick<Receipt, 'number' | 'customer' | 'customer_name' | 'currency' | 'total'>;

/** A run, as it can be taken up again. Plain data. */
export interface RunRecord {
  /** The name of the run; the idempotency keys are made from it. */
  name: string;
  /** Whose run it is: at which backend, of which account, in which mode, by which person. */
  backend: string;
  work: ManyWork;
  /** All invoices of the run, in the order in which they come. */
  ids: string[];
  known: Record<string, KnownBy>;
  /** Unix seconds by the browser's clock. */
  created: number;
  /** `running` as long as nobody has ended it, also after a crash. */
  phase: 'running' | 'stopped' | 'ended';
  /** Those that are being tried again, each with the round of its last receipt: only a later one counts. */
  again: Record<string, number> | null;
}

export interface RunShelf {
  /** Whether what is kept outlasts the page. */
  readonly lasting: boolean;
  /** A run of this backend that was not closed yet; of several, one that has not ended either. */
  find(backend: string): Promise<RunRecord | null>;
  /** Puts down a run, or what has become of it. */
  keep(record: RunRecord): Promise<void>;
  /** Adds fingerprints of drafts as a person was shown them. */
  keepShown(name: string, shown: ReadonlyMap<string, Fingerprint>): Promise<void>;
  shown(name: string): Promise<ReadonlyMap<string, Fingerprint>>;
  /** The last receipt of each invoice, in the order in which they were settled. */
  receipts(name: string): Promise<Receipt[]>;
  keepReceipt(name: string, receipt: Receipt): Promise<void>;
  forget(name: string): Promise<void>;
}

const DATABASE = 'invoice-elements-runs';
/** Seconds after which a run is forgotten that nobody has come back to. */
const KEPT = 30 * 86_400;

/** The browser's own shelf; one that lasts only as long as the page where the browser keeps nothing. */
export async function browserRuns(): Promise<RunShelf> {
  try {
    const shelf = new IndexedRuns();
    await shelf.open();
    return shelf;
  } catch {
    return memoryRuns();
  }
}

const latest = (receipts: Iterable<Receipt>): Receipt[] => {
  const last = new Map<string, Receipt>();
  for (const receipt of receipts) {
    last.delete(receipt.invoice);
    last.set(receipt.invoice, receipt);
  }
  return [...last.values()];
};

class IndexedRuns implements RunShelf {
  readonly lasting = true;
  #database: Promise<IDBDatabase> | null = null;

  async open(): Promise<IDBDatabase> {
    return (this.#database ??= openDatabase(() => (this.#database = null)));
  }

  async find(backend: string): Promise<RunRecord | null> {
    const runs = await this.#read<RunRecord[]>('runs', (store) => store.index('backend').getAll(backend));
    const oldest = Date.now() / 1000 - KEPT;
    for (const { name, created } of runs) if (created < oldest) await this.forget(name);
    const kept = runs.filter(({ created }) => created >= oldest);
    return kept.find(({ phase }) => phase === 'running') ?? kept.at(-1) ?? null;
  }

  keep(record: RunRecord): Promise<void> {
    return this.#write(['runs'], ({ runs }) => runs.put(record));
  }

  keepShown(name: string, shown: ReadonlyMap<string, Fingerprint>): Promise<void> {
    return this.#write(['shown'], (stores) => {
      for (const [invoice, print] of shown) stores.shown.put({ run: name, invoice, print });
    });
  }

  async shown(name: string): Promise<ReadonlyMap<string, Fingerprint>> {
    type Row = { invoice: string; print: Fingerprint };
    const rows = await this.#read<Row[]>('shown', (store) => store.index('run').getAll(name));
    return new Map(rows.map(({ invoice, print }) => [invoice, print]));
  }

  async receipts(name: string): Promise<Receipt[]> {
    type Row = { receipt: Receipt };
    const rows = await this.#read<Row[]>('receipts', (store) => store.index('run').getAll(name));
    return latest(rows.map(({ receipt }) => receipt));
  }

  keepReceipt(name: string, receipt: Receipt): Promise<void> {
    return this.#write(['receipts'], ({ receipts }) => receipts.add({ run: name, receipt }));
  }

  forget(name: string): Promise<void> {
    return this.#write(['runs', 'shown', 'receipts'], (stores) => {
      stores.runs.delete(name);
      for (const store of [stores.shown, stores.receipts])
        deleteAll(store.index('run').openKeyCursor(name), store);
    });
  }

  async #read<T>(name: StoreName, ask: (store: IDBObjectStore) => IDBRequest): Promise<T> {
    const database = await this.open();
    return answer<T>(ask(database.transaction(name).objectStore(name)));
  }

  async #write(
    names: StoreName[],
    work: (stores: Record<StoreName, IDBObjectStore>) => unknown,
  ): Promise<void> {
    const database = await this.open();
    const transaction = database.transaction(names, 'readwrite');
    const written = complete(transaction);
    work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])) as Stores);
    return written;
  }
}

type StoreName = 'runs' | 'shown' | 'receipts';
type Stores = Record<StoreName, IDBObjectStore>;

/** @param closed - the database is closed, and must be opened anew */
async function openDatabase(closed: () => void): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => {
    const database = opening.result;
    database.createObjectStore('runs', { keyPath: 'name' }).createIndex('backend', 'backend');
    database.createObjectStore('shown', { keyPath: ['run', 'invoice'] }).createIndex('run', 'run');
    database.createObjectStore('receipts', { autoIncrement: true }).createIndex('run', 'run');
  };
  const database = await answer<IDBDatabase>(opening);
  database.onclose = closed;
  // Nobody else is kept from changing or deleting it.
  database.onversionchange = () => {
    database.close();
    closed();
  };
  return database;
}

const answer = <T>(request: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(failureOf(request));
  });

const complete = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(failureOf(transaction));
  });

const failureOf = ({ error }: { error: DOMException | null }): Error =>
  error ?? new Error('The browser has not kept it.');

function deleteAll(request: IDBRequest<IDBCursor | null>, store: IDBObjectStore): void {
  request.onsuccess = () => {
    const cursor = request.result;
    if (!cursor) return;
    store.delete(cursor.primaryKey);
    cursor.continue();
  };
}

/** For as long as the page is there, and for nobody else. */
function memoryRuns(): RunShelf {
  const runs = new Map<string, RunRecord>();
  const shown = new Map<string, Map<string, Fingerprint>>();
  const receipts = new Map<string, Receipt[]>();
  return {
    lasting: false,
    find: async (backend) => [...runs.values()].findLast((run) => run.backend === backend) ?? null,
    keep: async (record) => void runs.set(record.name, record),
    keepShown: async (name, more) => void shown.set(name, new Map([...(shown.get(name) ?? []), ...more])),
    shown: async (name) => shown.get(name) ?? new Map<string, Fingerprint>(),
    receipts: async (name) => latest(receipts.get(name) ?? []),
    keepReceipt: async (name, receipt) => void receipts.set(name, [...(receipts.get(name) ?? []), receipt]),
    async forget(name) {
      for (const kept of [runs, shown, receipts]) kept.delete(name);
    },
  };
}
