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

/** What a customer can be given; Stripe's names. An empty string unsets a value. */
export interface CustomerParams {
  name?: string;
  email?: string;
  phone?: string;
  description?: string;
  address?: Partial<Address>;
  preferred_locales?: string[];
  metadata?: Record<string, string>;
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

export interface PromotionCode {
  id: string;
  object: 'promotion_code';
  active: boolean;
  /** What a customer types in. */
  code: string;
  /** Unix seconds; null for one that does not expire. */
  expires_at: number | null;
}

export interface ShippingRate {
  id: string;
  object: 'shipping_rate';
  active: boolean;
  display_name: string | null;
  /** Minor units. */
  fixed_amount?: { amount: number; currency: string };
}

export interface RenderingTemplate {
  id: string;
  object: 'invoice_rendering_template';
  nickname: string | null;
  status: 'active' | 'archived' | (string & {});
  version: number;
}

/** Something that happened to an invoice (`GET /invoices/:id/events`). */
export interface InvoiceEvent {
  id: string;
  /** Stripe's event type, such as `invoice.finalized`. */
  type: string;
  /** Unix seconds. */
  created: number;
}

/** Exactly one of the two. */
export interface AttachPaymentParams {
  payment_intent?: string;
  payment_record?: string;
}

/** Money taken off a finalized invoice. Amounts are minor units. */
export interface CreditNote {
  /** Missing on a preview. */
  id?: string;
  object: 'credit_note';
  invoice: string;
  number: string | null;
  status: 'issued' | 'void' | (string & {});
  currency: string;
  subtotal: number;
  total: number;
  /** Taken off what was still to be paid; the rest is given back, credited or settled outside Stripe. */
  pre_payment_amount: number;
  post_payment_amount: number;
  reason: string | null;
  memo: string | null;
  created: number;
}

/** What a credit note is made of, or previewed with; Stripe's names, amounts in minor units. */
export interface CreditNoteParams {
  invoice: string;
  /** A total, tax included. Not together with `lines`. */
  amount?: number;
  lines?: CreditNoteLineParams[];
  credit_amount?: number;
  refund_amount?: number;
  out_of_band_amount?: number;
  reason?: 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory';
  memo?: string;
  metadata?: Record<string, string>;
}

export interface CreditNoteLineParams {
  type: 'invoice_line_item' | 'custom_line_item';
  invoice_line_item?: string;
  description?: string;
  quantity?: number;
  amount?: number;
  unit_amount_decimal?: string;
  tax_rates?: string[];
}

/** A page of a catalog or of credit notes. */
export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}

/** `query` is in Stripe's search language; `page` is the `next_page` of the answer before. */
export interface SearchParams {
  query: string;
  limit?: number;
  page?: string;
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
  metadata?: Record<string, string>;
  auto_advance?: boolean;
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

/** A message of `GET /events`: something about this invoice changed, read it again. */
export interface Change {
  /** Stripe's event type, such as `invoice.finalized`. */
  type: string;
  invoice: string;
  /** Unix seconds at which Stripe says that it happened. */
  created: number;
}
