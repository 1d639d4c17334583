import { html, type TemplateResult } from 'lit';
import { LIST_STATUSES, type ListStatus } from '../../../invoice/list-filter.js';
import { statusBadge } from '../../../translations/en/status-badge.js';
import { panelWords, type Panel, type PanelHost } from './panel.js';

/** Any number of Stripe's five statuses. */
export class StatusPanel implements Panel {
  readonly focus = 'input';
  #chosen: ReadonlySet<ListStatus>;

  constructor(private readonly panel: PanelHost) {
    this.#chosen = new Set(panel.read().filter.status);
  }

  render(): TemplateResult {
    const context = this.panel.read();
    const badge = context.source.wordsOf('statusBadge', statusBadge);
    return html`<form
      class="form"
      @submit=${(event: Event) => {
        event.preventDefault();
        this.panel.apply({ status: LIST_STATUSES.filter((status) => this.#chosen.has(status)) });
      }}
    >
      <div class="options">
        ${LIST_STATUSES.map(
          (status) =>
            html`<label class="option">
              <input
                type="checkbox"
                name=${status}
                .checked=${this.#chosen.has(status)}
                @change=${() => this.#toggle(status)}
              />
              ${badge[status]}
            </label>`,
        )}
      </div>
      <button type="submit" part="apply" class="primary">${panelWords(context).apply}</button>
    </form>`;
  }

  #toggle(status: ListStatus): void {
    const chosen = new Set(this.#chosen);
    if (!chosen.delete(status)) chosen.add(status);
    this.#chosen = chosen;
    this.panel.host.requestUpdate();
  }
}
