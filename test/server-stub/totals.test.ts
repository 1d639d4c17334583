/** What invoices add up to: recorded cases, and invariants over random lines, rates and coupons. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type Stripe from 'stripe';
import { newCustomer, newStub, sdk } from './support.js';

test('each line is taxed and rounded by itself: 295 and 750 at 21 % give 220', async () => {
  const stripe = sdk(newStub());
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 21, inclusive: false });
  const invoice = await draftOf(stripe, [295, 750], { default_tax_rates: [rate.id] });
  assert.deepEqual(
    invoice.total_taxes?.map((tax) => [tax.amount, tax.taxable_amount]),
    [[220, 1045]],
  );
  assert.deepEqual([invoice.subtotal, invoice.total, invoice.total_excluding_tax], [1045, 1265, 1045]);
});

test('inclusive tax is part of the amount: 99 at 21 % holds 17', async () => {
  const stripe = sdk(newStub());
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 21, inclusive: true });
  const invoice = await draftOf(stripe, [99], { default_tax_rates: [rate.id] });
  assert.deepEqual(
    invoice.total_taxes?.map((tax) => [tax.amount, tax.taxable_amount]),
    [[17, 82]],
  );
  assert.deepEqual(
    [invoice.subtotal, invoice.subtotal_excluding_tax, invoice.total, invoice.total_excluding_tax],
    [99, 82, 99, 82],
  );
});

test('a discount on a line is part of the subtotal, and reverse charge taxes nothing (recorded: 44000 less 1400)', async () => {
  const stripe = sdk(newStub());
  const rate = await stripe.taxRates.create({ display_name: 'VAT', percentage: 21, inclusive: false });
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  const customer = (await newCustomer(stripe, { tax_exempt: 'reverse' })).id;
  const draft = await stripe.invoices.create({ customer, default_tax_rates: [rate.id] });
  const invoice = await stripe.invoices.addLines(draft.id, {
    lines: [{ amount: 30_000 }, { amount: 14_000, discounts: [{ coupon: coupon.id }] }],
  });
  assert.deepEqual([invoice.subtotal, invoice.total], [42_600, 42_600]);
  assert.deepEqual(
    invoice.total_discount_amounts?.map(({ amount }) => amount),
    [1400],
  );
  assert.deepEqual(
    invoice.total_taxes?.map((tax) => [tax.amount, tax.taxable_amount, tax.taxability_reason]),
    [[0, 0, 'reverse_charge']],
  );
});

test('coupons on the invoice: percent, amount, no more than there is, and only in its currency', async () => {
  const stripe = sdk(newStub());
  const percent = await stripe.coupons.create({ percent_off: 12.5, duration: 'once' });
  const amount = await stripe.coupons.create({ amount_off: 5000, currency: 'usd', duration: 'once' });
  const foreign = await stripe.coupons.create({ amount_off: 5000, currency: 'eur', duration: 'once' });
  const discounted = await draftOf(stripe, [1000, 333], { discounts: [{ coupon: percent.id }] });
  assert.deepEqual([discounted.subtotal, discounted.total], [1333, 1166]);
  const nothing = await draftOf(stripe, [1000, 333], { discounts: [{ coupon: amount.id }] });
  assert.deepEqual([nothing.total, nothing.total_discount_amounts?.[0]?.amount], [0, 1333]);
  await assert.rejects(draftOf(stripe, [1], { discounts: [{ coupon: foreign.id }] }), {
    param: 'discounts[0][coupon]',
  });
  await assert.rejects(draftOf(stripe, [1], { discounts: [{ coupon: 'nope' }] }), {
    code: 'resource_missing',
  });
});

test('decimals are exact to twelve places and halves round away from zero', async () => {
  const stripe = sdk(newStub());
  const product = (await stripe.products.create({ name: 'Unit' })).id;
  const cases: [string, string, number][] = [
    ['0.5', '1', 1],
    ['-0.5', '1', -1],
    ['33.333333333333', '3', 100],
    ['1.005', '100', 101],
    ['0.000000000001', '500000000000', 1],
    ['19.99', '2.5', 50],
  ];
  for (const [unit_amount_decimal, quantity_decimal, amount] of cases) {
    const invoice = await draftOf(stripe, []);
    const { lines } = await stripe.invoices.addLines(invoice.id, {
      lines: [
        {
          price_data: { currency: 'usd', product, unit_amount_decimal: unit_amount_decimal as never },
          quantity_decimal: quantity_decimal as never,
        },
      ],
    });
    assert.equal(lines.data[0]?.amount, amount, `${unit_amount_decimal} × ${quantity_decimal}`);
  }
});

test('whatever the lines, rates and coupons: everything adds up', async () => {
  const stripe = sdk(newStub());
  const customer = (await newCustomer(stripe)).id;
  const rates = await Promise.all(
    [
      { percentage: 19, inclusive: false },
      { percentage: 7.7, inclusive: true },
      { percentage: 8.875, inclusive: false },
      { percentage: 20, inclusive: true },
    ].map((rate) => stripe.taxRates.create({ display_name: 'Tax', ...rate })),
  );
  const coupons = await Promise.all([
    stripe.coupons.create({ percent_off: 33.33, duration: 'once' }),
    stripe.coupons.create({ amount_off: 777, currency: 'usd', duration: 'once' }),
  ]);
  const some = <T>(values: T[]) => fc.subarray(values, { maxLength: 2 });
  const line = fc.record({
    amount: fc.integer({ min: -5000, max: 100_000 }),
    discountable: fc.boolean(),
    tax_rates: some(rates.map((rate) => rate.id)),
    discounts: some(coupons.map((coupon) => ({ coupon: coupon.id }))),
  });
  const input = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    discounts: some(coupons.map((coupon) => ({ coupon: coupon.id }))),
  });

  await fc.assert(
    fc.asyncProperty(input, async ({ lines, discounts }) => {
      const draft = await stripe.invoices.create({ customer, discounts });
      const invoice = await stripe.invoices.addLines(draft.id, { lines });
      checkAddsUp(
        invoice,
        lines.map(({ amount }) => amount),
      );
      for (const [index, sent] of lines.entries())
        checkTaxes(invoice.lines.data[index], sent.tax_rates, rates);
    }),
    { numRuns: 60, seed: 20261028 },
  );
});

const sum = (values: { amount: number }[] | null | undefined): number =>
  (values ?? []).reduce((all, { amount }) => all + amount, 0);

function checkAddsUp(invoice: Stripe.Invoice, amounts: number[]): void {
  const lines = invoice.lines.data;
  const taxes = lines.flatMap((line) => line.taxes ?? []);
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior === 'exclusive'));
  const discounts = sum(lines.flatMap((line) => line.discount_amounts ?? []));
  const gross = amounts.reduce((all, amount) => all + amount, 0);
  assert.deepEqual(
    lines.map((line) => line.amount),
    amounts,
  );
  assert.equal(invoice.total, gross - discounts + exclusive);
  assert.equal(invoice.total_excluding_tax, invoice.total - sum(taxes));
  assert.equal(sum(invoice.total_taxes), sum(taxes));
  assert.equal(sum(invoice.total_discount_amounts), discounts);
  assert.equal(invoice.amount_due, Math.max(0, invoice.total));
  for (const line of lines) {
    const off = sum(line.discount_amounts);
    assert.ok(off >= 0 && off <= Math.max(0, line.amount), 'a discount takes no more than there is');
    if (!line.discountable) assert.equal(off, 0);
  }
}

/** Each line's tax by itself, from thousandths of a percent, in exact integers. */
function checkTaxes(line: Stripe.InvoiceLineItem | undefined, ids: string[], rates: Stripe.TaxRate[]): void {
  assert.ok(line);
  const used = ids.flatMap((id) => rates.find((rate) => rate.id === id) ?? []);
  const parts = (rate: Stripe.TaxRate) => BigInt(Math.round(rate.percentage * 1000));
  const net = line.amount - sum(line.discount_amounts);
  const included = used.filter((rate) => rate.inclusive).reduce((all, rate) => all + parts(rate), 100_000n);
  const inside = used
    .filter((rate) => rate.inclusive)
    .map((rate) => halfUp(BigInt(net) * parts(rate), included));
  const base = net - inside.reduce((all, amount) => all + amount, 0);
  const expected = used.map((rate) =>
    rate.inclusive
      ? halfUp(BigInt(net) * parts(rate), included)
      : halfUp(BigInt(base) * parts(rate), 100_000n),
  );
  assert.deepEqual(
    (line.taxes ?? []).map((tax) => tax.amount),
    expected,
  );
}

function halfUp(over: bigint, under: bigint): number {
  const sign = over < 0n ? -1n : 1n;
  const size = over * sign;
  const rest = size % under;
  return Number(sign * (size / under + (rest * 2n >= under ? 1n : 0n)));
}

async function draftOf(
  stripe: Stripe,
  amounts: number[],
  params: Partial<Stripe.InvoiceCreateParams> = {},
): Promise<Stripe.Invoice> {
  const customer = (await newCustomer(stripe)).id;
  const draft = await stripe.invoices.create({ currency: 'usd', ...params, customer });
  if (amounts.length === 0) return draft;
  return stripe.invoices.addLines(draft.id, { lines: amounts.map((amount) => ({ amount })) });
}
