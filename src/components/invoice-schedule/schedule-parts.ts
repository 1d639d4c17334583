/** All that the element needs only once there is an invoice to show. */
import { adoptStyles, type CSSResultOrNative, type LitElement } from 'lit';
import { partStyles } from './schedule-parts.styles.js';

export { ScheduleFlow } from './schedule-flow.js';
export { renderView } from './schedule-view.js';
export { plannedSoFar, type Planned } from './situation.js';
export { zonesOf } from '../internal/zone-text.js';
export { speechOf } from '../internal/speech.js';

/** Makes an element ready to show the parts. */
export function prepareFor(element: LitElement): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, ...(partStyles.flat() as CSSResultOrNative[])]);
}
