/** What is drawn of the ways beyond opening and copying. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Invoice } from '../../invoice/types.js';
import type { hostedMore } from '../../translations/en/hosted-more.js';
import { modal } from '../internal/dialog.js';
import { icon } from '../internal/icons.js';
import { drawing } from '../internal/signs.js';
import { qrPath, type QrCode } from './qr.js';

export type Way = 'qr' | 'mail' | 'share';

const SIGNS: Record<Way, () => TemplateResult> = {
  qr: () =>
    drawing(
      svg`<rect x="2.2" y="2.2" width="4.4" height="4.4" rx="0.6" /><rect x="9.4" y="2.2" width="4.4" height="4.4" rx="0.6" /><rect x="2.2" y="9.4" width="4.4" height="4.4" rx="0.6" /><path d="M9.6 9.6h1.2v1.2M13.6 9.6v.1M9.6 13.6h1.2M13.6 12.4v1.2" />`,
    ),
  mail: () => icon('mail'),
  share: () => drawing(svg`<path d="M8 9.8V2M5.2 4.6 8 1.8l2.8 2.8M5 7.2H3.4v6.6h9.2V7.2H11" />`),
};

interface Ways {
  invoice: Invoice;
  /** The one that is under way. */
  busy: string | null;
  words: typeof hostedMore;
  take(way: Way): void;
}

export function renderWays({ invoice, busy, words, take }: Ways): TemplateResult {
  const way = (name: Way, label: string, hint: string): TemplateResult => html`
    <li>
      <button
        type="button"
        part=${name}
        aria-describedby="${name}-hint"
        aria-busy=${busy === name}
        aria-haspopup=${name === 'qr' ? 'dialog' : 'false'}
        @click=${() => take(name)}
      >
        ${SIGNS[name]()} ${label}
      </button>
      <small id="${name}-hint">${hint}</small>
    </li>
  `;
  return html`<ul class="ways">
    ${way('qr', words.qr, words.qr_hint)}
    ${way('mail', words.mail, words.mail_hint(invoice.customer_email ?? ''))}
    ${typeof navigator.share === 'function' ? way('share', words.share, words.share_hint) : nothing}
  </ul>`;
}

/** Light modules around the code, without which it cannot be told from what is beside it. */
const QUIET = 4;

interface Scan {
  code: QrCode;
  number: string;
  until: string;
  words: typeof hostedMore;
  close(): void;
}

/** The code in a dialog of its own, dark on light whatever the page has: not every reader knows the other way round. */
export function renderScan({ code, number, until, words, close }: Scan): TemplateResult {
  const size = code.length + 2 * QUIET;
  return html`
    <dialog
      aria-labelledby="scan-title"
      aria-describedby="scan-about"
      ${modal({ cancel: close, focus: '.close' })}
    >
      <div class="dialog-body scan">
        <h2 id="scan-title" class="dialog-title">${words.qr_title}</h2>
        <svg
          part="qr-code"
          class="code"
          role="img"
          aria-label=${words.qr_label(number)}
          viewBox="0 0 ${size} ${size}"
          shape-rendering="crispEdges"
        >
          ${svg`<path d=${qrPath(code, QUIET)} />`}
        </svg>
        <p id="scan-about" class="said">${words.qr_warning} ${until}</p>
        <div class="dialog-buttons">
          <button type="button" class="close" @click=${close}>${words.close}</button>
        </div>
      </div>
    </dialog>
  `;
}

/** The mail program was called; nobody can tell whether there is one. */
export function renderMailed(href: string, words: typeof hostedMore): TemplateResult {
  return html`<p class="said">${words.mailed} <a href=${href}>${words.mail_open}</a></p>`;
}

/** The browser wants a click of its own for it. */
export function renderShare(words: typeof hostedMore, share: () => void): TemplateResult {
  return html`<p class="said">${words.share_ready}</p>
    <button type="button" class="start" @click=${share}>${SIGNS.share()} ${words.share_now}</button>`;
}
