import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import type { Invoice } from '../../invoice/types.js';
import { hostedLink } from '../../translations/en/hosted-link.js';
import { problems } from '../../translations/en/problems.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { icon } from '../internal/icons.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import { styles } from './invoice-hosted-link.styles.js';
import { expiryOf } from './links.js';
import { linkOf, readLink, type Link, type LinkKind } from './reading.js';
import { openTab } from './tab.js';

type Task = 'view' | 'pdf' | 'copy';

/** What came of the last click. */
type Outcome =
  | { kind: 'none' }
  | { kind: 'copied' }
  | { kind: 'said'; text: string }
  | { kind: 'blocked'; url: string }
  | { kind: 'by-hand'; url: string }
  | { kind: 'failed'; problem: InvoiceProblem; retry: () => void };

/** “Copied” stays for so many milliseconds. */
const COPIED_FOR = 2500;

/**
 * Opens and copies the page on which the customer sees and pays the invoice, and opens its PDF. The links are read anew
 * with each click, because they expire; they are never stored or logged.
 *
 * @summary Open, copy and PDF of the hosted invoice.
 * @customElement invoice-hosted-link
 *
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - The link could not be read.
 *
 * @csspart view - The link to the hosted page.
 * @csspart copy - The button that copies it.
 * @csspart pdf - The link to the PDF.
 * @csspart note - What there is to say: why there is no link, or what to do.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoiceHostedLink extends InvoiceElement {
  static override readonly tag = 'invoice-hosted-link';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'hostedLink', hostedLink);
  #forget?: ReturnType<typeof setTimeout>;

  @state() private task: Task | null = null;
  @state() private outcome: Outcome = { kind: 'none' };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#forget);
  }

  override render(): TemplateResult {
    return html`<div class="base">
      ${this.#renderBody()}
      <div role="status" part="note" class="note">${this.#renderOutcome()}</div>
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
    const expiry = invoice && expiryOf(invoice);
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
      </div>
      ${expiry && expiry < this.live.now ? html`<p class="said">${words.expired}</p>` : nothing}
      ${
        this.live.slow
          ? html`<p class="said">${this.#localize.wordsOf('problems', problems).slow}</p>`
          : nothing
      }
    `;
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
      case 'failed':
        return renderProblem(outcome.problem, this.#localize, outcome.retry);
    }
  }

  #reason(link: Exclude<Link, { url: string }>): string {
    const { words } = this.#localize;
    return link.why === 'untrusted' ? words.untrusted(link.host) : words[link.why];
  }

  #readLink(kind: LinkKind): Promise<Link> {
    return readLink(this.live, this.invoiceId || this.live.invoice?.id || '', kind);
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
      const problem = toProblem(error);
      this.outcome = { kind: 'failed', problem, retry };
      this.dispatchEvent(new InvoiceErrorEvent(problem, this.live.invoice));
    } finally {
      this.task = null;
    }
  }

  readonly #onFocusByHand = (event: FocusEvent): void => (event.target as HTMLInputElement).select();
}

/**
 * Puts text on the clipboard that is still on its way, begun within the click: Safari and Firefox forget the click while
 * they wait. False where the browser does not allow it, or there was no text.
 */
async function copyText(text: Promise<string>): Promise<boolean> {
  // A failure to read is the caller's, who waits for the same promise.
  text.catch(() => undefined);
  try {
    const blob = text.then((it) =>
      it ? new Blob([it], { type: 'text/plain' }) : Promise.reject(new Error()),
    );
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
    return true;
  } catch {
    return false;
  }
}
