/** The objects of the `stripe` package fit what the functions take. Most of this is checked by the compiler. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import Stripe from 'stripe';
import type { RawInvoice, RawLine, RawPayment } from '../../src/invoice/raw.js';
import { readInvoice, readLine, readPayments } from '../../src/invoice/shape.js';
import type { Invoice, InvoiceInput, Line, Payment } from '../../src/invoice/types.js';
import type { Coupon, Customer, Price, Product, TaxRate } from '../../src/invoice/wire.js';

/** Compiles only where every `From` is a `To`. */
type Fits<From extends To, To> = From;

export type Checks = [
  Fits<Stripe.Invoice, RawInvoice>,
  Fits<Stripe.Invoice, InvoiceInput>,
  Fits<Stripe.DeletedInvoice, RawInvoice>,
  Fits<Stripe.Response<Stripe.Invoice>, RawInvoice>,
  Fits<Stripe.InvoiceLineItem, RawLine>,
  Fits<Stripe.InvoicePayment, RawPayment>,
  // What was read can be read.
  Fits<Invoice, RawInvoice>,
  Fits<Line, RawLine>,
  Fits<Payment, RawPayment>,
  // What the wire promises, Stripe keeps.
  Fits<Pick<Stripe.Product, keyof Product>, Product>,
  Fits<Pick<Stripe.TaxRate, keyof TaxRate>, TaxRate>,
  Fits<Pick<Stripe.Coupon, 'id' | 'object' | 'name' | 'valid' | 'amount_off'>, Partial<Coupon>>,
  Fits<Pick<Stripe.Price, 'id' | 'object' | 'active' | 'currency' | 'nickname'>, Partial<Price>>,
  Fits<Pick<Stripe.Customer, 'id' | 'object' | 'balance'>, Partial<Customer>>,
];

test("the SDK's decimals are read as text", () => {
  const line = readLine({
    id: 'il_1',
    quantity_decimal: Stripe.Decimal.from('2.50'),
    pricing: { unit_amount_decimal: Stripe.Decimal.from('0.000000000001') },
  });
  assert.equal(line.quantity_decimal, '2.5');
  assert.equal(line.unit_amount_decimal, '0.000000000001');
});

test('what the SDK gives can be handed over as it is', () => {
  const read = (invoice: Stripe.Invoice, payments: Stripe.ApiList<Stripe.InvoicePayment>) => [
    readInvoice(invoice).status,
    readPayments(payments)?.length,
  ];
  assert.deepEqual(read({ status: 'open' } as Stripe.Invoice, { data: [] } as unknown as Stripe.ApiList<Stripe.InvoicePayment>), ['open', 0]); // prettier-ignore
});
