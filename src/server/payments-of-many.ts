/**
 * The payments of many invoices at once, for a screen full of them. Stripe lists payments by one invoice or by all of the
 * account, newest first; so the account's newest are walked, each with its invoice, and only what they do not reach is
 * asked for one by one. At most {@link MOST_CALLS} calls, whatever was asked for; usually one.
 *
 * What is missing, somebody else's or not to be read by this person is not in the answer, and nobody can tell which:
 * a payment of somebody else's that the walk comes by counts as not seen.
 */
import type Stripe from 'stripe';
import { readInvoice } from '../invoice/shape.js';
import type { Access } from './authorize.js';
import type { Rows } from './paging.js';
import { isStripeFailure } from './problems.js';
import { invoiceInScope, needsCustomers } from './scope.js';
import { idOf, rowsOf, type Json } from './stripe.js';

/** Pages of a hundred that are walked. */
const PAGES = 5;
/** Invoices that are then asked for one by one. */
const SINGLE = 20;
/** So few are asked for one by one from the start. */
const FEW = 3;
const AT_ONCE = 10;
export const MOST_CALLS = PAGES + SINGLE;

/** @param query - `invoices`, and `created`, a range of Stripe's that all of their payments are known to lie in */
export async function paymentsOfMany(access: Access, query: Json): Promise<Rows> {
  const wanted = [...new Set(query['invoices'] as string[])];
  const ask = asking(access, query['created'] as Stripe.RangeQueryParam | undefined);
  const { data, left } = wanted.length > FEW ? await walk(ask, wanted) : { data: [], left: wanted };
  const single = left.slice(0, SINGLE);
  for (let at = 0; at < single.length; at += AT_ONCE) {
    const found = await Promise.all(single.slice(at, at + AT_ONCE).map((id) => ask.one(id)));
    data.push(...found.flat());
  }
  return { data, has_more: left.length > single.length };
}

interface Asking {
  page(after: unknown): Promise<Json>;
  /** All payments of one invoice; none where it is not theirs. */
  one(id: string): Promise<Json[]>;
  accepts(payment: Json): Promise<boolean>;
}

function asking(access: Access, created: Stripe.RangeQueryParam | undefined): Asking {
  const { scope } = access.session;
  // As deep as Stripe expands: four levels, `data` among them.
  const invoice = needsCustomers(scope) ? 'data.invoice.customer' : 'data.invoice';
  const expand = ['data.payment.payment_intent.latest_charge', invoice];
  const asked = { limit: 100, expand, ...(created !== undefined && { created }) };
  const list = (more: Stripe.InvoicePaymentListParams): Promise<Json> =>
    access.stripe.json((sdk, options) => sdk.invoicePayments.list({ ...asked, ...more }, options));
  const verdicts = new Map<string | null, Promise<boolean>>();
  const accepts = ({ invoice }: Json): Promise<boolean> => {
    const id = idOf(invoice);
    const verdict = verdicts.get(id) ?? mayRead(access, invoice);
    verdicts.set(id, verdict);
    return verdict;
  };
  return {
    page: (after) => list(typeof after === 'string' ? { starting_after: after } : {}),
    async one(id) {
      const found = await list({ invoice: id }).catch((error: unknown) => {
        if (isStripeFailure(error) && error.code === 'resource_missing') return {};
        throw error;
      });
      const rows = rowsOf(found);
      return rows[0] && (await accepts(rows[0])) ? rows : [];
    },
    accepts,
  };
}

async function mayRead(access: Access, invoice: unknown): Promise<boolean> {
  if (typeof invoice !== 'object' || invoice === null) return false;
  const found = invoice as Json;
  const isTheirs = found['deleted'] !== true && invoiceInScope(found, access.session.scope);
  return isTheirs && access.may('read', readInvoice(found));
}

/** The payments of those that were seen whole, and the ids of the others. */
async function walk(ask: Asking, wanted: readonly string[]): Promise<{ data: Json[]; left: string[] }> {
  const seen = new Map<string, Json[]>();
  let oldest = Infinity;
  // Nothing is paid before it is made: below the moment of an invoice there is no more of it.
  const isWhole = (id: string): boolean =>
    Number((seen.get(id)?.[0]?.['invoice'] as Json | undefined)?.['created'] ?? -1) > oldest;
  for (let page = 0, after: unknown; page < PAGES; page++) {
    const answer = await ask.page(after);
    const rows = rowsOf(answer);
    for (const row of rows) {
      const id = idOf(row['invoice']) ?? '';
      if (wanted.includes(id) && (await ask.accepts(row))) seen.set(id, [...(seen.get(id) ?? []), row]);
    }
    if (answer['has_more'] !== true || !rows.length) return { data: [...seen.values()].flat(), left: [] };
    after = rows.at(-1)?.['id'];
    oldest = Number(rows.at(-1)?.['created']);
    if (wanted.every(isWhole)) break;
  }
  const left = wanted.filter((id) => !isWhole(id));
  return { data: [...seen].flatMap(([id, rows]) => (isWhole(id) ? rows : [])), left };
}
