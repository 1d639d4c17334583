/** All that is needed once there is an invoice: the document, what it is made of, and how it is printed. */
import { adoptStyles, type LitElement } from 'lit';
import { tokens } from '../../styles/tokens.js';
import { paperStyles, printStyles } from './paper.styles.js';
import type { Paper } from './paper.js';
import { renderPaper, type PaperOptions } from './paper-view.js';
import { printAlone } from './print.js';

export { openTab } from '../invoice-hosted-link/tab.js';
export { linkOf, readLink } from '../invoice-hosted-link/reading.js';
export { directionOf } from './direction.js';
export { isOnlyLikely } from './headline.js';
export { paperOf, type Paper } from './paper.js';
export { renderPaper, type PaperOptions } from './paper-view.js';
export { penFor } from './pen.js';
export { Reader } from './reader.js';

/** Makes an element ready to show the document. */
export function prepareFor(element: LitElement): void {
  const own = (element.constructor as typeof LitElement).elementStyles;
  adoptStyles(element.renderRoot as ShadowRoot, [...own, paperStyles]);
}

/** Resolves when the print dialog is closed; false where the browser cannot print. */
export function printPaper(paper: Paper, options: PaperOptions, element: HTMLElement): Promise<boolean> {
  const { fontFamily, direction } = getComputedStyle(element);
  return printAlone({
    content: renderPaper(paper, options),
    styles: [tokens, paperStyles, printStyles],
    title: paper.fileName,
    pageSize: paper.pageSize,
    font: fontFamily,
    dir: direction,
  });
}
