/** What a list needs only once rows can be chosen, or a run is found. */
import type { LitElement } from 'lit';
import { adoptMore } from '../../internal/adopt-more.js';
import { bulkStyles } from './bulk.styles.js';

export { BulkDesk } from './bulk-desk.js';
export { speechOf } from '../../internal/speech.js';
export { zonesOf } from '../../internal/zone-text.js';

/** Makes a list ready to show them. */
export const prepareFor = (element: LitElement): void => adoptMore(element, bulkStyles);
