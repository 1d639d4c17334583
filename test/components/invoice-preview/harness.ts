/** A preview over the real handler, and what is in it. */
import { fixture, html } from '@open-wc/testing';
import '../../../src/components/invoice-preview/invoice-preview.define.js';
import type { InvoicePreview } from '../../../src/components/invoice-preview/invoice-preview.js';
import type { World } from '../../../server-stub/world.js';
import { adapterFor, part, type Fetch } from '../harness.js';

type Between = (request: Request, next: Fetch) => Promise<Response>;

export async function previewOf(
  id: string,
  world: World,
  { between, lang = '' }: { between?: Between; lang?: string } = {},
): Promise<InvoicePreview> {
  return fixture<InvoicePreview>(html`
    <invoice-preview
      .adapter=${adapterFor(world, between)}
      invoice-id=${id}
      document-lang=${lang}
    ></invoice-preview>
  `);
}

export const inside = (element: Element, selector: string): HTMLElement | null =>
  element.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
/** The document, once it is there. */
export const paper = (element: Element): Promise<HTMLElement> => part(element, 'paper');
