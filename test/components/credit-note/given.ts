/** Invoices and credit notes as the tests of credit notes need them: only what the arithmetic looks at. */
import { readInvoice } from '../../../src/invoice/shape.js';
import type { Invoice } from '../../../src/invoice/types.js';
import type { CreditNote, CreditNoteLine } from '../../../src/invoice/wire.js';

export interface GivenLine {
  id?: string;
  amount: number;
  quantity?: string;
  inclusive?: number;
  discount?: number;
}

export function invoiceOf(lines: GivenLine[], more: object = {}): Invoice {
  const total = lines.reduce((all, { amount }) => all + amount, 0);
  return readInvoice({
    id: 'in_1',
    object: 'invoice',
    status: 'open',
    currency: 'eur',
    total,
    amount_due: total,
    amount_remaining: total,
    lines: {
      data: lines.map(({ id, amount, quantity = '1', inclusive, discount }, index) => ({
        id: id ?? `il_${index}`,
        amount,
        quantity_decimal: quantity,
        taxes: inclusive ? [{ amount: inclusive, tax_behavior: 'inclusive' }] : [],
        discount_amounts: discount ? [{ amount: discount, discount: 'di_1' }] : [],
      })),
    },
    ...more,
  });
}

export const creditLine = (line: string, more: Partial<CreditNoteLine>): CreditNoteLine => ({
  id: 'cnli_1',
  object: 'credit_note_line_item',
  type: 'invoice_line_item',
  invoice_line_item: line,
  amount: 0,
  description: null,
  quantity: null,
  unit_amount: null,
  unit_amount_decimal: null,
  ...more,
});

export const noteOf = (more: Partial<CreditNote> = {}, lines: CreditNoteLine[] = []): CreditNote => ({
  id: 'cn_1',
  object: 'credit_note',
  status: 'issued',
  created: 1,
  currency: 'eur',
  number: 'A-0001-CN-01',
  customer: 'cus_1',
  invoice: 'in_1',
  type: 'pre_payment',
  reason: null,
  memo: null,
  amount: 0,
  subtotal: 0,
  total: 0,
  total_excluding_tax: null,
  discount_amount: 0,
  amount_shipping: 0,
  shipping_cost: null,
  total_taxes: [],
  refunds: [],
  pre_payment_amount: 0,
  post_payment_amount: 0,
  out_of_band_amount: null,
  effective_at: null,
  voided_at: null,
  pdf: null,
  metadata: {},
  lines: { object: 'list', data: lines, has_more: false },
  ...more,
});
