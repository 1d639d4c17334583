/** What opens above the rows, and the export: fetched once there is a list to deal with. */
import type { TemplateResult } from 'lit';
import { comboboxStyles } from '../../internal/combobox.js';
import { dialogStyles } from '../../internal/dialog.js';
import { hangingStyles } from '../../internal/hanging.js';
import { spinnerStyles } from '../../internal/spinner.js';
import { inCurrency, type FilterName } from '../../../invoice/list-filter.js';
import type { Customer } from '../../../invoice/wire.js';
import { AmountPanel } from './amount-panel.js';
import { ChoicePanel } from './choice-panel.js';
import { ColumnsPanel } from './columns-panel.js';
import { CustomerPanel } from './customer-panel.js';
import { DaysPanel } from './days-panel.js';
import { type Panel, type PanelHost } from './panel.js';

import { panelsStyles } from './panels.styles.js';
import { QueryHelp } from './query-help.js';
import { StatusPanel } from './status-panel.js';
import { filterWords, currenciesIn } from './tools-context.js';

export { ExportRun } from './export-run.js';

/** Each stands by itself, or for a filter. */
export type PanelName = FilterName | 'columns' | 'help';

export class Panels {
  readonly #customer: CustomerPanel;
  #open: Panel | null = null;

  constructor(
    private readonly panel: PanelHost,
    learn: (customer: Customer) => void,
  ) {
    this.#customer = new CustomerPanel(panel, learn);
  }

  /** Begins it anew, as things are now. */
  open(name: PanelName): void {
    this.#open = this.#make(name);
  }

  leave(): void {
    this.#open?.leave?.();
  }

  get focus(): string {
    return this.#open?.focus ?? '';
  }

  render(): TemplateResult | undefined {
    return this.#open?.render();
  }

  #make(name: PanelName): Panel {
    const { panel } = this;
    switch (name) {
      case 'status':
        return new StatusPanel(panel);
      case 'customer':
        return this.#customer.begin();
      case 'created':
      case 'due':
      case 'scheduled':
        return new DaysPanel(panel, name);
      case 'amount':
        return new AmountPanel(panel);
      case 'currency':
        return this.#currencies();
      case 'collection':
        return this.#collection();
      case 'columns':
        return new ColumnsPanel(panel);
      case 'help':
        return new QueryHelp(panel);
    }
  }

  #currencies(): Panel {
    const { panel } = this;
    return new ChoicePanel(
      () => currenciesIn(panel.read()).map((value) => ({ value, label: value.toUpperCase() })),
      panel.read().filter.currency,
      (currency) => panel.apply(inCurrency(panel.read().filter, currency)),
    );
  }

  #collection(): Panel {
    const { panel } = this;
    const methods = ['send_invoice', 'charge_automatically'] as const;
    return new ChoicePanel(
      () => methods.map((value) => ({ value, label: filterWords(panel.read())[value] })),
      panel.read().filter.collection,
      (value) => panel.apply({ collection: methods.find((method) => method === value) ?? null }),
    );
  }
}

/** Styles of what comes with these parts. */
export const styles = [dialogStyles, hangingStyles, comboboxStyles, spinnerStyles, panelsStyles];
