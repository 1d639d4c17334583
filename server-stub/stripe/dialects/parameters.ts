/**
 * Requests in an older dialect: names that came later are unknown to it, names that went take the place of what they
 * became, before the call reads its parameters. A refusal is told in the words of whoever asked.
 */
import { put, type Raw, type RawNode } from '../core/form.js';
import { integer, type Kind } from '../core/params.js';
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import { isBefore, type KnownVersion } from './versions.js';

/** Names are written as in a form; `[]` stands for every place of a list. */
interface Came {
  calls: string[];
  name: string;
  since: KnownVersion;
}
interface Went {
  calls: string[];
  name: string;
  until: KnownVersion;
  becomes: string;
  /** Checks the value where the new name would take more. */
  kind?: Kind<unknown>;
}
interface OtherDefault {
  calls: string[];
  name: string;
  until: KnownVersion;
  /** What was meant when the parameter was left out. */
  unset: string;
}

const invoices = ['POST /v1/invoices', 'POST /v1/invoices/:invoice'];
const items = ['POST /v1/invoiceitems', 'POST /v1/invoiceitems/:invoiceitem'];
const lists = ['POST /v1/invoices/:invoice/add_lines', 'POST /v1/invoices/:invoice/update_lines'];
const line = ['POST /v1/invoices/:invoice/lines/:line'];
const previews = [
  'POST /v1/invoices/create_preview',
  'GET /v1/invoices/upcoming',
  'GET /v1/invoices/upcoming/lines',
];
const creditNotes = [
  'POST /v1/credit_notes',
  'GET /v1/credit_notes/preview',
  'GET /v1/credit_notes/preview/lines',
];
const BASIL = '2025-03-31.basil';

const came: Came[] = [
  { calls: [...items, ...line], name: 'quantity_decimal', since: '2026-03-25.dahlia' },
  { calls: lists, name: 'lines[][quantity_decimal]', since: '2026-03-25.dahlia' },
  { calls: previews, name: 'invoice_items[][quantity_decimal]', since: '2026-03-25.dahlia' },
  { calls: creditNotes, name: 'lines[][metadata]', since: '2026-03-25.dahlia' },
  { calls: ['POST /v1/promotion_codes'], name: 'promotion', since: '2025-09-30.clover' },
  { calls: [...items, ...line], name: 'pricing', since: BASIL },
  { calls: lists, name: 'lines[][pricing]', since: BASIL },
  { calls: creditNotes, name: 'refunds', since: BASIL },
  { calls: invoices, name: 'automatically_finalizes_at', since: '2024-10-28.acacia' },
  { calls: creditNotes, name: 'email_type', since: '2024-06-20' },
  { calls: previews, name: 'preview_mode', since: '2024-04-10' },
  { calls: [...invoices, ...previews], name: 'automatic_tax[liability]', since: '2023-10-16' },
  { calls: [...invoices, ...previews], name: 'issuer', since: '2023-10-16' },
  { calls: [...invoices, ...items, ...previews], name: 'discounts[][promotion_code]', since: '2023-10-16' },
  { calls: invoices, name: 'number', since: '2023-10-16' },
  { calls: invoices, name: 'rendering', since: '2023-10-16' },
  { calls: [...invoices, ...creditNotes], name: 'effective_at', since: '2022-11-15' },
  { calls: [...invoices, ...creditNotes], name: 'shipping_cost', since: '2022-11-15' },
  { calls: invoices, name: 'shipping_details', since: '2022-11-15' },
  { calls: ['POST /v1/invoices'], name: 'from_invoice', since: '2022-08-01' },
];

const went: Went[] = [
  {
    calls: ['POST /v1/promotion_codes'],
    name: 'coupon',
    until: '2025-09-30.clover',
    becomes: 'promotion[coupon]',
  },
  { calls: [...items, ...line], name: 'price', until: BASIL, becomes: 'pricing[price]' },
  { calls: lists, name: 'lines[][price]', until: BASIL, becomes: 'lines[][pricing][price]' },
  { calls: items, name: 'unit_amount', until: BASIL, becomes: 'unit_amount_decimal', kind: integer },
  { calls: previews, name: 'coupon', until: BASIL, becomes: 'discounts[0][coupon]' },
  { calls: creditNotes, name: 'refund', until: BASIL, becomes: 'refunds[0][refund]' },
  { calls: invoices, name: 'rendering_options', until: '2024-04-10', becomes: 'rendering' },
];

/** A promotion says of which kind it is; before clover every one was a coupon. */
const defaults: OtherDefault[] = [
  {
    calls: ['POST /v1/promotion_codes'],
    name: 'promotion[type]',
    until: '2025-09-30.clover',
    unset: 'coupon',
  },
  {
    calls: ['POST /v1/invoices'],
    name: 'pending_invoice_items_behavior',
    until: '2022-08-01',
    unset: 'include',
  },
];

export interface Translation {
  /** A refusal of the call in the names that the request used. */
  back(problem: Problem): Problem;
}

/** Puts the parameters of a request into the names of today, or refuses those its version does not know. */
export function translate(version: string, call: string, raw: RawNode): Translation {
  const names = came
    .filter((row) => isBefore(version, row.since) && row.calls.includes(call))
    .flatMap((row) => placesOf(raw, segments(row.name)));
  refuseUnknown(names.map(written));
  const moved = went
    .filter((row) => isBefore(version, row.until) && row.calls.includes(call))
    .flatMap((row) => placesOf(raw, segments(row.name)).map((place) => move(raw, row, place)));
  for (const row of defaults) {
    if (!isBefore(version, row.until) || !row.calls.includes(call)) continue;
    if (placesOf(raw, segments(row.name)).length === 0) put(raw, segments(row.name), row.unset);
  }
  return { back: (problem) => moved.reduce(renamed, problem) };
}

function refuseUnknown([first, ...others]: string[]): void {
  if (first === undefined) return;
  const name = [first, ...others].join(', ');
  throw refuse(others.length > 0 ? 'unknown_parameters' : 'unknown_parameter', { name }, first);
}

interface Move {
  from: string;
  to: string;
  /** The names where the two part ways. */
  was: string;
  is: string;
}

function move(raw: RawNode, { becomes, kind }: Went, place: string[]): Move {
  const indexes = place.filter((key) => /^\d+$/.test(key));
  const target = segments(becomes).map((key) => (key === '' ? (indexes.shift() ?? '') : key));
  const parting = target.findIndex((key, depth) => key !== place[depth]);
  const [was = '', is = ''] = [place[parting], target[parting]];
  const from = written(place);
  const value = take(raw, place);
  if (value === undefined) throw new Error(`${from} was there a moment ago`);
  kind?.read(value, from);
  if (placesOf(raw, target.slice(0, parting + 1)).length > 0) {
    throw refuse('exclusive', { names: `${was}, ${is}` }, from);
  }
  put(raw, target, value);
  return { from, to: written(target), was, is };
}

function renamed(problem: Problem, { from, to, was, is }: Move): Problem {
  const { message, param } = problem.fields;
  if (param === undefined) return problem;
  const inside = param === to || param.startsWith(`${to}[`);
  const named = inside ? from + param.slice(to.length) : to.startsWith(`${param}[`) ? from : param;
  return new Problem({
    ...problem.fields,
    message: message.replace(new RegExp(`\\b${is}\\b`, 'g'), was),
    param: named,
  });
}

/** `lines[][price]` as keys; an empty one is any place. */
function segments(name: string): string[] {
  return name.split('[').map((part) => part.replace(']', ''));
}

function written([first = '', ...rest]: string[]): string {
  return first + rest.map((key) => `[${key}]`).join('');
}

/** Every place in the form that a name stands for. */
function placesOf(node: Raw | undefined, [key, ...rest]: string[]): string[][] {
  if (key === undefined) return node === undefined ? [] : [[]];
  if (!(node instanceof Map)) return [];
  const keys = key === '' ? [...node.keys()] : [key];
  return keys.flatMap((each) => placesOf(node.get(each), rest).map((place) => [each, ...place]));
}

/** Takes a value out of the form. */
function take(node: RawNode, [key = '', ...rest]: string[]): Raw | undefined {
  const value = node.get(key);
  if (rest.length === 0) {
    node.delete(key);
    return value;
  }
  return value instanceof Map ? take(value, rest) : undefined;
}
