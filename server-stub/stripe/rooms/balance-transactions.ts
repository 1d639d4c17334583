/** The ledger behind a customer's balance, and adjustments of it by hand. */
import { listOf, one } from '../core/answers.js';
import { mustCustomer } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  currency,
  expandable,
  integer,
  mergeMetadata,
  metadata,
  paging,
  required,
  textOrNull,
  textUpTo,
  timeRange,
  text,
  unsettable,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Call } from '../core/world.js';
import { moveBalance } from '../invoices/balance.js';
import type { BalanceTransaction, Customer } from '../objects.js';

const PATH = '/v1/customers/:customer/balance_transactions';
const KIND = 'customer_balance_transaction';

export const balanceTransactionRoutes: Route[] = [
  route('GET', PATH, listOf(KIND), { ...paging, created: timeRange, invoice: text }, (call) => {
    const customer = owner(call);
    const { created, invoice } = call.params;
    return listPage(call.world.balanceTransactions, call.params, {
      url: `/v1/customers/${customer.id}/balance_transactions`,
      kind: 'customer balance transaction',
      match: (row) =>
        row.customer === customer.id &&
        (invoice === undefined || row.invoice === invoice) &&
        within(row.created, created),
    });
  }),
  route(
    'POST',
    PATH,
    one(KIND),
    {
      ...expandable,
      amount: required(integer),
      currency: required(currency),
      description: unsettable(textUpTo(350)),
      metadata,
    },
    (call) => {
      const customer = owner(call);
      const { amount, currency: wanted, description } = call.params;
      if (customer.currency !== null && customer.currency !== wanted) {
        throw refuse('balance_currency', { customer: customer.currency, wanted });
      }
      return moveBalance(call, customer, amount, wanted, {
        type: 'adjustment',
        description: description ?? null,
        metadata: mergeMetadata({}, call.params.metadata),
      });
    },
  ),
  route('GET', `${PATH}/:transaction`, one(KIND), expandable, (call) => rowOf(call)),
  route(
    'POST',
    `${PATH}/:transaction`,
    one(KIND),
    { ...expandable, description: textOrNull, metadata },
    (call) => {
      const row = rowOf(call);
      if (call.params.description !== undefined) row.description = call.params.description;
      row.metadata = mergeMetadata(row.metadata, call.params.metadata);
      return row;
    },
  ),
];

function owner(call: Call<unknown>): Customer {
  return mustCustomer(call.world, id(call, 'customer'), 'customer', 404);
}

function rowOf(call: Call<unknown>): BalanceTransaction {
  const customer = owner(call);
  const row = call.world.balanceTransactions.get(id(call, 'transaction'));
  if (row?.customer === customer.id) return row;
  throw refuse('no_such', { kind: 'customer balance transaction', id: id(call, 'transaction') }, 'id', 404);
}
