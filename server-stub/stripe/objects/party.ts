/** Who invoices whom: the account and its customers. */
export type Metadata = Record<string, string>;
export interface Address {
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postal_code: string | null;
  state: string | null;
}
export interface Shipping {
  address: Address;
  name: string;
  phone: string | null;
}
export interface Account {
  id: string;
  object: 'account';
  business_profile: { name: string | null; support_email: string | null };
  charges_enabled: boolean;
  country: string;
  created: number;
  default_currency: string;
  details_submitted: boolean;
  email: string | null;
  payouts_enabled: boolean;
  settings: { dashboard: { display_name: string; timezone: string } };
  type: 'standard';
}
export interface TaxId {
  id: string;
  object: 'tax_id';
  country: string | null;
  created: number;
  customer: string | null;
  customer_account: null;
  livemode: false;
  owner: { customer?: string; customer_account: null; type: 'customer' | 'self' };
  type: string;
  value: string;
  verification: {
    status: 'pending' | 'unavailable' | 'unverified' | 'verified';
    verified_address: string | null;
    verified_name: string | null;
  } | null;
}
/** One change of a customer's balance: negative is credit for the customer, positive a debt. */
export interface BalanceTransaction {
  id: string;
  object: 'customer_balance_transaction';
  amount: number;
  checkout_session: null;
  created: number;
  credit_note: string | null;
  currency: string;
  customer: string;
  customer_account: null;
  description: string | null;
  ending_balance: number;
  invoice: string | null;
  livemode: false;
  metadata: Metadata;
  type:
    | 'adjustment'
    | 'applied_to_invoice'
    | 'credit_note'
    | 'initial'
    | 'invoice_overpaid'
    | 'invoice_too_small'
    | 'unapplied_from_invoice';
}
export interface CustomField {
  name: string;
  value: string;
}
export interface Customer {
  id: string;
  object: 'customer';
  deleted?: true;
  address: Address | null;
  balance: number;
  business_name?: string | null;
  created: number;
  currency: string | null;
  customer_account: null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  discount: null;
  email: string | null;
  individual_name?: string | null;
  invoice_prefix: string;
  invoice_settings: {
    custom_fields: CustomField[] | null;
    default_payment_method: string | null;
    footer: string | null;
    rendering_options: { amount_tax_display: string | null; template: string | null } | null;
  };
  livemode: false;
  metadata: Metadata;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  shipping: Shipping | null;
  tax_exempt: 'exempt' | 'none' | 'reverse';
  test_clock: null;
}
