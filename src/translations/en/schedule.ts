/** When an invoice finalizes by itself, and what Stripe goes on to do by itself. */
export const schedule = {
  finalizes_at: 'Finalizes at',
  finalized: 'Finalized',
  by_itself: 'By itself',

  in_place: (place: string) => `in ${place}`,
  in_your_time: (zone: string) => `your time (${zone})`,
  at_your_time: (time: string, zone: string) => `${time} your time (${zone})`,

  off: 'No time is set',
  off_text: 'It stays a draft: nothing is sent or charged by itself.',
  untold: 'By itself, about an hour after the draft was made',
  own: 'This is Stripe’s own time, about an hour after the draft was made.',
  finalizing: 'Stripe is about to finalize it',
  finalizing_text: (when: string) => `Its time has come: ${when}.`,
  late: (when: string) => `Not finalized yet, though its time was ${when}.`,
  late_own: 'Stripe waits up to 72 hours while a server of yours does not take its messages.',
  deleted: 'This draft has been deleted.',

  failed: 'The last try to finalize it failed',
  failed_planned: (when: string) => `It was to be finalized by itself on ${when}.`,
  failed_next: 'Mend it, then set a new time or finalize it by hand.',
  failed_again: 'Mend it before then: at its time it is tried again.',

  done_by_itself: (when: string) => `Finalized by itself on ${when}, as planned.`,
  done_otherwise: (when: string, planned: string) =>
    `Finalized on ${when}. It had been planned for ${planned}.`,
  done_on: (when: string) => `Finalized on ${when}.`,

  charging: 'Stripe charges the saved payment method by itself',
  text_charging: 'Where that fails, it tries again as the account’s settings say.',
  charging_next: (when: string) => `The next try is on ${when}.`,
  charging_off: 'Stripe does not charge by itself',
  text_charging_off: 'It stays open until somebody charges it or the customer pays.',
  reminding: 'Stripe sends reminders by itself',
  text_reminding: 'To whom and when is in the account’s settings.',
  reminding_test: 'Test mode: no email leaves Stripe.',
  reminding_off: 'Stripe sends no reminders by itself',
  text_reminding_off: 'It stays open until the customer pays.',
  closed_paid: 'This invoice is paid: nothing more happens by itself.',
  closed_void: 'This invoice is void: nothing more happens by itself.',
  closed_uncollectible: 'This invoice is uncollectible: nothing more happens by itself.',
  closed_other: 'Nothing more happens by itself.',

  set: 'Set a time',
  change: 'Change',
  turn_off: 'Turn off',
  turn_on: 'Turn on',
  not_allowed: 'You may see this, but not change it.',
  empty: 'There is no invoice yet.',
};
