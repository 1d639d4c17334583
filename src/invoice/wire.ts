/**
 * What page and backend say to each other: Stripe's own names and envelopes as JSON, and the few things of ours.
 * Both ends import these types, so that neither can drift from the other.
 */
import type { Fingerprint, Difference } from './fingerprint.js';
import type { Address, CollectionMethod, CustomField, Permission } from './types.js';

/** `GET /session`: who is asking, what that person may do at all, and what every element needs to know once. */
export interface Session {
  user: { id: string; name: string | null };
  /** What this person may do somewhere; each invoice says for itself in `allowed_actions`. */
  actions: Permission[];
  /** The backend's clock, Unix seconds. Elements count from it, not from the reader's clock. */
  now: number;
  livemode: boolean;
  publishable_key: string | null;
  account: { id: string; name: string | null; country: string | null; default_currency: string };
  /** Lower-case currency codes that a new invoice may be made in. */
  currencies: string[];
  /** Hosts beside Stripe's own whose hosted-invoice links are to be trusted, as `host[:port]`. */
  link_hosts: string[];
  /** Which of the optional routes the backend has; left out, pages find out by asking. */
  features?: Feature[];
}

/** Routes that a backend may go without; elements that need one then keep out of sight. */
export type Feature =
  | 'invoice_search'
  | 'invoice_events'
  | 'attach_payment'
  | 'update_customer'
  | 'promotion_codes'
  | 'shipping_rates'
  | 'invoice_rendering_templates'
  | 'credit_notes';

/** An RFC 9457 problem, as every refusal of the backend is told. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Stripe's error code where it gave one, else one of ours (`draft_changed`, `not_finalized`, …). */
  code: string;
  /** The parameter at fault, in Stripe's notation (`lines[0][quantity_decimal]`). */
  param?: string;
  request_id?: string;
  /** Whether the same intent may succeed if tried again as it is. */
  retryable: boolean;
  /** With `draft_changed`: where the draft differs from what was shown. */
  differences?: Difference[];
  /** With `draft_changed` and `not_finalized`: the invoice as it is now, raw. */
  invoice?: object;
}

/** Stripe's list envelope. */
export interface Page<T> {
  object: 'list' | 'search_result';
  data: T[];
  has_more: boolean;
  url?: string;
  next_page?: string | null;
}

export interface Customer {
  id: string;
  object: 'customer';
  name: string | null;
  email: string | null;
  /** Lower-case code that the customer's next invoice would be in; null until the first one. */
  currency: string | null;
  address: Address | null;
  /** Minor units of `currency`; negative is credit. */
  balance: number;
}

export interface Product {
  id: string;
  object: 'product';
  name: string;
  description: string | null;
  active: boolean;
}

export interface Price {
  id: string;
  object: 'price';
  active: boolean;
  currency: string;
  nickname: string | null;
  /** Minor units, up to 12 decimal places. */
  unit_amount_decimal: string | null;
  type: 'one_time' | 'recurring';
  /** The id, or the product itself where it was expanded. */
  product: string | Product;
}

export interface TaxRate {
  id: string;
  object: 'tax_rate';
  active: boolean;
  display_name: string;
  /** Per cent, at most 4 decimals. */
  percentage: number;
  inclusive: boolean;
  country: string | null;
}

export interface Coupon {
  id: string;
  object: 'coupon';
  name: string | null;
  valid: boolean;
  percent_off: number | null;
  /** Minor units of `currency`. */
  amount_off: number | null;
  currency: string | null;
  duration: 'forever' | 'once' | 'repeating';
}

export interface PromotionCode {
  id: string;
  object: 'promotion_code';
  active: boolean;
  code: string;
  created: number;
  /** The one customer who may use it; null for everybody. */
  customer: string | null;
  expires_at: number | null;
  max_redemptions: number | null;
  times_redeemed: number;
  /** The coupon's id, or the coupon itself with `expand[]=data.promotion.coupon`. */
  promotion: { type: 'coupon'; coupon: string | Coupon };
  restrictions: {
    first_time_transaction: boolean;
    minimum_amount: number | null;
    minimum_amount_currency: string | null;
  };
}

export interface ShippingRate {
  id: string;
  object: 'shipping_rate';
  active: boolean;
  created: number;
  display_name: string | null;
  /** Minor units. */
  fixed_amount: { amount: number; currency: string } | null;
  tax_behavior: 'exclusive' | 'inclusive' | 'unspecified' | null;
  delivery_estimate: { minimum: DeliveryBound | null; maximum: DeliveryBound | null } | null;
}

export interface RenderingTemplate {
  id: string;
  object: 'invoice_rendering_template';
  created: number;
  nickname: string | null;
  status: 'active' | 'archived';
  version: number;
}

/** Amounts are minor units of `currency`, and positive. */
export interface CreditNote {
  id: string;
  object: 'credit_note';
  status: 'issued' | 'void';
  created: number;
  currency: string;
  number: string;
  customer: string;
  invoice: string;
  type: 'mixed' | 'post_payment' | 'pre_payment';
  reason: 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory' | null;
  memo: string | null;
  amount: number;
  subtotal: number;
  total: number;
  total_excluding_tax: number | null;
  discount_amount: number;
  /** What it took off the amount due, and what was given back of what had been paid. */
  pre_payment_amount: number;
  post_payment_amount: number;
  out_of_band_amount: number | null;
  effective_at: number | null;
  voided_at: number | null;
  /** A link for whoever holds the permission `link`, else null. */
  pdf: string | null;
  metadata: Record<string, string>;
  /** All of them from `GET /credit_notes/:id`, else the first ones. */
  lines: Page<CreditNoteLine>;
}

export interface CreditNoteLine {
  id: string;
  object: 'credit_note_line_item';
  type: 'invoice_line_item' | 'custom_line_item';
  invoice_line_item?: string;
  amount: number;
  description: string | null;
  quantity: number | null;
  unit_amount: number | null;
  unit_amount_decimal: string | null;
}

/** `GET /invoices/:id/events`: that something happened, never what it was before or after. */
export interface InvoiceEvent {
  id: string;
  object: 'event';
  /** Such as `invoice.finalized`, `invoice_payment.paid` or `credit_note.created`. */
  type: string;
  /** Unix seconds. */
  created: number;
  data: {
    /** The invoice, or the payment or credit note of it. */
    object: { id: string; object: string };
    /** Names of the fields that changed, as far as a page may see them. */
    previous_attributes: string[];
  };
}

/** A line as `add_lines`, `update_lines` and `create_and_finalize` take it. */
export interface LineParams {
  description?: string;
  /** Up to 12 decimal places. Not together with `amount`. */
  quantity_decimal?: string;
  /** A total in minor units, for a line without quantity and unit price. */
  amount?: number;
  pricing?: { price: string };
  price_data?: {
    currency: string;
    product?: string;
    product_data?: { name: string };
    unit_amount_decimal: string;
  };
  tax_rates?: string[];
  period?: { start: number; end: number };
  discountable?: boolean;
  metadata?: Record<string, string>;
}

/** What a draft can be given; Stripe's names. An empty string unsets a value. */
export interface DraftParams {
  collection_method?: CollectionMethod;
  /** Only with `send_invoice`, and not together with `due_date`. */
  days_until_due?: number;
  /** Unix seconds. */
  due_date?: number;
  description?: string;
  footer?: string;
  custom_fields?: CustomField[] | '';
  default_tax_rates?: string[] | '';
  discounts?: DiscountParams[] | '';
  /** Unix seconds; the date that the invoice bears. */
  effective_at?: number | '';
  /** Must be unique on the account. */
  number?: string;
  statement_descriptor?: string;
  /** A rate of the account's, or one made for this invoice alone. */
  shipping_cost?: { shipping_rate: string } | { shipping_rate_data: ShippingRateParams } | '';
  shipping_details?: ShippingParams | '';
  payment_settings?: { payment_method_types: string[] | '' };
  rendering?: {
    amount_tax_display?: 'exclude_tax' | 'include_inclusive_tax' | '';
    pdf?: { page_size: 'a4' | 'auto' | 'letter' };
    template?: string;
    /** The newest where it is left out. */
    template_version?: number | '';
  };
  metadata?: Record<string, string>;
  auto_advance?: boolean;
}

/** Exactly one of them: a coupon, a code, or a discount that the invoice or its customer has already. */
export interface DiscountParams {
  coupon?: string;
  promotion_code?: string;
  discount?: string;
}

export interface ShippingParams {
  name: string;
  phone?: string;
  address: AddressParams;
}

export type AddressParams = Partial<Record<keyof Address, string>>;

export interface ShippingRateParams {
  display_name: string;
  /** Minor units of the invoice's own currency. */
  fixed_amount: { amount: number; currency: string };
  tax_behavior?: 'exclusive' | 'inclusive' | 'unspecified';
  tax_code?: string;
  delivery_estimate?: { minimum?: DeliveryBound; maximum?: DeliveryBound };
  metadata?: Record<string, string>;
}

export interface DeliveryBound {
  unit: 'business_day' | 'day' | 'hour' | 'month' | 'week';
  value: number;
}

/** Body of `POST /invoices` for the action `revise`: a draft that takes the place of a finalized invoice. */
export interface ReviseParams extends DraftParams {
  from_invoice: { action: 'revision'; invoice: string };
}

/** What a customer can be given. An empty string unsets a value. */
export interface CustomerParams {
  name?: string;
  email?: string;
  phone?: string;
  description?: string;
  address?: AddressParams | '';
  shipping?: ShippingParams | '';
  preferred_locales?: string[] | '';
  tax_exempt?: 'none' | 'exempt' | 'reverse';
  metadata?: Record<string, string>;
}

/** Body of `POST /invoices/:id/attach_payment`; exactly one of them. */
export type AttachPaymentParams = { payment_intent: string } | { payment_record: string };

/** Body of `POST /credit_notes` and query of `GET /credit_notes/preview`. Amounts are minor units. */
export interface CreditNoteParams {
  invoice: string;
  /** Either the total, or lines. */
  amount?: number;
  lines?: CreditNoteLineParams[];
  memo?: string;
  reason?: CreditNote['reason'];
  /** What of it is given back by a refund, to the customer's balance, or outside Stripe; for a paid invoice. */
  refund_amount?: number;
  credit_amount?: number;
  out_of_band_amount?: number;
  shipping_cost?: { shipping_rate: string };
  effective_at?: number;
  email_type?: 'credit_note' | 'none';
  metadata?: Record<string, string>;
}

export interface CreditNoteLineParams {
  type: 'invoice_line_item' | 'custom_line_item';
  invoice_line_item?: string;
  quantity?: number;
  amount?: number;
  description?: string;
  unit_amount?: number;
  unit_amount_decimal?: string;
  tax_rates?: string[] | '';
  tax_amounts?: { amount: number; tax_rate: string; taxable_amount: number }[] | '';
  metadata?: Record<string, string>;
}

export interface CreateParams extends DraftParams {
  customer: string;
  /** Lower-case; Stripe takes the customer's or the account's own where it is left out. Cannot be changed later. */
  currency?: string;
}

export interface CreateAndFinalizeParams extends CreateParams {
  /** At most 250. */
  lines: LineParams[];
}

export interface FinalizeParams {
  /** Left out, the draft's own setting stays. */
  auto_advance?: boolean;
  /** What the person was shown; the backend refuses with `draft_changed` where the draft is another one now. */
  expected?: Fingerprint;
}

export interface ListParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
  status?: string;
  customer?: string;
  collection_method?: CollectionMethod;
}

/** Query of `GET /invoices/search`: Stripe's search language over invoices. */
export interface SearchParams {
  query: string;
  limit?: number;
  /** `next_page` of the answer before. */
  page?: string;
}

/** A message of `GET /events`: something about this invoice changed, read it again. */
export interface Change {
  /** Stripe's event type, such as `invoice.finalized`. */
  type: string;
  invoice: string;
  /** Unix seconds at which Stripe says that it happened. */
  created: number;
}

/** A page of a catalog or of credit notes. */
export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}
