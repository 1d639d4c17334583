/**
 * Credit notes: what lowers an invoice after it was finalized. Whose a note is, is told by its invoice; looking at one
 * is reading that invoice, making, previewing and voiding one is the action `credit` on it.
 */
import type Stripe from 'stripe';
import type { Access } from '../authorize.js';
import { BODIES, QUERIES } from '../input-tables.js';
import { cursors, listCreditNotes } from '../lists.js';
import { envelope } from '../output.js';
import { reachReferences } from '../references.js';
import { invoiceOf, type Context, type Params, type Reached, type Route } from '../route.js';
import { reachesAll } from '../scope.js';
import { rowsOf, type Json } from '../stripe.js';
import { reachGivenCustomer } from './invoices.js';

async function reachNote(access: Access, _given: Json, params: Params): Promise<Reached> {
  const note = await access.creditNote(params['id'] ?? '');
  return { note, invoice: note.invoice };
}

/** The invoice to be credited, and the rates that its lines name. */
async function reachCredited(access: Access, given: Json): Promise<Reached> {
  if (typeof given['invoice'] !== 'string') return {};
  const invoice = await access.invoice(given['invoice'], 'invoice');
  await reachReferences(access, given, invoice);
  return { invoice };
}

/** Customer, invoice and cursors. */
async function reachForList(access: Access, given: Json): Promise<Reached> {
  await reachGivenCustomer(access, given);
  const { invoice } = await reachCredited(access, { invoice: given['invoice'] });
  if (reachesAll(access.session.scope)) return { invoice };
  return { invoice, places: await cursors(given, (id, param) => access.creditNote(id, param)) };
}

async function list({ access, query, request, places = {} }: Context): Promise<Json> {
  const page = await listCreditNotes(access, query, places, request.signal);
  const data = page.data.map((note) => access.deliverCreditNote(note, note['invoice'] as Json));
  return envelope(await Promise.all(data), page.has_more);
}

/** With all of its lines, where Stripe embedded only the first ones. */
async function retrieve({ access, stripe, note = {}, ...context }: Context): Promise<Json> {
  const lines = note['lines'] as Json;
  const data = rowsOf(lines);
  for (let more = lines['has_more'] === true; more;) {
    const page = await stripe.json((sdk, options) =>
      sdk.creditNotes.listLineItems(
        String(note['id']),
        { limit: 100, starting_after: String(data.at(-1)?.['id']) },
        options,
      ),
    );
    data.push(...rowsOf(page));
    more = page['has_more'] === true && rowsOf(page).length > 0;
  }
  return access.deliverCreditNote(
    { ...note, lines: { ...lines, data, has_more: false } },
    invoiceOf(context as Context),
  );
}

async function create(context: Context): Promise<Json> {
  const { access, stripe, body } = context;
  const params = body as unknown as Stripe.CreditNoteCreateParams;
  const note = await stripe.json((sdk, options) => sdk.creditNotes.create(params, options), context.key());
  return access.deliverCreditNote(note, invoiceOf(context));
}

async function preview(context: Context): Promise<Json> {
  const { access, stripe, query } = context;
  const params = query as unknown as Stripe.CreditNotePreviewParams;
  const note = await stripe.json((sdk, options) => sdk.creditNotes.preview(params, options));
  return access.deliverCreditNote(note, invoiceOf(context));
}

async function voidNote(context: Context): Promise<Json> {
  const { access, stripe, params } = context;
  const id = params['id'] ?? '';
  const note = await stripe.json(
    (sdk, options) => sdk.creditNotes.voidCreditNote(id, {}, options),
    context.key(),
  );
  return access.deliverCreditNote(note, invoiceOf(context));
}

export const creditNoteRoutes: Route[] = [
  { method: 'GET', path: 'credit_notes', query: QUERIES.creditNotes, reach: reachForList, actions: ['read'], run: list },
  { method: 'POST', path: 'credit_notes', body: BODIES.creditNote, writes: true, reach: reachCredited, actions: ['credit'], run: create },
  { method: 'GET', path: 'credit_notes/preview', query: QUERIES.creditNotePreview, reach: reachCredited, actions: ['credit'], run: preview },
  { method: 'GET', path: 'credit_notes/:id', reach: reachNote, actions: ['read'], run: retrieve },
  { method: 'POST', path: 'credit_notes/:id/void', body: BODIES.none, writes: true, reach: reachNote, actions: ['credit'], run: voidNote },
]; // prettier-ignore
