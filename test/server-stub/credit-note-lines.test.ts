/** The lines of credit notes: by amount and by quantity, with discounts and taxes, of their own, and negative ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import { opened } from './credit-support.js';
import { newCustomer, newDraft, newStub, sdk } from './support.js';

test('lines by amount carry their tax (recorded: 2500 of 3990 at 21 % is 3025), and the rest carries the rest', async () => {
  const stripe = sdk(newStub());
  const rate = await stripe.taxRates.create({ display_name: 'IVA', percentage: 21, inclusive: false });
  const { id, lines, total } = await opened(stripe, 3990, { default_tax_rates: [rate.id] });
  assert.equal(total, 4828);
  const [line] = lines.data;
  assert.ok(line);
  const credit = (amount: number) =>
    stripe.creditNotes.create({
      invoice: id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: line.id, amount }],
    });
  const first = await credit(2500);
  assert.deepEqual(
    [first.subtotal, first.total, first.total_excluding_tax, first.total_taxes?.[0]?.amount],
    [2500, 3025, 2500, 525],
  );
  const [credited] = first.lines.data;
  assert.deepEqual(
    [credited?.amount, credited?.quantity, credited?.unit_amount, credited?.taxes?.[0]?.taxable_amount],
    [2500, null, null, 2500],
  );
  assert.deepEqual([credited?.invoice_line_item, credited?.tax_rates[0]?.id], [line.id, rate.id]);
  await assert.rejects(credit(1491), { param: 'lines[0][amount]' });
  const rest = await credit(1490);
  assert.deepEqual([rest.total, rest.total_taxes?.[0]?.amount], [1803, 313]);
  assert.equal((await stripe.invoices.retrieve(id)).status, 'paid');
  await assert.rejects(credit(1), { param: 'lines[0][amount]' });
});

test('lines by quantity, with both kinds of discount, until nothing is left', async () => {
  const stripe = sdk(newStub());
  const own = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const shared = await stripe.coupons.create({ amount_off: 100, currency: 'usd', duration: 'once' });
  const customer = (await newCustomer(stripe)).id;
  const draft = await stripe.invoices.create({ customer, discounts: [{ coupon: shared.id }] });
  const product = (await stripe.products.create({ name: 'Thing' })).id;
  await stripe.invoices.addLines(draft.id, {
    lines: [
      {
        quantity: 3,
        price_data: { currency: 'usd', product, unit_amount: 333 },
        discounts: [{ coupon: own.id }],
      },
      { amount: 501 },
    ],
  });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  const [things, flat] = invoice.lines.data;
  assert.ok(things && flat);
  const unit = () =>
    stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: things.id, quantity: 1 }],
    });
  const notes = [await unit(), await unit()];
  assert.deepEqual(
    [
      notes[0]?.lines.data[0]?.amount,
      notes[0]?.lines.data[0]?.quantity,
      notes[0]?.lines.data[0]?.unit_amount,
    ],
    [333, 1, 333],
  );
  await assert.rejects(
    stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: things.id, amount: 333 }],
    }),
    /already credited by quantity/,
  );
  notes.push(
    await stripe.creditNotes.create({
      invoice: invoice.id,
      lines: [
        { type: 'invoice_line_item', invoice_line_item: things.id, quantity: 1 },
        { type: 'invoice_line_item', invoice_line_item: flat.id, amount: 501 },
      ],
    }),
  );
  const all = (read: (note: Stripe.CreditNote) => number) => notes.reduce((sum, note) => sum + read(note), 0);
  assert.equal(
    all((note) => note.total),
    invoice.total,
  );
  assert.equal(
    all((note) => note.subtotal),
    invoice.subtotal,
  );
  assert.equal(
    all((note) => note.discount_amount),
    invoice.total_discount_amounts?.reduce((sum, { amount }) => sum + amount, 0),
  );
  await assert.rejects(unit(), { param: 'lines[0][quantity]' });
});

test('taxes by hand on own lines: rates or amounts, not both', async () => {
  const stripe = sdk(newStub());
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 20, inclusive: false });
  const { id } = await opened(stripe, 5000);
  const line = { type: 'custom_line_item', quantity: 3 } as const;
  const note = await stripe.creditNotes.create({
    invoice: id,
    lines: [
      { ...line, unit_amount_decimal: Stripe.Decimal.from('33.5'), tax_rates: [rate.id] },
      { ...line, unit_amount: 10, tax_amounts: [{ amount: 4, tax_rate: rate.id, taxable_amount: 30 }] },
    ],
  });
  // 3 × 33.5 = 100.5 is rounded to 101, 20 % of that to 20.
  assert.deepEqual(
    note.lines.data.map(({ amount }) => amount),
    [101, 30],
  );
  assert.deepEqual([note.subtotal, note.total, note.total_taxes?.[0]?.amount], [131, 155, 24]);
  assert.deepEqual(
    [note.lines.data[0]?.unit_amount, String(note.lines.data[0]?.unit_amount_decimal)],
    [null, '33.5'],
  );
  await assert.rejects(
    stripe.creditNotes.create({
      invoice: id,
      lines: [
        {
          ...line,
          unit_amount: 1,
          tax_rates: [rate.id],
          tax_amounts: [{ amount: 1, tax_rate: rate.id, taxable_amount: 3 }],
        },
      ],
    }),
    { param: 'lines[0][tax_amounts]' },
  );
});

test('with automatic tax the amount of a line is without its inclusive tax', async () => {
  const stripe = sdk(newStub());
  const address = { country: 'DE', postal_code: '10969', city: 'Berlin', line1: 'Lindenstr. 1' };
  const customer = (await newCustomer(stripe, { address })).id;
  const draft = await stripe.invoices.create({ customer, automatic_tax: { enabled: true } });
  const product_data = { name: 'Thing' };
  await stripe.invoices.addLines(draft.id, {
    lines: [
      { price_data: { currency: 'usd', product_data, unit_amount: 11_900, tax_behavior: 'inclusive' } },
    ],
  });
  const { id, lines } = await stripe.invoices.finalizeInvoice(draft.id);
  const credit = (amount: number) =>
    stripe.creditNotes.create({
      invoice: id,
      lines: [{ type: 'invoice_line_item', invoice_line_item: lines.data[0]?.id ?? '', amount }],
    });
  const note = await credit(5000);
  assert.deepEqual([note.total, note.total_excluding_tax, note.subtotal_excluding_tax], [5950, 5000, 5000]);
  await assert.rejects(credit(5001), { param: 'lines[0][amount]' });
  await credit(5000);
  assert.equal((await stripe.invoices.retrieve(id)).status, 'paid');
  await assert.rejects(
    stripe.creditNotes.create({
      invoice: id,
      lines: [{ type: 'custom_line_item', quantity: 1, unit_amount: 1 }],
    }),
    { param: 'lines[0][type]' },
  );
});

test('a negative line is credited with a negative amount, while the note stays positive', async () => {
  const stripe = sdk(newStub());
  const { id: draft } = await newDraft(stripe, 10_000);
  await stripe.invoices.addLines(draft, { lines: [{ amount: -5000, description: 'Discount' }] });
  const { id, lines } = await stripe.invoices.finalizeInvoice(draft);
  const [plus, minus] = lines.data.map((line) => ({
    type: 'invoice_line_item' as const,
    invoice_line_item: line.id,
  }));
  assert.ok(plus && minus);
  await assert.rejects(stripe.creditNotes.create({ invoice: id, lines: [{ ...minus, amount: 100 }] }), {
    param: 'lines[0][amount]',
  });
  await assert.rejects(
    stripe.creditNotes.create({ invoice: id, lines: [{ ...minus, amount: -100 }] }),
    /must be positive/,
  );
  await assert.rejects(
    stripe.creditNotes.create({ invoice: id, lines: [{ ...plus, amount: 10_000 }] }),
    /still be credited/,
  );
  const note = await stripe.creditNotes.create({
    invoice: id,
    lines: [
      { ...plus, amount: 10_000 },
      { ...minus, quantity: 1 },
    ],
  });
  assert.equal(note.total, 5000);
});

test('shipping is credited whole, once, with its taxes', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe, { address: { country: 'DE' } })).id;
  const draft = await newDraft(stripe, 1000, {
    customer,
    currency: 'eur',
    automatic_tax: { enabled: true },
    shipping_cost: {
      shipping_rate_data: { display_name: 'Post', fixed_amount: { amount: 500, currency: 'eur' } },
    },
  });
  const invoice = await stripe.invoices.finalizeInvoice(draft.id);
  assert.equal(invoice.total, 1785);
  const shipping_rate = invoice.shipping_cost?.shipping_rate as string;
  const note = await stripe.creditNotes.create({ invoice: invoice.id, shipping_cost: { shipping_rate } });
  assert.deepEqual(
    [
      note.amount,
      note.amount_shipping,
      note.subtotal,
      note.total_excluding_tax,
      note.shipping_cost?.amount_tax,
    ],
    [595, 500, 0, 500, 95],
  );
  await assert.rejects(stripe.creditNotes.create({ invoice: invoice.id, shipping_cost: { shipping_rate } }), {
    param: 'shipping_cost[shipping_rate]',
  });
  const rest = await stripe.creditNotes.create({
    invoice: invoice.id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: invoice.lines.data[0]?.id ?? '', amount: 1000 }],
  });
  assert.equal(note.amount + rest.amount, invoice.total);
  assert.equal((await stripe.invoices.retrieve(invoice.id)).status, 'paid');
});
