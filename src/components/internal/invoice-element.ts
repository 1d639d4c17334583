import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import type { InvoiceInput } from '../../invoice/types.js';
import { tokens } from '../../styles/tokens.js';
import { define, VERSION, type Definable } from './define.js';
import { LiveInvoiceController } from './live-invoice.js';

/**
 * What the elements that show one invoice share: the four properties that say which invoice and through what, and the
 * live copy that they are drawn from.
 */
export abstract class InvoiceElement extends LitElement {
  static readonly version: string = VERSION;
  static readonly tag: string;
  /** Classes that the template uses, defined together with this one. */
  static readonly dependencies: readonly Definable[] = [];
  static override styles: CSSResultGroup = tokens;

  /** Defines the element under its own tag or another; see {@link define} for what happens when the tag is taken. */
  static define(this: Definable, tag?: string, registry?: CustomElementRegistry): void {
    define(this, tag, registry);
  }

  /** Id of the invoice to show (`in_…`); it is read through the adapter. */
  @property({ attribute: 'invoice-id' }) invoiceId = '';

  /** The invoice itself, raw JSON of any API shape. With an adapter it is the first sight and is kept up to date. */
  @property({ attribute: false }) invoice: InvoiceInput | null = null;

  /** Where the backend handler is mounted. Equal URLs share one adapter and one live copy of each invoice. */
  @property({ attribute: 'adapter-url' }) adapterUrl = '';

  /** An adapter of the page's own; before `adapter-url`, the nearest provider and the default adapter. */
  @property({ attribute: false }) adapter: InvoiceAdapter | null = null;

  /** The live copy behind the element. */
  protected readonly live = new LiveInvoiceController(this);

  /** Drawn with what the page has given; what comes from the backend draws it again. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.live.ready;
    return super.getUpdateComplete();
  }
}
