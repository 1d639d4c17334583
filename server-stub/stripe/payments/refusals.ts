/** The refusals of payments, as part of the one table in `core/refusals.ts`, which explains the marks. */
import type { Row } from '../core/refusals.js';

export const paymentRefusals = {
  payments_pending: {
    mark: 'SEEN',
    message:
      'Invoices with pending payments waiting to clear cannot be paid, voided, or marked uncollectible.',
  },
  intent_not_confirmed: {
    mark: 'OWN',
    message:
      'This PaymentIntent could not be confirmed because it has a status of {status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_payment_method, requires_confirmation, requires_action.',
    code: 'payment_intent_unexpected_state',
  },
  intent_not_canceled: {
    mark: 'REC',
    message:
      'You cannot cancel this PaymentIntent because it has a status of {status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.',
    code: 'payment_intent_unexpected_state',
  },
  intent_not_updated: {
    mark: 'REC',
    message:
      "This PaymentIntent's {what} could not be updated because it has a status of {status}. You may only update the {what} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.",
    code: 'payment_intent_unexpected_state',
  },
  intent_of_invoice: {
    mark: 'OWN',
    message: 'This PaymentIntent cannot be {what}, because it makes {which} payment of an invoice.',
    code: 'payment_intent_unexpected_state',
  },
  intent_without_method: {
    mark: 'REC',
    message:
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    code: 'payment_intent_unexpected_state',
  },
  intent_without_customers_method: {
    mark: 'REC',
    message:
      "You cannot confirm this PaymentIntent because it's missing a payment method. To confirm the PaymentIntent with {customer}, specify a payment method attached to this customer along with the customer ID.",
    code: 'payment_intent_unexpected_state',
  },
  wrong_client_secret: {
    mark: 'SEEN',
    message: 'The client_secret provided does not match the client_secret associated with the PaymentIntent.',
    param: 'client_secret',
  },
  amount_too_small: {
    mark: 'REC',
    message:
      'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).',
    code: 'parameter_invalid_integer',
    param: 'amount',
  },
  bad_method_type: {
    mark: 'OWN',
    message: 'The payment method type {type} cannot be used for payments in {currency} here.',
    code: 'payment_intent_invalid_parameter',
    param: 'payment_method_types',
  },
  bad_routing_number: {
    mark: 'OWN',
    message: 'The routing number {number} is not one of the test routing numbers. Try 110000000.',
    code: 'routing_number_invalid',
    param: 'us_bank_account[routing_number]',
  },
  bad_account_number: {
    mark: 'OWN',
    message: 'The account number is not one of the test account numbers. Try {example}.',
    code: 'account_number_invalid',
  },
  not_attached: {
    mark: 'REC',
    message:
      'The PaymentMethod {id} does not belong to the Customer you supplied {customer}. Please use this PaymentMethod with the Customer that it belongs to instead.',
    param: 'payment_method',
  },
  attached_elsewhere: {
    mark: 'REC',
    message:
      'The `payment_method` parameter supplied {id} belongs to the Customer {customer}. Please include the Customer in the `customer` parameter on the PaymentIntent.',
    code: 'parameter_missing',
    param: 'source',
  },
  already_attached: {
    mark: 'OWN',
    message: 'The payment method you provided has already been attached to a customer.',
  },
  not_detachable: {
    mark: 'OWN',
    message: 'The payment method you provided is not attached to a customer so detachment is impossible.',
  },
  not_the_customers: {
    mark: 'OWN',
    message:
      'The customer does not have a payment method with the ID {id}. The payment method must be attached to the customer.',
    code: 'resource_missing',
    param: 'invoice_settings[default_payment_method]',
  },
  method_not_allowed: {
    mark: 'SEEN',
    message:
      'The PaymentMethod provided ({type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: {types}. Alternatively, update the allowed payment_method_types for this PaymentIntent to include "{type}"',
    code: 'payment_intent_incompatible_payment_method',
    param: 'payment_method',
  },
  no_method_types: {
    mark: 'DOC',
    message:
      "This invoice cannot be finalized because there are no payment method types available to process the payment. Your invoice template settings or the invoice's payment_settings might be restricting which payment methods are available, or you might need to activate more payment methods in the Dashboard.",
    code: 'invoice_no_payment_method_types',
  },
  bad_mandate: {
    mark: 'DOC',
    message: 'The provided mandate is invalid and can not be used for the payment intent.',
    code: 'payment_intent_mandate_invalid',
    param: 'mandate',
  },
  attach_needs_one: {
    mark: 'OWN',
    message: 'You must specify one of these parameters: payment_intent, payment_record.',
    code: 'parameter_missing',
  },
  attach_mismatch: {
    mark: 'OWN',
    message: 'The {kind} {id} has another {what} than the invoice, so it cannot be attached.',
  },
  attach_state: {
    mark: 'OWN',
    message: 'The {kind} {id} cannot be attached because it {why}.',
  },
  requires_action: {
    mark: 'OWN',
    status: 402,
    type: 'card_error',
    message:
      'This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with the invoice.',
    code: 'invoice_payment_intent_requires_action',
  },
  incorrect_number: {
    mark: 'SEEN',
    status: 402,
    type: 'card_error',
    message: 'Your card number is incorrect.',
    code: 'incorrect_number',
    param: 'number',
  },
  authentication_required: {
    mark: 'REC',
    status: 402,
    type: 'card_error',
    message: 'Your card was declined. This transaction requires authentication.',
    code: 'authentication_required',
  },
  nothing_to_authenticate: {
    mark: 'OWN',
    message: 'This PaymentIntent waits for no authentication, because it has a status of {status}.',
    code: 'payment_intent_unexpected_state',
  },
  authentication_failed: {
    mark: 'SEEN',
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
    code: 'payment_intent_authentication_failure',
  },
} satisfies Record<string, Row>;
