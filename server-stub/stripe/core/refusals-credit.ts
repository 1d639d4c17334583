/** The part of the table of refusals that is about credit notes and refunds. */
import type { Row } from './refusals.js';

export const creditRefusals = {
  not_creditable: {
    mark: 'OWN',
    message: 'You can only create credit notes for finalized invoices that are not void.',
    param: 'invoice',
  },
  payment_under_way: {
    mark: 'OWN',
    message: 'You cannot change the amount of an open invoice while a payment on it is still pending.',
    param: 'invoice',
  },
  no_credit_amount: {
    mark: 'OWN',
    message: 'You must specify what to credit: one of {names}.',
    code: 'parameter_missing',
  },
  only_for_type: { mark: 'OWN', message: '`{name}` is only valid when `type` is `{type}`.' },
  no_custom_credit: {
    mark: 'OWN',
    message: '`custom_line_item` is not valid when the invoice has automatic tax enabled.',
  },
  no_tax_by_hand: {
    mark: 'OWN',
    message: '`tax_amounts` is not valid when the invoice has automatic tax enabled.',
  },
  no_shipping_cost: {
    mark: 'OWN',
    message: 'The invoice has no such shipping cost to credit.',
  },
  shipping_credited: { mark: 'OWN', message: 'The shipping cost of the invoice was credited before.' },
  credit_not_positive: { mark: 'OWN', message: 'The total amount of a credit note must be positive.' },
  credit_too_high: {
    mark: 'OWN',
    message: 'The credit note amount ({amount}) is more than can still be credited on the invoice ({left}).',
  },
  line_credit_too_high: {
    mark: 'OWN',
    message: 'The {what} ({given}) is not within what can still be credited on {line} ({left}).',
  },
  credited_otherwise: {
    mark: 'OWN',
    message: 'The invoice line item {line} was already credited by {by}, and can only be credited by that.',
  },
  credit_split: {
    mark: 'SEEN',
    message:
      'The sum of credit amount, refund amount and out of band amount ({sum}) must equal the credit note amount ({amount}).',
  },
  balance_currency: {
    mark: 'OWN',
    message: "The customer's balance is in {balance} and cannot be credited in {invoice}.",
    param: 'credit_amount',
  },
  credit_note_not_voidable: {
    mark: 'SEEN',
    message: 'You can only void a credit note if the associated invoice is open.',
  },
  credit_note_void: { mark: 'OWN', message: 'This credit note has already been voided.' },
  nothing_to_refund_on: {
    mark: 'SEEN',
    message: 'One of the following params should be provided for this request: payment_intent or charge.',
  },
  no_charge_to_refund: {
    mark: 'SEEN',
    message: 'This PaymentIntent ({id}) does not have a successful charge to refund.',
  },
  invoice_without_charge: {
    mark: 'OWN',
    message: 'The invoice does not have a successful charge to refund.',
    param: 'refund_amount',
  },
  already_refunded: {
    mark: 'SEEN',
    message: 'Charge {id} has already been refunded.',
    code: 'charge_already_refunded',
  },
  refund_too_high: {
    mark: 'SEEN',
    message: 'Refund amount ({amount}) is greater than unrefunded amount on charge ({left})',
  },
  foreign_refund: { mark: 'OWN', message: 'The refund {id} is not of a charge of this invoice.' },
  refund_linked: {
    mark: 'OWN',
    message: 'The amount ({amount}) is more than is left of the refund {id} to be linked ({left}).',
  },
} satisfies Record<string, Row>;
