/** What the editor draws only once it is loaded: everything but the cells, the header and the totals. */
export { renderConflicts } from './conflict-list.js';
export { CustomerDialog } from './customer-dialog.js';
export { renderLineDetails } from './details.js';
export { readTerms } from './due-terms.js';
export { renderMore } from './more.js';
export { duplicate, putIntoRevision, retryTax, revise, startOver, takeLastLines } from './flows.js';
export { keepMine, takeTheirs } from './conflicts.js';
export { isBlock } from './paste.js';
export { PasteDialog } from './paste-dialog.js';
export { failuresOf, readiness, renderReadiness } from './readiness.js';
export { addStyles } from './more.styles.js';
