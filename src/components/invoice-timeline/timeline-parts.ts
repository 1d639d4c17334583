/** All that the element needs only once there is an invoice to show. */
export { invoiceHistory } from '../../invoice/history.js';
export { speechOf } from '../internal/speech.js';
export { TimelineSources } from './timeline-sources.js';
export { newestOf, renderTimeline, type ViewContext } from './timeline-view.js';
