import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { RetryPolicy } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { problems } from '../../translations/en/problems.js';
import { schedule } from '../../translations/en/schedule.js';
import { alarm } from '../internal/alarm.js';
import { focusedElement } from '../internal/focus.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { LazyParts } from '../internal/lazy-parts.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { styles } from './invoice-schedule.styles.js';
import type { ScheduleFlow } from './schedule-flow.js';
import type * as ScheduleParts from './schedule-parts.js';

/** Seconds after its time at which a draft is read anew, for backends that tell of no changes. */
const LOOK_AGAIN = [0, 15, 60, 300];
const MINUTE = 60;
const HOUR = 3600;

/** What is open: the form, what is asked, or nothing. */
type Panel = '' | 'form' | 'asking';

/**
 * When a draft finalizes by itself: shows the time on the account's clock and on the reader's, sets another one after
 * saying what will happen then (to whom, how much, by email or by charge), and turns it off with one click that can be
 * undone. Of an open invoice it shows whether Stripe goes on collecting, and turns that on and off.
 *
 * @summary When an invoice finalizes by itself; set, change, turn off.
 * @customElement invoice-schedule
 *
 * @event {InvoiceScheduleEvent} invoice-schedule - The person has confirmed a time, or turned it off or on, and nothing is sent yet; cancelable.
 * @event {InvoiceScheduledEvent} invoice-scheduled - It is set, changed, or turned off or on.
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - It could not be read or set.
 *
 * @csspart when - The time, or what there is instead.
 * @csspart finalized - When a finalized invoice was finalized.
 * @csspart set - The button that opens the form.
 * @csspart off - The button that turns it off.
 * @csspart on - The button that has Stripe collect an open invoice by itself.
 * @csspart undo - The button that takes turning off back.
 * @csspart form - The form in which a time is chosen.
 * @csspart preset - One of the times to choose from.
 * @csspart input - The field for date and time.
 * @csspart which - One of two times that a clock shows twice.
 * @csspart zone - The choice of the time zone.
 * @csspart cancel - The button that leaves the form.
 * @csspart continue - The button that goes on to what will happen.
 * @csspart asking - What will happen, to be agreed to.
 * @csspart back - The button that goes back to the form.
 * @csspart confirm - The button that schedules.
 * @csspart review - The button that shows the draft as it is now.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceSchedule extends InvoiceElement {
  static override readonly tag = 'invoice-schedule';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'schedule', schedule);
  readonly #tick = (): void => this.#turn();
  readonly #lazy = new LazyParts<typeof ScheduleParts>(
    this,
    () => import('./schedule-parts.js'),
    (parts) => {
      parts.prepareFor(this);
      this.#flow = new parts.ScheduleFlow(this, () => ({
        store: this.live.store,
        invoice: this.live.invoice,
        zones: this.#zones(parts),
        now: this.live.now,
      }));
    },
  );
  #flow?: ScheduleFlow;
  #planned: ScheduleParts.Planned | null = null;
  /** The form was asked for before there was an invoice. */
  #wanted = false;
  #panel: Panel = '';
  #outcome: ScheduleFlow['outcome'] = null;

  /** The zone that times are set in, such as `Europe/Berlin`; unset, that of the Stripe account. */
  @property({ attribute: 'time-zone' }) timeZone = '';

  /** The reader's own zone, where the page knows it better than the browser. */
  @property({ attribute: 'local-time-zone' }) localTimeZone = '';

  /** How often and how patiently it is tried; the adapter's own policy where nothing is said. */
  @property({ attribute: false }) retry: Partial<RetryPolicy> | null = null;

  /** Opens the form, as a click on the button does; as soon as there is an invoice that it is for. */
  async show(): Promise<void> {
    this.#wanted = true;
    await this.#lazy.load().catch(() => undefined);
    await this.updateComplete;
    this.#openIfWanted();
  }

  /** Closes the form, unless something runs. */
  hide(): void {
    this.#wanted = false;
    this.#flow?.cancel();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    alarm(this.#tick, null);
  }

  protected override firstUpdated(): void {
    // Begun now, so that a network that goes away later does not take the form with it.
    this.#lazy.begin();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('invoiceId') || changed.has('invoice')) {
      const before = changed.get('invoiceId') ?? '';
      if (before && before !== this.invoiceId) this.#flow?.reset();
    }
    const { invoice } = this.live;
    const { parts } = this.#lazy;
    if (parts && invoice) this.#planned = parts.plannedSoFar(this.#planned, invoice);
    this.#flow?.notice(this.live.state);
    this.#setAlarm(invoice);
  }

  protected override updated(): void {
    if (this.#wanted) queueMicrotask(() => this.#openIfWanted());
    const panel: Panel = this.renderRoot.querySelector('form')
      ? 'form'
      : this.renderRoot.querySelector('[part=asking]')
        ? 'asking'
        : '';
    const outcome = this.#flow?.outcome ?? null;
    if (panel !== this.#panel || outcome !== this.#outcome) this.#moveFocus(panel);
    this.#panel = panel;
    this.#outcome = outcome;
  }

  override render(): TemplateResult {
    return html`<div class="base">${this.#renderLive()}</div>`;
  }

  #renderLive(): TemplateResult | typeof nothing {
    const { words } = this.#localize;
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return html`<p class="muted">${words.empty}</p>`;
      case 'loading':
        return this.#renderSkeleton();
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded':
        if (this.#lazy.problem) {
          return renderProblem(this.#lazy.problem, this.#localize, () => this.#lazy.begin());
        }
        return this.#renderInvoice(live.invoice);
    }
  }

  #renderInvoice(invoice: Invoice): TemplateResult {
    const { parts } = this.#lazy;
    if (!parts || !this.#flow) return this.#renderSkeleton();
    const session = this.live.store?.peekSession() ?? null;
    return parts.renderView({
      invoice,
      session,
      flow: this.#flow,
      planned: this.#planned,
      zones: this.#zones(parts),
      now: this.live.now,
      may: this.#mayChange(invoice),
      speech: parts.speechOf(this.#localize),
    });
  }

  #renderSkeleton(): TemplateResult {
    const { words } = this.#localize;
    return html`
      <div class="now" .inert=${true}>
        <p class="label skeleton">${words.finalizes_at}</p>
        <p class="when skeleton">${words.untold}</p>
        <p class="skeleton">${words.off_text}</p>
      </div>
      <div class="buttons start" .inert=${true}>
        <button type="button" class="skeleton">${words.set}</button>
      </div>
      <div role="status" class="status">
        ${this.live.slow ? html`<p class="muted">${this.#localize.wordsOf('problems', problems).slow}</p>` : nothing}
      </div>
    `;
  }

  /** Whether the person may; null while the backend has not said yet, or where there is none. */
  #mayChange({ status, allowed_actions: allowed }: Invoice): boolean | null {
    const { store } = this.live;
    if (!store) return null;
    if (status === 'draft') return allowed?.includes('schedule') ?? true;
    const session = store.peekSession();
    // Of an open invoice only this can still be edited, and it takes the permission to schedule.
    return session ? session.actions.includes('schedule') && (allowed?.includes('edit') ?? true) : null;
  }

  #zones(parts: typeof ScheduleParts): ReturnType<typeof ScheduleParts.zonesOf> {
    const account = this.timeZone || this.live.store?.peekSession()?.account.timezone;
    return parts.zonesOf(account, this.localTimeZone);
  }

  #openIfWanted(): void {
    const { invoice } = this.live;
    if (!this.#wanted || !invoice || !this.#flow) return;
    const may = this.#mayChange(invoice);
    if (may === null && this.live.store) return;
    this.#wanted = false;
    const closed = invoice.deleted || !['draft', 'open'].includes(invoice.status ?? '');
    const isOn = invoice.status === 'open' && invoice.auto_advance === true;
    if (may && !closed && !isOn) void this.#flow.edit();
  }

  /** The focus goes to what has been opened, and is not lost with what has been closed. */
  #moveFocus(panel: Panel): void {
    const find = (selector: string): HTMLElement | null => this.renderRoot.querySelector(selector);
    if (panel === 'form') find('form input:checked')?.focus();
    else if (panel === 'asking') find('.question')?.focus();
    else if (this.#panel || this.#isFocusLost()) (find('.when') ?? find('.now'))?.focus();
  }

  #isFocusLost(): boolean {
    const focused = focusedElement();
    return focused === null || focused === document.body || focused === this;
  }

  /** At its time, and as the words for how far away it is change. */
  #setAlarm(invoice: Invoice | null): void {
    const at = invoice?.status === 'draft' ? invoice.automatically_finalizes_at : null;
    if (at === null || !this.isConnected) return alarm(this.#tick, null);
    const left = at - this.live.now;
    const next =
      left > 0 ? Math.min(left, left > HOUR ? HOUR : MINUTE) : LOOK_AGAIN.find((after) => after > -left);
    alarm(this.#tick, next === undefined ? null : (left > 0 ? next : next + left) * 1000);
  }

  #turn(): void {
    const at = this.live.invoice?.automatically_finalizes_at ?? null;
    if (at !== null && at <= this.live.now) this.live.refresh();
    this.requestUpdate();
  }
}
