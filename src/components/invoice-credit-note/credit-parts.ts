/** All that the element needs once it is connected: the form, the previews, the writes. */
import { adoptStyles, type CSSResultOrNative, type LitElement } from 'lit';
import { partStyles } from './credit-parts.styles.js';

export { CreditModel, isFinalized } from './credit-model.js';
export { renderFacts, renderList } from './credit-view.js';
export { drawingOf } from './drawing.js';
export { InvoiceCreditCancelEvent } from './invoice-credit-note.events.js';
export { speechOf } from '../internal/speech.js';

/** Makes an element ready to show the parts. */
export function prepareFor(element: LitElement): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, ...(partStyles.flat() as CSSResultOrNative[])]);
}
