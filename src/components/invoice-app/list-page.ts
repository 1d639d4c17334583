/** The list with what stands above it. It stays in the page, out of sight, while something else is shown. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import type { InvoiceFilter } from '../../invoice/list-filter.js';
import type { Invoice } from '../../invoice/types.js';
import type { invoiceApp } from '../../translations/en/invoice-app.js';

export interface ListPage {
  adapterUrl: string;
  adapter: InvoiceAdapter | null;
  filter: InvoiceFilter;
  hrefFor: ((invoice: Invoice) => string) | null;
  hidden: boolean;
  /** 1 to 6. */
  level: number;
  /** The way to a new draft; nothing where the person may not make one. */
  newInvoice: unknown;
  /** The page has something of its own to show where there are no invoices. */
  ownEmpty: boolean;
  words: typeof invoiceApp;
}

export function renderList(page: ListPage): TemplateResult {
  const { adapterUrl, adapter, filter, hrefFor, hidden, level, newInvoice, ownEmpty, words } = page;
  return html`<section class="page" aria-labelledby="list-heading" ?hidden=${hidden}>
    <div class="head">
      <div
        id="list-heading"
        part="heading"
        class="heading"
        role="heading"
        aria-level=${level}
        tabindex="-1"
      >
        ${words.invoices}
      </div>
      <div class="deeds"><slot name="list-actions"></slot>${newInvoice}</div>
    </div>
    <invoice-list
      part="list"
      adapter-url=${adapterUrl}
      .adapter=${adapter}
      .filter=${filter}
      .hrefFor=${hrefFor}
    >
      ${ownEmpty ? html`<slot name="list-empty" slot="empty"></slot>` : nothing}
    </invoice-list>
  </section>`;
}
