/** What stands above the rows of a list: quick views, search, filters, the choice of columns, and the export. */
import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { canSearch } from '../../../adapter/invoice-walk.js';
import { numberFormat } from '../../../invoice/intl.js';
import {
  isSet,
  NO_FILTER,
  sameFilter,
  without,
  type FilterName,
  type InvoiceFilter,
} from '../../../invoice/list-filter.js';
import { statusBadge } from '../../../translations/en/status-badge.js';
import { adoptMore } from '../../internal/adopt-more.js';
import { icon } from '../../internal/icons.js';
import { Hanging } from '../../internal/hanging.js';
import { LazyParts } from '../../internal/lazy-parts.js';
import { renderProblem } from '../../internal/problem.js';
import { CustomerNames } from './customer-names.js';
import { renderNotes } from './notes.js';

import type * as Parts from './panels.js';
import type { PanelName } from './panels.js';
import { countSet, renderPills } from './pills.js';
import { renderQuickViews, viewName } from './quick-views.js';
import { SearchBox } from './search-box.js';
import { filterWords, isQueryRefused, todayIn, type ToolsContext } from './tools-context.js';
import { valueText } from './value-text.js';

interface Loaded {
  panels: Parts.Panels;
  export: Parts.ExportRun;
}

export class ListTools implements ReactiveController {
  readonly #search: SearchBox;
  readonly #names: CustomerNames;
  readonly #hanging: Hanging;
  readonly #lazy: LazyParts<typeof Parts>;
  #loaded: Loaded | null = null;
  /** The filter as this has last chosen or drawn it. */
  #filter: InvoiceFilter | null = null;
  /** In a narrow list the pills are folded behind one button. */
  #unfolded = false;

  constructor(
    private readonly host: LitElement,
    private readonly read: () => ToolsContext,
  ) {
    host.addController(this);
    this.#search = new SearchBox(host);
    this.#names = new CustomerNames(host);
    this.#hanging = new Hanging(host, () => this.#loaded?.panels.leave());
    this.#lazy = new LazyParts(
      host,
      () => import('./panels.js'),
      (parts) => this.#take(parts),
    );
  }

  /** Once they are drawn; nobody has pressed anything by then. */
  hostUpdated(): void {
    if (this.#filter && !this.#lazy.parts && !this.#lazy.problem && this.read().store) this.#lazy.begin();
  }

  render(): TemplateResult {
    const context = this.read();
    this.#notice(context.filter);
    const words = filterWords(context);
    return html`<div class="tools" part="tools">
      ${renderQuickViews(
        context.filter.view,
        words.view,
        (view) => viewName(view, words, this.#badge),
        (view) => this.#change({ view }, false),
      )}
      <div class="tools-line">
        ${this.#renderSearch(context)}
        <div class="tools-end">${this.#renderButtons()}</div>
      </div>
      <div class="pills ${this.#unfolded ? 'unfolded' : ''}">${this.#renderPills(context)}</div>
      ${this.#renderNotes(context)} ${this.#loaded?.export.render() ?? nothing}
      <div aria-live="polite" class="visually-hidden">${this.#loaded?.export.spoken ?? ''}</div>
      ${this.#lazy.problem ? renderProblem(this.#lazy.problem, context.source, () => this.#lazy.begin()) : nothing}
      ${this.#renderPanel(words)}
    </div>`;
  }

  #renderSearch(context: ToolsContext): TemplateResult {
    const { filter, model } = context;
    return this.#search.render({
      words: filterWords(context),
      filter,
      canSearch: this.#canSearch,
      refused: isQueryRefused(filter, model) ? model.problem : null,
      helpOpen: this.#hanging.open === 'help',
      help: () => void this.#show('help'),
      change: (part, typed) => this.#change(part, typed),
    });
  }

  #renderButtons(): TemplateResult {
    const words = filterWords(this.read());
    const { filter } = this.read();
    const count = countSet(filter);
    const running = this.#loaded?.export.isRunning ?? false;
    return html`
      <button
        type="button"
        class="fold"
        part="fold"
        aria-expanded=${this.#unfolded ? 'true' : 'false'}
        @click=${() => {
          this.#unfolded = !this.#unfolded;
          this.host.requestUpdate();
        }}
      >
        ${icon('filter')} ${count ? words.filters_set(this.#number(count)) : words.filters}
      </button>
      <button
        type="button"
        id="columns-button"
        part="columns"
        aria-haspopup="dialog"
        aria-expanded=${this.#hanging.open === 'columns' ? 'true' : 'false'}
        @click=${() => void this.#show('columns')}
      >
        ${icon('columns')} ${words.columns}
      </button>
      <button
        type="button"
        id="export-button"
        part="export"
        aria-busy=${running ? 'true' : 'false'}
        @click=${() => void this.#export()}
      >
        ${icon('download')} ${words.export}
      </button>
    `;
  }

  #renderPills(context: ToolsContext): TemplateResult {
    const words = filterWords(context);
    const { filter, source, store } = context;
    const value = {
      words,
      badge: this.#badge,
      lang: source.lang,
      today: todayIn(context),
      customerName: (id: string) => this.#names.get(id, store),
    };
    return renderPills({
      words,
      filter,
      open: this.#hanging.open,
      textOf: (name) => valueText(filter, name, value),
      show: (name) => void this.#show(name),
      remove: (name) => this.#remove(name),
      clear: () => {
        const { view, text, query } = filter;
        this.#choose({ ...NO_FILTER, view, text, query }, false);
        this.#focus('status');
      },
    });
  }

  #renderNotes({ filter, model, source }: ToolsContext): TemplateResult {
    const words = filterWords(this.read());
    return renderNotes({
      words,
      lang: source.lang,
      filter,
      model,
      canSearch: this.#canSearch,
      viewName: viewName(filter.view, words, this.#badge),
      number: this.#number,
    });
  }

  #renderPanel(words: ReturnType<typeof filterWords>): TemplateResult | typeof nothing {
    const name = this.#hanging.open as PanelName | '';
    const content = this.#loaded?.panels.render();
    if (!name || !content) return nothing;
    const labels = { columns: words.columns, help: words.query_help };
    const label = name in labels ? labels[name as 'help'] : words[`filter_${name as FilterName}`];
    return this.#hanging.render({ name, label, focus: this.#loaded?.panels.focus ?? '', content });
  }

  async #show(name: PanelName): Promise<void> {
    // What cannot be fetched is told in its place.
    const parts = await this.#lazy.load().catch(() => null);
    if (!parts) return;
    this.#loaded?.panels.open(name);
    this.#hanging.show(name);
  }

  async #export(): Promise<void> {
    if (await this.#lazy.load().catch(() => null)) this.#loaded?.export.begin();
  }

  #take({ Panels, ExportRun, styles }: typeof Parts): void {
    adoptMore(this.host, styles);
    const apply = (part: Partial<InvoiceFilter>): void => {
      this.#change(part, false);
      this.#hanging.close();
    };
    this.#loaded = {
      panels: new Panels(
        { host: this.host, read: this.read, apply, close: this.#hanging.close },
        (customer) => this.#names.learn(customer),
      ),
      export: new ExportRun(this.host, this.read),
    };
  }

  #change(part: Partial<InvoiceFilter>, typed: boolean): void {
    this.#choose({ ...this.read().filter, ...part }, typed);
  }

  #choose(filter: InvoiceFilter, typed: boolean): void {
    this.#filter = filter;
    this.read().choose(filter, typed);
  }

  #remove(name: FilterName): void {
    const { filter } = this.read();
    if (isSet(filter, name)) this.#choose(without(filter, name), false);
    this.#focus(name);
  }

  /** A filter that has come from elsewhere takes the place of what is being typed. */
  #notice(filter: InvoiceFilter): void {
    if (!this.#filter || !sameFilter(filter, this.#filter)) this.#search.forget();
    this.#filter = filter;
  }

  #focus(name: PanelName): void {
    this.host.renderRoot.querySelector<HTMLElement>(`#${name}-button`)?.focus();
  }

  get #badge(): Record<string, string> {
    return this.read().source.wordsOf('statusBadge', statusBadge);
  }

  get #canSearch(): boolean | undefined {
    const { store, session } = this.read();
    return store && session ? canSearch(store.adapter, session) : undefined;
  }

  readonly #number = (value: number): string => numberFormat(this.read().source.lang).format(value);
}
