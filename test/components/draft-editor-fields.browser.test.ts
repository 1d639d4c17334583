/** What can be written beside the lines: saved as it was chosen, and read back from Stripe. */
import { assert } from '@open-wc/testing';
import { scenarios } from '../../server-stub/scenarios.js';
import {
  field,
  line,
  mendObstacle,
  open,
  pendingItem,
  press,
  rootOf,
  saved,
  type,
  write,
  type Desk,
  text,
  invoiceOf,
} from './draft-editor/page.js';
import { until } from './until.js';

/** A control by its id, unfolded where it is folded away. */
async function control<T extends HTMLElement = HTMLInputElement>(desk: Desk, id: string): Promise<T> {
  const find = (): T | null => rootOf(desk).querySelector<T>(`#${id}`);
  await until(find, `#${id}`);
  const folded = find()!.closest('details');
  if (folded) folded.open = true;
  return find()!;
}

async function choose(desk: Desk, id: string, name: RegExp): Promise<void> {
  const menu = await control<HTMLSelectElement>(desk, id);
  const option = (): HTMLOptionElement | undefined => [...menu.options].find(({ text }) => name.test(text));
  await until(option, `${name} in #${id}`);
  menu.value = option()!.value;
  menu.dispatchEvent(new Event('change', { bubbles: true }));
}

async function fill(desk: Desk, id: string, text: string): Promise<void> {
  const input = await control(desk, id);
  input.focus();
  input.select?.();
  await type(text);
  await press('Tab');
}

async function shelves(desk: Desk['world']): Promise<void> {
  const { stripe } = desk;
  await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  const coupon = await stripe.coupons.create({ name: 'Spring', percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'SPRING' });
  await stripe.shippingRates.create({ display_name: 'Parcel', type: 'fixed_amount', fixed_amount: { amount: 690, currency: 'eur' } }); // prettier-ignore
  desk.stub.addTemplate();
}

describe('invoice-draft-editor, its fields', () => {
  it('puts taxes, discounts and shipping on, estimates them at once, and Stripe agrees', async () => {
    const desk = await open({ invoice: scenarios.draft, prepare: shelves });
    desk.hold(true);
    await choose(desk, 'default-taxes', /VAT/);
    await choose(desk, 'discounts', /Spring/);
    await choose(desk, 'shipping', /Parcel/);
    await desk.editor.updateComplete;
    assert.ok(rootOf(desk).querySelector('.estimate'));
    const estimated = text(desk, '.totals .total dd');
    desk.hold(false);
    await saved(desk);
    const invoice = await invoiceOf(desk);
    assert.equal(invoice.subtotal, 363650);
    assert.equal(invoice.total, 390159);
    assert.equal(text(desk, '.totals .total dd'), estimated);
    assert.equal(text(desk, '.deviation'), '');
    assert.deepEqual(desk.writes, ['update'], 'all of it in one write');
    (await control(desk, 'more-discounts')).querySelector<HTMLElement>('li button')!.click();
    await saved(desk);
    assert.deepEqual((await invoiceOf(desk)).discounts, []);
  });

  it('takes a promotion code, and says when there is none', async () => {
    const desk = await open({ invoice: scenarios.draft, prepare: shelves });
    await fill(desk, 'code', 'nope');
    (await control(desk, 'code')).focus();
    await press('Enter');
    await until(() => /no active code “nope”/.test(text(desk, '#code-said')));
    assert.equal((await control(desk, 'code')).value, 'nope', 'what was typed stays');
    await fill(desk, 'code', 'SPRING');
    (await control(desk, 'code')).focus();
    await press('Enter');
    await until(() => rootOf(desk).querySelector('#more-discounts li'), 'it is on');
    await saved(desk);
    assert.lengthOf((await invoiceOf(desk)).discounts, 1);
    assert.equal(text(desk, '#more-discounts .holds'), 'SPRING · -10%');
  });

  it('writes memo, footer, custom fields, payment methods, template, date and metadata', async () => {
    const desk = await open({ invoice: scenarios.draft, prepare: shelves });
    await fill(desk, 'memo', 'Thank you');
    await fill(desk, 'footer', 'Registered in Berlin');
    const buttons = (await control(desk, 'more-fields')).querySelectorAll<HTMLElement>('.buttons button');
    buttons[1]!.click();
    await until(() => rootOf(desk).activeElement?.id === 'field-value-0', 'the preset asks for the value');
    await type('4711-B');
    await choose(desk, 'methods', /SEPA/);
    await choose(desk, 'template', /./);
    const effective = await control(desk, 'effective');
    effective.value = '2026-11-30';
    effective.dispatchEvent(new Event('change', { bubbles: true }));
    (await control(desk, 'more-metadata')).querySelector<HTMLElement>('.buttons button')!.click();
    await until(() => rootOf(desk).activeElement?.id === 'key-name-0');
    await type('project');
    await press('Tab');
    await type('apollo');
    await saved(desk);
    const invoice = await invoiceOf(desk);
    assert.equal(invoice.description, 'Thank you');
    assert.equal(invoice.footer, 'Registered in Berlin');
    assert.deepEqual(invoice.custom_fields, [{ name: 'PO number', value: '4711-B' }]);
    assert.deepEqual(invoice.payment_settings.payment_method_types, ['sepa_debit']);
    assert.equal(new Date(invoice.effective_at! * 1000).toISOString().slice(0, 10), '2026-11-30');
    assert.equal(invoice.metadata?.['project'], 'apollo');
    (await field(desk, 'Remove key 1')).click();
    await saved(desk);
    assert.equal((await invoiceOf(desk)).metadata?.['project'], undefined);
  });

  it('waits with a field that is not finished, and saves the rest', async () => {
    const desk = await open({ invoice: scenarios.draft });
    (await control(desk, 'more-fields')).querySelector<HTMLElement>('.buttons button')!.click();
    await until(() => rootOf(desk).activeElement?.id === 'field-name-0');
    await type('Contract');
    await fill(desk, 'memo', 'Saved all the same');
    await until(async () => (await invoiceOf(desk)).description === 'Saved all the same');
    assert.include(text(desk, '[part=save-state]'), 'Not saved: a field below is not finished');
    await fill(desk, 'field-value-0', '12');
    await saved(desk);
    assert.deepEqual((await invoiceOf(desk)).custom_fields, [{ name: 'Contract', value: '12' }]);
  });

  it('tells what Stripe refuses at its field, and sends the rest', async () => {
    const desk = await open({
      invoice: scenarios.draft,
      prepare: ({ stripe, customers }) =>
        stripe.invoices.create({ customer: customers.acme.id, number: 'TAKEN-1' }),
    });
    await fill(desk, 'number', 'TAKEN-1');
    await fill(desk, 'memo', 'With a number');
    await until(() => rootOf(desk).querySelector('#more-identity .body .fault'), 'it is said there');
    await until(async () => (await invoiceOf(desk)).description === 'With a number');
    await fill(desk, 'number', 'FREE-1');
    await saved(desk);
    assert.equal((await invoiceOf(desk)).number, 'FREE-1');
    assert.equal(text(desk, '#more-identity .body .fault'), '');
  });

  it('gives an item its own period, tax and discount', async () => {
    const desk = await open({ invoice: scenarios.draft, prepare: shelves });
    (await field(desk, 'More for item 2')).click();
    const start = async (edge: string): Promise<HTMLInputElement> => {
      await until(() => rootOf(desk).querySelector(`[id^=${edge}-]`));
      return rootOf(desk).querySelector<HTMLInputElement>(`[id^=${edge}-]`)!;
    };
    for (const [edge, day] of [['start', '2026-11-01'], ['end', '2026-11-30']] as const) {
      const input = await start(edge);
      input.value = day;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await desk.editor.updateComplete;
    } // prettier-ignore
    const key = rootOf(desk).querySelector('.detail')!.id.replace('details-', '');
    await choose(desk, `taxes-${key}`, /VAT/);
    await choose(desk, `discounts-${key}`, /Spring/);
    await saved(desk);
    const { data } = await desk.world.stripe.invoices.listLineItems(desk.editor.invoiceId);
    const { period, discount_amounts, taxes } = data[1]!;
    assert.equal(new Date(period.start * 1000).toISOString().slice(0, 10), '2026-11-01');
    assert.equal(new Date(period.end * 1000).toISOString().slice(0, 10), '2026-11-30');
    assert.equal(discount_amounts?.[0]?.amount, 11875);
    assert.equal(taxes?.[0]?.amount, Math.round((118750 - 11875) * 0.19));
    assert.deepEqual(data[0]!.taxes, []);
    (await field(desk, 'More for item 2')).click();
    await until(
      () => /Nov 1 – 30, 2026 · VAT 19% · Spring/.test(text(desk, '.summary')),
      text(desk, '.summary'),
    );
  });

  it('takes a promotion code for one item', async () => {
    const desk = await open({ invoice: scenarios.draft, prepare: shelves });
    (await field(desk, 'More for item 1')).click();
    await until(() => rootOf(desk).querySelector('.detail'));
    const key = rootOf(desk).querySelector('.detail')!.id.replace('details-', '');
    await fill(desk, `code-${key}`, 'SPRING');
    (await control(desk, `code-${key}`)).focus();
    await press('Enter');
    await until(() => /SPRING/.test(text(desk, '.detail .picked li')), 'it is on');
    await saved(desk);
    const { data } = await desk.world.stripe.invoices.listLineItems(desk.editor.invoiceId);
    assert.deepEqual(
      data.map(({ discount_amounts }) => discount_amounts?.[0]?.amount ?? 0),
      [24000, 0, 0],
    );
  });

  it('makes a customer on the way, and mends one', async () => {
    const desk = await open();
    const picker = await control(desk, 'customer');
    await until(() => rootOf(desk).querySelector('.more'));
    picker.focus();
    await type('Wayne Enterprises');
    await until(() => /New customer/.test(text(desk, '[role=option]:last-child')));
    await press('ArrowUp');
    await press('Enter');
    await until(() => rootOf(desk).querySelector('dialog[open]'));
    await press('Enter');
    await until(() => !rootOf(desk).querySelector('dialog'), 'a name is enough');
    assert.equal((await control(desk, 'customer')).value, 'Wayne Enterprises');
    assert.include(text(desk, '.readiness'), 'Add an item first');
    (await field(desk, 'Description, item 1')).focus();
    await line('Cape', '1', '80');
    // Stripe makes no draft to be sent to somebody without an address.
    await until(() => /Missing email/.test(text(desk, '[part=save-state]')), 'it is refused');
    assert.include(text(desk, '.readiness'), 'Add an email address');
    await mendObstacle(desk, /email/);
    await fill(desk, 'new-email', 'bruce');
    (rootOf(desk).querySelector('dialog .primary') as HTMLElement).click();
    await until(() => /no email address/.test(text(desk, '#new-email-fault')));
    await fill(desk, 'new-email', 'bruce@wayne.example');
    (rootOf(desk).querySelector('dialog .primary') as HTMLElement).click();
    await until(() => /Ready to be finalized, for bruce@wayne.example/.test(text(desk, '.readiness')));
    await saved(desk);
    assert.equal((await invoiceOf(desk)).customer_email, 'bruce@wayne.example');
  });

  it('keeps the lines in a new draft of another currency', async () => {
    const desk = await open({ invoice: scenarios.draft });
    const first = desk.editor.invoiceId;
    await choose(desk, 'currency', /USD/);
    await until(() => desk.editor.invoiceId && desk.editor.invoiceId !== first, 'another draft');
    await saved(desk);
    const invoice = await invoiceOf(desk);
    assert.deepEqual(
      [invoice.currency, invoice.subtotal, invoice.customer],
      ['usd', 363650, desk.world.customers.acme.id],
    );
    assert.equal(
      (await desk.world.stripe.invoices.retrieve(first)).status,
      'draft',
      'the first one is still there',
    );
  });

  it('takes the items of the last invoice', async () => {
    const desk = await open({ customer: 'acme', currency: 'eur', prepare: (world) => scenarios.open(world) });
    (await field(desk, 'Items of the last invoice')).click();
    await saved(desk);
    assert.equal((await invoiceOf(desk)).subtotal, 363650);
  });

  it('pulls pending items in on request', async () => {
    const desk = await open({
      customer: 'globex',
      prepare: pendingItem,
    });
    const box = await control(desk, 'pending');
    box.click();
    await write(desk, 'Memo', 'With what was pending');
    await saved(desk);
    assert.equal((await invoiceOf(desk)).subtotal, 700);
    assert.equal((await field(desk, 'Description, item 1')).value, 'Pending');
  });
});
