/** What lowers an invoice after its finalization: credit notes and their lines. */
import type { DiscountAmount, LineItem, ShippingCost, Tax } from './invoice.js';
import type { TaxRate } from './catalog.js';
import type { Metadata } from './party.js';

export interface CreditNoteLineItem {
  id: string;
  object: 'credit_note_line_item';
  amount: number;
  description: string | null;
  discount_amount: number;
  discount_amounts: DiscountAmount[];
  /** Only where `type` is `invoice_line_item`. */
  invoice_line_item?: string;
  livemode: false;
  metadata: Metadata;
  pretax_credit_amounts: LineItem['pretax_credit_amounts'];
  quantity: number | null;
  tax_rates: TaxRate[];
  taxes: Tax[];
  type: 'custom_line_item' | 'invoice_line_item';
  unit_amount: number | null;
  unit_amount_decimal: string | null;
}
/** A credit note as stored: without `lines` and `pdf`, which are added when it is rendered. */
export interface CreditNote {
  id: string;
  object: 'credit_note';
  amount: number;
  amount_shipping: number;
  created: number;
  currency: string;
  customer: string;
  customer_account: null;
  customer_balance_transaction: string | null;
  discount_amount: number;
  discount_amounts: DiscountAmount[];
  effective_at: number;
  invoice: string;
  livemode: false;
  memo: string | null;
  metadata: Metadata;
  number: string;
  out_of_band_amount: number | null;
  post_payment_amount: number;
  pre_payment_amount: number;
  pretax_credit_amounts: LineItem['pretax_credit_amounts'];
  reason: 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory' | null;
  refunds: { amount_refunded: number; payment_record_refund: null; refund: string; type: 'refund' }[];
  shipping_cost: ShippingCost | null;
  status: 'issued' | 'void';
  subtotal: number;
  subtotal_excluding_tax: number;
  total: number;
  total_excluding_tax: number;
  total_taxes: Tax[];
  type: 'mixed' | 'post_payment' | 'pre_payment';
  voided_at: number | null;
}
/** A credit note as it travels. */
export interface WireCreditNote extends CreditNote {
  lines: { object: 'list'; data: CreditNoteLineItem[]; has_more: boolean; url: string };
  pdf: string;
}
