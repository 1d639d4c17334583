/**
 * What is looked for in the JSON of an invoice: the fields of Stripe's current shape, and below them the older names
 * that still arrive (events are written in the version of their endpoint, whatever version a request asks for).
 *
 * Everything may be missing: nothing here is trusted before `readInvoice` has read it. A type test holds that the
 * objects of the `stripe` package fit.
 */

/** An id, or the object itself where it was expanded. */
export type RawReference = string | { id?: string } | null | void;

/** A decimal as JSON has it (string), as old versions had it (number), or as the SDK has it (an object). */
export type RawDecimal = string | number | { toString(): string } | null;

/** Stripe's list envelope, or the bare array. */
export type RawList<T> = { data: T[]; has_more?: boolean; total_count?: number } | T[] | null;

export interface RawTax {
  amount: number;
  tax_behavior?: string | null;
  tax_rate_details?: { tax_rate?: RawReference } | null;
  taxable_amount?: number | null;
  /** Until 2025-03-31.basil. */
  inclusive?: boolean;
  tax_rate?: RawReference;
}

interface RawPrice {
  id?: string;
  product?: RawReference;
  unit_amount?: number | null;
  unit_amount_decimal?: RawDecimal;
}

/** A plan is what a price was before 2020. */
interface RawPlan {
  id?: string;
  product?: RawReference;
  amount?: number | null;
  amount_decimal?: RawDecimal;
}

export interface RawLine {
  id?: string;
  amount?: number;
  currency?: string;
  description?: string | null;
  quantity?: number | null;
  quantity_decimal?: RawDecimal;
  discountable?: boolean;
  discount_amounts?: { amount: number; discount: RawReference }[] | null;
  discounts?: RawReference[] | null;
  metadata?: Record<string, string> | null;
  parent?: {
    type?: string;
    invoice_item_details?: { invoice_item?: RawReference } | null;
    subscription_item_details?: { invoice_item?: RawReference } | null;
  } | null;
  period?: { start: number; end: number } | null;
  pricing?: {
    unit_amount_decimal?: RawDecimal;
    price_details?: { price?: RawReference; product?: RawReference };
  } | null;
  taxes?: RawTax[] | null;
  /** Until 2025-03-31.basil. */
  invoice_item?: RawReference;
  plan?: RawPlan | string | null;
  price?: RawPrice | string | null;
  tax_amounts?: RawTax[] | null;
  tax_rates?: RawReference[] | null;
  type?: string;
  /** On invoice items. */
  unit_amount?: number | null;
  unit_amount_decimal?: RawDecimal;
  /** On what was read already. */
  parent_type?: string | null;
  product?: string | null;
}

interface RawCharge {
  id?: string;
  amount_refunded?: number;
}

interface RawIntent {
  id?: string;
  status?: string;
  latest_charge?: RawCharge | string | null;
  /** Until 2022-11-15. */
  charges?: RawList<RawCharge>;
}

export interface RawPayment {
  id?: string;
  status?: string;
  is_default?: boolean;
  amount_paid?: number | null;
  amount_requested?: number | null;
  payment?: {
    type?: string;
    payment_intent?: RawIntent | string;
    charge?: RawCharge | string;
  };
  created?: number | null;
  status_transitions?: object | null;
  /** On what was read already. */
  intent?: string | null;
  intent_status?: string | null;
  amount_refunded?: number | null;
  paid_at?: number | null;
  canceled_at?: number | null;
  failure?: object | null;
  method?: object | null;
}

interface RawRendering {
  amount_tax_display: string | null;
  pdf?: { page_size: string | null } | null;
  template?: RawReference;
  template_version?: number | null;
}

export interface RawInvoice {
  id?: string;
  object?: string;
  deleted?: boolean | void;
  status?: string | null;
  livemode?: boolean | null;
  created?: number | null;
  currency?: string;
  number?: string | null;
  customer?: RawReference;
  customer_name?: string | null;
  customer_email?: string | null;
  customer_address?: object | null;
  collection_method?: string;
  auto_advance?: boolean | null;
  automatically_finalizes_at?: number | null;
  due_date?: number | null;
  effective_at?: number | null;
  period_start?: number | null;
  period_end?: number | null;
  description?: string | null;
  footer?: string | null;
  statement_descriptor?: string | null;
  custom_fields?: { name: string; value: string }[] | null;
  metadata?: Record<string, string> | null;
  lines?: RawList<RawLine>;
  subtotal?: number;
  total?: number;
  total_excluding_tax?: number | null;
  total_taxes?: RawTax[] | null;
  total_discount_amounts?: { amount: number; discount: RawReference }[] | null;
  discounts?: RawReference[] | null;
  default_tax_rates?: RawReference[] | null;
  automatic_tax?: { enabled: boolean; status?: string | null; disabled_reason?: string | null } | null;
  amount_shipping?: number;
  shipping_cost?: {
    amount_subtotal: number;
    amount_tax: number;
    amount_total: number;
    shipping_rate: RawReference;
  } | null;
  shipping_details?: { name?: string | null; phone?: string | null; address?: object | null } | null;
  rendering?: RawRendering | null;
  payment_settings?: { payment_method_types: string[] | null };
  amount_due?: number;
  amount_paid?: number;
  amount_remaining?: number;
  amount_overpaid?: number;
  amount_paid_off_stripe?: number;
  starting_balance?: number;
  ending_balance?: number | null;
  pre_payment_credit_notes_amount?: number;
  post_payment_credit_notes_amount?: number;
  attempted?: boolean;
  attempt_count?: number;
  next_payment_attempt?: number | null;
  last_finalization_error?: {
    type: string;
    code?: string | null;
    message?: string | null;
    param?: string | null;
  } | null;
  status_transitions?: object | null;
  hosted_invoice_url?: string | null;
  invoice_pdf?: string | null;
  billing_reason?: string | null;
  parent?: { type?: string } | null;
  from_invoice?: { action: string; invoice: RawReference } | null;
  latest_revision?: RawReference;
  payments?: RawList<RawPayment>;
  /** Put there by the handler. */
  allowed_actions?: string[] | null;
  /** Until 2025-03-31.basil. */
  charge?: RawCharge | string | null;
  discount?: { id?: string; coupon?: RawReference } | null;
  paid?: boolean;
  paid_out_of_band?: boolean;
  payment_intent?: RawIntent | string | null;
  quote?: RawReference;
  subscription?: RawReference;
  tax?: number | null;
  total_tax_amounts?: RawTax[] | null;
  /** Until 2024-04-10. */
  rendering_options?: RawRendering | null;
  /** Until about 2019. */
  billing?: string;
  closed?: boolean;
  date?: number;
  finalized_at?: number | null;
  forgiven?: boolean;
  /** On what was read already. */
  lines_has_more?: boolean;
  lines_total?: number | null;
  parent_type?: string | null;
  payment_method_types?: string[] | null;
}
