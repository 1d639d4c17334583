import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { property, query } from 'lit/decorators.js';
import type { InvoiceAdapter, RetryPolicy } from '../../adapter/adapter.js';
import { NO_FILTER, type InvoiceFilter } from '../../invoice/list-filter.js';
import type { Invoice } from '../../invoice/types.js';
import { tokens } from '../../styles/tokens.js';
import { invoiceApp } from '../../translations/en/invoice-app.js';
import { BackendController } from '../internal/backend.js';
import { define, VERSION, type Definable } from '../internal/define.js';
import { icon } from '../internal/icons.js';
import { LazyParts } from '../internal/lazy-parts.js';
import { Localizer } from '../internal/localize.js';
import type { ExtraColumn } from '../invoice-list/columns.js';
import { InvoiceList } from '../invoice-list/invoice-list.js';
import { InvoiceStatusBadge } from '../invoice-status-badge/invoice-status-badge.js';
import type * as DetailParts from './detail-parts.js';
import type * as EditorParts from './editor-parts.js';
import { Happenings } from './happenings.js';
import { InvoiceNavigatedEvent } from './invoice-app.events.js';
import { styles } from './invoice-app.styles.js';
import { Leaving, type Unsaved } from './leaving.js';
import { renderWay } from './links.js';
import { renderList } from './list-page.js';
import { ListPlace } from './list-place.js';
import { Navigation, type Arrival } from './navigation.js';
import { OpenInvoice } from './open-invoice.js';
import { renderPage, type PageView } from './page.js';
import type { Routing } from './router.js';
import { writePath, type Route } from './routes.js';
import { Sheets } from './sheets.js';
import { titleOf } from './title.js';

/**
 * The whole Invoices page of an admin panel: the list, each invoice with all that is known of it and may be done, and
 * the editor of drafts. Where it is can stand in the address of the page, so that it can be linked to, survives a reload
 * and is left by the back button; the list is found again as it was left, with the focus on the row that was opened.
 *
 * Keys on the page of an invoice: J goes to the next one of the list, K to the one before.
 *
 * @summary List, detail and editor of invoices as one tag.
 * @customElement invoice-app
 *
 * @slot list-actions - Above the list, before the way to a new invoice.
 * @slot list-empty - Where there are no invoices yet, below the words that say so.
 * @slot detail-actions - On the page of an invoice, before what may be done with it.
 * @slot detail-panel - On the page of an invoice, after the panels that are there.
 *
 * @event {InvoiceNavigateEvent} invoice-navigate - Asks: the person wants to go to another place of the app; cancelable.
 * @event {InvoiceNavigatedEvent} invoice-navigated - Another place is shown, or what is shown has another title.
 *
 * @csspart base - All of it.
 * @csspart heading - The heading of a page.
 * @csspart note - What is said above a page: a draft was deleted, an address leads nowhere.
 * @csspart new - The way to a new invoice.
 * @csspart back - The way back to the list.
 * @csspart previous - The button that goes to the invoice before.
 * @csspart next - The button that goes to the next invoice.
 * @csspart show - The way from the editor to what the draft has become.
 * @csspart amount - The amount of an invoice.
 * @csspart standing - What is going on with it, in a sentence or two.
 * @csspart panel - What is about an invoice, beside or below it.
 * @csspart list - The `invoice-list`; `list-tools`, `list-table`, `list-row`, `list-cell` and `list-link` are its parts.
 * @csspart actions - The `invoice-actions`; `actions-action`, `actions-more` and `actions-dialog` are its parts.
 * @csspart editor - The `invoice-draft-editor`; `editor-lines`, `editor-totals` and `editor-foot` are its parts.
 * @csspart preview - The `invoice-preview`; `preview-sheet` and `preview-paper` are its parts.
 * @csspart timeline - The `invoice-timeline`; `timeline-step` is its part.
 * @csspart dialog - The dialog that asks before something unsaved is left.
 * @csspart leave - The button in it that leaves.
 * @csspart stay - The button in it that stays.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceApp extends LitElement {
  static readonly tag: string = 'invoice-app';
  static readonly version: string = VERSION;
  static readonly dependencies: readonly Definable[] = [InvoiceList, InvoiceStatusBadge];
  static override styles: CSSResultGroup = [tokens, styles];

  readonly #localize = new Localizer(this, 'invoiceApp', invoiceApp);
  readonly #open = new OpenInvoice(() => this.requestUpdate());
  readonly #backend = new BackendController(this, (store) => this.#open.follow(store, this.#openId));
  readonly #leaving = new Leaving(() => this.requestUpdate());
  readonly #place = new ListPlace(this);
  readonly #sheets = new Sheets();
  readonly #navigation = new Navigation({
    host: this,
    mayLeave: () => this.#leaving.mayLeave(this.draftEditor),
    leaving: (from) => this.#leave(from),
  });
  readonly #happenings = new Happenings(this, {
    navigation: this.#navigation,
    open: this.#open,
    sheets: this.#sheets,
    step: (to) => void this.#step(to),
  });
  readonly #detail = new LazyParts<typeof DetailParts>(
    this,
    () => import('./detail-parts.js'),
    (parts) => parts.prepare(),
  );
  readonly #editor = new LazyParts<typeof EditorParts>(
    this,
    () => import('./editor-parts.js'),
    (parts) => parts.prepare(),
  );
  #begun = false;
  #filter: InvoiceFilter = NO_FILTER;
  /** The focus was inside when a place was left, and may have gone with it. */
  #hadFocus = false;
  #told = { path: '', title: '' };

  @query('invoice-list') private readonly list!: InvoiceList | null;
  @query('invoice-draft-editor') private readonly draftEditor!: (Unsaved & Element) | null;
  @query('.page:not([hidden]) > .head .heading') private readonly heading!: HTMLElement | null;

  /** Defines the element under its own tag or another; see {@link define} for what happens when the tag is taken. */
  static define(this: Definable, tag?: string, registry?: CustomElementRegistry): void {
    define(this, tag, registry);
  }

  /** Where the backend handler is mounted. Equal URLs share one adapter and one live copy of each invoice. */
  @property({ attribute: 'adapter-url' }) adapterUrl = '';

  /** An adapter of the page's own; before `adapter-url`, the nearest provider and the default adapter. */
  @property({ attribute: false }) adapter: InvoiceAdapter | null = null;

  /** Where in the address the app's path stands: behind the `#` (`hash`), as a path of its own (`history`), or nowhere. */
  @property() routing: Routing = 'none';

  /** What of the address comes before the app's path, such as `/admin/invoices`. */
  @property() base = '';

  /** Where the app is: empty for the list, or `?view=open`, `new`, `new?customer=cus_…`, `in_…`. The address comes before it. */
  @property() path = '';

  /** Level of the heading of each page, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /** Columns of the list, by name and apart by blanks; see `invoice-list`. */
  @property() columns = '';

  /** Columns of the page's own, to be named in `columns`. */
  @property({ attribute: false }) extraColumns: readonly ExtraColumn[] = [];

  /** Rows of the list can't be chosen, so that nothing is done to several at once. */
  @property({ type: Boolean, attribute: 'without-selection' }) withoutSelection = false;

  /** Nothing stands above the rows of the list: no filters, no search, no choice of columns, no export. */
  @property({ type: Boolean, attribute: 'without-tools' }) withoutTools = false;

  /** How often and how patiently each action is tried; the adapter's own policy where nothing is said. */
  @property({ attribute: false }) retry: Partial<RetryPolicy> | null = null;

  /** The invoice that is open, as far as it is known. */
  get invoice(): Invoice | null {
    return this.#openId ? this.#open.known : null;
  }

  /** What is shown is called so, in the language of the app; for the title of the document. */
  get pageTitle(): string {
    return titleOf(this.#navigation.route, this.#open.known, this.#localize.words);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#begun = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#navigation.router.stop();
    this.#leaving.settle(false);
  }

  /** Goes to a path of the app, as a click inside it does; false where the page or unsaved text keeps the person there. */
  async navigate(path: string): Promise<boolean> {
    const there = await this.#navigation.go(path, 'person');
    await this.updateComplete;
    return there;
  }

  /** Gives the focus to the heading of the page that is shown. */
  override focus(options?: FocusOptions): void {
    this.heading?.focus(options);
  }

  protected override firstUpdated(): void {
    // Begun now, so that a network that goes away later does not take the pages with it.
    this.#detail.begin();
    this.#editor.begin();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#begun || changed.has('routing') || changed.has('base')) {
      this.#begun = true;
      this.#navigation.begin(this.routing, this.base, this.path);
    } else if (changed.has('path') && this.path !== this.#navigation.path) {
      void this.#navigation.go(this.path, 'page');
    }
    const { route } = this.#navigation;
    if (route.name === 'list') this.#filter = route.filter;
  }

  protected override update(changed: PropertyValues<this>): void {
    // Not earlier: the backend follows the properties just before.
    this.#open.follow(this.#backend.store, this.#openId);
    this.#sheets.turn(this.#navigation.route, this.#open.known);
    super.update(changed);
  }

  protected override updated(): void {
    const arrival = this.#navigation.takeArrival();
    if (arrival) this.#arrive(arrival);
    this.#tellTitle();
  }

  override render(): TemplateResult {
    const { words } = this.#localize;
    const { route, lost } = this.#navigation;
    const happenings = this.#happenings;
    const note = lost ? 'lost' : happenings.note;
    return html`<div class="base" part="base">
      <div role="status" class="note" part="note">${note ? html`<p>${words[note]}</p>` : nothing}</div>
      ${this.#renderList()}
      ${
        route.name === 'list'
          ? nothing
          : html`<div
              class="open"
              @invoice-created=${happenings.onCreated}
              @invoice-deleted=${happenings.onDeleted}
              @invoice-duplicated=${happenings.onDuplicated}
              @invoice-revised=${happenings.onRevised}
              @invoice-history=${happenings.onHistory}
              @invoice-open=${happenings.onOpen}
              @keydown=${happenings.onKeydown}
            >
              ${renderPage(route, this.#view())}
            </div>`
      }
      ${this.#leaving.render(words)}
    </div>`;
  }

  #renderList(): TemplateResult {
    const { words } = this.#localize;
    const mayCreate = this.#backend.session?.actions.includes('create');
    return renderList({
      adapterUrl: this.adapterUrl,
      adapter: this.adapter,
      filter: this.#filter,
      columns: this.columns,
      extraColumns: this.extraColumns,
      withoutSelection: this.withoutSelection,
      withoutTools: this.withoutTools,
      hrefFor: this.#navigation.router.hrefOf('') === null ? null : this.#hrefFor,
      hidden: this.#navigation.route.name !== 'list',
      level: this.#level,
      newInvoice: mayCreate ? this.#way('new', 'primary', words.new_invoice, 'new') : nothing,
      ownEmpty: this.querySelector(':scope > [slot="list-empty"]') !== null,
      opened: this.#happenings.onListOpen,
      filtered: this.#happenings.onFilter,
      rows: () => void (this.#openId && this.requestUpdate()),
      words,
    });
  }

  #view(): PageView {
    const { words } = this.#localize;
    const id = this.#openId;
    const list = writePath({ name: 'list', filter: this.#filter });
    const { previous, next } = this.list?.neighbours(id) ?? { previous: null, next: null };
    return {
      adapterUrl: this.adapterUrl,
      adapter: this.adapter,
      retry: this.retry,
      level: this.#level,
      words,
      source: this.#localize,
      now: this.#backend.now,
      open: this.#open,
      problem: this.#backend.problem,
      again: () => (this.#backend.problem ? this.#backend.retry() : this.#open.refresh()),
      sheet: this.#sheets.sheet,
      history: this.#happenings.historyOf(id),
      detail: this.#detail,
      editor: this.#editor,
      title: this.pageTitle,
      back: this.#way('back', 'quiet back', html`${icon('down')} ${words.back}`, list),
      beside: previous || next ? { previous, next, open: (to) => void this.#step(to) } : null,
      show: this.#happenings.onShow,
    };
  }

  #way(part: string, look: string, content: unknown, path: string): TemplateResult {
    const go = (): void => void this.#navigation.go(path);
    return renderWay({ part, look, content, href: this.#navigation.router.hrefOf(path), go });
  }

  /** Id of the invoice that is open; empty where none is. */
  get #openId(): string {
    const { route } = this.#navigation;
    return route.name === 'invoice' ? route.id : '';
  }

  get #level(): number {
    const level = Math.trunc(this.headingLevel);
    return level >= 1 && level <= 6 ? level : 2;
  }

  readonly #hrefFor = ({ id }: Invoice): string => this.#navigation.router.hrefOf(id) ?? '';

  /** To the invoice before or after this one, in its place in the history: the back button leads to the list. */
  async #step(to: 'previous' | 'next'): Promise<void> {
    const id = this.list?.neighbours(this.#openId)[to];
    if (id) await this.#navigation.go(id, 'person', true);
  }

  /** Still drawn as it was. */
  #leave(from: Route): void {
    this.#hadFocus = this.matches(':focus-within');
    this.#happenings.note = null;
    if (from.name === 'list') this.#place.keep();
    else if (from.name === 'invoice') this.#place.opened = from.id;
  }

  /** Drawn as it is now. Where the page itself has gone there, the focus follows only where it would be lost. */
  #arrive({ cause, from }: Arrival): void {
    const toList = this.#navigation.route.name === 'list';
    if (toList && from.name === 'list') return;
    if (toList) this.#place.restore();
    else this.#place.toTop();
    if (cause === 'page' && !this.#hadFocus) return;
    if (!toList || !this.list?.focusRow(this.#place.opened)) this.focus({ preventScroll: true });
  }

  #tellTitle(): void {
    const { path } = this.#navigation;
    const title = this.pageTitle;
    if (path === this.#told.path && title === this.#told.title) return;
    this.#told = { path, title };
    this.dispatchEvent(new InvoiceNavigatedEvent(path, title));
  }
}
