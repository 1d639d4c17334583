import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-draft-editor/invoice-draft-editor.define.js';
import type { InvoiceDraftEditor } from '../src/components/invoice-draft-editor/invoice-draft-editor.js';
import type { CustomerName } from '../server-stub/customers.js';
import type { MswFault } from '../server-stub/msw.js';
import type { ScenarioLine } from '../server-stub/scenarios.js';
import type { World } from '../server-stub/world.js';
import { inScene, sceneOf, shows, until } from './support/scene.js';

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
type Context = Parameters<NonNullable<Story['play']>>[0];

const editorIn = ({ canvasElement }: Context): InvoiceDraftEditor | null =>
  canvasElement.querySelector('invoice-draft-editor');

/** A cell of a row, from 0, once it is there. */
async function cell(
  context: Context,
  row: number,
  column: 'description' | 'quantity' | 'price',
): Promise<HTMLInputElement> {
  const find = (): HTMLInputElement | undefined =>
    editorIn(context)?.shadowRoot?.querySelectorAll<HTMLInputElement>(`input[id^=${column}-]`)[row];
  return until(find, `${column} of row ${row}`);
}

/** Writes into a field as a person would see it written, and leaves it. */
async function write(
  context: Context,
  row: number,
  column: 'description' | 'quantity' | 'price',
  text: string,
): Promise<void> {
  const input = await cell(context, row, column);
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
  input.blur();
}

const writes = ({ method }: Request): boolean => method !== 'GET';

/** A control by its id, unfolded where it is folded away. */
async function field(context: Context, id: string): Promise<HTMLElement> {
  const control = await until(() => editorIn(context)?.shadowRoot?.getElementById(id), id);
  const folded = control.closest('details');
  if (folded) folded.open = true;
  return control;
}

async function fill(input: HTMLInputElement, text: string): Promise<void> {
  input.focus();
  input.value = text;
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
  input.blur();
  await Promise.resolve();
}

async function choose(context: Context, id: string, name: RegExp): Promise<void> {
  const menu = (await field(context, id)) as HTMLSelectElement;
  const option = await until(() => [...menu.options].find(({ text }) => name.test(text)), String(name));
  menu.value = option.value;
  menu.dispatchEvent(new Event('change', { bubbles: true }));
}

/** Presses a key in what has the focus. */
const press = (target: HTMLElement, key: string, keys: KeyboardEventInit = {}): void =>
  void target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...keys }),
  );

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

/** Rates, coupons, codes, shipping and templates to choose from. */
async function shelves({ stripe, stub }: World): Promise<void> {
  await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  await stripe.taxRates.create({ display_name: 'VAT reduced', percentage: 7, inclusive: false });
  const coupon = await stripe.coupons.create({ name: 'Spring sale', percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'SPRING' });
  await stripe.coupons.create({ name: 'Welcome', amount_off: 2000, currency: 'eur', duration: 'once' });
  await stripe.shippingRates.create({
    display_name: 'Parcel',
    type: 'fixed_amount',
    fixed_amount: { amount: 690, currency: 'eur' },
  });
  stub.addTemplate();
}

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

/** Service period, own taxes and discounts of one item, and its place among the others. */
export const ItemDetails: Story = {
  ...inScene({ state: 'draft', then: shelves }),
  async play(context) {
    press(await cell(context, 1, 'description'), 'Enter', { altKey: true });
    await shows(editorIn(context), '.detail');
    const [from, to] = editorIn(context)!.shadowRoot!.querySelectorAll<HTMLInputElement>('.period input');
    await fill(from!, '2026-11-01');
    await fill(to!, '2026-11-30');
    const id = editorIn(context)!.shadowRoot!.querySelector('[id^=taxes-]')!.id;
    await choose(context, id, /reduced/);
    await choose(context, id.replace('taxes', 'discounts'), /Spring/);
    await until(
      () => editorIn(context)?.shadowRoot?.querySelectorAll('.detail li').length === 2,
      'both are on it',
    );
  },
};

/** Taxes, discounts, shipping, footer, fields of one's own: folded away, each saying what it holds. */
export const EverythingOnIt: Story = {
  ...inScene({ state: 'draft', then: shelves, scenario: { description: 'Thank you for your order.' } }),
  async play(context) {
    await choose(context, 'default-taxes', /19/);
    await choose(context, 'discounts', /Spring/);
    await choose(context, 'shipping', /Parcel/);
    await fill(
      (await field(context, 'footer')) as HTMLInputElement,
      'Acme Ltd, Registered in England 0123456',
    );
    const buttons = (await field(context, 'more-fields')).querySelectorAll<HTMLButtonElement>(
      '.buttons button',
    );
    buttons[1]!.click();
    await fill((await field(context, 'field-value-0')) as HTMLInputElement, '4711-B');
    await choose(context, 'methods', /SEPA/);
    for (const folded of editorIn(context)!.shadowRoot!.querySelectorAll('details')) folded.open = false;
    await until(() => !editorIn(context)?.matches(':state(dirty)'), 'it is saved');
  },
};

/** Stripe works the tax out, and says why it can't. */
export const AutomaticTaxWithoutAddress: Story = {
  ...inScene({ state: 'draft', scenario: { customer: 'nimbus' } }),
  async play(context) {
    const box = (await field(context, 'automatic-tax')) as HTMLInputElement;
    box.click();
    await until(() => !editorIn(context)?.matches(':state(dirty)'), 'it is saved');
    await shows(editorIn(context), '.readiness .obstacle');
  },
};

/** What is in the way of the finalization, with the way to each, and its mend. */
export const NotReady: Story = {
  ...inScene({
    state: 'draft',
    scenario: { customer: 'nimbus', collection_method: 'charge_automatically' },
    then: ({ stripe, customers }) => stripe.customers.update(customers.nimbus.id, { email: '' }),
  }),
  async play(context) {
    const more = await shows(editorIn(context), '.readiness [aria-controls=obstacles]');
    (more as HTMLElement).click();
    await shows(editorIn(context), '#obstacles');
  },
};

/** Rows of a spreadsheet, with what was understood of them before they become items. */
export const Pasting: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    const target = await cell(context, 2, 'description');
    await until(() => editorIn(context)?.shadowRoot?.querySelector('.more'), 'the parts are there');
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/plain',
      'Service\tHours\tRate\tAmount\nDesign\t2.5\t80.00\t200.00\nHosting\t1\t$49.90\t49.90\nOn call\tsome\t12.00\t\nTotal\t\t\t249.90\n',
    );
    target.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }),
    );
    await shows(editorIn(context), 'dialog[open] .preview');
  },
};

/** A customer is made without leaving the draft. */
export const NewCustomer: Story = {
  ...inScene(),
  async play(context) {
    const picker = (await shows(editorIn(context), '#customer')) as HTMLInputElement;
    await until(() => editorIn(context)?.shadowRoot?.querySelector('.more'), 'the parts are there');
    picker.focus();
    picker.value = 'Wayne Enterprises';
    picker.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const option = await shows(editorIn(context), '[role=option]:last-child');
    (option as HTMLElement).click();
    await shows(editorIn(context), 'dialog[open]');
  },
};

/** What people type for it is read; the day stands beside it. */
export const DueTerms: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    const terms = (await field(context, 'terms')) as HTMLInputElement;
    await until(() => editorIn(context)?.shadowRoot?.querySelector('.more'), 'the parts are there');
    terms.focus();
    terms.value = 'net 45';
    terms.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await shows(editorIn(context), '[role=option]');
  },
};

/** Stripe finalizes it by itself. */
export const Scheduled: Story = inScene({ state: 'scheduled' });

/** Another draft takes the place of a finalized invoice. */
export const Revision: Story = inScene({
  state: 'open',
  then: ({ stripe }, { id }) => stripe.invoices.create({ from_invoice: { action: 'revision', invoice: id } }),
});

/** What was typed before the page was loaded anew. */
export const Restored: Story = {
  ...inScene({ state: 'draft' }),
  async play(context) {
    const { faults } = sceneOf(context);
    faults.push({ match: writes, offline: true });
    await write(context, 0, 'price', '1350');
    await shows(editorIn(context), '.save.urgent');
    const editor = editorIn(context)!;
    const again = document.createElement('invoice-draft-editor');
    again.adapterUrl = editor.adapterUrl;
    again.invoiceId = editor.invoiceId;
    editor.replaceWith(again);
    await shows(again, '.banner');
  },
};

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
