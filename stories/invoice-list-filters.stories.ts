import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-list/invoice-list.define.js';
import type { InvoiceList } from '../src/components/invoice-list/invoice-list.js';
import { readFilter } from '../src/invoice/list-filter.js';
import { inScene, part, sceneOf, settled, shows, until } from './support/scene.js';
import { aMonth } from './support/stock.js';

interface Args {
  /** As in the address: `view=open&currency=eur`. */
  filter: string;
}

const meta: Meta<Args> = {
  title: 'Elements/invoice-list filters',
  component: 'invoice-list',
  args: { filter: '' },
  // What was chosen in another story stays there.
  beforeEach: () => localStorage.clear(),
  async play({ canvasElement }) {
    await part(listIn(canvasElement), 'row');
    await settled(listIn(canvasElement));
  },
  render({ filter }, context) {
    return html`<invoice-list
      adapter-url=${sceneOf(context).url}
      .filter=${readFilter(filter)}
    ></invoice-list>`;
  },
};

export default meta;

type Story = StoryObj<Args>;

const listIn = (canvas: HTMLElement): InvoiceList | null => canvas.querySelector('invoice-list');

/** Opens what a button opens, once its part is there; in a narrow list the filters are unfolded first. */
const opened =
  (selector: string): Story['play'] =>
  async (context) => {
    const list = listIn(context.canvasElement);
    await meta.play?.(context);
    const button = await until(() => list?.shadowRoot?.querySelector<HTMLElement>(selector), selector);
    if (!button.offsetParent) (await part(list, 'fold')).click();
    await list?.updateComplete;
    // In a narrow list there is no choice of columns.
    if (!button.offsetParent) return;
    button.click();
    await shows(list, 'dialog[open]');
  };

/** Found by several filters, one of which Stripe knows nothing of. */
export const Filtered: Story = {
  ...inScene({ stock: aMonth }),
  args: { filter: 'view=draft&collection=send_invoice&scheduled=none&created=2026-11-01..2026-11-30' },
};

export const Status: Story = {
  ...inScene({ stock: aMonth }),
  args: { filter: 'status=draft,open' },
  play: opened('#status-button'),
};

export const Days: Story = {
  ...inScene({ stock: aMonth, timezone: 'Europe/Berlin' }),
  play: opened('#scheduled-button'),
};

export const Amount: Story = {
  ...inScene({ stock: aMonth }),
  args: { filter: 'currency=eur&amount=10000..' },
  play: opened('#amount-button'),
};

export const Customer: Story = {
  ...inScene({ stock: aMonth }),
  async play(context) {
    await opened('#customer-button')?.(context);
    await shows(listIn(context.canvasElement), '[role=option]');
  },
};

/** What Stripe does not understand is told beside the query. */
export const QueryRefused: Story = {
  ...inScene({ stock: aMonth }),
  args: { filter: 'query=colour:"red"' },
  async play({ canvasElement }) {
    await shows(listIn(canvasElement), '.refused');
  },
};

export const QueryHelp: Story = {
  ...inScene({ stock: aMonth }),
  args: { filter: 'query=status:"open"' },
  play: opened('#help-button'),
};

export const ChoiceOfColumns: Story = {
  ...inScene({ stock: aMonth }),
  play: opened('#columns-button'),
};
