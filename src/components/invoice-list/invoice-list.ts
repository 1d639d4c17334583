import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import {
  NO_FILTER,
  readFilter,
  sameFilter,
  writeFilter,
  type InvoiceFilter,
} from '../../invoice/list-filter.js';
import type { Invoice } from '../../invoice/types.js';
import { tokens } from '../../styles/tokens.js';
import { invoiceList } from '../../translations/en/invoice-list.js';
import { alarm } from '../internal/alarm.js';
import { BackendController } from '../internal/backend.js';
import { define, VERSION, type Definable } from '../internal/define.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { InvoiceOpenEvent } from '../invoice-timeline/invoice-timeline.events.js';
import { BulkLink } from './bulk/bulk-link.js';
import type { ExtraColumn } from './columns.js';
import { AddressMirror } from './filters/address.js';
import { ColumnMemory } from './filters/column-memory.js';
import { ListTools } from './filters/list-tools.js';
import { isQueryRefused } from './filters/tools-context.js';
import { renderFoot, renderLine, renderNothing, renderTold, spoken } from './around.js';
import { Hand, linkOf } from './hand.js';
import { InvoiceFilterEvent, InvoiceRowsEvent, InvoiceSelectEvent } from './invoice-list.events.js';
import { ListModel } from './list-model.js';
import { aroundView, bulkView, skeletonView, tableView, toolsView, type ListParts } from './list-view.js';
import { styles } from './list.styles.js';
import type { Row } from './row.js';
import { chooseAll, isChosen, NONE, type Selection } from './selection.js';
import { renderSkeleton, renderTable, rowOf, type TableActions } from './table.js';
import { RowWindow } from './window.js';

/** States turn by the mere passing of time; the list looks at its clock so often, in milliseconds. */
const TICK = 60_000;

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
 * @event {InvoiceBulkEvent} invoice-bulk - Asks: the person wants the same done to many invoices; cancelable.
 * @event {InvoiceBulkDoneEvent} invoice-bulk-done - Work on many invoices has ended, or was stopped.
 * @event {InvoiceRowsEvent} invoice-rows - More rows are loaded, or others.
 * @event {InvoiceErrorEvent} invoice-error - Invoices could not be read.
 *
 * @csspart base - All of it.
 * @csspart line - That nothing comes through, and the rows may be old.
 * @csspart table - The rows with their headings.
 * @csspart heading - The heading of a column.
 * @csspart row - A row.
 * @csspart chosen - A row that is chosen.
 * @csspart cell - A cell of a row.
 * @csspart link - What a row is opened by.
 * @csspart badge - Sign and word of a state.
 * @csspart label - The word of a state.
 * @csspart sign - The small drawing beside a word.
 * @csspart tools - What stands above the rows.
 * @csspart views - The quick views.
 * @csspart view - One of them.
 * @csspart search - The box that is searched by, plain or as a query.
 * @csspart clear-search - The cross that empties it.
 * @csspart query - The switch between plain words and Stripe’s query language.
 * @csspart help - The button that tells how a query is written.
 * @csspart go - The button that searches by a query.
 * @csspart fold - The button that shows the filters in a narrow list.
 * @csspart filter - The button of a filter.
 * @csspart remove - The cross that takes a filter off.
 * @csspart clear - The button that takes all filters off.
 * @csspart columns - The button of the choice of columns.
 * @csspart export - The button that exports what matches.
 * @csspart export-progress - How the export goes.
 * @csspart stop - The button that stops it.
 * @csspart go-on - The button that goes on with it after a failure.
 * @csspart dismiss - The button that takes its last word away.
 * @csspart panel - What hangs below a button: a filter’s form, the choice of columns, the help for queries.
 * @csspart apply - The button that takes what was set in a form.
 * @csspart preset - A span of days that is often meant.
 * @csspart choice - One of a few choices.
 * @csspart currency - The currency of amounts.
 * @csspart reset - The button that gives the columns of the page back.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 * @csspart bulk - The bar with what can be done with what is chosen.
 * @csspart clear-choice - The button that gives the choice up.
 * @csspart act - A button that does something to all that is chosen; also `act-finalize`, `act-send`, `act-schedule`,
 *   `act-mark-uncollectible`, `act-void`, `act-delete`.
 * @csspart dialog - What is asked before, and the receipt afterwards.
 * @csspart form - The form in which a time is chosen; in it `preset`, `input`, `which`, `zone` and `continue`.
 * @csspart cancel - The button that leaves a dialog.
 * @csspart confirm - The button that begins.
 * @csspart run - How work on many invoices goes.
 * @csspart progress - How far it is.
 * @csspart pause - The button that holds it, and has it go on.
 * @csspart stop-run - The button that ends it early.
 * @csspart go-on-run - The button that goes on with what was interrupted or stopped.
 * @csspart again - The button that tries again what failed.
 * @csspart receipt - The button that shows the receipt.
 * @csspart receipts - The rows of the receipt.
 * @csspart kind - A button that shows the rows of one kind.
 * @csspart more - The button that shows more rows.
 * @csspart download - The button that saves the receipt as a file.
 * @csspart close-run - The button that puts a run away.
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
    act: () => this.#bulk.act(),
  }));
  readonly #bulk = new BulkLink(this, {
    store: () => this.#backend.store,
    wanted: () => !this.withoutSelection,
    view: () => bulkView(this.#parts),
    clear: () => this.#selectNone(),
    toRows: () => this.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus(),
  });
  readonly #columnMemory = new ColumnMemory();
  readonly #tools = new ListTools(this, () => ({
    ...toolsView(this.#parts),
    choose: (filter, typed) => this.#choose(filter, typed),
    chooseColumns: (ids) => {
      this.#columnMemory.set(this.#memoryName, ids);
      this.requestUpdate();
    },
  }));
  readonly #address = new AddressMirror(
    this,
    () => this.mirror,
    (filter) => this.#choose(filter),
  );
  readonly #tick = (): void => {
    this.requestUpdate();
    alarm(this.#tick, TICK);
  };
  #told: unknown = null;
  #toldRows = '';

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
    // A page that hands back what it was told asks for nothing new.
    hasChanged: (value: InvoiceFilter, old?: InvoiceFilter) => !old || !sameFilter(value, old),
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

  /** Nothing stands above the rows: no filters, no search, no choice of columns, no export. */
  @property({ type: Boolean, attribute: 'without-tools' }) withoutTools = false;

  /** The name by which the person’s choice of columns is kept in the browser; that of the account unless given. */
  @property() remember = '';

  /**
   * Mirrors the filter in the address of the page, so that a view can be shared. What it is set to stands before the names
   * in the address: with `mirror="inv"`, `?inv-view=open`; with `mirror` alone, `?view=open`.
   */
  @property() mirror: string | null = null;

  /** Rows that are loaded at once. Stripe gives 100 in one answer. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 50;

  /** Reads anew what is on the screen, and what has come since. */
  async refresh(): Promise<void> {
    await this.#model.refresh();
  }

  /**
   * Ids of the invoices before and after this one in the order of the rows, as far as these are loaded. Near the end of
   * these more are loaded, as when one scrolls there: `invoice-rows` tells.
   */
  neighbours(id: string): { previous: string | null; next: string | null } {
    const { rows } = this.#model;
    const place = rows.placeOf(id);
    if (place >= 0) this.#model.reach(place + 1);
    return rows.beside(id);
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
    if (changed.has('mirror')) this.filter = this.#address.begin(this.filter);
    else if (changed.has('filter')) this.#address.write(this.filter, true);
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
      ${this.withoutTools ? nothing : this.#tools.render()} ${this.#renderContent()}
      <p id="keys" hidden>${words.keys}</p>
      <div role="status" class="visually-hidden">${spoken(aroundView(this.#parts))}</div>
      ${this.#bulk.render(this.#localize)}
    </div>`;
  }

  #renderContent(): TemplateResult | typeof nothing {
    const { phase, problem, rows } = this.#model;
    const trouble = this.#backend.problem ?? (phase === 'error' ? problem : null);
    // Told beside the query.
    if (!this.withoutTools && isQueryRefused(this.filter, this.#model)) return nothing;
    if (trouble && !rows.length) {
      return html`<div role="alert">${renderProblem(trouble, this.#localize, this.#retry)}</div>`;
    }
    const parts = this.#parts;
    if (phase === 'idle' || (phase === 'loading' && !rows.length)) return renderSkeleton(skeletonView(parts));
    const around = aroundView(parts);
    if (!rows.length && phase === 'ready') return renderNothing(around, () => this.#choose(NO_FILTER));
    if (!rows.length && phase === 'paused') return renderFoot(around, this.#goOn);
    return html`${renderLine(around)} ${renderTold(around, { all: this.#selectAll, none: this.#selectNone })}
    ${renderTable(tableView(parts), this.#actions)} ${renderFoot(around, this.#goOn)}`;
  }

  readonly #actions: TableActions = {
    press: (event) => this.#hand.press(event),
    click: (event) => this.#hand.click(event),
    key: (event) => this.#hand.key(event),
    focused: (event) => {
      const id = rowOf(event);
      if (!id || this.#hand.active === id) return;
      this.#hand.active = id;
      this.requestUpdate();
    },
    toggleAll: (chosen) => this.#select(chosen ? chooseAll(this.#model.rows) : NONE),
  };

  /** What it is drawn from. */
  get #parts(): ListParts {
    return {
      list: this,
      localize: this.#localize,
      backend: this.#backend,
      model: this.#model,
      window: this.#window,
      active: this.#hand.active,
      selection: this.selection,
      chosen: this.#columnMemory.get(this.#memoryName),
    };
  }

  get #memoryName(): string {
    return this.remember || (this.#backend.session?.account.id ?? '');
  }

  #ask(): void {
    const { store } = this.#backend;
    const { filter, pageSize } = this;
    this.#model.ask(store && { store, filter, lang: this.#localize.lang, pageSize });
  }

  #changed(): void {
    const { problem, phase, rows, done } = this.#model;
    if (problem && problem !== this.#told) this.dispatchEvent(new InvoiceErrorEvent(problem, null));
    this.#told = problem;
    const loaded = `${phase} ${rows.length}`;
    if (loaded !== this.#toldRows) this.dispatchEvent(new InvoiceRowsEvent(rows.length, done));
    this.#toldRows = loaded;
    this.requestUpdate();
  }

  readonly #retry = (): void => {
    if (this.#backend.problem) this.#backend.retry();
    this.#model.goOn();
  };

  readonly #goOn = (): void => this.#model.goOn();

  /** By the person, so that the page is told. */
  #choose(filter: InvoiceFilter, typed = false): void {
    this.filter = filter;
    this.#address.write(filter, typed);
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

  #open({ id, invoice }: Row, event: Event): void {
    const goes = this.dispatchEvent(new InvoiceOpenEvent(id, invoice));
    if (!goes) event.preventDefault();
    else if (this.hrefFor && !(event.type === 'click' && linkOf(event)))
      location.assign(this.hrefFor(invoice));
  }
}
