/** What a list draws, worked out of its parts. */
import { zoneOf } from '../../adapter/invoice-walk.js';
import { numberFormat } from '../../invoice/intl.js';
import { isFiltered, type InvoiceFilter } from '../../invoice/list-filter.js';
import type { Invoice } from '../../invoice/types.js';
import { localTimeZone } from '../../invoice/zoned.js';
import type { invoiceList } from '../../translations/en/invoice-list.js';
import { statusBadge } from '../../translations/en/status-badge.js';
import type { BackendController } from '../internal/backend.js';
import type { Localizer } from '../internal/localize.js';
import type { AroundView } from './around.js';
import type { BulkSource } from './bulk/bulk-link.js';
import {
  allColumns,
  chosenColumns,
  DEFAULT_COLUMNS,
  fitting,
  tracks,
  type Column,
  type ExtraColumn,
} from './columns.js';
import type { ToolsContext } from './filters/tools-context.js';
import type { ListModel } from './list-model.js';
import type { Row } from './row.js';
import { isChosen, isEmpty, type Selection } from './selection.js';
import { nameOf, type SkeletonView, type TableView } from './table.js';
import type { RowWindow } from './window.js';

/** What the box takes, the edge of the row, and the gaps between columns, in em. */
const BOX = 3.25;
const EDGE = 1;
const GAP = 0.75;
/** In a narrower list, in em, each row is a card, as the styles have it. */
const TABLE_FROM = 46;

export interface ListParts {
  /** What the page has set. */
  list: {
    filter: InvoiceFilter;
    columns: string;
    extraColumns: readonly ExtraColumn[];
    hrefFor: ((invoice: Invoice) => string) | null;
    withoutSelection: boolean;
  };
  localize: Localizer<typeof invoiceList>;
  backend: BackendController;
  model: ListModel;
  window: RowWindow;
  /** Id of the row that was dealt with last; empty where none was. */
  active: string;
  selection: Selection;
  /** Ids of the columns that the person has chosen; null where they have left it to the page. */
  chosen: readonly string[] | null;
}

export function skeletonView(parts: ListParts): SkeletonView {
  const columns = columnsOf(parts);
  const selectable = !parts.list.withoutSelection;
  return { words: parts.localize.words, columns, tracks: tracks(columns, selectable), selectable };
}

export function tableView(parts: ListParts): TableView {
  const { list, localize, backend, model, selection } = parts;
  const badge: Record<string, string> = localize.wordsOf('statusBadge', statusBadge);
  return {
    ...skeletonView(parts),
    lang: localize.lang,
    zone: backend.session ? zoneOf(backend.session) : localTimeZone(),
    now: backend.now,
    shown: shownRows(parts),
    count: model.rows.length,
    done: model.done,
    busy: model.old,
    chosen: (id) => isChosen(selection, id),
    chosenOfLoaded: chosenOfLoaded(parts),
    tabStop: tabStop(parts),
    stateWord: (state, raw) => (state === 'unknown' && raw) || (badge[state] ?? state),
    href: list.hrefFor,
  };
}

/** What is known to those who deal with many invoices at once. */
export function bulkView({ localize, backend, model, selection }: ListParts): ReturnType<BulkSource['view']> {
  return {
    session: backend.session,
    now: backend.now,
    lang: localize.lang,
    selection,
    rows: model.rows,
    plan: model.plan,
    nameOf: (invoice) => nameOf(invoice, localize.words),
  };
}

export function aroundView({ list, localize, backend, model, selection }: ListParts): AroundView {
  return {
    source: localize,
    words: localize.words,
    number: (value) => numberFormat(localize.lang).format(value),
    model,
    selection,
    filtered: isFiltered(list.filter),
    connection: backend.connection,
  };
}

/** What stands above the rows. */
export function toolsView(parts: ListParts): Omit<ToolsContext, 'choose' | 'chooseColumns'> {
  const { list, localize, backend, model } = parts;
  return {
    source: localize,
    store: backend.store,
    session: backend.session,
    now: backend.now,
    filter: list.filter,
    model,
    columns() {
      const { all, wanted } = columnsIn(parts);
      const ids = (columns: readonly Column[]): string[] => columns.map(({ id }) => id);
      return { all, wanted: ids(wanted), seen: ids(columnsOf(parts)) };
    },
  };
}

/** Every column that there is, and those that are wanted: by the person, else by the page. */
function columnsIn({ list, localize, chosen }: ListParts): { all: Column[]; wanted: Column[] } {
  const named = list.columns.split(/\s+/).filter(Boolean);
  const known = [...new Set([...named, ...(chosen ?? [])])];
  const all = allColumns(localize.words, list.extraColumns, known);
  return { all, wanted: chosenColumns(all, chosen ?? (named.length ? named : DEFAULT_COLUMNS)) };
}

/** The wanted columns, as far as there is room for them. */
function columnsOf(parts: ListParts): Column[] {
  const { wanted } = columnsIn(parts);
  const { room } = parts.window;
  const { list } = parts;
  if (!room || room < TABLE_FROM) return wanted;
  const box = list.withoutSelection ? 0 : BOX;
  return fitting(wanted, room - EDGE - box - GAP * (wanted.length - 1));
}

/** The rows in view, and the one that may have the focus wherever it is. */
function shownRows({ model: { rows }, window: { from, to }, active: id }: ListParts): TableView['shown'] {
  const shown = rows.slice(from, to).map((row, index) => ({ row, place: from + index }));
  const place = rows.placeOf(id);
  const active: Row | undefined = rows.at(place);
  if (!active || (place >= from && place < to)) return shown;
  return place < from ? [{ row: active, place }, ...shown] : [...shown, { row: active, place }];
}

const tabStop = ({ model: { rows }, window, active }: ListParts): string =>
  rows.get(active) ? active : (rows.at(window.from)?.id ?? '');

function chosenOfLoaded({ selection, model: { rows } }: ListParts): TableView['chosenOfLoaded'] {
  if (selection.kind === 'all') return selection.except.size ? 'some' : 'all';
  if (isEmpty(selection)) return 'none';
  return selection.ids.size < rows.length ? 'some' : 'all';
}
