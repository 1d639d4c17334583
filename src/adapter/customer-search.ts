/** Finding a customer by what a person types: exactly where that is possible, else by Stripe's search. */
import type { Customer } from '../invoice/wire.js';
import { isProblem } from './adapter.js';
import type { Query } from './transport.js';

const PAGE_SIZE = 100;
const CHOICES = 20;
/** Stripe's substring search (`~`) refuses shorter texts. */
const SEARCHABLE = 3;

type List = (query: Query, path?: string) => Promise<Customer[]>;
type Retrieve = (id: string) => Promise<Customer>;

/** Customers whose name or email holds the text; the newest ones for an empty text. */
export async function searchCustomers(text: string, list: List, retrieve: Retrieve): Promise<Customer[]> {
  const wanted = text.trim();
  if (!wanted) return list({ limit: CHOICES });

  // Search lags behind by up to a minute; what can be found exactly is there at once.
  const exact = await exactCustomers(wanted, list, retrieve);
  if (exact.length) return exact;
  try {
    if (wanted.length >= SEARCHABLE) {
      return await list({ query: customerQuery(wanted), limit: CHOICES }, '/customers/search');
    }
  } catch (error) {
    // Stripe has no search for some accounts (India); then looking through the newest is better than nothing.
    if (!isProblem(error) || ![400, 404, 501].includes(error.status)) throw error;
  }
  const needle = wanted.toLowerCase();
  const newest = await list({ limit: PAGE_SIZE });
  return newest
    .filter(({ name, email }) => `${name}\n${email}`.toLowerCase().includes(needle))
    .slice(0, CHOICES);
}

async function exactCustomers(text: string, list: List, retrieve: Retrieve): Promise<Customer[]> {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return list({ email: text, limit: CHOICES });
  if (!/^cus_\w+$/.test(text)) return [];
  return retrieve(text).then(
    (customer) => [customer],
    (error: unknown) => {
      if (isProblem(error) && error.status === 404) return [];
      throw error;
    },
  );
}

/** Stripe's search language: quotes and backslashes in a value are escaped with a backslash. */
function customerQuery(text: string): string {
  const value = `"${text.replace(/["\\]/g, '\\$&')}"`;
  return `name~${value} OR email~${value}`;
}
