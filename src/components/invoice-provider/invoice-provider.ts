import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import { adapterForUrl, provideAdapter, type AdapterProvider } from '../../adapter/context.js';
import type { CsrfOption } from '../../adapter/csrf.js';
import { HttpAdapter, type HttpAdapterOptions } from '../../adapter/http.js';
import { define, VERSION, type Definable } from '../internal/define.js';

/**
 * Gives one adapter to every element inside, at any depth and across shadow roots, also to those that were there before
 * it. All of them share one live copy of each invoice and one live line to the backend. Put `lang` on it to choose the
 * language of everything inside.
 *
 * @summary The adapter for every invoice element inside.
 * @customElement invoice-provider
 *
 * @slot - Any content; the elements inside may be nested anywhere in it.
 */
export class InvoiceProvider extends LitElement {
  static readonly tag = 'invoice-provider';
  static readonly version: string = VERSION;
  static readonly dependencies: readonly Definable[] = [];
  static override styles = css`
    :host {
      display: contents;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  #own: InvoiceAdapter | null = null;
  /** The settings that the adapter was chosen by. */
  #chosenBy: readonly unknown[] = [];
  #provided?: AdapterProvider;

  /** Defines the element under its own tag or another. */
  static define(this: Definable, tag?: string, registry?: CustomElementRegistry): void {
    define(this, tag, registry);
  }

  /** Where the backend handler is mounted, absolute or relative to the page. Equal URLs share one adapter. */
  @property({ attribute: 'adapter-url' }) adapterUrl = '';

  /** An adapter of the page's own; it wins over `adapter-url`. */
  @property({ attribute: false }) adapter: InvoiceAdapter | null = null;

  /**
   * Sent with every request to `adapter-url`; a function is called anew for each one. The provider then has an adapter
   * for itself, so set a new value only where it really is another.
   */
  @property({ attribute: false }) headers: HttpAdapterOptions['headers'] | null = null;

  /** As for `fetch`, with `adapter-url`; `same-origin` unless given. The provider then has an adapter for itself. */
  @property() credentials: RequestCredentials | null = null;

  /**
   * The token that the page's framework wants with each write: `rails`, `django`, `laravel`, or as a property where else
   * it is found. The provider then has an adapter for itself.
   */
  @property() csrf: CsrfOption | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#choose();
    this.#provided = provideAdapter(this, () => this.#own);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#provided?.dispose();
    this.#provided = undefined;
  }

  protected override willUpdate(): void {
    this.#choose();
    this.#provided?.update();
  }

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  /** Chooses anew where a setting has become another one, so that an adapter is never made twice. */
  #choose(): void {
    const { adapter, adapterUrl: url, headers, credentials, csrf } = this;
    const by = [adapter, url, headers, credentials, csrf];
    if (by.every((setting, at) => setting === this.#chosenBy[at])) return;
    this.#chosenBy = by;
    if (adapter || !url) this.#own = adapter;
    else if (!headers && !credentials && !csrf) this.#own = adapterForUrl(url);
    else {
      this.#own = new HttpAdapter({
        url,
        ...(headers && { headers }),
        ...(credentials && { credentials }),
        ...(csrf && { csrf }),
      });
    }
  }
}
