/** A credit note while it is written: what was typed, what is wrong with it, and what Stripe says it will be. */
import type { InvoiceStore } from '../../adapter/store.js';
import type { CreditNote } from '../../invoice/wire.js';
import type { Facts } from './facts.js';
import type { By, Limits } from './limits.js';
import {
  fieldOfParam,
  readNumber,
  splitFaults,
  sumParams,
  type Fault,
  type Faults,
  type Reading,
} from './params.js';
import { Previewer, type Previewed, type Question } from './preview.js';
import { splitOf, type GivenBack, type Split } from './split.js';
import {
  choose,
  chooseAll,
  fieldId,
  setBy,
  setNumber,
  settle,
  typeNumber,
  UNTOUCHED,
  type NumberField,
  type OwnLine,
  type Typed,
  type Way,
} from './typed.js';

/** What the writing needs to know at the moment. */
export interface Place {
  store: InvoiceStore | null;
  facts: Facts | null;
  /** Locale that numbers are read in. */
  lang: string;
  /** Nothing can be written now. */
  locked: boolean;
  /** Nobody writes. */
  idle: boolean;
}

const NOTHING_WRONG: Faults = new Map();

export class Writing {
  typed: Typed = UNTOUCHED;
  /** What is wrong, by id of the field, whether it is told already or not. */
  faults: Faults = NOTHING_WRONG;
  /** What has to be given back; null while only Stripe could tell. */
  back: number | null = null;
  readonly previewer: Previewer;

  /** Fields that were left once, whose faults are told from then on. */
  readonly #left = new Set<string>();
  #tried = false;

  constructor(
    private readonly place: () => Place,
    private readonly changed: () => void,
  ) {
    this.previewer = new Previewer(() => this.#onPreview());
  }

  /** What may be issued: Stripe's preview of exactly what is written now. */
  get ready(): Previewed | null {
    const { state } = this.previewer;
    return state.name === 'shown' && !this.faults.size ? state.shown : null;
  }

  /** What is to be told of a field. Too much is told at once, what may still become right only once it is left. */
  faultOf(id: string): Fault | null {
    const fault = this.faults.get(id) ?? null;
    const isSure = fault?.kind === 'too_high' || fault?.kind === 'too_many';
    return isSure || this.#tried || this.#left.has(id) ? fault : null;
  }

  /** Stripe's own words where it has refused what is in a field; empty stands for what is in none of them. */
  refusalOf(id: string): string | null {
    const { state } = this.previewer;
    if (state.name !== 'refused' || state.problem.status !== 400) return null;
    return (fieldOfParam(state.problem.param, state.params) ?? '') === id ? state.problem.detail : null;
  }

  /** How what was paid is given back, as it stands; null where nothing is, or it is not known yet. */
  get split(): (GivenBack & { parts: Split }) | null {
    const { facts } = this.place();
    if (!facts || !this.back) return null;
    const back = { total: this.back, refundable: facts.limits.refundable };
    return { ...back, parts: splitOf(back, this.typed.wishes) };
  }

  setWay(way: Way): void {
    this.#edit({ ...this.typed, way });
  }

  type(field: NumberField, text: string): void {
    const reading = this.#reading();
    if (reading) this.#edit(typeNumber(this.typed, field, text, readNumber(field, text, reading)));
  }

  /** The field is left: its number is shown as the locale writes it, and what is wrong with it is told. */
  leave(field: NumberField): void {
    const id = fieldId(field);
    this.#left.add(id);
    if (!this.faults.has(id)) this.typed = settle(this.typed, field);
    this.previewer.hurry();
    this.changed();
  }

  /** Sets a number by a click; null takes all that is left. */
  set(field: NumberField, value: number | null): void {
    this.#edit(setNumber(this.typed, field, value), true);
  }

  choose(line: string, on: boolean): void {
    const { facts } = this.place();
    this.#edit(choose(this.typed, line, facts?.limits.lines.get(line), on));
  }

  chooseAll(on: boolean): void {
    const { facts } = this.place();
    if (facts) this.#edit(chooseAll(this.typed, facts.limits, on));
  }

  setBy(line: string, by: By): void {
    this.#edit(setBy(this.typed, line, by));
  }

  setShipping(shipping: boolean): void {
    this.#edit({ ...this.typed, shipping });
  }

  own(change: Partial<OwnLine>): void {
    this.#edit({ ...this.typed, own: { ...this.typed.own, ...change } });
  }

  leaveOwnDescription(): void {
    this.#left.add('own-description');
    this.changed();
  }

  /** What has no bearing on the numbers. */
  say(change: { reason?: CreditNote['reason']; memo?: string; email?: boolean }): void {
    if (this.place().locked) return;
    this.typed = { ...this.typed, ...change };
    this.changed();
  }

  /** Tells everything that is wrong, and asks for the preview at once where nothing is. */
  check(): void {
    this.#tried = true;
    this.refresh(true);
  }

  /** Begins anew. */
  reset(): void {
    this.typed = UNTOUCHED;
    this.#tried = false;
    this.#left.clear();
    this.back = null;
    this.previewer.reset();
  }

  /** What is written, or what it is about, has become another. */
  refresh(soon = false): void {
    const { store, facts, idle } = this.place();
    const reading = this.#reading();
    if (!store || !facts || !reading) return;
    const { params, faults } = sumParams(this.typed, reading);
    const last = faults.get('items')?.kind === 'nothing' ? null : this.back;
    this.back = backOf(this.typed, facts.limits, last);
    const split = this.split;
    const wrong = split ? splitFaults(this.typed, split, reading) : NOTHING_WRONG;
    this.faults = new Map([...faults, ...wrong]);
    const { invoice, limits } = facts;
    const question: Question | null =
      params && !wrong.size && !idle
        ? {
            params,
            invoice,
            back: this.typed.way === 'amount' || neverBack(limits) ? this.back : null,
            refundable: limits.refundable,
            wishes: this.typed.wishes,
          }
        : null;
    this.previewer.ask(store.adapter, question, soon);
    this.changed();
  }

  #edit(typed: Typed, soon = false): void {
    if (this.place().locked) return;
    this.typed = typed;
    this.refresh(soon);
  }

  #reading(): Reading | null {
    const { facts, lang } = this.place();
    if (!facts) return null;
    const { id, currency, shipping_cost } = facts.invoice;
    return {
      invoice: { id, currency, shipping_rate: shipping_cost?.shipping_rate ?? null },
      limits: facts.limits,
      lang,
    };
  }

  #onPreview(): void {
    const { state } = this.previewer;
    if (state.name === 'shown') this.back = state.shown.note.post_payment_amount;
    this.changed();
  }
}

/** Nothing was paid, so that a credit note can only lower what is due. */
const neverBack = ({ remaining, creditable }: Limits): boolean => remaining >= creditable;

/** What goes beyond what is due; of items only Stripe knows, and what it said last stands until it says more. */
function backOf({ way, amount }: Typed, limits: Limits, last: number | null): number | null {
  if (neverBack(limits)) return 0;
  if (way === 'items') return last;
  return Math.max(0, Math.min(amount ?? limits.creditable, limits.creditable) - limits.remaining);
}
