import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { toProblem, type InvoiceProblem } from '../../adapter/adapter.js';
import { safeLocale } from '../../invoice/intl.js';
import type { Invoice } from '../../invoice/types.js';
import { invoicePreview } from '../../translations/en/invoice-preview.js';
import { problems } from '../../translations/en/problems.js';
import { speaks } from '../../translations/registry.js';
import { alarm } from '../internal/alarm.js';
import { InvoiceErrorEvent } from '../internal/events.js';
import { InvoiceElement } from '../internal/invoice-element.js';
import { Localizer } from '../internal/localize.js';
import { renderProblem, type ProblemFacts } from '../internal/problem.js';
import { styles } from './invoice-preview.styles.js';
import type * as PreviewParts from './preview-parts.js';
import { printer, renderBlank } from './blank.js';

type Parts = typeof PreviewParts;

/** The code that draws the document could not be fetched. */
const UNREACHABLE: ProblemFacts = { status: 0, code: 'network_error', detail: '', retryable: true };

/** What came of the last click. */
type Outcome =
  { kind: 'none' } | { kind: 'said'; text: string } | { kind: 'failed'; problem: InvoiceProblem };

/**
 * The invoice as the customer will see it, a draft too, and printed or saved as a PDF without the page around it. It
 * follows the live copy of the invoice, with Stripe's own totals. Its language is `document-lang`, else the first of
 * the customer's languages that there are words for, else that of the page.
 *
 * @summary The invoice as the customer will see it, printable.
 * @customElement invoice-preview
 *
 * @event {InvoiceChangeEvent} invoice-change - The invoice has become another one than it was.
 * @event {InvoiceErrorEvent} invoice-error - The link to pay it could not be read.
 *
 * @csspart print - The button that prints.
 * @csspart sheet - The sheet that the document is on.
 * @csspart paper - The document.
 * @csspart standing - The amount that matters now, and where the invoice stands.
 * @csspart pay - The link to the hosted page.
 * @csspart memo - The memo.
 * @csspart lines - The table of lines.
 * @csspart totals - What they add up to.
 * @csspart footer - The footer.
 * @csspart note - What came of a click.
 * @csspart sign - The small drawing beside a word.
 * @csspart problem - What went wrong, in words.
 * @csspart retry - The button that tries it again.
 */
export class InvoicePreview extends InvoiceElement {
  static override readonly tag = 'invoice-preview';
  static override styles = [InvoiceElement.styles, styles];

  readonly #localize = new Localizer(this, 'invoicePreview', invoicePreview);
  readonly #turn = (): void => this.requestUpdate();
  #parts?: Parts;
  #reader?: InstanceType<Parts['Reader']>;
  #loading?: Promise<void>;
  #waiting: (() => void)[] = [];

  @state() private loadProblem: ProblemFacts | null = null;
  @state() private outcome: Outcome = { kind: 'none' };

  /** Language of the document, a BCP 47 tag; left out, the customer's where it is known, else the page's. */
  @property({ attribute: 'document-lang' }) documentLang = '';

  /** Level of the document's one heading, 1 to 6. */
  @property({ type: Number, attribute: 'heading-level' }) headingLevel = 2;

  /**
   * Prints the document alone, as a click on the button does, once it is there. Resolves when the print dialog is closed,
   * or at once where there is nothing to print.
   */
  async print(): Promise<void> {
    await this.updateComplete;
    if (this.#isOnTheWay()) await new Promise<void>((drawn) => this.#waiting.push(drawn));
    const paper = this.#paper();
    if (!paper || !this.#parts) return;
    this.outcome = { kind: 'none' };
    const printed = await this.#parts.printPaper(paper, this.#options(paper), this);
    if (!printed) this.outcome = { kind: 'said', text: this.#localize.words.no_print };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    alarm(this.#turn, null);
  }

  protected override firstUpdated(): void {
    void this.#load();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('invoiceId') || changed.has('invoice')) this.outcome = { kind: 'none' };
  }

  protected override update(changed: PropertyValues<this>): void {
    // Not earlier: the live copy follows the properties just before.
    this.#reader?.follow(this.#drawable(), this.live.store, !this.documentLang);
    super.update(changed);
  }

  protected override updated(): void {
    if (!this.#isOnTheWay()) this.#waiting.splice(0).forEach((drawn) => drawn());
  }

  override render(): TemplateResult {
    return html`<div class="base">
      ${this.#renderBody()}
      <div role="status" part="note" class="note">${this.#renderOutcome()}</div>
    </div>`;
  }

  #renderBody(): TemplateResult {
    const { words } = this.#localize;
    const live = this.live.state;
    if (this.loadProblem) return renderProblem(this.loadProblem, this.#localize, () => void this.#load());
    switch (live.status) {
      case 'idle':
        return html`<p class="said">${words.empty}</p>`;
      case 'loading':
        return this.#renderBlank();
      case 'error':
        return renderProblem(live.problem, this.#localize, () => this.live.refresh());
      case 'loaded':
        if (live.invoice.deleted) return html`<p class="said">${words.deleted}</p>`;
        return this.#renderPaper() ?? this.#renderBlank();
    }
  }

  #renderBlank(): TemplateResult {
    const slow = this.live.slow ? this.#localize.wordsOf('problems', problems).slow : '';
    return renderBlank(this.#localize.words.print, slow);
  }

  #renderPaper(): TemplateResult | null {
    const paper = this.#paper();
    if (!paper || !this.#parts) return null;
    const { words, lang } = this.#localize;
    const { problem } = this.#reader?.known ?? {};
    const foreign = paper.pen.lang !== lang;
    return html`
      <div class="bar">
        ${foreign && !this.documentLang ? html`<p class="said">${words.language(this.#languageName(paper.pen.lang))}</p>` : nothing}
        <button type="button" part="print" @click=${() => void this.print()}>
          ${printer()} ${words.print}
        </button>
      </div>
      ${
        problem
          ? html`<div class="bar trouble">
              <p class="said">${words.incomplete}</p>
              ${renderProblem(problem, this.#localize, () => this.#reader?.again())}
            </div>`
          : nothing
      }
      <section class="frame" aria-label=${words.label}>
        <div class="sheet" part="sheet">${this.#parts.renderPaper(paper, this.#options(paper))}</div>
      </section>
    `;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    const { outcome } = this;
    if (outcome.kind === 'said') return html`<p class="said">${outcome.text}</p>`;
    return outcome.kind === 'failed' ? renderProblem(outcome.problem, this.#localize) : nothing;
  }

  /** The live invoice, where there is something of it to be drawn. */
  #drawable(): Invoice | null {
    const { invoice } = this.live;
    return invoice?.deleted ? null : invoice;
  }

  #isOnTheWay(): boolean {
    const { status } = this.live.state;
    if (status === 'loaded') return this.#drawable() !== null && !this.loadProblem && !this.#reader?.known;
    return status === 'loading';
  }

  #paper(): PreviewParts.Paper | null {
    const { known } = this.#reader ?? {};
    if (!known || !this.#parts || !this.#reader) return null;
    const { now, store } = this.live;
    const { invoice } = known;
    // That money was given back, or is on its way, is only in the payments.
    this.live.wish(this.#parts.isOnlyLikely(invoice, now));
    const due = invoice.status === 'open' ? invoice.due_date : null;
    const turns = due !== null && due >= now && this.isConnected;
    alarm(this.#turn, turns ? (due + 1 - now) * 1000 : null);
    const pen = this.#parts.penFor(this.#paperLang(), invoice.currency, this.#reader);
    return this.#parts.paperOf(invoice, store?.peekSession()?.account.name ?? null, now, pen);
  }

  #paperLang(): string {
    const locales = this.#reader?.locales ?? [];
    return this.documentLang || (locales.find(speaks) ?? this.#localize.lang);
  }

  #options({ pen: { lang } }: PreviewParts.Paper): PreviewParts.PaperOptions {
    const own = lang === this.#localize.lang;
    const { invoice, store } = this.live;
    const payable = invoice && ['open', 'uncollectible'].includes(invoice.status ?? '');
    const link = payable ? this.#parts?.linkOf(invoice, 'hosted_invoice_url', store) : null;
    const level = Math.trunc(this.headingLevel);
    return {
      level: level >= 1 && level <= 6 ? level : 2,
      dir: own ? undefined : this.#parts?.directionOf(lang),
      payUrl: link && 'url' in link ? link.url : null,
      onPay: (event) => void this.#onPay(event),
    };
  }

  /** Links expire, so the click reads it anew; where no tab may be opened, the one that is shown is followed. */
  async #onPay(event: MouseEvent): Promise<void> {
    const parts = this.#parts;
    if (!parts || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const { words } = this.#localize;
    const tab = parts.openTab(words.opening);
    if (!tab) return;
    event.preventDefault();
    this.outcome = { kind: 'none' };
    try {
      const link = await parts.readLink(this.live, this.live.invoice?.id ?? '', 'hosted_invoice_url');
      if ('url' in link) return tab.go(link.url);
      tab.close();
      this.outcome = { kind: 'said', text: words.no_link };
    } catch (error) {
      tab.close();
      const problem = toProblem(error);
      this.outcome = { kind: 'failed', problem };
      this.dispatchEvent(new InvoiceErrorEvent(problem, this.live.invoice));
    }
  }

  #languageName(tag: string): string {
    const names = new Intl.DisplayNames(safeLocale(this.#localize.lang), { type: 'language' });
    return names.of(safeLocale(tag)) ?? tag;
  }

  /** Fetches what draws the document; once, but for failures. */
  #load(): Promise<void> {
    this.loadProblem = null;
    return (this.#loading ??= import('./preview-parts.js').then(
      (parts) => {
        parts.prepareFor(this);
        this.#parts = parts;
        this.#reader = new parts.Reader(() => this.requestUpdate());
        this.requestUpdate();
      },
      () => {
        this.#loading = undefined;
        this.loadProblem = UNREACHABLE;
      },
    ));
  }
}
