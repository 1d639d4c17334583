/**
 * What page and backend say to each other: Stripe's own names and envelopes as JSON, and the few things of ours.
 * Both ends import these types, so that neither can drift from the other.
 */
import type { Difference } from './fingerprint.js';
import type { DeliveryBound, TaxBehavior } from './sent.js';
import type { Address, Permission } from './types.js';

export type * from './sent.js';

/** `GET /session`: who is asking, what that person may do at all, and what every element needs to know once. */
export interface Session {
  user: { id: string; name: string | null };
  /** What this person may do somewhere; each invoice says for itself in `allowed_actions`. */
  actions: Permission[];
  /** The backend's clock, Unix seconds. Elements count from it, not from the reader's clock. */
  now: number;
  livemode: boolean;
  publishable_key: string | null;
  account: {
    id: string;
    name: string | null;
    country: string | null;
    default_currency: string;
    /** IANA name of the zone that the account's Dashboard is set to; left out or null where that is not known. */
    timezone?: string | null;
    /**
     * Whether it is a connected account that the backend works for with its platform's key: Stripe.js is then told the
     * account beside the publishable key. Left out by a backend that works for its own account.
     */
    connected?: boolean;
  };
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
  | 'create_customer'
  | 'update_customer'
  | 'invoice_preview'
  | 'coupons'
  | 'promotion_codes'
  | 'shipping_rates'
  | 'invoice_rendering_templates'
  | 'credit_notes'
  | 'payment_methods'
  | 'payment_batches';

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
  /** What the customer's bank said of a declined payment, such as `insufficient_funds`. */
  decline_code?: string;
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
  /** BCP 47 tags; Stripe writes the invoice in the first one. */
  preferred_locales?: string[] | null;
  /**
   * Whether Stripe has something to charge when an invoice names nothing itself; what it is stays on the server. Left
   * out by a backend that does not tell.
   */
  has_default_payment_method?: boolean;
}

/** Something of the customer's that can be charged, as far as a person must tell it from the others. */
export interface PaymentMethod {
  id: string;
  object: 'payment_method';
  /** Stripe's word, such as `card`, `us_bank_account` or `sepa_debit`. */
  type: string;
  created: number;
  /** Whether Stripe charges it where an invoice names nothing itself. */
  is_default: boolean;
  card?: { brand: string; last4: string; exp_month: number; exp_year: number } | null;
  us_bank_account?: { bank_name: string | null; last4: string | null } | null;
  sepa_debit?: { country: string | null; last4: string | null } | null;
}

/** What Stripe.js confirms the payment of one invoice with. Never kept, never logged. */
export interface ConfirmationSecret {
  client_secret: string;
  type: 'payment_intent' | (string & {});
}

export interface Product {
  id: string;
  object: 'product';
  name: string;
  description: string | null;
  active: boolean;
  /** What one of it is called (“seat”). */
  unit_label?: string | null;
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
  /** Null as `unspecified`: automatic tax then needs a setting of the account. */
  tax_behavior?: TaxBehavior | null;
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

/** A discount that an invoice or one of its lines has, in which it is written by its id alone. */
export interface AppliedDiscount {
  /** `di_…`, as in `discounts` and in `discount_amounts`. */
  id: string;
  /** Null where Stripe does not tell any more. */
  coupon: Coupon | null;
  /** Id of the code (`promo_…`) that it came by; null for a coupon of its own. */
  promotion_code: string | null;
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
  tax_behavior: TaxBehavior | null;
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
  /** What of it is shipping, inclusive tax in it. */
  amount_shipping: number;
  shipping_cost: { shipping_rate: string | null } | null;
  total_taxes: CreditNoteTax[];
  /** What was refunded for it; of the refunds only their amounts are told. */
  refunds: { amount_refunded: number }[];
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

/** Amounts are minor units. */
export interface CreditNoteTax {
  amount: number;
  tax_behavior: 'exclusive' | 'inclusive' | null;
  tax_rate_details: { tax_rate: string } | null;
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

/** A message of `GET /events`: something about this invoice changed, read it again. */
export interface Change {
  /** Stripe's event type, such as `invoice.finalized`. */
  type: string;
  invoice: string;
  /** Unix seconds at which Stripe says that it happened. */
  created: number;
}
