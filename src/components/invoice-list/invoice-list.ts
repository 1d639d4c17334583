import { html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import { zoneOf } from '../../adapter/invoice-walk.js';
import { numberFormat } from '../../invoice/intl.js';
import {
  isFiltered,
  NO_FILTER,
  readFilter,
  writeFilter,
  type InvoiceFilter,
} from '../../invoice/list-filter.js';
import type { Invoice } from '../../invoice/types.js';
import { localTimeZone } from '../../invoice/zoned.js';
import { tokens } from '../../styles/tokens.js';
import { invoiceList } from '../../translations/en/invoice-list.js';
import { statusBadge } from '../../translations/en/status-badge.js';
import { alarm } from '../internal/alarm.js';
import { BackendController } from '../internal/backend.js';
import { define, VERSION, type Definable } from '../internal/define.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { InvoiceOpenEvent } from '../invoice-timeline/invoice-timeline.events.js';
import {
  allColumns,
  chosenColumns,
  DEFAULT_COLUMNS,
  fitting,
  tracks,
  type Column,
  type ExtraColumn,
} from './columns.js';
import { renderFoot, renderNothing, renderTold, spoken, type AroundView } from './around.js';
import { Hand } from './hand.js';
import { InvoiceFilterEvent, InvoiceSelectEvent } from './invoice-list.events.js';
import { ListModel } from './list-model.js';
import { styles } from './list.styles.js';
import type { Row } from './row.js';
import { choose, isChosen, isEmpty, NONE, type Selection } from './selection.js';
import { renderSkeleton, renderTable, type TableActions, type TableView } from './table.js';
import { RowWindow } from './window.js';

/** States turn by the mere passing of time; the list looks at its clock so often, in milliseconds. */
const TICK = 60_000;
/** What the box takes, the edge of the row, and the gaps between columns, in em. */
const BOX = 3.25;
const EDGE = 1;
const GAP = 0.75;
/** In a narrower list, in em, each row is a card, as the styles have it. */
const TABLE_FROM = 46;

/**
 * The Invoices screen: rows as they are looked at, however many there are, kept up to date by what happens at Stripe, on
 * this page and in other tabs; a table where there is room, and cards where there is not.
 *
 * Keys in the rows: arrows, Page up and down, Home and End move; Space chooses, with Shift as far as one moves; Ctrl+A
 * chooses all that are loaded; Enter opens; Alt+Enter goes to what can be done; Escape gives the choice up.
 *
 * @summary The Invoices screen: filters, search, columns, bulk actions with progress.
 * @customElement invoice-list
 *
 * @slot toolbar - Above everything, for what the page adds.
 * @slot empty - Below the words that say that there are no invoices yet.
 *
 * @event {InvoiceOpenEvent} invoice-open - Asks: the person wants to see this invoice. Cancel it to show it yourself.
 * @event {InvoiceFilterEvent} invoice-filter - The person has chosen other filters.
 * @event {InvoiceSelectEvent} invoice-select - The person has chosen other rows.
 * @event {InvoiceErrorEvent} invoice-error - Invoices could not be read.
 *
 * @csspart base - All of it.
 * @csspart table - The rows with their headings.
 * @csspart heading - The heading of a column.
 * @csspart row - A row.
 * @csspart chosen - A row that is chosen.
 * @csspart cell - A cell of a row.
 * @csspart link - What a row is opened by.
 * @csspart badge - Sign and word of a state.
 * @csspart label - The word of a state.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceList extends LitElement {
  static readonly tag: string = 'invoice-list';
  static readonly version: string = VERSION;
  static readonly dependencies: readonly Definable[] = [];
  static override styles: CSSResultGroup = [tokens, styles];

  readonly #localize = new Localizer(this, 'invoiceList', invoiceList);
  readonly #backend = new BackendController(this, () => this.#ask());
  readonly #model = new ListModel(() => this.#changed());
  readonly #window = new RowWindow(
    this,
    () => this.body,
    () => this.#model.rows.length,
    (from, to, first) => this.#model.look(from, to, first),
  );
  readonly #hand = new Hand(() => ({
    rows: this.#model.rows,
    selectable: !this.withoutSelection,
    seen: this.#window.seen,
    selection: this.selection,
    moved: (selection, active, focus) => this.#moved(selection, active, focus),
    open: (row, event) => this.#open(row, event),
    act: () => this.#act(),
  }));
  readonly #tick = (): void => {
    this.requestUpdate();
    alarm(this.#tick, TICK);
  };
  #told: unknown = null;

  @query('.grid[role] .body') private readonly body!: HTMLElement | null;

  @state() private selection: Selection = NONE;

  /** Defines the element under its own tag or another; see {@link define} for what happens when the tag is taken. */
  static define(this: Definable, tag?: string, registry?: CustomElementRegistry): void {
    define(this, tag, registry);
  }

  /** Where the backend handler is mounted. Equal URLs share one adapter and one live copy of each invoice. */
  @property({ attribute: 'adapter-url' }) adapterUrl = '';

  /** An adapter of the page's own; before `adapter-url`, the nearest provider and the default adapter. */
  @property({ attribute: false }) adapter: InvoiceAdapter | null = null;

  /** Which invoices; as an attribute in the form of an address: `filter="view=open&currency=eur"`. */
  @property({
    converter: {
      fromAttribute: (value) => readFilter(value ?? ''),
      toAttribute: (value: InvoiceFilter) => writeFilter(value),
    },
  })
  filter: InvoiceFilter = NO_FILTER;

  /**
   * Which columns, by name and apart by blanks; `status number customer total amount_remaining due created` unless given.
   * Also `scheduled`, `finalized`, `email`, `description`, `currency`, `collection`, `frequency`, `metadata:<key>`.
   */
  @property() columns = '';

  /** Columns of the page's own, to be named in `columns`. */
  @property({ attribute: false }) extraColumns: readonly ExtraColumn[] = [];

  /** Where an invoice is opened, so that it can also be opened in a tab of its own. */
  @property({ attribute: false }) hrefFor: ((invoice: Invoice) => string) | null = null;

  /** Rows can't be chosen, so that nothing is done to several at once. */
  @property({ type: Boolean, attribute: 'without-selection' }) withoutSelection = false;

  /** Rows that are loaded at once. Stripe gives 100 in one answer. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 50;

  /** Reads anew what is on the screen, and what has come since. */
  async refresh(): Promise<void> {
    await this.#model.refresh();
  }

  /** Brings the row of an invoice into view and gives it the focus; false where it is not loaded. */
  focusRow(id: string): boolean {
    if (!this.#model.rows.get(id)) return false;
    this.#moved(this.selection, id, true);
    return true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    alarm(this.#tick, TICK);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    alarm(this.#tick, null);
    this.#model.close();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated || !changed.has('filter')) return;
    this.selection = NONE;
    this.#ask();
  }

  protected override updated(): void {
    const inserted = this.#model.takeInserted();
    if (inserted) this.#window.shift(inserted);
  }

  override render(): TemplateResult {
    const { words } = this.#localize;
    return html`<div class="base" part="base">
      <slot name="toolbar"></slot>
      ${this.#renderContent()}
      <p id="keys" hidden>${words.keys}</p>
      <div role="status" class="visually-hidden">${spoken(this.#around())}</div>
    </div>`;
  }

  #renderContent(): TemplateResult {
    const { phase, problem, rows } = this.#model;
    const trouble = this.#backend.problem ?? (phase === 'error' ? problem : null);
    if (trouble && !rows.length) {
      return html`<div role="alert">${renderProblem(trouble, this.#localize, this.#retry)}</div>`;
    }
    if (phase === 'idle' || (phase === 'loading' && !rows.length)) return this.#renderSkeleton();
    const around = this.#around();
    if (!rows.length && phase === 'ready') return renderNothing(around, () => this.#choose(NO_FILTER));
    if (!rows.length && phase === 'paused') return renderFoot(around, this.#goOn);
    const columns = this.#columns();
    return html`${renderTold(around, { all: this.#selectAll, none: this.#selectNone })}
    ${renderTable(this.#view(columns), this.#actions, this.#tracks(columns))}
    ${renderFoot(around, this.#goOn)}`;
  }

  #renderSkeleton(): TemplateResult {
    const columns = this.#columns();
    const view = { words: this.#localize.words, columns, selectable: !this.withoutSelection };
    return renderSkeleton(view, this.#tracks(columns));
  }

  #around(): AroundView {
    return {
      source: this.#localize,
      words: this.#localize.words,
      number: this.#number,
      model: this.#model,
      selection: this.selection,
      filtered: isFiltered(this.filter),
    };
  }

  #view(columns: readonly Column[]): TableView {
    const { rows, done, old } = this.#model;
    const { session } = this.#backend;
    const { selection } = this;
    const badge: Record<string, string> = this.#localize.wordsOf('statusBadge', statusBadge);
    return {
      words: this.#localize.words,
      lang: this.#localize.lang,
      zone: session ? zoneOf(session) : localTimeZone(),
      now: this.#backend.now,
      columns,
      shown: this.#shown(),
      count: rows.length,
      done,
      busy: old,
      selectable: !this.withoutSelection,
      chosen: (id) => isChosen(selection, id),
      chosenOfLoaded: this.#chosenOfLoaded(),
      tabStop: this.#tabStop(),
      stateWord: (state, raw) => (state === 'unknown' && raw) || (badge[state] ?? state),
      href: this.hrefFor,
    };
  }

  readonly #actions: TableActions = {
    pick: (event, row) => this.#pick(event, row),
    toggle: (event, row) => {
      event.preventDefault();
      event.stopPropagation();
      this.#hand.toggle(row, event.shiftKey);
    },
    toggleAll: (chosen) =>
      this.#select(
        chosen
          ? choose(
              NONE,
              [...this.#model.rows].map(({ id }) => id),
              true,
            )
          : NONE,
      ),
    key: (event) => this.#hand.key(event),
    focused: (id) => {
      if (this.#hand.active === id) return;
      this.#hand.active = id;
      this.requestUpdate();
    },
  };

  /** The rows in view, and the one that may have the focus wherever it is. */
  #shown(): { row: Row; place: number }[] {
    const { rows } = this.#model;
    const { from, to } = this.#window;
    const shown = rows.slice(from, to).map((row, index) => ({ row, place: from + index }));
    const place = rows.placeOf(this.#hand.active);
    const active = rows.at(place);
    if (!active || (place >= from && place < to)) return shown;
    return place < from ? [{ row: active, place }, ...shown] : [...shown, { row: active, place }];
  }

  #tabStop(): string {
    const { rows } = this.#model;
    const { active } = this.#hand;
    return rows.get(active) ? active : (rows.at(this.#window.from)?.id ?? '');
  }

  #chosenOfLoaded(): TableView['chosenOfLoaded'] {
    const { selection } = this;
    const { rows } = this.#model;
    if (selection.kind === 'all') return selection.except.size ? 'some' : 'all';
    if (isEmpty(selection)) return 'none';
    return selection.ids.size < rows.length ? 'some' : 'all';
  }

  #columns(): Column[] {
    const chosen = this.columns.split(/\s+/).filter(Boolean);
    const all = allColumns(this.#localize.words, this.extraColumns, chosen);
    const wanted = chosenColumns(all, chosen.length ? chosen : DEFAULT_COLUMNS);
    const { room } = this.#window;
    if (!room || room < TABLE_FROM) return wanted;
    const box = this.withoutSelection ? 0 : BOX;
    return fitting(wanted, room - EDGE - box - GAP * (wanted.length - 1));
  }

  #tracks(columns: readonly Column[]): string {
    return tracks(columns, !this.withoutSelection);
  }

  readonly #number = (value: number): string => numberFormat(this.#localize.lang).format(value);

  #ask(): void {
    const { store } = this.#backend;
    const { filter, pageSize } = this;
    this.#model.ask(store && { store, filter, lang: this.#localize.lang, pageSize });
  }

  #changed(): void {
    const { problem } = this.#model;
    if (problem && problem !== this.#told) this.dispatchEvent(new InvoiceErrorEvent(problem, null));
    this.#told = problem;
    this.requestUpdate();
  }

  readonly #retry = (): void => {
    if (this.#backend.problem) this.#backend.retry();
    this.#model.goOn();
  };

  readonly #goOn = (): void => this.#model.goOn();

  /** By the person, so that the page is told. */
  #choose(filter: InvoiceFilter): void {
    this.filter = filter;
    this.dispatchEvent(new InvoiceFilterEvent(filter));
  }

  readonly #selectNone = (): void => this.#select(NONE);

  readonly #selectAll = (): void => this.#select({ kind: 'all', filter: this.filter, except: new Set() });

  #select(selection: Selection): void {
    if (selection === this.selection) return;
    this.selection = selection;
    const ids = [...this.#model.rows].filter(({ id }) => isChosen(selection, id)).map(({ id }) => id);
    this.dispatchEvent(new InvoiceSelectEvent(ids, selection.kind === 'all'));
  }

  #moved(selection: Selection, active: string, focus: boolean): void {
    this.#hand.active = active;
    this.#select(selection);
    this.requestUpdate();
    if (focus) void this.updateComplete.then(() => this.#rowElement(active)?.focus());
  }

  #rowElement(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`.row[data-id="${CSS.escape(id)}"]`);
  }

  #pick(event: MouseEvent, row: Row): void {
    if (event.button !== 0 || event.defaultPrevented) return;
    const link = (event.target as Element).closest('a');
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (modified && link) return;
    if (modified) this.#hand.toggle(row, event.shiftKey);
    else if (!this.#hasMarkedText()) this.#open(row, event);
  }

  /** The person marks text to copy it, and does not mean the row. */
  #hasMarkedText(): boolean {
    return getSelection()?.type === 'Range' && Boolean(getSelection()?.toString());
  }

  #open({ id, invoice }: Row, event: Event): void {
    const goes = this.dispatchEvent(new InvoiceOpenEvent(id, invoice));
    const byLink = event instanceof MouseEvent && (event.target as Element).closest('a');
    if (!goes) event.preventDefault();
    else if (!byLink && this.hrefFor) location.assign(this.hrefFor(invoice));
  }

  #act(): void {}
}
