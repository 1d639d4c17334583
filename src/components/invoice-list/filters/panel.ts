/** What each panel above the rows is made with, and what it offers to be drawn. */
import type { LitElement, TemplateResult } from 'lit';
import type { InvoiceFilter } from '../../../invoice/list-filter.js';
import { listPanels } from '../../../translations/en/list-panels.js';
import type { ToolsContext } from './tools-context.js';

export interface PanelHost {
  host: LitElement;
  /** As it is now. */
  read(): ToolsContext;
  /** Puts this into the filter, and closes the panel. */
  apply(part: Partial<InvoiceFilter>): void;
  close(): void;
}

export interface Panel {
  /** Selector of what gets the focus first. */
  focus: string;
  render(): TemplateResult;
  /** It is about to be closed. */
  leave?(): void;
}

export const panelWords = ({ source }: ToolsContext): typeof listPanels =>
  source.wordsOf('listPanels', listPanels);
