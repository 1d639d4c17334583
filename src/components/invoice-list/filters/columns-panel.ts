import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { listFormat, numberFormat } from '../../../invoice/intl.js';
import { icon } from '../../internal/icons.js';
import { FIXED_COLUMNS } from '../columns.js';
import { panelWords, type Panel, type PanelHost } from './panel.js';

/** Which columns are shown, and in which order. What is changed is seen at once in the rows. */
export class ColumnsPanel implements Panel {
  readonly focus = 'input:not([aria-disabled="true"])';
  /** All of them: those that are shown first, in their order. It stays as it is while the panel is open. */
  #order: string[] = [];
  #shown = new Set<string>();
  #told = '';

  constructor(private readonly panel: PanelHost) {
    this.#begin();
  }

  render(): TemplateResult {
    const context = this.panel.read();
    const words = panelWords(context);
    const { all, seen } = context.columns();
    const labels = new Map(all.map(({ id, label }) => [id, label]));
    const known = this.#order.filter((id) => labels.has(id));
    const unseen = known.filter((id) => this.#shown.has(id) && !seen.includes(id));
    const names = listFormat(context.source.lang).format(unseen.map((id) => labels.get(id) ?? id));
    return html`<div class="form columns">
      <ul class="options" @keydown=${this.#onKey}>
        ${repeat(
          known,
          (id) => id,
          (id, place) => this.#renderColumn(id, labels.get(id) ?? id, place, known.length),
        )}
      </ul>
      ${unseen.length ? html`<p class="hint">${words.columns_no_room(names)}</p>` : nothing}
      <p class="hint">${words.columns_hint}</p>
      <button type="button" part="reset" @click=${this.#reset}>${words.columns_reset}</button>
      <div class="visually-hidden" role="status">${this.#told}</div>
    </div>`;
  }

  #renderColumn(id: string, label: string, place: number, count: number): TemplateResult {
    const words = panelWords(this.panel.read());
    const fixed = FIXED_COLUMNS.includes(id);
    return html`<li class="option" data-column=${id}>
      <label>
        <input
          type="checkbox"
          aria-disabled=${fixed ? 'true' : 'false'}
          .checked=${this.#shown.has(id)}
          @click=${(event: Event) => {
            if (fixed) event.preventDefault();
          }}
          @change=${() => this.#toggle(id)}
        />
        ${label}
      </label>
      <button
        type="button"
        class="quiet move"
        data-by="-1"
        aria-label=${words.column_up(label)}
        aria-disabled=${place === 0 ? 'true' : 'false'}
        @click=${() => this.#move(id, -1)}
      >
        ${icon('up')}
      </button>
      <button
        type="button"
        class="quiet move"
        data-by="1"
        aria-label=${words.column_down(label)}
        aria-disabled=${place === count - 1 ? 'true' : 'false'}
        @click=${() => this.#move(id, 1)}
      >
        ${icon('down')}
      </button>
    </li>`;
  }

  #begin(): void {
    const { all, wanted } = this.panel.read().columns();
    this.#shown = new Set(wanted);
    this.#order = [...new Set([...wanted, ...all.map(({ id }) => id)])];
  }

  #toggle(id: string): void {
    if (!this.#shown.delete(id)) this.#shown.add(id);
    this.#choose();
  }

  #move(id: string, by: number): void {
    const context = this.panel.read();
    const from = this.#order.indexOf(id);
    const to = from + by;
    if (to < 0 || to >= this.#order.length) return;
    this.#order.splice(to, 0, ...this.#order.splice(from, 1));
    const label = context.columns().all.find((column) => column.id === id)?.label ?? id;
    const number = (value: number): string => numberFormat(context.source.lang).format(value);
    this.#told = panelWords(context).column_moved(label, number(to + 1), number(this.#order.length));
    this.#choose();
    this.#keepFocus();
  }

  /** What is moved in the document loses the focus. */
  #keepFocus(): void {
    const { host } = this.panel;
    const control = (host.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    void host.updateComplete.then(() => control?.focus());
  }

  #choose(): void {
    const { chooseColumns } = this.panel.read();
    chooseColumns(this.#order.filter((id) => this.#shown.has(id)));
    this.panel.host.requestUpdate();
  }

  readonly #reset = (): void => {
    this.panel.read().chooseColumns(null);
    this.#begin();
    this.panel.host.requestUpdate();
  };

  /** Alt with an arrow moves the column, and the focus goes along with it. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const control = event.target as HTMLElement;
    const id = control.closest<HTMLElement>('[data-column]')?.dataset['column'];
    if (!by || !id || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#move(id, by);
  };
}
