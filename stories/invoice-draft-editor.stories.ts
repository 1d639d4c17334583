import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-draft-editor/invoice-draft-editor.define.js';
import type { CustomerName } from '../server-stub/customers.js';
import type { MswFault } from '../server-stub/msw.js';
import type { ScenarioLine } from '../server-stub/scenarios.js';
import type { World } from '../server-stub/world.js';
import { cell, editorIn, field, fill, write, writes, type Context } from './support/draft-editor.js';
import { inScene, sceneOf, shows } from './support/scene.js';

interface Args {
  /** Name of one of the world's customers. */
  customer: CustomerName | '';
  currency: string;
  lang: string;
  width: string;
}

/** A story without an act of its own is over once its editor, or what is in the way of it, is there. */
const play = async ({ canvasElement }: Pick<Context, 'canvasElement'>): Promise<void> => {
  await shows(canvasElement.querySelector('invoice-draft-editor'), '.foot, .banner, [part~=problem]');
};

const meta: Meta<Args> = {
  title: 'Elements/invoice-draft-editor',
  component: 'invoice-draft-editor',
  args: { customer: '', currency: '', lang: '', width: '' },
  play,
  render({ customer, currency, lang, width }, context) {
    const { url, invoice, world } = sceneOf(context);
    const draw = html`<invoice-draft-editor
      lang=${lang || nothing}
      adapter-url=${url}
      invoice-id=${invoice?.id ?? nothing}
      customer=${customer ? world.customers[customer].id : nothing}
      currency=${currency || nothing}
    ></invoice-draft-editor>`;
    return width
      ? html`<div
          ${ref((stage) => stage instanceof HTMLElement && stage.style.setProperty('max-inline-size', width))}
        >
          ${draw}
        </div>`
      : draw;
  },
};

export default meta;

type Story = StoryObj<Args>;

/** A draft into which something is written that meets a fault. */
function failing(fault: MswFault): Story {
  return {
    ...inScene({ state: 'draft' }),
    async play(context) {
      await cell(context, 0, 'price');
      sceneOf(context).faults.push({ match: writes, ...fault });
      await write(context, 0, 'price', '1350');
      await shows(editorIn(context), '.save.urgent');
    },
  };
}

const many = (count: number): ScenarioLine[] =>
  Array.from({ length: count }, (_, index) => ({
    description: `Delivery ${index + 1}, warehouse ${['North', 'South', 'East'][index % 3] ?? ''}`,
    quantity: String((index % 7) + 1),
    unitAmount: String(1250 + index * 35),
  }));

async function stock({ stripe }: World): Promise<void> {
  for (const [name, amount] of [
    ['Consulting, per hour', 12000],
    ['Hosting and support', 4900],
  ] as const) {
    const product = await stripe.products.create({ name });
    for (const currency of ['eur', 'usd']) {
      await stripe.prices.create({ product: product.id, currency, unit_amount: amount });
    }
  }
}

/** Nobody chosen yet. */
export const Empty: Story = inScene();

/** Customers are searched as you type. */
export const ChoosingACustomer: Story = {
  ...inScene(),
  async play(context) {
    const picker = await shows(editorIn(context), '#customer');
    (picker as HTMLInputElement).focus();
    (picker as HTMLInputElement).click();
    await shows(editorIn(context), '[role=option]');
  },
};

export const ForACustomer: Story = { ...inScene(), args: { customer: 'globex', currency: 'usd' } };

export const Euro: Story = inScene({
  state: 'draft',
  scenario: { description: 'Thank you for your order.' },
});
export const Yen: Story = inScene({ state: 'draft', scenario: { customer: 'sakura' } });
export const Dinar: Story = inScene({ state: 'draft', scenario: { customer: 'dana' } });

export const Charged: Story = inScene({
  state: 'draft',
  scenario: { collection_method: 'charge_automatically' },
});

/** Taxes that a draft carries are kept, and counted while you type. */
export const WithTax: Story = inScene({
  state: 'draft',
  then: async ({ stripe }, { id }) => {
    const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
    await stripe.invoices.update(id, { default_tax_rates: [rate.id] });
  },
});

/** Our own number, until Stripe's is there. */
export const Estimate: Story = {
  ...inScene({ state: 'draft', faults: [{ delay: 'infinite', match: writes }] }),
  async play(context) {
    await write(context, 0, 'quantity', '3.5');
    await shows(editorIn(context), '.estimate');
  },
};

/** Descriptions come from the catalog, or from the head. */
export const PickingAnItem: Story = {
  ...inScene({ state: 'draft', then: stock }),
  async play(context) {
    const description = await cell(context, 2, 'description');
    description.focus();
    description.value = 'ho';
    description.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await shows(editorIn(context), '[role=option]');
  },
};

export const LongNames: Story = inScene({
  state: 'draft',
  scenario: {
    description:
      'As agreed with Ms Featherstonehaugh on the telephone; please quote our reference 2026/11/4711-B.',
    lines: [
      {
        description:
          'Donaudampfschifffahrtsgesellschaftskapitänsmütze with embroidered anchor, including delivery to the third floor',
        quantity: '1000000.123456789012',
        unitAmount: '0.000000000001',
      },
      { description: 'Returned goods', quantity: '3', unitAmount: '-129900' },
    ],
  },
});

/** Kept as typed, marked, and the rest is saved. */
export const BadInput: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    await write(context, 0, 'quantity', 'two');
    await write(context, 1, 'price', '');
    await write(context, 2, 'price', '49.1234567890123456');
    await shows(editorIn(context), '.fault');
  },
};

/** Stripe refuses a value, and it is said at its field. */
export const Refused: Story = {
  ...inScene({
    state: 'draft',
    then: async ({ stripe, customers }) => {
      await stripe.invoices.create({ customer: customers.acme.id, number: 'ACME-0001' });
    },
  }),
  async play(context) {
    await field(context, 'more-identity');
    const number = (await field(context, 'number')) as HTMLInputElement;
    await fill(number, 'ACME-0001');
    await shows(editorIn(context), '.body .fault');
  },
};

export const SavingFailed: Story = failing({ status: 500 });
export const Offline: Story = failing({ offline: true });
export const SignedOut: Story = failing({ status: 401 });
export const Saving: Story = {
  ...inScene({ state: 'draft', faults: [{ delay: 'infinite', match: writes }] }),
  play: (context) => write(context, 0, 'price', '1350'),
};

export const Loading: Story = {
  ...inScene({ state: 'draft', faults: [{ delay: 'infinite' }] }),
  async play(context) {
    await shows(editorIn(context), '.placeholder');
  },
};
export const NotFound: Story = inScene({ state: 'draft', faults: [{ status: 404 }] });
export const Broken: Story = inScene({ state: 'draft', faults: [{ status: 500 }] });
export const LoadedSignedOut: Story = inScene({ state: 'draft', person: null });

/** May look, may not write. */
export const Viewer: Story = inScene({ state: 'draft', person: 'alpha-viewer' });
export const ViewerOfNothing: Story = inScene({ person: 'alpha-viewer' });

/** Somebody else wrote where it was being written here. */
export const ChangedElsewhere: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    await write(context, 0, 'quantity', 'three');
    const { world, invoice, listening } = sceneOf(context);
    await listening;
    const { data } = await world.stripe.invoices.listLineItems(invoice?.id ?? '');
    await world.stripe.invoices.updateLines(invoice?.id ?? '', {
      lines: [{ id: data[0]?.id ?? '', quantity: 9 }],
    });
    await shows(editorIn(context), '.conflict');
  },
};

/** What had been typed is there to copy. */
export const FinalizedElsewhere: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    await write(context, 0, 'price', '1,3,5');
    const { world, invoice, listening } = sceneOf(context);
    await listening;
    await world.stripe.invoices.finalizeInvoice(invoice?.id ?? '');
    await shows(editorIn(context), '#unsent');
  },
};

export const DeletedElsewhere: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    await write(context, 0, 'price', '1,3,5');
    const { world, invoice, listening } = sceneOf(context);
    await listening;
    await world.stripe.invoices.del(invoice?.id ?? '');
    await shows(editorIn(context), '.banner');
  },
};

export const Finalized: Story = inScene({ state: 'open' });

export const ManyLines: Story = inScene({ state: 'draft', scenario: { lines: many(120) } });

/** Rows become cards where there is no room for columns. */
export const Narrow: Story = { ...inScene({ state: 'draft' }), args: { width: '20rem' } };

export const German: Story = {
  ...inScene({ state: 'draft', scenario: { description: 'Vielen Dank für Ihren Auftrag.' } }),
  args: { lang: 'de' },
};
