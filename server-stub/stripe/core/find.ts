/**
 * Finds objects by type and id, as they travel, or refuses in Stripe's words.
 */
import type { Customer, Price } from '../objects.js';
import { renderCreditNote, renderInvoice } from '../invoices/render.js';
import { refuse } from './refusals.js';
import type { Table } from './table.js';
import type { Context, InvoiceRecord, ItemRecord, World } from './world.js';

const finders: Record<string, (context: Context, id: string) => object | undefined> = {
  customer: ({ world }, id) => world.customers.get(id),
  product: ({ world }, id) => world.products.get(id),
  price: ({ world }, id) => world.prices.get(id),
  tax_rate: ({ world }, id) => world.taxRates.get(id),
  coupon: ({ world }, id) => world.coupons.get(id),
  promotion_code: ({ world }, id) => world.promotionCodes.get(id),
  shipping_rate: ({ world }, id) => world.shippingRates.get(id),
  tax_id: ({ world }, id) => world.taxIds.get(id),
  discount: ({ world }, id) => world.discounts.get(id),
  invoiceitem: ({ world }, id) => world.items.get(id)?.item,
  invoice_payment: ({ world }, id) => world.invoicePayments.get(id),
  payment_intent: ({ world }, id) => world.intents.get(id),
  payment_method: ({ world }, id) => world.paymentMethods.get(id)?.method,
  payment_record: ({ world }, id) => world.paymentRecords.get(id),
  charge: ({ world }, id) => world.charges.get(id),
  customer_balance_transaction: ({ world }, id) => world.balanceTransactions.get(id),
  refund: ({ world }, id) => world.refunds.get(id),
  credit_note: (context, id) => {
    const record = context.world.creditNotes.get(id);
    return record && renderCreditNote(context, record);
  },
  invoice: (context, id) => {
    const record = context.world.invoices.get(id);
    return record && renderInvoice(context, record);
  },
};

export function find(context: Context, type: string, id: string): object | undefined {
  return finders[type]?.(context, id);
}

/** The row with an id from the path (404 when missing) or from a parameter (status 400). */
export function must<T extends { id: string }>(
  table: Table<T>,
  kind: string,
  id: string,
  param: string,
  status = 404,
): T {
  const row = table.get(id);
  if (!row) throw refuse('no_such', { kind, id }, param, status);
  return row;
}

/** An invoice by the id in the path; which name the refusal gives the parameter differs by call, as recorded. */
export function mustInvoice(world: World, id: string, param: 'id' | 'invoice', status = 404): InvoiceRecord {
  return must(world.invoices, 'invoice', id, param, status);
}

export function mustItem(world: World, id: string, status = 404): ItemRecord {
  const record = world.items.get(id);
  if (!record) throw refuse('no_such_item', { id }, 'id', status);
  return record;
}

/** A customer named by a parameter; deleted ones count as missing. */
export function mustCustomer(world: World, id: string, param = 'customer', status = 400): Customer {
  const customer = must(world.customers, 'customer', id, param, status);
  if (customer.deleted) throw refuse('no_such', { kind: 'customer', id }, param, status);
  return customer;
}

export function mustPrice(world: World, id: string, param: string): Price {
  return must(world.prices, 'price', id, param, 400);
}
