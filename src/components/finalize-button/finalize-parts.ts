/** All that the button needs only once there is something to show beyond itself. */
import { adoptStyles, type CSSResultOrNative, type LitElement } from 'lit';
import { InvoiceHostedLink } from '../invoice-hosted-link/invoice-hosted-link.js';
import { partStyles } from './finalize-parts.styles.js';

export { openStep, renderDialog } from './finalize-dialog.js';
export { FinalizeFlow } from './finalize-flow.js';
export { renderFinalized } from './finalized-view.js';
export { speechOf } from '../internal/speech.js';

/** Makes an element ready to show the parts. */
export function prepareFor(element: LitElement): void {
  InvoiceHostedLink.define();
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, ...(partStyles.flat() as CSSResultOrNative[])]);
}
