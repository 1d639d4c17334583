/** The form in which a time is set, what is said before it is, and what comes of it. */
export const scheduleForm = {
  question: 'When is it to be finalized?',
  hour: 'In one hour',
  tomorrow: 'Tomorrow morning',
  monday: 'Monday morning',
  month: 'First of next month',
  custom: 'Another time',
  date_and_time: 'Date and time',
  zone: 'Times are in',
  your_time: (zone: string) => `your time (${zone})`,
  continue: 'Continue',

  empty: 'Give a date and a time.',
  past: 'That time has passed. Choose one that is still to come.',
  far: 'That is too far away: Stripe takes times up to five years ahead.',
  near: 'That is less than ten minutes away, which takes the right to finalize. Choose a later time.',
  is_near: 'Less than ten minutes from now: there is hardly time left to stop it.',
  skipped: (time: string, from: string, to: string) =>
    `There is no ${time} on that day: the clocks go forward from ${from} to ${to}. Choose another time.`,
  twice: (time: string) =>
    `There are two ${time} on that day, because the clocks go back. Which one is meant?`,
  first_time: (zone: string) => `the first (${zone})`,
  second_time: (zone: string) => `the second (${zone})`,

  ask: (when: string) => `Finalize by itself on ${when}?`,
  ask_charge: 'Let Stripe charge by itself?',
  ask_remind: 'Let Stripe send reminders by itself?',
  instead: (when: string) => `Instead of ${when}.`,
  turns_on:
    'Setting a time lets Stripe act by itself. Turn it off, and nothing is sent or charged by itself.',
  goes_on: 'Until then it stays a draft that can be changed, and is finalized as it is by then.',
  irreversible: 'Once finalized, customer, items and amounts can’t be changed any more.',
  email_setting: 'Only where the account’s settings let Stripe email finalized invoices.',
  not_delayed: 'A time that is set does not wait for a server of yours that fails to take Stripe’s messages.',
  subscription: 'While it waits, the customer goes on using the subscription without being billed for this.',
  charges_open: (amount: string) => `Stripe charges ${amount} to the saved payment method, perhaps at once.`,
  charges_open_test: (amount: string) =>
    `Stripe charges ${amount} to the saved payment method, perhaps at once. Test mode: no money moves.`,
  reminds_open: (email: string) => `Reminders go to ${email}, as the account’s settings say.`,
  reminds_open_test: (email: string) =>
    `In live mode reminders would go to ${email}. Test mode: no email leaves Stripe.`,
  reminds_nobody: 'Reminders go nowhere, for the customer has no email address.',
  back: 'Back',
  schedule: 'Schedule',
  turn_on: 'Turn on',

  changed: 'The draft has changed since this was shown.',
  changed_text: 'No time has been set. This is different now:',
  look_again: 'Look again',

  running: 'Setting the time…',
  turning_off: 'Turning off…',
  turning_on: 'Turning on…',
  failed: 'The time is not set',
  failed_off: 'Not turned off',
  failed_on: 'Not turned on',
  unsettled: 'Not known yet whether it was done',
  too_near: 'The time has come too near meanwhile. Choose a later one.',

  done: 'Scheduled.',
  done_off: 'Turned off: it stays a draft, and nothing is sent or charged by itself.',
  done_off_charge: 'Turned off: Stripe charges nothing by itself.',
  done_off_remind: 'Turned off: Stripe sends no reminders by itself.',
  done_on: 'Turned on.',
  undone: 'It is as it was before.',
  already: 'It was so already.',
  undo: 'Undo',
};
