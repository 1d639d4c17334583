/**
 * Codes of our own for refusals that Stripe gives none: told by the beginning or the heart of its text, as recorded or
 * met in practice. A text that is not known keeps the plain code, and is shown as Stripe wrote it.
 */
const TEXTS: readonly (readonly [code: string, text: RegExp])[] = [
  ['invoice_already_paid', /^Invoice is already paid/],
  ['payment_pending', /pending payments waiting to clear|payment on it is still pending/],
  ['invoice_has_payments', /^Invoices with `paid` payments/],
  ['already_uncollectible', /^This invoice has already been marked uncollectible/],
  ['invoice_not_open', /^You can only pass in open invoices|^This invoice can no longer be paid/],
  ['invoice_not_draft', /^You can only delete draft invoices/],
  ['not_sent_by_email', /^You can only manually send an invoice if its collection method/],
  ['cannot_be_sent', /^This invoice cannot be sent right now/],
  ['payment_method_missing', /no attached payment source or default payment method/],
  ['customer_email_missing', /^Missing email\b/],
  ['cannot_be_revised', /can be revised\b/],
  ['credit_split', /^The sum of credit amount, refund amount and out of band amount/],
  ['credit_note_not_voidable', /^You can only void a credit note if/],
  ['refund_too_high', /^Refund amount .* is greater than unrefunded amount/],
  ['invoice_not_editable', /^Finalized invoices can't be updated in this way/],
];

/** Our code for the text of a refusal; undefined where it is not among those that are known. */
export const codeOfText = (text: string): string | undefined =>
  TEXTS.find(([, known]) => known.test(text))?.[0];
