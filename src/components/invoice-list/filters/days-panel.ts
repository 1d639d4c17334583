import { html, nothing, type TemplateResult } from 'lit';
import { presetDays, type DayPreset } from '../../../invoice/list-days.js';
import { isDay, type Days, type InvoiceFilter } from '../../../invoice/list-filter.js';
import { placeOf } from '../../internal/zone-text.js';
import { panelWords, type Panel, type PanelHost } from './panel.js';
import { filterWords, todayIn, zoneIn } from './tools-context.js';

export type DaysName = 'created' | 'due' | 'scheduled';

/** What is offered of each: the past of what was made, the future of what is planned. */
const PRESETS: Record<DaysName, readonly DayPreset[]> = {
  created: ['today', 'last_7', 'this_month', 'last_month'],
  due: ['last_7', 'this_month', 'next_7', 'next_30'],
  scheduled: ['today', 'next_7', 'next_30'],
};

type Side = keyof Days;
type Fault = 'days_unfinished' | 'days_reversed';

/** Days from and to, or some that are often meant. */
export class DaysPanel implements Panel {
  /** As it was when the panel was opened. */
  readonly #set: Record<Side, string>;
  #fault: Fault | null = null;

  constructor(
    private readonly panel: PanelHost,
    private readonly name: DaysName,
  ) {
    const set = panel.read().filter[name];
    const days = typeof set === 'string' ? null : set;
    this.#set = { from: days?.from ?? '', to: days?.to ?? '' };
  }

  get focus(): string {
    return this.#set.from || this.#set.to ? '#days-from' : 'button';
  }

  render(): TemplateResult {
    const context = this.panel.read();
    const words = panelWords(context);
    const names = filterWords(context);
    const today = todayIn(context);
    return html`<form
      class="form"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#submit(event.currentTarget as HTMLFormElement);
      }}
    >
      <div class="presets">
        ${this.name === 'scheduled' ? this.#renderPlanned() : nothing}
        ${PRESETS[this.name].map(
          (preset) =>
            html`<button
              type="button"
              part="preset"
              class="preset"
              @click=${() => this.#apply(presetDays(preset, today))}
            >
              ${names[`preset_${preset}`]}
            </button>`,
        )}
      </div>
      <div class="two">${this.#renderDay('from', words.from)} ${this.#renderDay('to', words.to)}</div>
      ${this.#fault ? html`<p id="days-fault" class="fault" role="alert">${words[this.#fault]}</p>` : nothing}
      <p class="hint">${words.zone(placeOf(zoneIn(context)))}</p>
      <button type="submit" part="apply" class="primary">${words.apply}</button>
    </form>`;
  }

  #renderPlanned(): TemplateResult {
    const words = panelWords(this.panel.read());
    const planned = { any: words.any_time, none: words.not_scheduled };
    return html`${Object.entries(planned).map(
      ([scheduled, label]) =>
        html`<button
          type="button"
          part="preset"
          class="preset"
          @click=${() => this.panel.apply({ scheduled } as Partial<InvoiceFilter>)}
        >
          ${label}
        </button>`,
    )}`;
  }

  #renderDay(side: Side, label: string): TemplateResult {
    return html`<label class="field">
      <span>${label}</span>
      <input
        id="days-${side}"
        name=${side}
        type="date"
        .value=${this.#set[side]}
        aria-invalid=${this.#fault ? 'true' : 'false'}
        aria-describedby=${this.#fault ? 'days-fault' : nothing}
      />
    </label>`;
  }

  #submit(form: HTMLFormElement): void {
    const [from, to] = (['from', 'to'] as const).map(
      (side) => form.elements.namedItem(side) as HTMLInputElement,
    );
    const days = { from: from?.value || null, to: to?.value || null };
    const given = [days.from, days.to].filter((day) => day !== null);
    const unfinished = from?.validity.badInput || to?.validity.badInput || !given.every(isDay);
    const reversed = days.from !== null && days.to !== null && days.from > days.to;
    this.#fault = unfinished ? 'days_unfinished' : reversed ? 'days_reversed' : null;
    if (this.#fault) this.panel.host.requestUpdate();
    else this.#apply(given.length ? days : null);
  }

  #apply(days: Days | null): void {
    this.panel.apply({ [this.name]: days });
  }
}
