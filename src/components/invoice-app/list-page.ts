/** The list with what stands above it. It stays in the page, out of sight, while something else is shown. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import type { InvoiceFilter } from '../../invoice/list-filter.js';
import type { Invoice } from '../../invoice/types.js';
import type { ExtraColumn } from '../invoice-list/columns.js';
import type { InvoiceFilterEvent } from '../invoice-list/invoice-list.events.js';
import type { InvoiceOpenEvent } from '../invoice-timeline/invoice-timeline.events.js';
import type { invoiceApp } from '../../translations/en/invoice-app.js';

export interface ListPage {
  adapterUrl: string;
  adapter: InvoiceAdapter | null;
  filter: InvoiceFilter;
  columns: string;
  extraColumns: readonly ExtraColumn[];
  withoutSelection: boolean;
  withoutTools: boolean;
  hrefFor: ((invoice: Invoice) => string) | null;
  hidden: boolean;
  /** 1 to 6. */
  level: number;
  /** The way to a new draft; nothing where the person may not make one. */
  newInvoice: unknown;
  /** The page has something of its own to show where there are no invoices. */
  ownEmpty: boolean;
  opened: (event: InvoiceOpenEvent) => void;
  filtered: (event: InvoiceFilterEvent) => void;
  /** Other rows are loaded. */
  rows: () => void;
  words: typeof invoiceApp;
}

export function renderList(page: ListPage): TemplateResult {
  const { filter, columns, extraColumns, hrefFor, hidden, level, newInvoice, ownEmpty, words } = page;
  return html`<section class="page list" aria-labelledby="list-heading" ?hidden=${hidden}>
    <div class="head">
      <div id="list-heading" part="heading" class="heading" role="heading" aria-level=${level} tabindex="-1">
        ${words.invoices}
      </div>
      <div class="deeds"><slot name="list-actions"></slot>${newInvoice}</div>
    </div>
    <invoice-list
      part="list"
      exportparts="tools: list-tools, table: list-table, row: list-row, cell: list-cell, link: list-link"
      adapter-url=${page.adapterUrl}
      .adapter=${page.adapter}
      .filter=${filter}
      .columns=${columns}
      .extraColumns=${extraColumns}
      .withoutSelection=${page.withoutSelection}
      .withoutTools=${page.withoutTools}
      .hrefFor=${hrefFor}
      @invoice-open=${page.opened}
      @invoice-filter=${page.filtered}
      @invoice-rows=${page.rows}
    >
      ${ownEmpty ? html`<slot name="list-empty" slot="empty"></slot>` : nothing}
    </invoice-list>
  </section>`;
}
