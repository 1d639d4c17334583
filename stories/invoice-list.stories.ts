import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-list/invoice-list.define.js';
import type { InvoiceList } from '../src/components/invoice-list/invoice-list.js';
import { readFilter } from '../src/invoice/list-filter.js';
import { inScene, part, sceneOf, settled, shows, until } from './support/scene.js';
import { aMonth, drafts } from './support/stock.js';

interface Args {
  /** As in the address: `view=open&currency=eur`. */
  filter: string;
  columns: string;
  withoutSelection: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/invoice-list',
  component: 'invoice-list',
  args: { filter: '', columns: '', withoutSelection: false },
  async play({ canvasElement }) {
    await part(listIn(canvasElement), 'row');
    await settled(listIn(canvasElement));
  },
  render({ filter, columns, withoutSelection }, context) {
    return html`<invoice-list
      adapter-url=${sceneOf(context).url}
      columns=${columns}
      ?without-selection=${withoutSelection}
      .filter=${readFilter(filter)}
    ></invoice-list>`;
  },
};

export default meta;

type Story = StoryObj<Args>;

const listIn = (canvas: HTMLElement): InvoiceList | null => canvas.querySelector('invoice-list');

const rowsIn = (canvas: HTMLElement): HTMLElement[] => [
  ...(listIn(canvas)?.shadowRoot?.querySelectorAll<HTMLElement>('.row[role]') ?? []),
];

/** Where there is nothing, or something has gone wrong. */
const told =
  (name: string): Story['play'] =>
  async ({ canvasElement }) => {
    await part(listIn(canvasElement), name);
  };

export const Invoices: Story = inScene({ stock: aMonth });

/** Columns by choice, one of them from the metadata. */
export const Columns: Story = {
  ...inScene({ stock: aMonth }),
  args: { columns: 'status number email total collection scheduled created' },
};

/** Some are chosen, by keys. */
export const Chosen: Story = {
  ...inScene({ stock: aMonth }),
  async play({ canvasElement }) {
    await until(() => rowsIn(canvasElement).length > 5, 'the rows');
    const [first] = rowsIn(canvasElement);
    first?.focus();
    for (const key of [' ', 'ArrowDown', 'ArrowDown'])
      (listIn(canvasElement)?.shadowRoot?.activeElement ?? first)?.dispatchEvent(
        new KeyboardEvent('keydown', { key, shiftKey: key !== ' ', bubbles: true, composed: true }),
      );
    await part(listIn(canvasElement), 'chosen');
  },
};

/** More than are loaded: the rest comes as one scrolls. */
export const Many: Story = inScene({ stock: drafts(120) });

export const Loading: Story = {
  ...inScene({ stock: aMonth, faults: [{ delay: 'infinite', match: ({ url }) => /invoices/.test(url) }] }),
  async play({ canvasElement }) {
    await shows(listIn(canvasElement), '.skeleton');
  },
};

export const Empty: Story = {
  ...inScene(),
  render: (_args, context) => html`
    <invoice-list adapter-url=${sceneOf(context).url}>
      <button type="button" slot="empty">New invoice</button>
    </invoice-list>
  `,
  play: told('nothing'),
};

export const NoMatch: Story = {
  ...inScene({ stock: drafts(2) }),
  args: { filter: 'view=paid' },
  play: told('nothing'),
};

/** Nothing came at all; it can be tried again. */
export const Failed: Story = { ...inScene({ faults: [{ status: 500 }] }), play: told('retry') };

/** The first rows came, the next did not: what is there stays. */
export const FailedFurtherOn: Story = {
  ...inScene({
    stock: drafts(60),
    faults: [{ status: 500, match: ({ url }) => url.includes('starting_after') }],
  }),
  async play({ canvasElement }) {
    await part(listIn(canvasElement), 'row');
    scrollTo(0, document.documentElement.scrollHeight);
    await part(listIn(canvasElement), 'retry');
  },
};
