/** Invoices, their lines and the invoice items behind these. */
import type { TaxRate } from './catalog.js';
import type { Metadata, Address, Shipping, CustomField, Customer } from './party.js';

export interface Period {
  end: number;
  start: number;
}
export interface Pricing {
  price_details: { price: string; product: string };
  type: 'price_details';
  unit_amount_decimal: string;
}
export interface InvoiceItem {
  id: string;
  object: 'invoiceitem';
  amount: number;
  currency: string;
  customer: string;
  customer_account: null;
  date: number;
  description: string | null;
  discountable: boolean;
  discounts: string[];
  invoice: string | null;
  livemode: false;
  metadata: Metadata;
  net_amount: number;
  parent: null;
  period: Period;
  pricing: Pricing;
  proration: false;
  quantity: number;
  quantity_decimal: string;
  tax_rates: TaxRate[];
  test_clock: null;
}
export interface DiscountAmount {
  amount: number;
  discount: string;
}
export interface Tax {
  amount: number;
  tax_behavior: 'exclusive' | 'inclusive';
  tax_rate_details: { tax_rate: string };
  taxability_reason: string;
  taxable_amount: number;
  type: 'tax_rate_details';
}
export interface LineItem {
  id: string;
  object: 'line_item';
  amount: number;
  currency: string;
  description: string | null;
  discount_amounts: DiscountAmount[];
  discountable: boolean;
  discounts: string[];
  invoice: string;
  livemode: false;
  metadata: Metadata;
  parent: {
    invoice_item_details: {
      invoice_item: string;
      proration: false;
      proration_details: { credited_items: null };
      subscription: null;
    };
    subscription_item_details: null;
    type: 'invoice_item_details';
  };
  period: Period;
  pretax_credit_amounts: { amount: number; discount: string; type: 'discount' }[];
  pricing: Pricing;
  quantity: number;
  quantity_decimal: string;
  subtotal: number;
  taxes: Tax[];
}
export interface Issuer {
  account?: string;
  type: 'account' | 'self';
}
export interface ShippingCost {
  /** Before taxes. */
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  shipping_rate: string;
}
export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';
/** An invoice as stored: without `lines`, links and includable fields, which are added when it is rendered. */
export interface Invoice {
  id: string;
  object: 'invoice';
  account_country: string;
  account_name: string;
  account_tax_ids: string[] | null;
  amount_due: number;
  amount_overpaid: number;
  amount_paid: number;
  amount_paid_off_stripe?: number;
  amount_remaining: number;
  amount_shipping: number;
  application: null;
  attempt_count: number;
  attempted: boolean;
  auto_advance: boolean;
  automatic_tax: {
    disabled_reason: null;
    enabled: boolean;
    liability: Issuer | null;
    provider: string | null;
    status: 'complete' | 'failed' | 'requires_location_inputs' | null;
  };
  automatically_finalizes_at: number | null;
  billing_reason: 'manual' | 'upcoming';
  collection_method: 'charge_automatically' | 'send_invoice';
  created: number;
  currency: string;
  custom_fields: CustomField[] | null;
  customer: string;
  customer_account: null;
  customer_address: Address | null;
  customer_email: string | null;
  customer_name: string | null;
  customer_phone: string | null;
  customer_shipping: Shipping | null;
  customer_tax_exempt: Customer['tax_exempt'];
  customer_tax_ids: { type: string; value: string }[];
  default_payment_method: string | null;
  default_source: null;
  default_tax_rates: TaxRate[];
  description: string | null;
  discounts: string[];
  due_date: number | null;
  effective_at: number | null;
  ending_balance: number | null;
  footer: string | null;
  from_invoice: { action: 'revision'; invoice: string } | null;
  issuer: Issuer;
  last_finalization_error: Record<string, unknown> | null;
  latest_revision: string | null;
  livemode: false;
  metadata: Metadata;
  next_payment_attempt: number | null;
  number: string | null;
  on_behalf_of: string | null;
  parent: null;
  payment_settings: {
    default_mandate: null;
    payment_method_options: null;
    payment_method_types: string[] | null;
  };
  period_end: number;
  period_start: number;
  post_payment_credit_notes_amount: number;
  pre_payment_credit_notes_amount: number;
  receipt_number: null;
  rendering: {
    amount_tax_display: string | null;
    pdf: { page_size: 'a4' | 'auto' | 'letter' };
    template: string | null;
    template_version: number | null;
  };
  shipping_cost: ShippingCost | null;
  shipping_details: Shipping | null;
  starting_balance: number;
  statement_descriptor: string | null;
  status: InvoiceStatus;
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
  subtotal: number;
  subtotal_excluding_tax: number;
  test_clock: null;
  total: number;
  total_discount_amounts: DiscountAmount[];
  total_excluding_tax: number;
  total_pretax_credit_amounts: { amount: number; discount: string; type: 'discount' }[];
  total_taxes: Tax[];
  webhooks_delivered_at: number | null;
}
/** An invoice as it travels. */
export interface WireInvoice extends Invoice {
  hosted_invoice_url: string | null;
  invoice_pdf: string | null;
  lines: { object: 'list'; data: LineItem[]; has_more: boolean; total_count: number; url: string };
}
