/** What has to be sent so that Stripe has what was typed: at the most three writes, however many lines changed. */
import type { CreateParams, DraftParams, LineParams } from '../../invoice/wire.js';
import {
  hasWork,
  headerWaits,
  isBlank,
  isSound,
  sendableHeader,
  waits,
  type Added,
  type Draft,
  type Row,
} from './draft.js';
import { paramsOf, type Header } from './header-fields.js';
import { changedLineParams, newLineParams, valueOfParam, type LineName } from './line-fields.js';
import { canBeMadeAnew, makeAnew, misplaced } from './order.js';

/** One write, with what it takes to know afterwards what it wrote. */
export type Step =
  | { kind: 'create'; params: CreateParams; header: Header }
  | { kind: 'update'; params: DraftParams; header: Header }
  | { kind: 'remove'; ids: readonly string[] }
  | { kind: 'change'; lines: (LineParams & { id: string })[]; rows: readonly Added[] }
  | { kind: 'add'; lines: LineParams[]; rows: readonly Added[] };

export type StepKind = Step['kind'];

/** What every new draft is made with, whatever was typed. */
export type Making = Partial<CreateParams>;

interface Circumstances {
  exists: boolean;
  customer: string;
  /** The kinds that were sent in this save already. */
  done: ReadonlySet<StepKind>;
  making?: Making;
}

/**
 * The draft as a save begins with it: lines that stand elsewhere are taken off, to be added again. Where the draft's own
 * fields, a removal, a change and a new line would make four writes, the changed lines are made anew as well.
 */
export function prepared(draft: Draft): Draft {
  const ordered = makeAnew(draft, misplaced(draft));
  const changed = ordered.rows.findIndex((row) => row.id && waits(row, draft.currency));
  if (!(headerWaits(ordered) && ordered.removed.length && changed >= 0 && add(ordered))) return ordered;
  const rows = ordered.rows.slice(changed).filter(({ id }) => id);
  return rows.every((row) => canBeMadeAnew(ordered, row)) ? makeAnew(ordered, rows) : ordered;
}

/**
 * The next write, or null where nothing (more) can be sent. Cells with faults wait; so does everything while there is
 * no customer.
 *
 * Lines are removed first, so that a full invoice has room for the new ones.
 */
export function nextStep(draft: Draft, { exists, customer, done, making = {} }: Circumstances): Step | null {
  if (!exists)
    return customer && (hasWork(draft) || Object.keys(making).length)
      ? create(draft, customer, making)
      : null;
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

function create(draft: Draft, customer: string, making: Making): Step {
  const header = sendableHeader(draft);
  const { currency } = draft;
  return {
    kind: 'create',
    params: { customer, currency, ...making, ...paramsOf(header, null, currency) },
    header,
  };
}

function update(draft: Draft): Step | null {
  if (!headerWaits(draft)) return null;
  const header = sendableHeader(draft);
  return { kind: 'update', params: paramsOf(header, draft.baseHeader, draft.currency), header };
}

function remove({ removed }: Draft): Step | null {
  return removed.length ? { kind: 'remove', ids: removed } : null;
}

function change(draft: Draft): Step | null {
  const { currency } = draft;
  const rows = draft.rows.filter((row) => row.id && waits(row, currency));
  if (!rows.length) return null;
  const lines = rows.map((row) => ({
    id: row.id,
    ...changedLineParams({ ...row, currency }, row.base ?? row.mine, row.line),
  }));
  return { kind: 'change', lines, rows: rows.map(sent) };
}

function add(draft: Draft): Step | null {
  const { currency } = draft;
  const rows = draft.rows.filter((row) => !row.id && !isBlank(row) && isSound(row, currency));
  if (!rows.length) return null;
  return { kind: 'add', lines: rows.map((row) => newLine(row, currency)), rows: rows.map(sent) };
}

/** A line that stood here before carries what is not edited here. */
function newLine(row: Row, currency: string): LineParams {
  const { line } = row;
  return {
    ...newLineParams({ ...row, currency }),
    ...(line && !line.discountable && { discountable: false }),
    ...(line && Object.keys(line.metadata).length > 0 && { metadata: line.metadata }),
  };
}

const sent = ({ key, mine }: Row): Added => ({ key, values: mine });

/** The row and part that a refused parameter (`lines[1][price_data][unit_amount_decimal]`) was made from. */
export function cellOfParam(
  step: Step,
  param: string | undefined,
): { key: number; field: LineName | null } | null {
  const match = /^lines\[(\d+)\](?:\[(\w+)\])?/.exec(param ?? '');
  const row = match && 'rows' in step ? step.rows[Number(match[1])] : undefined;
  if (!row) return null;
  return { key: row.key, field: valueOfParam(match?.[2] ?? '') };
}
