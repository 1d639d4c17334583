/** From what was written to the parameters of a credit note, or to what is wrong with it. Amounts are minor units. */
import { parseDecimal, parseMoney } from '../../invoice/money.js';
import type { CreditNoteLineParams, CreditNoteParams } from '../../invoice/wire.js';
import type { Limits } from './limits.js';
import { mostOf, splitOf, WAYS_BACK, type GivenBack, type Split } from './split.js';
import { fieldId, type Chosen, type NumberField, type Typed } from './typed.js';

/** What is wrong with a field. */
export type Fault =
  | { kind: 'needed' | 'unreadable' | 'not_positive' | 'negative' | 'not_whole' }
  /** No item is chosen. */
  | { kind: 'nothing' }
  /** More than is left, or than can be asked about at once. */
  | { kind: 'too_high' | 'too_many'; most: number };

/** By id of the field. */
export type Faults = ReadonlyMap<string, Fault>;

/** What the numbers of a credit note hang on; its preview is asked for with nothing else. */
export type SumParams = Pick<CreditNoteParams, 'invoice' | 'amount' | 'lines' | 'shipping_cost'>;
export type SplitParams = Pick<CreditNoteParams, 'refund_amount' | 'credit_amount' | 'out_of_band_amount'>;

/** Where the numbers are read. */
export interface Reading {
  invoice: { id: string; currency: string; shipping_rate: string | null };
  limits: Limits;
  /** BCP 47. */
  lang: string;
}

/** A preview is asked for in an address, and an address can hold so many. */
export const MOST_ITEMS = 80;

/** Reads the number of a field; null where it is none. */
export function readNumber(
  field: NumberField,
  text: string,
  { invoice, lang }: Pick<Reading, 'invoice' | 'lang'>,
): number | null {
  if (field.name !== 'quantity') return parseMoney(text, invoice.currency, lang);
  const decimal = parseDecimal(text, lang);
  return decimal !== null && /^-?\d{1,9}$/.test(decimal) ? Number(decimal) : null;
}

/** The parameters; null where something is wrong, which the faults tell. */
export function sumParams(typed: Typed, reading: Reading): { params: SumParams | null; faults: Faults } {
  const faults = new Map<string, Fault>();
  const { invoice, limits } = reading;
  const params: SumParams = { invoice: invoice.id };
  if (typed.way === 'amount') {
    const field = { name: 'amount' } as const;
    note(faults, field, faultOf(field, typed, reading, typed.amount ?? limits.creditable, limits.creditable));
    params.amount = typed.amount ?? limits.creditable;
  } else {
    Object.assign(params, itemParams(typed, reading, faults));
  }
  return { params: faults.size ? null : params, faults };
}

function itemParams(
  typed: Typed,
  reading: Reading,
  faults: Map<string, Fault>,
): Pick<SumParams, 'lines' | 'shipping_cost'> {
  const { invoice, limits } = reading;
  const lines = [...typed.chosen].flatMap(([id, chosen]) => lineParams(id, chosen, typed, reading, faults));
  if (typed.own.on) lines.push(ownLine(typed, reading, faults));
  const shipping = typed.shipping && limits.shipping !== null && invoice.shipping_rate;
  if (lines.length > MOST_ITEMS) faults.set('items', { kind: 'too_many', most: MOST_ITEMS });
  else if (!lines.length && !shipping) faults.set('items', { kind: 'nothing' });
  return {
    ...(lines.length > 0 && { lines }),
    ...(shipping && { shipping_cost: { shipping_rate: shipping } }),
  };
}

function lineParams(
  id: string,
  { by, quantity, amount }: Chosen,
  typed: Typed,
  reading: Reading,
  faults: Map<string, Fault>,
): CreditNoteLineParams[] {
  const left = reading.limits.lines.get(id);
  // Somebody else has credited the rest of it meanwhile.
  if (!left?.by.length) return [];
  const field = { name: by === 'quantity' ? 'quantity' : 'part', line: id } as const;
  const most = left[by];
  const value = (by === 'quantity' ? quantity : amount) ?? most;
  note(faults, field, faultOf(field, typed, reading, value, most));
  return [{ type: 'invoice_line_item', invoice_line_item: id, [by]: value }];
}

function ownLine(typed: Typed, reading: Reading, faults: Map<string, Fault>): CreditNoteLineParams {
  const { description, amount, taxes } = typed.own;
  const field = { name: 'own' } as const;
  if (!description.trim()) faults.set('own-description', { kind: 'needed' });
  const fault =
    amount === null && !typed.texts.has('own')
      ? ({ kind: 'needed' } as const)
      : faultOf(field, typed, reading, amount ?? 0, reading.limits.creditable);
  note(faults, field, fault);
  return {
    type: 'custom_line_item',
    description: description.trim(),
    quantity: 1,
    unit_amount: amount ?? 0,
    ...(taxes.length > 0 && { tax_rates: [...taxes] }),
  };
}

const note = (faults: Map<string, Fault>, field: NumberField, fault: Fault | null): void =>
  void (fault && faults.set(fieldId(field), fault));

/** What is wrong with a number: as text, or as more than there is. */
function faultOf(
  field: NumberField,
  { texts }: Typed,
  reading: Reading,
  value: number,
  most: number,
): Fault | null {
  const text = texts.get(fieldId(field));
  if (text !== undefined) {
    if (!text.trim()) return { kind: 'needed' };
    if (readNumber(field, text, reading) === null) {
      const whole = field.name === 'quantity' && parseDecimal(text, reading.lang) !== null;
      return { kind: whole ? 'not_whole' : 'unreadable' };
    }
  }
  if (value < 0 && isWayBack(field)) return { kind: 'negative' };
  if (value <= 0 && !isWayBack(field)) return { kind: 'not_positive' };
  return value > most ? { kind: 'too_high', most } : null;
}

const isWayBack = ({ name }: NumberField): boolean => (WAYS_BACK as readonly string[]).includes(name);

/** What is wrong with the amounts that go back; only what is being written can be. */
export function splitFaults(typed: Typed, back: GivenBack, reading: Reading): Faults {
  const faults = new Map<string, Fault>();
  for (const name of WAYS_BACK) {
    const wish = typed.wishes.find(({ way }) => way === name);
    if (!typed.texts.has(name)) continue;
    const field = { name };
    note(faults, field, faultOf(field, typed, reading, wish?.amount ?? 0, mostOf(name, back)));
  }
  return faults;
}

/** A split in Stripe's words, without what is nothing. */
export function splitParams({ refund, balance, outside }: Split): SplitParams {
  return {
    ...(refund > 0 && { refund_amount: refund }),
    ...(balance > 0 && { credit_amount: balance }),
    ...(outside > 0 && { out_of_band_amount: outside }),
  };
}

/** The split that goes with so much to give back. */
export const splitFor = (total: number, typed: Typed, { refundable }: Limits): Split =>
  splitOf({ total, refundable }, typed.wishes);

/** What is sent to have it issued: what was previewed, and what has no bearing on the numbers. */
export function issueParams(
  previewed: CreditNoteParams,
  { reason, memo, email }: Typed,
  hasAddress: boolean,
): CreditNoteParams {
  return {
    ...previewed,
    ...(reason && { reason }),
    ...(memo.trim() && { memo: memo.trim() }),
    email_type: email && hasAddress ? 'credit_note' : 'none',
  };
}

/** The id of the field that a refused parameter was written in; null where there is none. */
export function fieldOfParam(param: string | undefined, params: CreditNoteParams): string | null {
  switch (param) {
    case 'amount':
    case 'memo':
    case 'reason':
      return param;
    case 'refund_amount':
      return 'refund';
    case 'credit_amount':
      return 'balance';
    case 'out_of_band_amount':
      return 'outside';
    case undefined:
      return null;
  }
  if (param.startsWith('shipping_cost')) return 'shipping';
  const [, index = '', name] = /^lines\[(\d+)\](?:\[(\w+)\])?/.exec(param) ?? [];
  const line = params.lines?.[Number(index)];
  if (!index || !line) return null;
  if (line.type === 'custom_line_item') return name === 'description' ? 'own-description' : 'own';
  return `${line.quantity === undefined ? 'part' : 'quantity'}-${line.invoice_line_item ?? ''}`;
}
