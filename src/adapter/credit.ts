/** Credit notes: issued and voided, each once, with the invoice read anew afterwards. */
import type { Invoice } from '../invoice/types.js';
import type { CreditNote, CreditNoteParams } from '../invoice/wire.js';
import { isProblem, ownProblem, toProblem } from './adapter.js';
import type { InvoiceAdapter } from './adapter.js';
import { carryOut } from './intent.js';
import type { PerformOptions } from './perform.js';
import { InvoiceStore, storeFor } from './store.js';

export interface Credited {
  creditNote: CreditNote;
  /** The invoice afterwards; null where the credit note is there, but the invoice could not be read anew. */
  invoice: Invoice | null;
  /** What the invoice was before, as far as the page knew it. */
  previous: Invoice | null;
}

/** A try that was given up before anybody knew what became of it. Begun again, it is the same one. */
interface Unsettled {
  /** Ids of the credit notes that there were before it. */
  known: ReadonlySet<string>;
  /** Left out where an answered failure is stored under it. */
  key?: string;
}

interface Desk {
  running: Map<string, Promise<Credited>>;
  unsettled: Map<string, Unsettled>;
}

/** As many as one page holds; what has just been made is among the newest. */
const NEWEST = 100;

const desks = new WeakMap<InvoiceStore, Desk>();

function deskOf(store: InvoiceStore): Desk {
  let desk = desks.get(store);
  if (!desk) desks.set(store, (desk = { running: new Map(), unsettled: new Map() }));
  return desk;
}

/**
 * Issues the credit note once, however often it is called: a call with equal parameters joins the one that runs, and after
 * one that was given up `unsettled` it looks first whether that had been done after all. The page's live copy of the invoice
 * is read anew. Rejects with an `InvoiceProblem`.
 */
export function creditInvoice(
  target: InvoiceAdapter | InvoiceStore,
  params: CreditNoteParams,
  options: PerformOptions = {},
): Promise<Credited> {
  const store = target instanceof InvoiceStore ? target : storeFor(target);
  const name = JSON.stringify(params);
  return joined(store, name, () =>
    withInvoice(store, params.invoice, options, () => issue(store, params, name, options)),
  );
}

/**
 * Voids the credit note once; that it is void already, by whomever, is a success. Stripe refuses it unless the invoice is
 * open.
 */
export function voidCreditNote(
  target: InvoiceAdapter | InvoiceStore,
  note: Pick<CreditNote, 'id' | 'invoice'>,
  options: PerformOptions = {},
): Promise<Credited> {
  const store = target instanceof InvoiceStore ? target : storeFor(target);
  return joined(store, `void ${note.id}`, () =>
    withInvoice(store, note.invoice, options, () => takeBack(store.adapter, note, options)),
  );
}

function joined(store: InvoiceStore, name: string, start: () => Promise<Credited>): Promise<Credited> {
  const { running } = deskOf(store);
  const found = running.get(name);
  if (found) return found;
  const started = start().finally(() => running.delete(name));
  running.set(name, started);
  return started;
}

/** Does it in its turn, and then reads the invoice; that this fails is no failure of what was done. */
async function withInvoice(
  store: InvoiceStore,
  id: string,
  { signal }: PerformOptions,
  work: () => Promise<CreditNote>,
): Promise<Credited> {
  const live = store.peek(id);
  const previous = live.status === 'loaded' ? live.invoice : null;
  const done: { creditNote?: CreditNote } = {};
  const written = store.write(id, async () => {
    done.creditNote = await work();
    return store.adapter.retrieve(id, { signal });
  });
  const invoice = await written.catch((error: unknown) => {
    if (!done.creditNote) throw error;
    return null;
  });
  const { creditNote } = done;
  if (!creditNote) throw new Error('unreachable');
  return { creditNote, invoice, previous };
}

async function issue(
  store: InvoiceStore,
  params: CreditNoteParams,
  name: string,
  { policy = store.adapter.retry, key, onAttempt, signal }: PerformOptions,
): Promise<CreditNote> {
  const { adapter } = store;
  const { unsettled } = deskOf(store);
  const before = unsettled.get(name);
  const known = before?.known ?? new Set((await newest(adapter, params.invoice, signal)).map(({ id }) => id));
  const look = async (): Promise<CreditNote | undefined> => {
    const notes = await newest(adapter, params.invoice, signal);
    return notes.find((note) => !known.has(note.id) && isAsAsked(note, params));
  };
  const found = before && (await look().catch(stillUnsettled));
  let sent: string | undefined;
  try {
    const note =
      found ??
      (await carryOut({
        policy,
        key: before?.key ?? key,
        onAttempt,
        signal,
        run: (key) => create(adapter, params, (sent = key), signal),
        readBack: look,
      }));
    unsettled.delete(name);
    return note;
  } catch (error) {
    // Who stops it may do so while a request is on its way.
    const open = isProblem(error) ? error.unsettled : sent !== undefined;
    if (open) unsettled.set(name, { known, key: isProblem(error) ? error.key : sent });
    else unsettled.delete(name);
    throw error;
  }
}

function stillUnsettled(error: unknown): never {
  if (isProblem(error)) error.unsettled = true;
  throw error;
}

/** What the note must have in common with what was asked for; somebody else may have written one in the meantime. */
function isAsAsked(note: CreditNote, params: CreditNoteParams): boolean {
  const { amount, reason = null, memo = null, lines = [] } = params;
  const { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0 } = params;
  const asked = new Set(lines.map((line) => line.invoice_line_item ?? ''));
  return (
    (amount === undefined || note.amount === amount) &&
    (note.reason ?? null) === reason &&
    (note.memo ?? null) === memo &&
    note.post_payment_amount === refund_amount + credit_amount + out_of_band_amount &&
    note.lines.data.length > 0 === lines.length > 0 &&
    note.lines.data.every((line) => asked.has(line.invoice_line_item ?? '')) &&
    (!note.shipping_cost || params.shipping_cost !== undefined)
  );
}

async function takeBack(
  adapter: InvoiceAdapter,
  { id, invoice }: Pick<CreditNote, 'id' | 'invoice'>,
  { policy = adapter.retry, key, onAttempt, signal }: PerformOptions,
): Promise<CreditNote> {
  const look = async (): Promise<CreditNote | undefined> => {
    const notes = await newest(adapter, invoice, signal);
    return notes.find((note) => note.id === id && note.status === 'void');
  };
  return carryOut({
    policy,
    key,
    onAttempt,
    signal,
    async run(key) {
      try {
        if (!adapter.voidCreditNote) throw notSupported();
        return await adapter.voidCreditNote(id, { key, signal });
      } catch (error) {
        const { retryable, status } = toProblem(error);
        const refused = !retryable && [400, 404, 409].includes(status);
        const done = refused ? await look().catch(() => undefined) : undefined;
        if (!done) throw error;
        return done;
      }
    },
    readBack: look,
  });
}

async function newest(adapter: InvoiceAdapter, invoice: string, signal?: AbortSignal): Promise<CreditNote[]> {
  if (!adapter.creditNotes) throw notSupported();
  return (await adapter.creditNotes({ invoice, limit: NEWEST }, { signal })).data;
}

async function create(
  adapter: InvoiceAdapter,
  params: CreditNoteParams,
  key: string,
  signal?: AbortSignal,
): Promise<CreditNote> {
  if (!adapter.createCreditNote) throw notSupported();
  return adapter.createCreditNote(params, { key, signal });
}

const notSupported = () =>
  ownProblem('not_supported', 'The adapter has no credit notes.', { status: 501, retryable: false });
