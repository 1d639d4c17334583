import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-preview/invoice-preview.define.js';
import type { InvoicePreview } from '../src/components/invoice-preview/invoice-preview.js';
import type { World } from '../server-stub/world.js';
import { inScene, sceneOf, settled, shows, type SceneOptions } from './support/scene.js';

interface Args {
  'document-lang': string;
}

const meta: Meta<Args> = {
  title: 'Elements/invoice-preview',
  component: 'invoice-preview',
  args: { 'document-lang': '' },
  async play({ canvasElement }) {
    await settled(previewIn(canvasElement));
  },
  render(args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-preview
      adapter-url=${url}
      invoice-id=${invoice?.id ?? 'in_1'}
      document-lang=${args['document-lang'] || nothing}
    ></invoice-preview>`;
  },
};

export default meta;

type Story = StoryObj<Args>;

const previewIn = (canvas: HTMLElement): InvoicePreview | null => canvas.querySelector('invoice-preview');

const written = (options: SceneOptions, args: Partial<Args> = {}): Story => ({
  ...inScene(options),
  args,
});

/** Two rates, one of which the prices have in them. */
async function taxed({ stripe }: World, id: string): Promise<void> {
  const [vat, reduced, city] = await Promise.all([
    stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false }),
    stripe.taxRates.create({ display_name: 'VAT', percentage: 7, inclusive: false }),
    stripe.taxRates.create({ display_name: 'City tax', percentage: 2.5, inclusive: true }),
  ]);
  const { data } = await stripe.invoices.listLineItems(id);
  await stripe.invoices.updateLines(id, {
    lines: data.map((line, index) => ({
      id: line.id,
      tax_rates: index === 2 ? [reduced.id] : index === 1 ? [vat.id, city.id] : [vat.id],
    })),
  });
}

/** Everything that can stand on an invoice. */
async function dressed(world: World, id: string): Promise<void> {
  const { stripe } = world;
  await taxed(world, id);
  const [sale, loyal] = await Promise.all([
    stripe.coupons.create({ name: 'Spring sale', percent_off: 10, duration: 'once' }),
    stripe.coupons.create({ name: 'Ten years with us', amount_off: 5000, currency: 'eur', duration: 'once' }),
  ]);
  const { data } = await stripe.invoices.listLineItems(id);
  const start = Date.UTC(2026, 10, 1) / 1000;
  await stripe.invoices.updateLines(id, {
    lines: [
      { id: data[1]?.id ?? '', discounts: [{ coupon: sale.id }] },
      { id: data[2]?.id ?? '', period: { start, end: start + 30 * 86_400 - 1 } },
    ],
  });
  await stripe.invoices.update(id, {
    description: 'Thank you for the good work together.\nQuestions? Maya is happy to help.',
    footer: 'Northwind Studio · Hafenstraße 7 · 20457 Hamburg\nIBAN DE89 3704 0044 0532 0130 00',
    custom_fields: [
      { name: 'PO number', value: 'PO-2026-1184' },
      { name: 'Cost centre', value: '4711' },
    ],
    discounts: [{ coupon: loyal.id }],
    shipping_cost: {
      shipping_rate_data: {
        display_name: 'Parcel',
        type: 'fixed_amount',
        fixed_amount: { amount: 990, currency: 'eur' },
      },
    },
    shipping_details: {
      name: 'Acme GmbH, Warehouse',
      address: { line1: 'Kaistraße 3', postal_code: '40221', city: 'Düsseldorf', country: 'DE' },
    },
  });
}

export const Draft: Story = written({ state: 'draft' });
export const EmptyDraft: Story = written({ state: 'draft', scenario: { lines: [] } });
export const Scheduled: Story = written({ state: 'scheduled' });
export const FinalizationFailed: Story = written({ state: 'finalization_failed' });
export const Open: Story = written({ state: 'open' });
export const PartiallyPaid: Story = written({ state: 'partially_paid' });
export const PaymentFailed: Story = written({ state: 'payment_failed' });
export const Retrying: Story = written({ state: 'retrying' });
export const PastDue: Story = written({ state: 'past_due' });
export const Pending: Story = written({ state: 'pending' });
export const ActionRequired: Story = written({ state: 'action_required' });
export const Paid: Story = written({ state: 'paid' });
export const Credited: Story = written({ state: 'credited' });
export const PartiallyRefunded: Story = written({ state: 'partially_refunded' });
export const Refunded: Story = written({ state: 'refunded' });
export const Uncollectible: Story = written({ state: 'uncollectible' });
export const Void: Story = written({ state: 'void' });
export const Unknown: Story = written({ state: 'unknown' });

export const Deleted: Story = {
  ...inScene({ state: 'deleted' }),
  render: (_args, context) => {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-preview adapter-url=${url} .invoice=${invoice}></invoice-preview>`;
  },
};

/** Taxes that differ by line, discounts on a line and on the whole, shipping, custom fields, memo and footer. */
export const Dressed: Story = written({ state: 'draft', then: (world, { id }) => dressed(world, id) });

export const DressedAndOpen: Story = written({
  state: 'draft',
  async then(world, { id }) {
    await dressed(world, id);
    await world.stripe.invoices.finalizeInvoice(id);
  },
});

/** One rate for all, which the prices have in them. */
export const InclusiveTax: Story = written({
  state: 'draft',
  async then({ stripe }, { id }) {
    const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: true });
    await stripe.invoices.update(id, { default_tax_rates: [rate.id] });
    await stripe.invoices.finalizeInvoice(id);
  },
});

/** What the customer has left from before pays part of it. */
export const Credit: Story = written({
  state: 'draft',
  async then(world, { id }) {
    const { id: customer } = world.customers.acme;
    await world.stripe.customers.createBalanceTransaction(customer, { amount: -50_000, currency: 'eur' });
    await world.stripe.invoices.finalizeInvoice(id);
  },
});

export const CreditNote: Story = written({
  state: 'open',
  then: ({ stripe }, { id }) => stripe.creditNotes.create({ invoice: id, amount: 12_000 }),
});

export const NegativeLine: Story = written({
  state: 'draft',
  scenario: {
    lines: [
      { description: 'Interface design, November', quantity: '12.5', unitAmount: '9500' },
      { description: 'Hours from October that were not used', quantity: '2', unitAmount: '-9500' },
    ],
  },
});

/** Nothing to pay: paid at once. */
export const NothingDue: Story = written({
  state: 'draft',
  scenario: { lines: [{ description: 'First month, on the house', quantity: '1', unitAmount: '0' }] },
  then: ({ stripe }, { id }) => stripe.invoices.finalizeInvoice(id),
});

export const Yen: Story = written({ state: 'open', scenario: { customer: 'sakura' } });
export const Dinar: Story = written({ state: 'open', scenario: { customer: 'dana' } });
export const Dollar: Story = written({ state: 'open', scenario: { customer: 'globex' } });
export const ChargedByItself: Story = written({
  state: 'draft',
  scenario: { customer: 'globex', collection_method: 'charge_automatically' },
  then: ({ stripe }, { id }) => stripe.invoices.finalizeInvoice(id, { auto_advance: true }),
});

/** Nothing is cut off, and nothing is wider than the sheet. */
export const LongNames: Story = written({
  state: 'draft',
  scenario: {
    lines: [
      {
        description:
          'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellung and everything that comes with it, delivered in three parts over the year, each of which is described in an appendix of its own',
        quantity: '123456.789',
        unitAmount: '0.0125',
      },
      { description: 'A', quantity: '1', unitAmount: '99999999900' },
    ],
  },
  async then({ stripe, customers }, { id }) {
    await stripe.customers.update(customers.acme.id, {
      name: 'Rechtsschutzversicherungsgesellschaften und Partner Beteiligungs- und Verwaltungsgesellschaft mbH & Co. KG',
    });
    await stripe.invoices.update(id, {
      custom_fields: [{ name: 'A name of forty characters, to the last', value: 'x'.repeat(140) }],
      description: 'https://example.com/'.padEnd(300, 'very-long-'),
    });
  },
});

/** As many as Stripe takes. */
export const ManyLines: Story = written({
  state: 'draft',
  scenario: {
    lines: Array.from({ length: 250 }, (_, index) => ({
      description: `Ticket ${4000 + index}, ${index % 3 ? 'support' : 'a longer one, with all that was said and done about it over the weeks'}`,
      quantity: String(1 + (index % 7)),
      unitAmount: String(950 + index * 10),
    })),
  },
  then: ({ stripe }, { id }) => stripe.invoices.finalizeInvoice(id),
});

/** The customer reads German, the page is English. */
export const CustomersLanguage: Story = written({
  state: 'open',
  then: async ({ stripe, customers }) =>
    void (await stripe.customers.update(customers.acme.id, { preferred_locales: ['de-AT', 'en'] })),
});

/** The page says which language. */
export const InGerman: Story = written({ state: 'past_due' }, { 'document-lang': 'de' });

/** Written from right to left within a page that is not; there are no words in Hebrew yet, but dates and amounts. */
export const RightToLeft: Story = written({ state: 'open' }, { 'document-lang': 'he' });

/** The rest of the lines cannot be read. */
export const Incomplete: Story = {
  ...inScene({
    state: 'open',
    scenario: {
      lines: Array.from({ length: 25 }, (_, index) => ({
        description: `Ticket ${index}`,
        quantity: '1',
        unitAmount: '1900',
      })),
    },
    asMade: true,
    faults: [{ status: 403, match: ({ url }) => url.includes('/lines') }],
  }),
  async play({ canvasElement }) {
    await shows(previewIn(canvasElement), '.problem');
  },
};

/** No invoice yet. */
export const Empty: Story = { ...inScene(), render: () => html`<invoice-preview></invoice-preview>` };

export const Loading: Story = { ...inScene({ faults: [{ delay: 'infinite' }] }), play: () => undefined };

export const Slow: Story = {
  ...inScene({ faults: [{ delay: 'infinite' }] }),
  async play({ canvasElement }) {
    await shows(previewIn(canvasElement), '.said');
  },
};

export const Offline: Story = {
  ...inScene({ faults: [{ offline: true }] }),
  async play({ canvasElement }) {
    await shows(previewIn(canvasElement), '.problem');
  },
};
export const SignedOut: Story = inScene({ person: null });
export const Forbidden: Story = inScene({ faults: [{ status: 403 }] });
export const NotFound: Story = inScene();

/** May see the invoice, but not hold its link. */
export const WithoutLink: Story = inScene({ state: 'open', person: 'alpha-viewer' });
