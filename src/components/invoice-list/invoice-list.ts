import { html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import { NO_FILTER, readFilter, writeFilter, type InvoiceFilter } from '../../invoice/list-filter.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';
import { tokens } from '../../styles/tokens.js';
import { BackendController } from '../internal/backend.js';
import { define, VERSION, type Definable } from '../internal/define.js';
import { InvoiceStatusBadge } from '../invoice-status-badge/invoice-status-badge.js';
import { InvoiceOpenEvent } from '../invoice-timeline/invoice-timeline.events.js';
import { InvoiceFilterEvent } from './invoice-list.events.js';
import { ListModel } from './list-model.js';

/**
 * The Invoices screen.
 *
 * @summary The Invoices screen: filters, search, columns, bulk actions with progress.
 * @customElement invoice-list
 *
 * @event {InvoiceOpenEvent} invoice-open - Asks: the person wants to see this invoice; cancel it to go there yourself.
 * @event {InvoiceFilterEvent} invoice-filter - The person has chosen other filters.
 */
export class InvoiceList extends LitElement {
  static readonly tag = 'invoice-list';
  static readonly version: string = VERSION;
  static readonly dependencies: readonly Definable[] = [InvoiceStatusBadge];
  static override styles: CSSResultGroup = [tokens];

  readonly #backend = new BackendController(this, () => this.#ask());
  readonly #model = new ListModel(() => this.requestUpdate());

  /** Defines the element under its own tag or another. */
  static define(this: Definable, tag?: string, registry?: CustomElementRegistry): void {
    define(this, tag, registry);
  }

  /** Where the backend handler is mounted. */
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

  /** Where an invoice is opened, for links that can be opened in a tab of their own; without it, rows are buttons. */
  @property({ attribute: false }) hrefFor: ((invoice: Invoice) => string) | null = null;

  /** Reads anew what is on the screen, and what has come since. */
  async refresh(): Promise<void> {
    await this.#model.refresh();
  }

  /** Ids of the invoices before and after this one in the order of the rows, as far as these are loaded. */
  neighbours(id: string): { previous: string | null; next: string | null } {
    const { rows } = this.#model;
    const at = rows.placeOf(id);
    const idAt = (place: number): string | null => rows.at(place)?.id ?? null;
    return at < 0 ? { previous: null, next: null } : { previous: idAt(at - 1), next: idAt(at + 1) };
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('filter') && this.hasUpdated) this.#ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#model.close();
  }

  override render(): TemplateResult {
    const rows = this.#model.rows.slice(0, 50);
    return html`<table>
      ${rows.map(
        ({ invoice }) =>
          html`<tr>
            <td><invoice-status-badge plain status=${invoice.status ?? ''}></invoice-status-badge></td>
            <td>
              <a href=${this.hrefFor?.(invoice) ?? ''} @click=${(event: Event) => this.#open(event, invoice)}
                >${invoice.number ?? 'Draft'}</a
              >
            </td>
            <td>${invoice.customer_name}</td>
            <td>${formatMoney(invoice.total, invoice.currency, 'en')}</td>
          </tr>`,
      )}
    </table>`;
  }

  #ask(): void {
    const { store } = this.#backend;
    this.#model.ask(store && { store, filter: this.filter, lang: 'en', pageSize: 50 });
  }

  #open(event: Event, invoice: Invoice): void {
    if (!this.dispatchEvent(new InvoiceOpenEvent(invoice.id, invoice))) event.preventDefault();
  }

  /** @internal */
  setFilter(filter: InvoiceFilter): void {
    this.filter = filter;
    this.dispatchEvent(new InvoiceFilterEvent(filter));
  }
}
