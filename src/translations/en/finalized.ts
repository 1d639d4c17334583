/** What is shown once an invoice is finalized. */
export const finalized = {
  open: (number: string) => `Invoice ${number} is open`,
  paid: (number: string) => `Invoice ${number} is paid`,
  void: (number: string) => `Invoice ${number} is void`,
  uncollectible: (number: string) => `Invoice ${number} is uncollectible`,
  finalized: (number: string) => `Invoice ${number} is finalized`,
  nothing_due: 'Nothing was due, so Stripe marked it as paid at once.',
  already: (when: string) =>
    `It was already finalized${when && ` (${when})`}, in another tab or by someone else. Nothing was done twice.`,
  due: (amount: string, date: string) => `${amount}, due ${date}`,
  send: 'Send',
  sending: 'Sending…',
  send_to: (email: string) => `Emails the invoice to ${email}.`,
  send_test: 'Test mode: Stripe counts it as sent, but no email leaves it.',
  sent: (email: string) => `Sent to ${email}.`,
  sent_test: 'Counted as sent. Test mode: no email has left Stripe.',
  emailed: (email: string) => `Stripe emails it to ${email} by itself.`,
  charged: 'Stripe charges the saved payment method by itself.',
  wrong_void: 'Something wrong with it? It can still be voided.',
  wrong_revise:
    'Something wrong with it? It can still be voided, or revised: a new draft then takes its place.',
};
