/** What opens above the rows of a list: the form of each filter, the help for queries, the choice of columns. */
export const listPanels = {
  apply: 'Apply',
  from: 'From',
  to: 'To',

  find_customer: 'Name or email',
  looking: 'Looking…',
  nobody: 'Nobody found',
  lookup_failed: 'Customers could not be loaded. Type on to try again.',

  any_time: 'At any time',
  not_scheduled: 'Not scheduled',
  zone: (place: string) => `Days are those of the account, in ${place}.`,
  days_unfinished: 'Give a whole date, or leave it empty.',
  days_reversed: 'The last day is before the first one.',

  of_total: 'Of the total of the invoice.',
  currency: 'Currency',
  amount_unreadable: (example: string) => `Give an amount such as ${example}.`,
  amounts_reversed: 'The upper amount is below the lower one.',

  help_join: 'Up to ten conditions, all joined by AND or all by OR.',
  help_number: 'number on the invoice',
  help_status: 'draft, open, paid, uncollectible, void',
  help_customer: 'id of the customer',
  help_total: 'in the smallest unit: 10000 is 100.00',
  help_currency: 'three letters, in lower case',
  help_created: 'seconds since 1970',
  help_metadata: 'what your own system wrote',
  help_exactly: 'is exactly',
  help_part: 'holds this text, from three letters on',
  help_compare: 'for numbers',
  help_not: 'before a field: is not',
  help_example: 'For example',

  columns_hint: 'Alt with ↑ or ↓ moves a column.',
  column_up: (name: string) => `Move ${name} up`,
  column_down: (name: string) => `Move ${name} down`,
  column_moved: (name: string, place: string, count: string) => `${name} is now ${place} of ${count}.`,
  columns_no_room: (names: string) => `No room for ${names} as wide as the list is now.`,
  columns_reset: 'Reset',
};
