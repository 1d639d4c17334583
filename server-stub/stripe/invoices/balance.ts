/**
 * The customer's balance: what is owed to a customer (negative) or by one (positive), in the customer's currency.
 * Every change of it is written down as a customer balance transaction.
 */
import type { Context } from '../core/world.js';
import type { BalanceTransaction, Customer } from '../objects.js';
import { recomputeDrafts } from './change.js';

interface Reason {
  type: BalanceTransaction['type'];
  invoice?: string;
  credit_note?: string;
  description?: string | null;
  metadata?: Record<string, string>;
}

/**
 * Adds `amount` (minor units of `currency`) to a customer's balance; the customer's currency is settled by it, and drafts
 * follow it.
 */
export function moveBalance(
  context: Context,
  customer: Customer,
  amount: number,
  currency: string,
  reason: Reason,
): BalanceTransaction {
  const { world, now } = context;
  customer.currency ??= currency;
  customer.balance += amount;
  recomputeDrafts(context, customer.id);
  return world.balanceTransactions.insert({
    id: world.shared.newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount,
    checkout_session: null,
    created: now,
    credit_note: reason.credit_note ?? null,
    currency,
    customer: customer.id,
    customer_account: null,
    description: reason.description ?? null,
    ending_balance: customer.balance,
    invoice: reason.invoice ?? null,
    livemode: false,
    metadata: reason.metadata ?? {},
    type: reason.type,
  });
}
