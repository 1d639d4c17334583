/** The form in which an invoice is paid, and what comes of it. */
export const paymentForm = {
  form: (number: string) => `Pay invoice ${number}`,
  cancel: 'Cancel',
  close: 'Close',
  test_mode: 'Test mode: no money moves.',
  confirming: 'Paying… Please leave this page open.',
  incomplete: 'Please complete the details above.',
  not_finished: 'The payment was not finished, and nothing was charged. You can try again.',
  not_charged: 'The payment did not go through',
  unsettled: 'Not known yet whether the payment went through',

  changed: (before: string, now: string) =>
    `The amount has changed from ${before} to ${now} since this was shown. Nothing has been charged.`,
  agree: (amount: string) => `Go on with ${amount}`,

  how_much: 'How much do you want to pay?',
  all: (amount: string) => `All that remains, ${amount}`,
  another: 'Another amount',
  amount: 'Amount',
  go_on: 'Continue',
  amount_missing: (example: string) => `Write an amount, such as ${example}.`,
  amount_least: (least: string) => `${least} is the least that can be paid.`,
  amount_most: (most: string) => `No more than ${most} remains to be paid.`,
  amount_rest: (least: string) => `Leave nothing, or at least ${least}: a smaller rest could not be paid.`,
  amount_step: (amount: string) => `This cannot be charged exactly. ${amount} can.`,

  returning: 'Looking what has become of your payment…',
  accepted: 'Your payment was accepted. The invoice is being updated…',
  accepted_slow:
    'Your payment was accepted. The invoice has not been updated yet; that can take some minutes, and you need not wait for it.',
  paid: (amount: string) => `${amount} paid. Thank you.`,
  paid_part: (amount: string, rest: string) => `${amount} paid. ${rest} remains.`,
  pending: (amount: string) => `Your payment of ${amount} is on its way.`,
  under_way: (amount: string) => `A payment of ${amount} is on its way.`,
  pending_text: 'A bank debit can take several days. The invoice stays open until the money arrives.',
  instructed: (amount: string) => `Stripe has shown you how to pay ${amount}.`,
  instructed_text: 'The invoice stays open until the money arrives.',
  not_arrived: 'The payment that was on its way did not arrive. You can pay again.',
  attaching: (amount: string) => `Your payment of ${amount} went through. It is being added to the invoice…`,
  not_attached: (amount: string) => `Your payment of ${amount} went through, but is not on the invoice yet.`,
  not_attached_text: 'You do not have to pay again.',

  already_paid:
    'This invoice has been paid meanwhile, in another window or by someone else. Nothing is paid twice.',
  voided: 'This invoice has been voided meanwhile. There is nothing to pay, and nothing was charged.',
  unpayable: 'This invoice cannot be paid now. Nothing was charged.',

  no_key: 'This page cannot take payments: it has not been given a publishable key.',
  no_secret: 'This invoice cannot be paid on this page.',
  elsewhere: 'You can pay it on Stripe’s own page:',
  stripe_js_failed: 'Stripe’s payment form could not be loaded.',
  text_stripe_js_failed: 'A content blocker or the network may be in the way of js.stripe.com.',
  stripe_js_policy: 'This page does not allow Stripe’s payment form.',
  text_stripe_js_policy:
    'Its Content Security Policy has to allow js.stripe.com. Tell the people who run this site.',
  amount_mismatch: 'Stripe would charge another amount than is shown here. Nothing was charged.',
  partial_failed: 'The payment could not be prepared. Nothing was charged.',
};
