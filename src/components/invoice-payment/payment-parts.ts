/** All that the element needs only once somebody wants to pay, or comes back from paying. */
import { adoptStyles, type CSSResultOrNative, type LitElement } from 'lit';
import { InvoiceHostedLink } from '../invoice-hosted-link/invoice-hosted-link.js';
import { partStyles } from './payment-parts.styles.js';

export { PaymentFlow } from './payment-flow.js';
export { hasWord, mayOpen, renderButtons, renderStatus, renderTop } from './payment-view.js';
export { speechOf } from '../internal/speech.js';

/** Makes an element ready to show the parts. */
export function prepareFor(element: LitElement): void {
  InvoiceHostedLink.define();
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, ...(partStyles.flat() as CSSResultOrNative[])]);
}
