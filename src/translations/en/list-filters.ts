/** What stands above the rows of a list: quick filters, search, filters, and what Stripe can’t be asked for. */
export const listFilters = {
  view: 'Show',
  view_all: 'All',
  view_needs_attention: 'Needs attention',

  search: 'Search invoices',
  search_hint: 'Search by number, customer, email, amount or id',
  search_clear: 'Clear search',
  query_switch: 'Query',
  query_switch_hint: 'Search in Stripe’s query language',
  query: 'Query in Stripe’s search language',
  query_go: 'Search',
  query_help: 'How a query is written',
  query_refused: 'This query can’t be read.',

  columns: 'Columns',
  export: 'Export',

  filters: 'Filters',
  filters_set: (count: string) => `Filters (${count})`,
  filter_by: (name: string) => `Filter: ${name}`,
  filter_remove: (name: string) => `Remove filter: ${name}`,
  clear_all: 'Clear all',
  filter_status: 'Status',
  filter_customer: 'Customer',
  filter_created: 'Created',
  filter_due: 'Due',
  filter_scheduled: 'Scheduled finalization',
  filter_amount: 'Amount',
  filter_currency: 'Currency',
  filter_collection: 'Collection method',

  named: (name: string) => `${name}:`,
  from: (start: string) => `from ${start}`,
  until: (end: string) => `until ${end}`,
  at_least: (amount: string) => `at least ${amount}`,
  at_most: (amount: string) => `at most ${amount}`,
  no_currency: 'counts only with a currency',
  scheduled_any: 'at any time',
  scheduled_none: 'not scheduled',
  send_invoice: 'Emailed to pay',
  charge_automatically: 'Charged automatically',

  rests: 'A query stands alone: the filters rest until it is cleared.',
  delayed: 'Found by Stripe’s search, which hears of changes up to a minute late.',
  here: (names: string, count: string, one: boolean) =>
    `Stripe cannot filter by ${names}: looked for in the ${one ? 'one invoice' : `${count} invoices`} loaded so far.`,
  here_all: (names: string, count: string, one: boolean) =>
    `Stripe cannot filter by ${names}: looked for in ${one ? 'the one invoice there is' : `all ${count} invoices`}.`,
  excluded: 'These filters rule each other out: no invoice can match them all.',
  no_search: 'There is no search for this account: text is looked for in the rows loaded and among customers.',
  no_query: 'There is no search for this account, so a query finds nothing.',
};
