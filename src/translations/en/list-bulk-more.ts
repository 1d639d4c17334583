/** What is said of work on many invoices before it begins, and row by row once it is done. */
export const listBulkMore = {
  when: 'When should Stripe finalize them?',
  looking: 'Looking at what is selected…',
  looked: (count: string) => `${count} looked at so far. Nothing is done yet.`,
  failed: 'It could not be found out what would happen. Nothing was done.',

  ask_finalize: (count: string, one: boolean) =>
    one ? 'Finalize 1 invoice?' : `Finalize ${count} invoices?`,
  ask_send: (count: string, one: boolean) => (one ? 'Send 1 invoice?' : `Send ${count} invoices?`),
  ask_schedule: (count: string, one: boolean) =>
    one ? 'Schedule 1 invoice?' : `Schedule ${count} invoices?`,
  ask_mark_uncollectible: (count: string, one: boolean) =>
    one ? 'Give 1 invoice up?' : `Give ${count} invoices up?`,
  ask_void: (count: string, one: boolean) => (one ? 'Void 1 invoice?' : `Void ${count} invoices?`),
  ask_delete: (count: string, one: boolean) => (one ? 'Delete 1 draft?' : `Delete ${count} drafts?`),
  confirm_finalize: (count: string, one: boolean) =>
    one ? 'Finalize 1 invoice' : `Finalize ${count} invoices`,
  confirm_send: (count: string, one: boolean) => (one ? 'Send 1 invoice' : `Send ${count} invoices`),
  confirm_schedule: (count: string, one: boolean) =>
    one ? 'Schedule 1 invoice' : `Schedule ${count} invoices`,
  confirm_mark_uncollectible: (count: string, one: boolean) =>
    one ? 'Mark 1 as uncollectible' : `Mark ${count} as uncollectible`,
  confirm_void: (count: string, one: boolean) => (one ? 'Void 1 invoice' : `Void ${count} invoices`),
  confirm_delete: (count: string, one: boolean) => (one ? 'Delete 1 draft' : `Delete ${count} drafts`),
  none_fit: 'This can be done to none of them',
  fit: (fit: string, of: string) => `${fit} of ${of} selected`,
  total: 'Total',

  mails: (count: string, one: boolean) =>
    one ? 'Stripe emails 1 of them to its customer.' : `Stripe emails ${count} of them to their customers.`,
  mails_test: (count: string, one: boolean) =>
    one
      ? 'Test mode: 1 of them counts as emailed, but no email leaves Stripe.'
      : `Test mode: ${count} of them count as emailed, but no email leaves Stripe.`,
  charges: (count: string, one: boolean) =>
    one ? 'Stripe charges the customer of 1 of them.' : `Stripe charges the customers of ${count} of them.`,
  charges_test: (count: string, one: boolean) =>
    one
      ? 'Test mode: 1 of them is charged, and no money moves.'
      : `Test mode: ${count} of them are charged, and no money moves.`,
  no_effect: (count: string, one: boolean) =>
    one
      ? 'Nothing is sent or charged by itself for 1 of them.'
      : `Nothing is sent or charged by itself for ${count} of them.`,
  fact_finalize: 'Customers, items and amounts can’t be changed afterwards.',
  fact_finalize_changed: 'A draft that somebody changes before its turn comes is left as it is, and told.',
  fact_send: 'Stripe emails each to its customer, with a link to pay. An email can’t be called back.',
  fact_send_test: 'Test mode: they count as sent, but no email leaves Stripe.',
  fact_schedule: (when: string) => `Stripe finalizes them by itself: ${when}.`,
  fact_schedule_off: 'Until then each can be changed, or its schedule turned off.',
  fact_mark_uncollectible: 'Stripe stops collecting them, and your reports count them as bad debts.',
  fact_mark_uncollectible_final: 'They can’t become open again. They can still be paid, and voided.',
  fact_void:
    'Their customers can no longer pay them. They keep their numbers and stay in your books as void.',
  fact_delete: 'Their items go with them.',
  final: 'This can’t be undone.',

  left_out: (count: string, one: boolean) => (one ? '1 is left out' : `${count} are left out`),
  warnings: 'Look at these first',
  more_names: (count: string) => `and ${count} more`,
  reason_deleted: 'Deleted meanwhile',
  reason_draft: 'Still a draft',
  reason_open: 'Finalized already',
  reason_paid: 'Paid already',
  reason_void: 'Void',
  reason_uncollectible: 'Uncollectible already',
  reason_charged: 'Charged, not sent: Stripe emails only invoices that are sent',
  reason_no_email: 'The customer has no email address',
  reason_payment_pending: 'A payment is still clearing',
  reason_has_payments: 'Something was paid on it',
  reason_subscription: 'The draft of a subscription can’t be deleted',
  reason_not_permitted: 'You may not do this',
  reason_unknown: 'This can’t be done in its state',

  receipt: 'Receipt',
  download: 'Download CSV',
  show: 'Show',
  kind_all: 'All',
  kind_done: 'Done',
  kind_already: 'Already done',
  kind_refused: 'Refused',
  kind_gave_up: 'Gave up',
  kind_untouched: 'Not touched',
  may_be_done: 'It may have been done all the same. Trying again looks first.',
  tries: (count: string) => `after ${count} tries`,
  nothing_of_kind: 'None of this kind.',
  more_rows: (count: string) => `Show ${count} more`,
};
