/** More ways to bring the link to the customer: a QR code, a mail of the person's own, the apps of the device. */
import { adoptStyles, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Invoice } from '../../invoice/types.js';
import { hostedMore } from '../../translations/en/hosted-more.js';
import type { WordSource } from '../internal/problem.js';
import { mailOf } from './mail.js';
import { encodeQr, type QrCode } from './qr.js';
import { moreStyles } from './ways.styles.js';
import { renderMailed, renderScan, renderShare, renderWays, type Way } from './ways-view.js';

/** What the element knows at the moment. */
export interface WaysView {
  invoice: Invoice | null;
  /** Who sends the bill, where that is known. */
  seller: string;
  /** Until when links work, as a sentence. */
  until: string;
  /** What is under way. */
  task: string | null;
}

/** What the ways need of their element. */
interface WaysHost {
  readonly source: WordSource & { lang: string };
  view(): WaysView;
  /** Reads the link anew and goes on with it; failures and refusals are the element's to tell. */
  withLink(way: Way, use: (url: string) => Promise<Came>): void;
  /** Shows what came of something that was done with a link read before. */
  tell(came: Came): void;
  requestUpdate(): void;
}

/** What came of it: something to say, something to draw, or nothing. */
export type Came = string | (() => TemplateResult) | null;

/** Makes an element ready to show the ways. */
export function prepareFor(element: LitElement): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, ...moreStyles]);
}

export class Ways {
  #code: QrCode | null = null;

  constructor(private readonly host: WaysHost) {}

  renderList(invoice: Invoice): TemplateResult {
    const { task } = this.host.view();
    return renderWays({ invoice, words: this.#words, busy: task, take: (way) => this.#take(way) });
  }

  renderDialog(): TemplateResult | typeof nothing {
    const { invoice, until } = this.host.view();
    if (!this.#code || !invoice) return nothing;
    const number = numberOf(invoice);
    return renderScan({ code: this.#code, number, until, words: this.#words, close: () => this.close() });
  }

  /** Closes the dialog. */
  close(): void {
    if (this.#code) this.#show(null);
  }

  get #words(): typeof hostedMore {
    return this.host.source.wordsOf('hostedMore', hostedMore);
  }

  #take(way: Way): void {
    const uses: Record<Way, (url: string) => Promise<Came>> = {
      qr: async (url) => this.#scan(url),
      mail: async (url) => this.#mail(url),
      share: (url) => this.#share(url),
    };
    this.host.withLink(way, uses[way]);
  }

  #scan(url: string): Came {
    const code = encodeQr(url);
    this.#show(code);
    return code ? null : this.#words.qr_too_long;
  }

  #mail(url: string): Came {
    const { invoice, seller, until } = this.host.view();
    if (!invoice) return null;
    const href = mailOf({ invoice, url, seller, until, words: this.#words, lang: this.host.source.lang });
    followed(href);
    return () => renderMailed(href, this.#words);
  }

  /** Where the click is forgotten by the time that the link has been read, the browser wants another one. */
  async #share(url: string): Promise<Came> {
    const { invoice, seller } = this.host.view();
    if (!invoice) return null;
    try {
      await navigator.share({ title: this.#words.subject(numberOf(invoice), seller), url });
      return null;
    } catch (error) {
      const { name } = error as Error;
      // The person has thought better of it.
      if (name === 'AbortError') return null;
      if (name !== 'NotAllowedError') return this.#words.share_failed;
      const again = (): void => void this.#share(url).then((came) => this.host.tell(came));
      return () => renderShare(this.#words, again);
    }
  }

  #show(code: QrCode | null): void {
    this.#code = code;
    this.host.requestUpdate();
  }
}

const numberOf = ({ number, id }: Invoice): string => number ?? id;

/** As a click on such a link would. */
function followed(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.click();
}
