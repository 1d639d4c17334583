import { html, nothing, type TemplateResult } from 'lit';
import type { Invoice } from '../../invoice/types.js';
import { problems } from '../../translations/en/problems.js';
import { timeline } from '../../translations/en/timeline.js';
import { alarm } from '../internal/alarm.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { LazyParts } from '../internal/lazy-parts.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { InvoiceHistoryEvent, InvoiceOpenEvent } from './invoice-timeline.events.js';
import { styles } from './invoice-timeline.styles.js';
import type * as TimelineParts from './timeline-parts.js';

const MINUTE = 60;
const HOUR = 3600;

/**
 * What has happened to an invoice, the newest first, and what is to come: finalized, sent, tried, paid, credited, with
 * amounts, means of payment and reasons as far as Stripe tells them. It is told from the invoice, its payments, its
 * credit notes and the events of the last 30 days, each step once, and keeps up with the live copy.
 *
 * @summary What has happened to an invoice, and what is to come.
 * @customElement invoice-timeline
 *
 * @event {InvoiceOpenEvent} invoice-open - The person wants to see another invoice that this one names.
 * @event {InvoiceHistoryEvent} invoice-history - What has happened is known, or it is more than before.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 *
 * @csspart step - One step.
 * @csspart open - The button that opens another invoice.
 * @csspart note - What can’t be known.
 * @csspart sign - The small drawing beside a step.
 * @csspart problem - What could not be read, in words.
 * @csspart retry - The button that reads it again.
 */
export class InvoiceTimeline extends InvoiceElement {
  static override readonly tag = 'invoice-timeline';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'timeline', timeline);
  readonly #tick = (): void => this.requestUpdate();
  readonly #lazy = new LazyParts<typeof TimelineParts>(
    this,
    () => import('./timeline-parts.js'),
    (parts) => {
      this.#sources = new parts.TimelineSources(() => this.requestUpdate());
    },
  );
  #sources?: TimelineParts.TimelineSources;
  /** Whose history has been shown, its newest step, and what is told of a newer one. */
  #told: { id: string; newest: string; news: string } | null = null;
  /** What is drawn, and which of it the page has been told. */
  #drawn: Pick<TimelineParts.ViewContext, 'invoice' | 'history'> | null = null;
  #toldSteps = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    alarm(this.#tick, null);
    this.#sources?.stop();
  }

  protected override firstUpdated(): void {
    this.#lazy.begin();
  }

  protected override willUpdate(): void {
    if (this.isConnected) this.#sources?.follow(this.live.store, this.live.invoice);
  }

  protected override updated(): void {
    if (!this.#drawn) return;
    const { invoice, history } = this.#drawn;
    const steps = [invoice.id, ...history.entries.map(({ key }) => key)].join();
    if (steps === this.#toldSteps) return;
    this.#toldSteps = steps;
    this.dispatchEvent(new InvoiceHistoryEvent(invoice, history));
  }

  override render(): TemplateResult {
    this.#drawn = null;
    return html`<div class="base">${this.#renderLive()}</div>`;
  }

  #renderLive(): TemplateResult {
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return html`<p part="note" class="note">${this.#localize.words.empty}</p>`;
      case 'loading':
        return this.#renderSkeleton();
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded': {
        const { problem } = this.#lazy;
        if (problem) return renderProblem(problem, this.#localize, () => this.#lazy.begin());
        return this.#renderHistory(live.invoice, live.problem !== undefined);
      }
    }
  }

  #renderHistory(invoice: Invoice, stale: boolean): TemplateResult {
    const { parts } = this.#lazy;
    const sources = this.#sources;
    if (!parts || !sources || (!sources.settled && !sources.slow)) return this.#renderSkeleton();
    const { now, store } = this.live;
    const context: TimelineParts.ViewContext = {
      invoice,
      history: parts.invoiceHistory(invoice, { ...sources.values, now }),
      sources,
      livemode: invoice.livemode ?? store?.peekSession()?.livemode ?? true,
      now,
      speech: parts.speechOf(this.#localize),
      news: '',
      stale,
      open: (id) => void this.dispatchEvent(new InvoiceOpenEvent(id, invoice)),
    };
    this.#drawn = context;
    this.#setAlarm(context);
    return parts.renderTimeline({ ...context, news: this.#newsOf(invoice.id, parts.newestOf(context)) });
  }

  /** A step that was not there before is told once; what the page began with is not. */
  #newsOf(id: string, newest: string): string {
    const sources = this.#sources;
    if (!sources?.settled) return '';
    if (this.#told?.id !== id) this.#told = { id, newest, news: '' };
    // While more is being read, the step may yet be told better.
    else if (sources.quiet && newest !== this.#told.newest) this.#told = { id, newest, news: newest };
    return this.#told.news;
  }

  #renderSkeleton(): TemplateResult {
    const { words } = this.#localize;
    const step = html`<li>
      <span class="sign"></span>
      <div class="said">
        <p class="what"><span class="skeleton">${words.created}</span></p>
        <p class="time"><span class="skeleton">${words.not_viewed.slice(0, 32)}</span></p>
      </div>
    </li>`;
    return html`
      <ol class="steps" aria-hidden="true">
        ${step}${step}${step}
      </ol>
      <div role="status" class="status">
        <span class="visually-hidden">${words.loading}</span>
        ${
          this.live.slow
            ? html`<p class="note">${this.#localize.wordsOf('problems', problems).slow}</p>`
            : nothing
        }
      </div>
    `;
  }

  /** The words for how far away a step is change with time, and what is to come comes. */
  #setAlarm({ history, now }: TimelineParts.ViewContext): void {
    const moments = [...history.entries, ...history.upcoming].flatMap(({ at }) => (at === null ? [] : [at]));
    const next = Math.min(...moments.filter((at) => at >= now).map((at) => at - now + 1));
    const step = moments.some((at) => Math.abs(at - now) < HOUR) ? MINUTE : HOUR;
    alarm(this.#tick, this.isConnected && moments.length ? Math.min(next, step) * 1000 : null);
  }
}
