/**
 * What has happened to an invoice, as Stripe's events tell it. Stripe lists events by type and time, never by object,
 * so those of the account since the invoice was made are walked: one call for each hundred of them until the page is
 * full, and none for what is older than the thirty days that Stripe keeps.
 */
import type { Access } from '../authorize.js';
import { QUERIES } from '../input-tables.js';
import { cursors } from '../lists.js';
import { envelope, OUTPUT } from '../output.js';
import { walkPage, type Fetch } from '../paging.js';
import { missing } from '../problems.js';
import { invoiceOf, type Context, type Params, type Reached, type Route } from '../route.js';
import { idOf, type Json } from '../stripe.js';

/** By name, since `types` takes no wildcards; at most 20. */
const TYPES = [
  'invoice.created', 'invoice.updated', 'invoice.finalized', 'invoice.finalization_failed', 'invoice.sent', 'invoice.paid',
  'invoice.payment_succeeded', 'invoice.payment_failed', 'invoice.payment_action_required', 'invoice.payment_attempt_required',
  'invoice.overpaid', 'invoice.will_be_due', 'invoice.overdue', 'invoice.marked_uncollectible', 'invoice.voided',
  'invoice_payment.paid', 'credit_note.created', 'credit_note.updated', 'credit_note.voided',
] as const; // prettier-ignore

const objectOf = (event: Json): Json => ((event['data'] as Json | null)?.['object'] ?? {}) as Json;

/** Whether the event is about the invoice itself, or about a payment or credit note of it. */
function isAbout(event: Json, invoice: string): boolean {
  const object = objectOf(event);
  return object['object'] === 'invoice' ? object['id'] === invoice : idOf(object['invoice']) === invoice;
}

async function reach(access: Access, given: Json, params: Params): Promise<Reached> {
  const id = params['id'] ?? '';
  const invoice = await access.invoice(id);
  const find = async (event: string, param: string): Promise<Json> => {
    const found = await access.find('event', event, param, () =>
      access.stripe.json((stripe, options) => stripe.events.retrieve(event, {}, options)),
    );
    if (!isAbout(found, id)) throw missing('event', event, param);
    return found;
  };
  return { invoice, places: await cursors(given, find) };
}

async function list({ access, query, request, places = {}, ...context }: Context): Promise<Json> {
  const invoice = invoiceOf(context as Context);
  const fetch: Fetch = (page) => access.stripe.json((stripe, options) => stripe.events.list(page, options));
  const page = await walkPage({
    fetch,
    query: { limit: query['limit'], types: TYPES, created: { gte: invoice['created'] } },
    filters: [{}],
    accepts: (event) => isAbout(event, String(invoice['id'])),
    ...places,
    signal: request.signal,
  });
  return envelope(
    page.data.map((event) => access.deliver(withNames(event), 'event')),
    page.has_more,
  );
}

/** The names of what changed, as far as the page may see what they name; what it was before stays here. */
function withNames(event: Json): Json {
  const data = event['data'] as Json;
  const kind = KINDS[String(objectOf(event)['object'])];
  const seen: object = kind ? OUTPUT[kind] : {};
  const names = Object.keys(data['previous_attributes'] ?? {});
  return {
    ...event,
    data: { ...data, previous_attributes: names.filter((name) => Object.hasOwn(seen, name)) },
  };
}

const KINDS: Readonly<Record<string, 'invoice' | 'payment' | 'credit_note'>> = {
  invoice: 'invoice',
  invoice_payment: 'payment',
  credit_note: 'credit_note',
};

export const invoiceEventRoutes: Route[] = [
  { method: 'GET', path: 'invoices/:id/events', query: QUERIES.paging, reach, actions: ['read'], run: list },
];
