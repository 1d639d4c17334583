/** How invoices are paid: payments, intents, charges, payment records, payment methods. */
import type { Metadata, Address } from './party.js';

export interface InvoicePayment {
  id: string;
  object: 'invoice_payment';
  amount_paid: number | null;
  amount_requested: number;
  created: number;
  currency: string;
  invoice: string;
  is_default: boolean;
  livemode: false;
  payment:
    | { payment_intent: string; payment_record?: never; type: 'payment_intent' }
    | { payment_intent?: never; payment_record: string; type: 'payment_record' };
  status: 'open' | 'paid' | 'canceled';
  status_transitions: { canceled_at: number | null; paid_at: number | null };
}
/** The account that the money goes to, and how much of it (null: all but the fee). */
export interface TransferData {
  amount: number | null;
  destination: string;
}
export type IntentStatus =
  | 'canceled'
  | 'processing'
  | 'requires_action'
  | 'requires_confirmation'
  | 'requires_payment_method'
  | 'succeeded';
export interface PaymentIntent {
  id: string;
  object: 'payment_intent';
  allowed_payment_method_types: string[] | null;
  amount: number;
  amount_capturable: number;
  amount_received: number;
  application_fee_amount: number | null;
  automatic_payment_methods: { allow_redirects?: 'always' | 'never'; enabled: boolean } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: 'automatic' | 'automatic_async';
  client_secret: string;
  confirmation_method: 'automatic';
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Metadata;
  next_action: { type: 'use_stripe_sdk'; use_stripe_sdk: object } | null;
  on_behalf_of: string | null;
  payment_method: string | null;
  payment_method_types: string[];
  receipt_email: string | null;
  setup_future_usage: 'off_session' | 'on_session' | null;
  statement_descriptor: string | null;
  status: IntentStatus;
  transfer_data: TransferData | null;
}
export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  captured: boolean;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_code: string | null;
  failure_message: string | null;
  livemode: false;
  metadata: Metadata;
  paid: boolean;
  payment_intent: string;
  payment_method: string;
  payment_method_details: { type: PaymentMethod['type'] } & Record<string, unknown>;
  receipt_email: string | null;
  receipt_number: null;
  receipt_url: null;
  refunded: boolean;
  status: 'failed' | 'pending' | 'succeeded';
}
export interface Money {
  currency: string;
  /** Minor units. */
  value: number;
}
/** A payment that somebody else processed, as it was reported. */
export interface PaymentRecord {
  id: string;
  object: 'payment_record';
  amount: Money;
  amount_authorized: Money;
  amount_canceled: Money;
  amount_failed: Money;
  amount_guaranteed: Money;
  amount_refunded: Money;
  amount_requested: Money;
  application: null;
  created: number;
  customer_details: {
    customer: string | null;
    email: string | null;
    name: string | null;
    phone: string | null;
  } | null;
  customer_presence: 'off_session' | 'on_session' | null;
  description: string | null;
  latest_payment_attempt_record: string;
  livemode: false;
  metadata: Metadata;
  payment_method_details: {
    billing_details: BillingDetails | null;
    custom?: { display_name: string; type: string | null };
    payment_method: string | null;
    type: string;
  };
  processor_details: { custom?: { payment_reference: string | null }; type: 'custom' };
  reported_by: 'self';
  shipping_details: null;
}
export interface BillingDetails {
  address: Address;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id: string | null;
}
export interface CardDetails {
  brand: string;
  country: string;
  exp_month: number;
  exp_year: number;
  funding: string;
  last4: string;
}
export interface UsBankAccountDetails {
  account_holder_type: 'company' | 'individual';
  account_type: 'checking' | 'savings';
  bank_name: string;
  financial_connections_account: null;
  fingerprint: string;
  last4: string;
  networks: { preferred: string; supported: ('ach' | 'us_domestic_wire')[] };
  routing_number: string;
  status_details: null;
}
export interface SepaDebitDetails {
  bank_code: string;
  branch_code: string;
  country: string;
  fingerprint: string;
  generated_from: { charge: null; setup_attempt: null };
  last4: string;
}
/** One of the three hashes is there: the one named by `type`. */
export interface PaymentMethod {
  id: string;
  object: 'payment_method';
  allow_redisplay: 'unspecified';
  billing_details: BillingDetails;
  card?: CardDetails;
  created: number;
  customer: string | null;
  livemode: false;
  metadata: Metadata;
  sepa_debit?: SepaDebitDetails;
  type: 'card' | 'sepa_debit' | 'us_bank_account';
  us_bank_account?: UsBankAccountDetails;
}
