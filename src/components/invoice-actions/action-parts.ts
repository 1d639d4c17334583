/** All that the element needs only once an action is chosen. */
import { adoptStyles, type CSSResultOrNative, type LitElement } from 'lit';
import { askingStyles } from '../internal/asking.styles.js';
import { definePanels } from './panels.js';
import { dialogStyles } from '../internal/dialog.js';
import { spinnerStyles } from '../internal/spinner.js';
import { payStyles } from './pay-form.styles.js';

export { renderDialog } from './action-dialog.js';
export { ActionFlow } from './action-flow.js';
export { saidAfter, wordsOf } from './deeds.js';
export { renderPanel } from './panels.js';

/** Makes an element ready to show the parts. */
export function prepareFor(element: LitElement): void {
  definePanels();
  const own = (element.constructor as typeof LitElement).elementStyles;
  const more: CSSResultOrNative[] = [dialogStyles, askingStyles, spinnerStyles, payStyles];
  adoptStyles(element.renderRoot as ShadowRoot, [...own, ...more]);
}
