/** What has to be sent so that Stripe has what was typed: at the most one update and three calls for lines. */
import { minorUnits } from '../../invoice/money.js';
import type { CreateParams, DraftParams, LineParams } from '../../invoice/wire.js';
import {
  hasWork,
  headerWaits,
  isBlank,
  isSound,
  waits,
  type Added,
  type Draft,
  type Field,
  type Header,
  type LineValues,
  type Row,
} from './draft.js';
import { shiftPoint } from './numbers.js';

/** One write, with what it takes to know afterwards what it wrote. */
export type Step =
  | { kind: 'create'; params: CreateParams; header: Header }
  | { kind: 'update'; params: DraftParams; header: Header }
  | { kind: 'remove'; ids: readonly string[] }
  | { kind: 'change'; lines: (LineParams & { id: string })[]; rows: readonly Added[] }
  | { kind: 'add'; lines: LineParams[]; rows: readonly Added[] };

export type StepKind = Step['kind'];

/**
 * The next write, or null where nothing (more) can be sent. Cells with faults wait; so does everything while there is
 * no customer. `done` names the kinds that were sent in this save already.
 *
 * Lines are removed first, so that a full invoice has room for the new ones.
 */
export function nextStep(
  draft: Draft,
  { exists, customer, done }: { exists: boolean; customer: string; done: ReadonlySet<StepKind> },
): Step | null {
  if (!exists) return customer && hasWork(draft) ? create(draft, customer) : null;
  const steps: (() => Step | null)[] = [
    () => update(draft),
    () => remove(draft),
    () => change(draft),
    () => add(draft),
  ];
  for (const make of steps) {
    const step = make();
    if (step && !done.has(step.kind)) return step;
  }
  return null;
}

function create(draft: Draft, customer: string): Step {
  const { header, currency } = draft;
  const params: CreateParams = {
    customer,
    currency,
    collection_method: header.collection,
    ...dueParams(header),
  };
  if (header.memo) params.description = header.memo;
  return { kind: 'create', params, header };
}

function update(draft: Draft): Step | null {
  if (!headerWaits(draft)) return null;
  const { header, baseHeader } = draft;
  const params: DraftParams = {};
  if (header.collection !== baseHeader.collection) params.collection_method = header.collection;
  // Stripe wants the terms again with the method that they belong to.
  if (header.terms !== baseHeader.terms || params.collection_method) Object.assign(params, dueParams(header));
  if (header.memo !== baseHeader.memo) params.description = header.memo;
  return { kind: 'update', params, header };
}

function dueParams({ collection, terms }: Header): DraftParams {
  if (collection !== 'send_invoice') return {};
  const [unit, count] = terms.split(':');
  return unit === 'date' ? { due_date: Number(count) } : { days_until_due: Number(count) };
}

function remove({ removed }: Draft): Step | null {
  return removed.length ? { kind: 'remove', ids: removed } : null;
}

function change(draft: Draft): Step | null {
  const rows = draft.rows.filter((row) => row.id && waits(row, draft.currency));
  if (!rows.length) return null;
  const lines = rows.map((row) => ({ id: row.id, ...changedParams(row, draft.currency) }));
  return { kind: 'change', lines, rows: rows.map(sent) };
}

function add(draft: Draft): Step | null {
  const rows = draft.rows.filter((row) => !row.id && !isBlank(row) && isSound(row, draft.currency));
  if (!rows.length) return null;
  const lines = rows.map((row) => ({
    description: row.mine.description.trim(),
    quantity_decimal: row.mine.quantity ?? '',
    ...priceParams(row, draft.currency),
    // Only a line that stood here before, and was removed elsewhere, carries any.
    ...(row.line?.tax_rates.length && { tax_rates: row.line.tax_rates }),
  }));
  return { kind: 'add', lines, rows: rows.map(sent) };
}

const sent = ({ key, mine }: Row): Added => ({ key, values: mine });

/** Only what changed; a line that was only an amount gets quantity and price together. */
function changedParams(row: Row, currency: string): LineParams {
  const { mine, line } = row;
  const base: LineValues = row.base ?? mine;
  const params: LineParams = {};
  const whole =
    line?.unit_amount_decimal === null && (mine.quantity !== base.quantity || mine.price !== base.price);
  if (mine.description !== base.description) params.description = mine.description.trim();
  if (whole || mine.quantity !== base.quantity) params.quantity_decimal = mine.quantity ?? '';
  const repriced = mine.price !== base.price || (mine.catalog !== '' && mine.catalog !== base.catalog);
  return whole || repriced ? { ...params, ...priceParams(row, currency) } : params;
}

function priceParams({ mine, product }: Row, currency: string): LineParams {
  if (mine.catalog) return { pricing: { price: mine.catalog } };
  const unit_amount_decimal = shiftPoint(mine.price ?? '', minorUnits(currency));
  const of = product ? { product } : { product_data: { name: mine.description.trim() } };
  return { price_data: { currency, ...of, unit_amount_decimal } };
}

/** The row and cell that a refused parameter (`lines[1][price_data][unit_amount_decimal]`) was made from. */
export function cellOfParam(
  step: Step,
  param: string | undefined,
): { key: number; field: Field | null } | null {
  const match = /^lines\[(\d+)\](?:\[(\w+)\])?/.exec(param ?? '');
  const row = match && 'rows' in step ? step.rows[Number(match[1])] : undefined;
  if (!row) return null;
  return { key: row.key, field: fieldOfParam(match?.[2] ?? '') };
}

function fieldOfParam(name: string): Field | null {
  if (name.startsWith('quantity')) return 'quantity';
  if (name === 'price_data' || name === 'pricing' || name === 'amount') return 'price';
  return name === 'description' ? 'description' : null;
}
