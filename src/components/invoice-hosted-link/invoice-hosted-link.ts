import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { ownProblem, toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import type { Invoice } from '../../invoice/types.js';
import { hostedLink } from '../../translations/en/hosted-link.js';
import { problems } from '../../translations/en/problems.js';
import { alarm } from '../internal/alarm.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { icon } from '../internal/icons.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { styles } from './invoice-hosted-link.styles.js';
import { copyText } from './copy.js';
import { expiryOf } from './links.js';
import { linkOf, readLink, type Link, type LinkKind } from './reading.js';
import type { Came, Ways, WaysView } from './more-ways.js';
import { openTab } from './tab.js';
import type { Way } from './ways-view.js';

type Task = 'view' | 'pdf' | 'copy' | Way;

/** What came of the last click. */
type Outcome =
  | { kind: 'none' }
  | { kind: 'copied' }
  | { kind: 'said'; text: string }
  | { kind: 'blocked'; url: string }
  | { kind: 'by-hand'; url: string }
  | { kind: 'drawn'; draw: () => TemplateResult }
  | { kind: 'failed'; problem: InvoiceProblem; retry: () => void };

/** “Copied” stays for so many milliseconds. */
const COPIED_FOR = 2500;

/**
 * Opens and copies the page on which the customer sees and pays the invoice, and opens its PDF; shows the link as a QR
 * code, puts it into a mail of the person's own, and hands it to the apps of the device. The links are read anew with
 * each click, because they expire; they are never stored or logged.
 *
 * @summary Open, copy, PDF, QR code, mail and sharing of the hosted invoice.
 * @customElement invoice-hosted-link
 *
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - The link could not be read.
 *
 * @csspart view - The link to the hosted page.
 * @csspart copy - The button that copies it.
 * @csspart pdf - The link to the PDF.
 * @csspart more - The button that shows more ways.
 * @csspart qr - The button that shows the link as a QR code.
 * @csspart qr-code - The QR code.
 * @csspart mail - The button that opens the person's own mail program.
 * @csspart share - The button that shares the link, where the browser can.
 * @csspart note - What there is to say: why there is no link, or what to do.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceHostedLink extends InvoiceElement {
  static override readonly tag = 'invoice-hosted-link';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'hostedLink', hostedLink);
  readonly #turn = (): void => this.requestUpdate();
  #forget?: ReturnType<typeof setTimeout>;
  #ways?: Ways;
  /** Id of the invoice that was drawn last. */
  #shown = '';
  #loading?: Promise<unknown>;

  @state() private expanded = false;
  @state() private task: Task | null = null;
  @state() private outcome: Outcome = { kind: 'none' };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#forget);
    alarm(this.#turn, null);
  }

  protected override firstUpdated(): void {
    // Begun now, so that a network that goes away later does not take it along; what fails is tried again at the click.
    void this.#loadMore().catch(() => undefined);
  }

  protected override update(changed: PropertyValues<this>): void {
    // What was done with the link of one invoice says nothing of another.
    if (this.#shown !== this.#id && this.#shown) {
      this.#ways?.close();
      this.outcome = { kind: 'none' };
    }
    this.#shown = this.#id;
    super.update(changed);
  }

  override render(): TemplateResult {
    return html`<div class="base">
      ${this.#renderBody()}
      <div role="status" part="note" class="note">${this.#renderOutcome()}</div>
      ${this.#ways?.renderDialog() ?? nothing}
    </div>`;
  }

  #renderBody(): TemplateResult | typeof nothing {
    const { words } = this.#localize;
    const live = this.live.state;
    switch (live.status) {
      case 'idle':
        return html`<p class="said">${words.draft}</p>`;
      case 'loading':
        return this.#renderLinks(null, true);
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded': {
        const link = linkOf(live.invoice, 'hosted_invoice_url', this.live.store);
        if (link && 'why' in link) return html`<p class="said">${this.#reason(link)}</p>`;
        return this.#renderLinks(live.invoice, false);
      }
    }
  }

  #renderLinks(invoice: Invoice | null, loading: boolean): TemplateResult {
    const { words } = this.#localize;
    const skeleton = loading ? 'skeleton' : '';
    const until = invoice && this.#until(invoice);
    return html`
      <div class="links" .inert=${loading} aria-busy=${loading}>
        ${this.#renderLink('view', 'hosted_invoice_url', invoice, `button ${skeleton}`, words.view)}
        <button
          type="button"
          part="copy"
          class=${skeleton}
          aria-busy=${this.task === 'copy'}
          @click=${this.#onCopy}
        >
          <span class="swap">
            <span class=${this.outcome.kind === 'copied' ? 'away' : ''}>${words.copy}</span>
            <span class=${this.outcome.kind === 'copied' ? '' : 'away'}
              >${sign('positive')} ${words.copied}</span
            >
          </span>
        </button>
        ${this.#renderLink('pdf', 'invoice_pdf', invoice, `button quiet ${skeleton}`, words.pdf)}
        <button
          type="button"
          part="more"
          class="quiet ${loading ? 'away' : ''}"
          aria-expanded=${this.expanded}
          aria-controls="more"
          @click=${() => void this.#onMore()}
        >
          ${icon('more')} ${words.more}
        </button>
      </div>
      ${until ? html`<p class="said until">${until}</p>` : nothing}
      <div id="more" class="more">
        ${(this.expanded && invoice && this.#ways?.renderList(invoice)) || nothing}
      </div>
      ${
        this.live.slow
          ? html`<p class="said">${this.#localize.wordsOf('problems', problems).slow}</p>`
          : nothing
      }
    `;
  }

  /** Until when links work, or that they do no longer; turns by itself when the moment comes. */
  #until(invoice: Invoice): string {
    const { words, lang } = this.#localize;
    const expiry = expiryOf(invoice);
    if (expiry === null) return '';
    const left = expiry - this.live.now;
    if (left < 0) return words.expired;
    if (this.isConnected) alarm(this.#turn, (left + 1) * 1000);
    return words.until(dateTimeFormat(lang, { dateStyle: 'long' }).format(expiry * 1000));
  }

  /** A real link, so that it can be opened in a window of its own too; a plain click reads it anew first. */
  #renderLink(
    task: 'view' | 'pdf',
    kind: LinkKind,
    invoice: Invoice | null,
    classes: string,
    label: string,
  ): TemplateResult {
    const link = invoice && linkOf(invoice, kind, this.live.store);
    const href = link && 'url' in link ? link.url : undefined;
    const content = html`${task === 'view' ? icon('open') : nothing}<span>${label}</span>`;
    if (!href) {
      return html`<button
        type="button"
        part=${task}
        class=${classes}
        aria-busy=${this.task === task}
        @click=${() => this.#open(task, kind)}
      >
        ${content}
      </button>`;
    }
    return html`<a
      part=${task}
      class=${classes}
      href=${href}
      target="_blank"
      rel="noopener noreferrer"
      title=${this.#localize.words.newTab}
      aria-busy=${this.task === task}
      @click=${(event: MouseEvent) => this.#onLink(event, task, kind)}
      >${content}</a
    >`;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    const { words } = this.#localize;
    const { outcome } = this;
    switch (outcome.kind) {
      case 'none':
        return nothing;
      case 'copied':
        return html`<span class="visually-hidden">${words.copied}</span>`;
      case 'said':
        return html`<p class="said">${outcome.text}</p>`;
      case 'blocked':
        return html`<p class="said">
          ${words.blocked}
          <a href=${outcome.url} target="_blank" rel="noopener noreferrer">${words.view}</a>
        </p>`;
      case 'by-hand':
        return html`<label class="by-hand">
          <span>${words.copyByHand}</span>
          <input readonly aria-label=${words.link} .value=${outcome.url} @focus=${this.#onFocusByHand} />
        </label>`;
      case 'drawn':
        return outcome.draw();
      case 'failed':
        return renderProblem(outcome.problem, this.#localize, outcome.retry);
    }
  }

  get #id(): string {
    return this.invoiceId || this.live.invoice?.id || '';
  }

  #reason(link: Exclude<Link, { url: string }>): string {
    const { words } = this.#localize;
    return link.why === 'untrusted' ? words.untrusted(link.host) : words[link.why];
  }

  #readLink(kind: LinkKind): Promise<Link> {
    return readLink(this.live, this.#id, kind);
  }

  readonly #onLink = (event: MouseEvent, task: 'view' | 'pdf', kind: LinkKind): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void this.#open(task, kind);
  };

  async #open(task: 'view' | 'pdf', kind: LinkKind): Promise<void> {
    if (this.task) return;
    const tab = openTab(this.#localize.words.opening);
    await this.#work(
      task,
      async () => {
        const link = await this.#readLink(kind);
        if ('why' in link) {
          tab?.close();
          return { kind: 'said', text: this.#reason(link) };
        }
        if (!tab) return { kind: 'blocked', url: link.url };
        tab.go(link.url);
        return { kind: 'none' };
      },
      () => void this.#open(task, kind),
      () => tab?.close(),
    );
  }

  readonly #onCopy = async (): Promise<void> => {
    if (this.task) return;
    await this.#work(
      'copy',
      async () => {
        const reading = this.#readLink('hosted_invoice_url');
        const copied = await copyText(reading.then((link) => ('url' in link ? link.url : '')));
        const link = await reading;
        if ('why' in link) return { kind: 'said', text: this.#reason(link) };
        return copied ? { kind: 'copied' } : { kind: 'by-hand', url: link.url };
      },
      () => void this.#onCopy(),
    );
    if (this.outcome.kind === 'copied') {
      this.#forget = setTimeout(() => (this.outcome = { kind: 'none' }), COPIED_FOR);
    }
    if (this.outcome.kind === 'by-hand') {
      await this.updateComplete;
      this.renderRoot.querySelector('input')?.focus();
    }
  };

  readonly #onMore = async (): Promise<void> => {
    if (this.expanded) {
      this.expanded = false;
      return;
    }
    try {
      await this.#loadMore();
      this.expanded = true;
    } catch (error) {
      this.#fail(error, () => void this.#onMore());
    }
  };

  /** Fetches what the other ways need; once, but for failures. */
  #loadMore(): Promise<unknown> {
    return (this.#loading ??= import('./more-ways.js').then(
      (more) => {
        more.prepareFor(this);
        this.#ways = new more.Ways({
          source: this.#localize,
          view: () => this.#view(),
          withLink: (way, use) => void this.#withLink(way, use),
          tell: (came) => (this.outcome = outcomeOf(came)),
          requestUpdate: () => this.requestUpdate(),
        });
      },
      (cause: unknown) => {
        this.#loading = undefined;
        throw ownProblem('network_error', 'A part of the page could not be loaded.', { cause });
      },
    ));
  }

  #view(): WaysView {
    const { invoice, store } = this.live;
    const seller = store?.peekSession()?.account.name ?? '';
    return { invoice, seller, until: invoice ? this.#until(invoice) : '', task: this.task };
  }

  async #withLink(way: Way, use: (url: string) => Promise<Came>): Promise<void> {
    if (this.task) return;
    const id = this.#id;
    await this.#work(
      way,
      async () => {
        const link = await this.#readLink('hosted_invoice_url');
        // Another invoice is shown by now.
        if (id !== this.#id) return { kind: 'none' };
        return 'why' in link ? { kind: 'said', text: this.#reason(link) } : outcomeOf(await use(link.url));
      },
      () => void this.#withLink(way, use),
    );
  }

  async #work(
    task: Task,
    work: () => Promise<Outcome>,
    retry: () => void,
    failed?: () => void,
  ): Promise<void> {
    clearTimeout(this.#forget);
    this.task = task;
    this.outcome = { kind: 'none' };
    try {
      this.outcome = await work();
    } catch (error) {
      failed?.();
      this.#fail(error, retry);
    } finally {
      this.task = null;
    }
  }

  #fail(error: unknown, retry: () => void): void {
    const problem = toProblem(error);
    this.outcome = { kind: 'failed', problem, retry };
    this.dispatchEvent(new InvoiceErrorEvent(problem, this.live.invoice));
  }

  readonly #onFocusByHand = (event: FocusEvent): void => (event.target as HTMLInputElement).select();
}

function outcomeOf(came: Came): Outcome {
  if (came === null) return { kind: 'none' };
  return typeof came === 'string' ? { kind: 'said', text: came } : { kind: 'drawn', draw: came };
}
