/** Ways from one place of the app to another: real links where the address has a place for it, else buttons. */
import { html, type TemplateResult } from 'lit';

export interface Way {
  part: string;
  look: string;
  /** Null where the app has no part of the address. */
  href: string | null;
  content: unknown;
  go: () => void;
}

export function renderWay({ part, look, href, content, go }: Way): TemplateResult {
  if (href === null) {
    return html`<button type="button" part=${part} class=${look} @click=${go}>${content}</button>`;
  }
  const follow = (event: MouseEvent): void => {
    if (!isPlain(event)) return;
    event.preventDefault();
    go();
  };
  return html`<a part=${part} class="button ${look}" href=${href} @click=${follow}>${content}</a>`;
}

/** Clicks for a tab or a window of its own are the browser's. */
const isPlain = ({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;
