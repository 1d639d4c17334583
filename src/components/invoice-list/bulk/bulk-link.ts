/** A list's line to what is done to many invoices at once, which comes later than its rows. */
import { nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { InvoiceStore } from '../../../adapter/store.js';
import { LazyParts } from '../../internal/lazy-parts.js';
import type { WordSource } from '../../internal/problem.js';
import type { BulkDesk, BulkList } from './bulk-desk.js';
import type { BulkView } from './bulk-flow.js';
import type * as BulkParts from './bulk-parts.js';

/** What the list knows and does; zones are worked out here. */
export interface BulkSource {
  store(): InvoiceStore | null;
  /** Rows can be chosen. */
  wanted(): boolean;
  view(store: InvoiceStore): Omit<BulkView, 'store' | 'zones'>;
  clear: BulkList['clear'];
  toRows: BulkList['toRows'];
}

export class BulkLink implements ReactiveController {
  readonly #lazy: LazyParts<typeof BulkParts>;
  #desk: BulkDesk | null = null;

  constructor(
    host: LitElement,
    private readonly source: BulkSource,
  ) {
    host.addController(this);
    this.#lazy = new LazyParts(
      host,
      () => import('./bulk-parts.js'),
      (parts) => {
        parts.prepareFor(host);
        this.#desk = new parts.BulkDesk(host, {
          view: () => this.#view(parts),
          clear: source.clear,
          toRows: source.toRows,
        });
      },
    );
  }

  hostUpdated(): void {
    const store = this.source.wanted() ? this.source.store() : null;
    if (store && !this.#lazy.parts) this.#lazy.begin();
    this.#desk?.follow(store);
    this.#desk?.drawn();
  }

  hostDisconnected(): void {
    this.#desk?.follow(null);
  }

  /** To the first thing that can be done with what is chosen. */
  act(): void {
    void this.#desk?.act();
  }

  render(words: WordSource & { lang: string }): TemplateResult | typeof nothing {
    const { parts } = this.#lazy;
    return (parts && this.#desk?.render(parts.speechOf(words))) ?? nothing;
  }

  #view(parts: typeof BulkParts): BulkView | null {
    const store = this.source.wanted() ? this.source.store() : null;
    if (!store) return null;
    const view = this.source.view(store);
    return { ...view, store, zones: parts.zonesOf(view.session?.account.timezone, '') };
  }
}
