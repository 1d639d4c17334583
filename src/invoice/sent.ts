/** What a page sends to the backend: bodies of writes and queries of lists, by Stripe's own names. */
import type { Fingerprint } from './fingerprint.js';
import type { Address, CollectionMethod, CustomField } from './types.js';
import type { CreditNote } from './wire.js';

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
    product_data?: { name: string; description?: string; tax_code?: string; unit_label?: string };
    unit_amount_decimal: string;
    tax_behavior?: TaxBehavior;
  };
  /** Instead of the invoice's own; an empty text takes them off. */
  tax_rates?: string[] | '';
  /** Taken off before those of the invoice; an empty text takes them off. */
  discounts?: DiscountParams[] | '';
  period?: { start: number; end: number };
  discountable?: boolean;
  /** An empty value unsets its key. */
  metadata?: Record<string, string>;
}

/** Whether tax is on top of a price or in it; `unspecified` takes the account's own setting, and may refuse automatic tax. */
export type TaxBehavior = 'exclusive' | 'inclusive' | 'unspecified';

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
  /** Has Stripe work out the tax; it then refuses lines with tax rates of their own. */
  automatic_tax?: { enabled: boolean };
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
  /** Unix seconds; needs `auto_advance`. Stripe takes up to five years from now. An empty text takes the time off. */
  automatically_finalizes_at?: number | '';
}

/** An edit of a draft; with `expected`, only of the draft as it was shown. */
export interface UpdateParams extends DraftParams {
  expected?: Fingerprint;
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
  tax_behavior?: TaxBehavior;
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

/** Body of `POST /invoices/:id/pay`. With nothing named, Stripe charges what the invoice or its customer has as default. */
export interface PayParams {
  /** It was paid outside Stripe; together with nothing else. */
  paid_out_of_band?: boolean;
  payment_method?: string;
  /** An older source of the customer's; not together with `payment_method`. */
  source?: string;
  /** The agreement that the debit goes by; its payment method's own unless given. */
  mandate?: string;
  /** Whether the customer is away and cannot confirm; true unless given. */
  off_session?: boolean;
  /** Pays the whole invoice although the source has a little less than what is due. */
  forgive?: boolean;
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
  /**
   * With `include`, what the customer has pending comes into the draft: only what is in the draft's own currency, the
   * rest stays pending. At most 250 items. Stripe leaves all of it out by default.
   */
  pending_invoice_items_behavior?: 'exclude' | 'include';
}

export interface CreateAndFinalizeParams extends Omit<CreateParams, 'pending_invoice_items_behavior'> {
  /** At most 250. */
  lines: LineParams[];
}

/**
 * Body of `POST /invoices/create_preview`: an invoice that is not made. What the customer has pending in its currency is
 * part of it.
 */
export interface PreviewParams {
  customer: string;
  /** Lower-case; that of the first item or of the customer where it is left out. */
  currency?: string;
  automatic_tax?: { enabled: boolean };
  discounts?: DiscountParams[] | '';
  /** At most 250. */
  invoice_items?: PreviewItemParams[];
}

/** A line by the older names of an invoice item. Its price, or its total, or its unit price. */
export interface PreviewItemParams extends Omit<LineParams, 'pricing' | 'price_data'> {
  currency?: string;
  price?: string;
  /** A price for this item alone, of a product that is there. */
  price_data?: {
    currency: string;
    product: string;
    unit_amount_decimal: string;
    tax_behavior?: TaxBehavior;
  };
  /** Minor units, up to 12 decimal places. */
  unit_amount_decimal?: string;
  tax_behavior?: TaxBehavior;
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
  /** Unix seconds. */
  created?: RangeParams;
  /** Unix seconds. */
  due_date?: RangeParams;
}

/** Bounds of a time, Unix seconds. */
export interface RangeParams {
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
}

/** Query of `GET /invoices/search`: Stripe's search language over invoices. */
export interface SearchParams {
  query: string;
  limit?: number;
  /** `next_page` of the answer before. */
  page?: string;
}

/** A page of a catalog or of credit notes. */
export interface PageParams {
  limit?: number;
  starting_after?: string;
  ending_before?: string;
}
