import { html, nothing } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-draft-editor/invoice-draft-editor.define.js';
import {
  cell,
  choose,
  editorIn,
  field,
  fill,
  press,
  shelves,
  write,
  writes,
  type Context,
  whole,
} from './support/draft-editor.js';
import { inScene, sceneOf, shows, until } from './support/scene.js';

interface Args {
  lang: string;
}

/** A story without an act of its own is over once its editor is there. */
const play = async ({ canvasElement }: Pick<Context, 'canvasElement'>): Promise<void> => {
  await shows(canvasElement.querySelector('invoice-draft-editor'), '.foot');
};

/** What can be written into a draft beside its cells, and the ways of the hand. */
const meta: Meta<Args> = {
  title: 'Elements/invoice-draft-editor at work',
  component: 'invoice-draft-editor',
  args: { lang: '' },
  play,
  render({ lang }, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-draft-editor
      lang=${lang || nothing}
      adapter-url=${url}
      invoice-id=${invoice?.id ?? nothing}
    ></invoice-draft-editor>`;
  },
};

export default meta;

type Story = StoryObj<Args>;

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
    await whole(context);
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
    await whole(context);
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
    await whole(context);
    terms.focus();
    terms.value = 'net 45';
    terms.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await shows(editorIn(context), '[role=option]');
  },
};

/** Stripe finalizes it by itself. */
export const Scheduled: Story = inScene({ state: 'scheduled' });

/** A subscription made it: its own items are locked, what was added by hand is not. */
export const OfASubscription: Story = inScene({
  state: 'draft',
  asMade: true,
  then: async ({ stripe }, { id }) => {
    const invoice = await stripe.invoices.retrieve(id);
    const [first, ...rest] = invoice.lines.data;
    const subscription = { subscription: 'sub_1', metadata: null, subscription_proration_date: null };
    return {
      ...invoice,
      parent: { type: 'subscription_details', quote_details: null, subscription_details: subscription },
      billing_reason: 'subscription_cycle',
      allowed_actions: ['edit', 'finalize', 'schedule', 'duplicate'],
      lines: {
        ...invoice.lines,
        data: [
          { ...first, parent: { type: 'subscription_item_details', invoice_item_details: null } },
          ...rest,
        ],
      },
    };
  },
});

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
