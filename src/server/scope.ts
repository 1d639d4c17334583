/** Whose invoice is it? Pure answers; nothing here asks Stripe or the embedder. */
import type { Scope } from './options.js';
import { idOf, type Json } from './stripe.js';

/** The pairs that mark what belongs to the scope; null where it has none, or one of them is blank. */
export function scopePairs(scope: Scope): [string, string][] | null {
  const pairs = Object.entries(scope.metadata ?? {});
  return pairs.length > 0 && pairs.every(([, value]) => typeof value === 'string' && value !== '')
    ? pairs
    : null;
}

/** Whether the scope reaches all of its account: said so, or only a connected account is named. */
export function reachesAll(scope: Scope): boolean {
  if (scope.everything === true) return true;
  return !!scope.account && !('customers' in scope) && !('metadata' in scope);
}

/** Whether the customers have to be looked at to tell whose an invoice is. */
export const needsCustomers = (scope: Scope): boolean => !reachesAll(scope) && scopePairs(scope) !== null;

export function customerInScope(customer: Json, scope: Scope): boolean {
  return reachesAll(scope) || isListed(customer['id'], scope) || carriesPairs(customer, scope);
}

/** With a metadata scope the invoice's `customer` must be expanded, or only its own metadata counts. */
export function invoiceInScope(invoice: Json, scope: Scope): boolean {
  return (
    reachesAll(scope) ||
    isListed(idOf(invoice['customer']), scope) ||
    carriesPairs(invoice, scope) ||
    carriesPairs(invoice['customer'], scope)
  );
}

export function isListed(customer: unknown, scope: Scope): boolean {
  return typeof customer === 'string' && (scope.customers?.includes(customer) ?? false);
}

function carriesPairs(object: unknown, scope: Scope): boolean {
  const pairs = scopePairs(scope);
  const metadata = (object as { metadata?: Json } | null | undefined)?.metadata;
  return (
    !!pairs &&
    !!metadata &&
    pairs.every(([key, value]) => Object.hasOwn(metadata, key) && metadata[key] === value)
  );
}

/** A price, coupon or tax rate is everybody's on the account, unless it is marked as another tenant's. */
export function catalogInScope(object: Json, scope: Scope): boolean {
  const metadata = object['metadata'] as Json | undefined;
  if (reachesAll(scope) || !metadata) return true;
  return (scopePairs(scope) ?? []).every(
    ([key, value]) => !Object.hasOwn(metadata, key) || metadata[key] === value,
  );
}
