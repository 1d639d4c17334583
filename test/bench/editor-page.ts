/** The page in which the draft editor is measured; `editor.ts` calls what it hands out. */
import { HttpAdapter } from '../../src/adapter/http.js';
import type { InvoiceInput } from '../../src/invoice/types.js';
import { InvoiceDraftEditor } from '../../src/components/invoice-draft-editor/invoice-draft-editor.js';

InvoiceDraftEditor.define();

let editor = new InvoiceDraftEditor();

/** Milliseconds from an editor being attached, its invoice at hand, until the last of so many lines is painted. */
export async function firstRender(invoice: InvoiceInput, lines: number): Promise<number> {
  editor.remove();
  sessionStorage.clear();
  editor = new InvoiceDraftEditor();
  editor.adapter = new HttpAdapter({ url: '/api/billing' });
  editor.invoice = invoice;
  const began = performance.now();
  document.body.append(editor);
  do await painted();
  while (cells('price').length < lines);
  return performance.now() - began;
}

/** Puts the focus on a cell. */
export const enter = (name: string, row: number): void => cells(name)[row]?.focus();

const cells = (name: string): NodeListOf<HTMLElement> =>
  editor.renderRoot.querySelectorAll<HTMLElement>(`input[id^=${name}-]`);

/** Resolves after the next frame: a message that is sent as its work begins arrives when that is done. */
function painted(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => resolve(port1.close());
    requestAnimationFrame(() => port2.postMessage(null));
  });
}
