/** A list's line to what is done to many invoices at once, which comes later than its rows. */
import { nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { InvoiceStore } from '../../../adapter/store.js';
import { LazyParts } from '../../internal/lazy-parts.js';
import { renderProblem, type WordSource } from '../../internal/problem.js';
import { isEmpty } from '../selection.js';
import type { BulkDesk, BulkList } from './bulk-desk.js';
import type { BulkView } from './bulk-flow.js';
import type * as BulkParts from './bulk-parts.js';

/** What the list knows and does; zones are worked out here. */
export interface BulkSource {
  store(): InvoiceStore | null;
  /** Rows can be chosen. */
  wanted(): boolean;
  view(): Omit<BulkView, 'store' | 'zones'>;
  clear: BulkList['clear'];
  toRows: BulkList['toRows'];
}

export class BulkLink implements ReactiveController {
  readonly #lazy: LazyParts<typeof BulkParts>;
  #desk: BulkDesk | null = null;
  #begun = false;

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
    // Once: where it can't be fetched, the person has it tried again.
    if (store && !this.#begun) this.#lazy.begin();
    this.#begun ||= store !== null;
    this.#desk?.follow(store);
    this.#desk?.drawn();
  }

  hostDisconnected(): void {
    this.#desk?.follow(null);
  }

  /** To the first thing that can be done with what is chosen. */
  act(): void {
    void this.#lazy.load().then(
      () => this.#desk?.act(),
      () => undefined,
    );
  }

  render(words: WordSource & { lang: string }): TemplateResult | typeof nothing {
    const { parts, problem } = this.#lazy;
    if (parts && this.#desk) return this.#desk.render(parts.speechOf(words));
    const store = this.source.store();
    if (!problem || !store || isEmpty(this.source.view().selection)) return nothing;
    return renderProblem(problem, words, () => this.#lazy.begin());
  }

  #view(parts: typeof BulkParts): BulkView | null {
    const store = this.source.wanted() ? this.source.store() : null;
    if (!store) return null;
    const view = this.source.view();
    return { ...view, store, zones: parts.zonesOf(view.session?.account.timezone, '') };
  }
}
