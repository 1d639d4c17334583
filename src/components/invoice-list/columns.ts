/** The columns of a list: what each is called, how wide it is, and what stands in it. */
import { html, nothing, type TemplateResult } from 'lit';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import type { invoiceList } from '../../translations/en/invoice-list.js';
import type { RowState } from './row.js';

/** What a cell is drawn with. */
export interface CellContext {
  lang: string;
  words: typeof invoiceList;
  /** IANA name of the zone that days and times are told in. */
  zone: string;
  state: RowState;
  /** The sign and word of the state. */
  badge: TemplateResult;
}

/** A column of the embedder's own. */
export interface ExtraColumn {
  /** Names it in `columns`; another one than those of the kit. */
  id: string;
  /** In the language of the page. */
  label: string;
  /** What stands in it; rows carry no lines, taxes or texts of the invoice. */
  cell(invoice: Invoice): string | TemplateResult;
  /** Figures stand at the end of their column. */
  align?: 'start' | 'end';
  /** Narrowest width, in em. Default 8. */
  width?: number;
}

export interface Column {
  id: string;
  label: string;
  align: 'start' | 'end';
  /** Narrowest width, in em. */
  width: number;
  /** Its share of the room that is left. */
  grow: number;
  /** Columns of a higher rank give way first where not all have room. */
  rank: number;
  cell(invoice: Invoice, context: CellContext): string | TemplateResult | typeof nothing;
}

/** Rank of what is shown only where somebody has chosen it: what is shown unasked and can best be missed gives way before. */
const ASKED_FOR = 2;

type Words = typeof invoiceList;
type Plain = Omit<Column, 'label' | 'align' | 'grow' | 'rank'> & {
  label: keyof Words & `column_${string}`;
} & Partial<Pick<Column, 'align' | 'grow' | 'rank'>>;

const money = (amount: number, { currency }: Invoice, { lang }: CellContext): TemplateResult =>
  html`<bdi>${formatMoney(amount, currency, lang)}</bdi>`;

function day(at: number | null, { lang, zone }: CellContext): string {
  return at === null ? '' : dateTimeFormat(lang, { dateStyle: 'medium', timeZone: zone }).format(at * 1000);
}

function moment(at: number | null, { lang, zone }: CellContext): string {
  if (at === null) return '';
  return dateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at * 1000);
}

const TABLE: readonly Plain[] = [
  { id: 'status', label: 'column_status', width: 10, grow: 0.4, cell: (_, { badge }) => badge },
  { id: 'number', label: 'column_number', width: 8.5, grow: 1, cell: () => nothing },
  {
    id: 'customer',
    label: 'column_customer',
    width: 8,
    grow: 2,
    cell: ({ customer_name, customer_email }, { words }) =>
      html`<bdi>${customer_name ?? customer_email ?? words.no_customer}</bdi>`,
  },
  {
    id: 'total',
    label: 'column_total',
    width: 6.5,
    align: 'end',
    cell: (invoice, context) => money(invoice.total, invoice, context),
  },
  {
    id: 'amount_remaining',
    label: 'column_amount_remaining',
    width: 6.5,
    align: 'end',
    rank: 3,
    cell: (invoice, context) =>
      ['draft', 'void'].includes(invoice.status ?? '')
        ? ''
        : html`<span class=${invoice.amount_remaining ? '' : 'nil'}
            >${money(invoice.amount_remaining, invoice, context)}</span
          >`,
  },
  {
    id: 'due',
    label: 'column_due',
    width: 7.25,
    rank: 1,
    cell: ({ due_date }, context) =>
      context.state.state === 'past_due'
        ? html`<span class="urgent">${day(due_date, context)}</span>`
        : day(due_date, context),
  },
  {
    id: 'created',
    label: 'column_created',
    width: 6.4,
    rank: 4,
    cell: ({ created }, context) => day(created, context),
  },
  {
    id: 'scheduled',
    label: 'column_scheduled',
    width: 11,
    cell: ({ automatically_finalizes_at }, context) => moment(automatically_finalizes_at, context),
  },
  {
    id: 'finalized',
    label: 'column_finalized',
    width: 6.75,
    cell: ({ status_transitions }, context) => day(status_transitions.finalized_at, context),
  },
  {
    id: 'email',
    label: 'column_email',
    width: 11,
    grow: 1,
    cell: ({ customer_email }) => html`<bdi>${customer_email}</bdi>`,
  },
  {
    id: 'description',
    label: 'column_description',
    width: 10,
    grow: 1,
    cell: ({ description }) => html`<bdi>${description}</bdi>`,
  },
  {
    id: 'currency',
    label: 'column_currency',
    width: 5.5,
    cell: ({ currency }) => currency.toUpperCase(),
  },
  {
    id: 'collection',
    label: 'column_collection',
    width: 9,
    cell: ({ collection_method }, { words }) => words[collection_method],
  },
  {
    id: 'frequency',
    label: 'column_frequency',
    width: 8,
    cell: ({ parent_type }, { words }) =>
      parent_type === 'subscription_details' ? words.recurring : words.one_off,
  },
];

/** Shown where nobody has chosen others. */
export const DEFAULT_COLUMNS = [
  'status',
  'number',
  'customer',
  'total',
  'amount_remaining',
  'due',
  'created',
];

/** Always shown: what an invoice is opened by. */
export const FIXED_COLUMNS = ['number'];

const METADATA = 'metadata:';

/** Every column that there is, in the order in which they are offered. */
export function allColumns(words: Words, extra: readonly ExtraColumn[], chosen: readonly string[]): Column[] {
  return [
    ...TABLE.map(({ label, ...column }) => ({
      align: 'start' as const,
      grow: 0.5,
      rank: DEFAULT_COLUMNS.includes(column.id) ? 0 : ASKED_FOR,
      ...column,
      label: words[label],
    })),
    ...extra.map(({ id, label, cell, align = 'start', width = 8 }): Column => ({
      id,
      label,
      align,
      width,
      grow: 1,
      rank: ASKED_FOR,
      cell: (invoice) => cell(invoice),
    })),
    ...chosen.filter((id) => id.startsWith(METADATA)).map(metadataColumn),
  ];
}

function metadataColumn(id: string): Column {
  const key = id.slice(METADATA.length);
  return {
    id,
    label: key,
    align: 'start',
    width: 8,
    grow: 1,
    rank: ASKED_FOR,
    cell: ({ metadata }) => html`<bdi>${metadata[key] ?? ''}</bdi>`,
  };
}

/** The chosen ones in their order; what nobody knows is passed over. */
export function chosenColumns(all: readonly Column[], chosen: readonly string[]): Column[] {
  const ids = [...new Set([...chosen, ...FIXED_COLUMNS])];
  return ids.map((id) => all.find((column) => column.id === id)).filter((column) => column !== undefined);
}

/** Those for which there is room, in their order: the least needed ones give way. */
export function fitting(columns: readonly Column[], room: number): Column[] {
  const left = [...columns];
  const width = (): number => left.reduce((sum, column) => sum + column.width, 0);
  while (left.length > 2 && width() > room) {
    const most = Math.max(...left.map(({ rank }) => rank));
    const last = left.findLastIndex(({ rank, id }) => rank === most && !FIXED_COLUMNS.includes(id));
    if (last < 0) break;
    left.splice(last, 1);
  }
  return left;
}

/** As `grid-template-columns` has it, after a first column for the box that chooses the row. */
export function tracks(columns: readonly Column[], selectable: boolean): string {
  const own = columns.map(({ width, grow }) => `minmax(${width}em, ${grow}fr)`);
  return [...(selectable ? ['2.5em'] : []), ...own].join(' ');
}
