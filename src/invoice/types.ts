/**
 * What an invoice looks like here: the fields of Stripe's current invoice shape that a person or a decision needs,
 * and no others. {@link readInvoice} makes these out of raw JSON of any API version.
 *
 * Amounts are integers in the currency's minor unit, times are Unix seconds, decimals are strings.
 */

import type { RawInvoice } from './raw.js';

/** A status that Stripe has today, or a word that it may add tomorrow. */
export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void' | (string & {});

/** Whether Stripe charges the customer's saved method, or mails the invoice and waits. */
export type CollectionMethod = 'charge_automatically' | 'send_invoice';

export interface Period {
  start: number;
  end: number;
}

export interface TaxAmount {
  /** Minor units. */
  amount: number;
  tax_behavior: 'exclusive' | 'inclusive' | null;
  /** Id of the tax rate (`txr_…`), or null where Stripe worked the tax out by itself. */
  tax_rate: string | null;
  taxable_amount: number | null;
}

export interface DiscountAmount {
  /** Minor units. */
  amount: number;
  /** Id of the discount (`di_…`). */
  discount: string;
}

export interface Line {
  id: string;
  /** Before tax is added and before discounts; minor units. */
  amount: number;
  currency: string;
  description: string | null;
  /** Up to 12 decimal places, as a string; `"1"` where Stripe names none. */
  quantity_decimal: string;
  /** Price of one unit in minor units, up to 12 decimal places; null for a line that is only an amount. */
  unit_amount_decimal: string | null;
  /** Catalog or one-off price (`price_…`). */
  price: string | null;
  product: string | null;
  /** The invoice item (`ii_…`) that the line stands for, where there is one. */
  invoice_item: string | null;
  /** `invoice_item_details` or `subscription_item_details`. */
  parent_type: string | null;
  discountable: boolean;
  discount_amounts: DiscountAmount[];
  /** Coupons or discounts put on this line. */
  discounts: string[];
  taxes: TaxAmount[];
  /** Ids of the tax rates that the line carries. */
  tax_rates: string[];
  period: Period | null;
  metadata: Record<string, string>;
}

export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}

export interface CustomField {
  name: string;
  value: string;
}

/** What shipping comes to; amounts are minor units. */
export interface ShippingCost {
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  /** Id of the rate (`shr_…`). */
  shipping_rate: string | null;
}

export interface ShippingDetails {
  name: string | null;
  phone: string | null;
  address: Address | null;
}

/** How the hosted page and the PDF are drawn. */
export interface Rendering {
  amount_tax_display: 'exclude_tax' | 'include_inclusive_tax' | (string & {}) | null;
  pdf: { page_size: 'a4' | 'auto' | 'letter' | (string & {}) | null } | null;
  /** Id of the template (`inrtem_…`). */
  template: string | null;
  template_version: number | null;
}

export interface AutomaticTax {
  enabled: boolean;
  status: 'complete' | 'failed' | 'requires_location_inputs' | (string & {}) | null;
  disabled_reason: string | null;
}

/** The part of a Stripe error that an invoice keeps when its finalization failed. */
export interface FinalizationError {
  type: string;
  code: string | null;
  message: string | null;
  param: string | null;
}

export interface StatusTransitions {
  finalized_at: number | null;
  marked_uncollectible_at: number | null;
  paid_at: number | null;
  voided_at: number | null;
}

/** One payment made or tried against an invoice, as far as the state of the invoice depends on it. */
export interface Payment {
  id: string;
  status: 'open' | 'paid' | 'canceled' | (string & {});
  is_default: boolean;
  amount_paid: number | null;
  amount_requested: number | null;
  /** Id of the PaymentIntent behind it (`pi_…`); null for what is none. */
  intent: string | null;
  /** Status of the PaymentIntent behind it, where it was expanded. */
  intent_status: string | null;
  /** What of its charge was given back, where the charge was expanded; minor units. */
  amount_refunded: number | null;
  /** Unix seconds. */
  created: number | null;
  paid_at: number | null;
  canceled_at: number | null;
  /** Why the last try failed, where the PaymentIntent was expanded and it did. */
  failure: PaymentFailure | null;
  /** What was charged, where the charge was expanded; `outside` where it was only reported to Stripe. */
  method: PaidWith | null;
}

export interface PaymentFailure {
  code: string | null;
  /** What the bank said, such as `insufficient_funds`. */
  decline_code: string | null;
  /** Stripe's own words, in English. */
  message: string | null;
}

export interface PaidWith {
  /** Stripe's word, such as `card`, `us_bank_account` or `sepa_debit`; or `outside`. */
  type: string;
  brand: string | null;
  last4: string | null;
}

export interface Invoice {
  id: string;
  object: 'invoice';
  deleted: boolean;
  /** Null only where the object does not say (very old or cut-down objects). */
  status: InvoiceStatus | null;
  livemode: boolean | null;
  created: number | null;
  currency: string;
  number: string | null;

  customer: string | null;
  customer_name: string | null;
  customer_email: string | null;
  customer_address: Address | null;

  collection_method: CollectionMethod;
  /** Null only where the object does not say. */
  auto_advance: boolean | null;
  automatically_finalizes_at: number | null;
  due_date: number | null;
  effective_at: number | null;
  period_start: number | null;
  period_end: number | null;

  description: string | null;
  footer: string | null;
  statement_descriptor: string | null;
  custom_fields: CustomField[];
  metadata: Record<string, string>;

  lines: Line[];
  /** True where the object carries only the first of its lines. */
  lines_has_more: boolean;
  /** How many lines there are in all, where the object says so. */
  lines_total: number | null;

  subtotal: number;
  total: number;
  total_excluding_tax: number | null;
  total_taxes: TaxAmount[];
  total_discount_amounts: DiscountAmount[];
  discounts: string[];
  default_tax_rates: string[];
  automatic_tax: AutomaticTax;
  amount_shipping: number;
  shipping_cost: ShippingCost | null;
  shipping_details: ShippingDetails | null;
  rendering: Rendering | null;
  /** What the customer may pay with, from `payment_settings`; null where Stripe chooses. */
  payment_method_types: string[] | null;

  amount_due: number;
  amount_paid: number;
  amount_remaining: number;
  amount_overpaid: number;
  amount_paid_off_stripe: number;
  starting_balance: number;
  ending_balance: number | null;
  pre_payment_credit_notes_amount: number;
  post_payment_credit_notes_amount: number;

  attempted: boolean;
  attempt_count: number;
  next_payment_attempt: number | null;
  last_finalization_error: FinalizationError | null;
  status_transitions: StatusTransitions;

  hosted_invoice_url: string | null;
  invoice_pdf: string | null;

  billing_reason: string | null;
  /** `subscription_details` or `quote_details`; null for an invoice made by hand. */
  parent_type: string | null;
  from_invoice: { action: string; invoice: string } | null;
  latest_revision: string | null;
  /** Null where the object came without them; they must be asked for. */
  payments: Payment[] | null;

  /** What this session may do with it now; only on objects that came through the handler. */
  allowed_actions: Action[] | null;
}

/** What can be done with an invoice; the handler asks the embedder's `authorize` with these words. */
export type Action =
  | 'edit'
  | 'schedule'
  | 'finalize'
  | 'send'
  | 'pay'
  | 'mark_paid'
  | 'void'
  | 'mark_uncollectible'
  | 'delete'
  | 'duplicate'
  | 'revise'
  | 'credit';

/** Beside the actions on one invoice: looking, holding the hosted and PDF links, and making a new draft. */
export type Permission = Action | 'read' | 'link' | 'create';

/**
 * Raw JSON of an invoice in any API shape, an object of the `stripe` package, or one that was read already.
 * {@link RawInvoice} says what is looked for; anything else, and anything malformed, is passed over.
 */
export type InvoiceInput = RawInvoice | Invoice | object;
