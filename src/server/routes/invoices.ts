/** Reading, making and editing invoices, and everything that is done to a finalized one. */
import type Stripe from 'stripe';
import type { Permission } from '../../invoice/types.js';
import type { Access } from '../authorize.js';
import { refuseIfChanged } from '../expected.js';
import { isObject } from '../input.js';
import { BODIES, QUERIES, SCHEDULE_PARAMS } from '../input-tables.js';
import type { Memory } from '../memory.js';
import { listInvoices } from '../lists.js';
import { refuseNearCreate, refuseNearUpdate } from '../near-schedule.js';
import { envelope } from '../output.js';
import { badParameter, isRefused, isStripeFailure, Refusal } from '../problems.js';
import { reachReferences } from '../references.js';
import { invoiceOf, type Context, type Params, type Reached, type Route } from '../route.js';
import { invoiceInScope, reachesAll, scopePairs } from '../scope.js';
import type { Json } from '../stripe.js';

type InvoiceCall = (
  invoices: Stripe['invoices'],
  id: string,
  context: Context,
  options: Stripe.RequestOptions,
) => Promise<unknown>;

export const reachInvoice = async (access: Access, _given: Json, params: Params): Promise<Reached> => ({
  invoice: await access.invoice(params['id'] ?? ''),
});

/** The invoice in the path, and whatever else the body names. */
export async function reachInvoiceAndGiven(access: Access, given: Json, params: Params): Promise<Reached> {
  const reached = await reachInvoice(access, given, params);
  await reachReferences(access, given, reached.invoice);
  return reached;
}

/** A customer and whatever else the body names. */
export async function reachGiven(access: Access, given: Json): Promise<Reached> {
  await reachGivenCustomer(access, given);
  await reachReferences(access, given);
  return {};
}

/** A customer named in the body or the query must be in scope. */
export async function reachGivenCustomer(access: Access, given: Json): Promise<Reached> {
  const { customer } = given;
  if (typeof customer === 'string') await access.reachCustomer(customer, 'customer');
  return {};
}

/** The customer asked about, and the cursors: where a foreign invoice stands in time is nobody's business. */
async function reachForList(access: Access, given: Json): Promise<Reached> {
  await reachGivenCustomer(access, given);
  for (const param of ['starting_after', 'ending_before']) {
    const id = given[param];
    if (typeof id === 'string' && !reachesAll(access.session.scope)) await access.invoice(id, param);
  }
  return {};
}

/** The customer, what else is named, and the invoice that is to be revised, whose permission is then asked as well. */
async function reachForCreate(access: Access, given: Json): Promise<Reached> {
  await reachGivenCustomer(access, given);
  const original = isObject(given['from_invoice']) ? given['from_invoice']['invoice'] : undefined;
  const invoice =
    typeof original === 'string' ? await access.invoice(original, 'from_invoice[invoice]') : undefined;
  await reachReferences(access, given, invoice);
  return invoice ? { invoice } : {};
}

/** A draft that this session deleted before counts as reached; the answer is the first one again. */
async function reachForDelete(
  access: Access,
  _given: Json,
  params: Params,
  memory: Memory,
): Promise<Reached> {
  const id = params['id'] ?? '';
  try {
    return { invoice: await access.invoice(id) };
  } catch (error) {
    const before = memory.deleted.get(id);
    if (!before || !isRefused(error, 404) || !invoiceInScope(before, access.session.scope)) throw error;
    return { invoice: before, done: deletedInvoice(id) };
  }
}

const deletedInvoice = (id: string): Json => ({ id, object: 'invoice', deleted: true });

/** Calls Stripe about the invoice reached, and delivers what it is then. */
function change(call: InvoiceCall): Route['run'] {
  return async (context) => {
    const id = String(invoiceOf(context)['id']);
    const changed = await context.stripe.json(
      (stripe, options) => call(stripe.invoices, id, context, options),
      context.key(),
    );
    return context.access.deliverInvoice(changed);
  };
}

/** Stripe would finalize a draft by itself here, past the check of what the person was shown. */
function unlessDraft(run: Route['run']): Route['run'] {
  return async (context) => {
    const invoice = invoiceOf(context);
    if (invoice['status'] !== 'draft') return run(context);
    throw new Refusal(409, 'not_finalized', 'This invoice is still a draft. Finalize it first.', {
      invoice: await context.access.deliverInvoice(invoice),
    });
  };
}

/** Setting when Stripe finalizes by itself is a permission of its own; the rest is editing. */
function updateActions(given: Json): Permission[] {
  const names = Object.keys(given).filter((name) => name !== 'expected');
  const schedules = names.some((name) => SCHEDULE_PARAMS.includes(name));
  const edits = names.some((name) => !SCHEDULE_PARAMS.includes(name));
  return [...(edits || !schedules ? (['edit'] as const) : []), ...(schedules ? (['schedule'] as const) : [])];
}

function createActions(given: Json): Permission[] {
  const schedules = Object.keys(given).some((name) => SCHEDULE_PARAMS.includes(name));
  return [
    'create',
    ...(schedules ? (['schedule'] as const) : []),
    ...('from_invoice' in given ? (['revise'] as const) : []),
  ];
}

/** The record of a payment made elsewhere marks the invoice as paid outside Stripe; an intent pays it. */
function attachActions(given: Json): Permission[] {
  const record = 'payment_record' in given;
  const intent = 'payment_intent' in given;
  return [...(intent || !record ? (['pay'] as const) : []), ...(record ? (['mark_paid'] as const) : [])];
}

/** What is made under a scope of metadata is marked as its own. */
export function marked(body: Json, access: Access): Json {
  const pairs = scopePairs(access.session.scope);
  if (!pairs) return body;
  return { ...body, metadata: { ...(body['metadata'] as Json | undefined), ...Object.fromEntries(pairs) } };
}

/** With all of its lines, so that `fingerprint()` of the answer holds everything that will be compared. */
async function retrieve(context: Context): Promise<Json> {
  const expand = context.query['expand'] as string[] | undefined;
  const { stripe, access } = context;
  if (!expand) return access.deliverInvoice(await access.withAllLines(invoiceOf(context)));
  const id = String(invoiceOf(context)['id']);
  const expanded = await stripe.json((sdk, options) => sdk.invoices.retrieve(id, { expand }, options));
  return access.deliverInvoice(await access.withAllLines(expanded), expand);
}

async function list(context: Context): Promise<Json> {
  const page = await listInvoices(context.access, context.query, context.request.signal);
  const data = await Promise.all(page.data.map((invoice) => context.access.deliverInvoice(invoice)));
  return envelope(data, page.has_more);
}

async function create(context: Context): Promise<Json> {
  const { access, stripe, body, config } = context;
  if (!body['customer'] && !body['from_invoice']) {
    throw new Refusal(400, 'parameter_missing', 'Missing required param: customer.', { param: 'customer' });
  }
  refuseNearCreate(body, config.now());
  const params = marked(body, access) as Stripe.InvoiceCreateParams;
  return access.deliverInvoice(
    await stripe.json((sdk, options) => sdk.invoices.create(params, options), context.key()),
  );
}

/** Edits, where a draft is still the one that was shown; with a time close by, that has to be proven. */
async function update(context: Context): Promise<Json | Response> {
  const { access, config } = context;
  const invoice = invoiceOf(context);
  const { expected, ...changes } = context.body;
  if (invoice['status'] === 'draft') {
    await refuseNearUpdate(access, invoice, context.body, config.now());
    if (expected !== undefined) await refuseIfChanged(access, invoice, expected);
  }
  return change((invoices, id, _, options) => invoices.update(id, changes, options))(context);
}

/** A mandate has no owner that could be looked up, so a foreign one is told as a missing one. */
const pay: Route['run'] = async (context) => {
  try {
    return await change((invoices, id, { body }, options) => invoices.pay(id, body, options))(context);
  } catch (error) {
    if (!isStripeFailure(error) || error.param !== 'mandate') throw error;
    throw badParameter(
      'payment_intent_mandate_invalid',
      'mandate',
      'This mandate cannot be used here. Leave it out, or name the one of the payment method.',
    );
  }
};

async function remove(context: Context): Promise<Json> {
  const invoice = invoiceOf(context);
  const id = String(invoice['id']);
  // Before the call, whose answer may get lost.
  context.memory.deleted.set(id, invoice);
  try {
    await context.stripe.json((stripe, options) => stripe.invoices.del(id, {}, options));
  } catch (error) {
    // Gone in between: the person wanted it gone.
    if (!isStripeFailure(error) || error.statusCode !== 404) throw error;
  }
  return deletedInvoice(id);
}

async function preview({ access, stripe, body }: Context): Promise<Json> {
  const params = body as Stripe.InvoiceCreatePreviewParams;
  return access.deliverInvoice(
    await stripe.json((sdk, options) => sdk.invoices.createPreview(params, options)),
  );
}

export const invoiceRoutes: Route[] = [
  { method: 'GET', path: 'invoices', query: QUERIES.invoices, reach: reachForList, actions: ['read'], run: list },
  { method: 'POST', path: 'invoices', body: BODIES.create, writes: true, reach: reachForCreate, actions: createActions, run: create },
  { method: 'POST', path: 'invoices/create_preview', body: BODIES.preview, reach: reachGiven, actions: ['create'], run: preview },
  { method: 'GET', path: 'invoices/:id', query: QUERIES.invoice, reach: reachInvoice, actions: ['read'], run: retrieve },
  {
    method: 'POST', path: 'invoices/:id', body: BODIES.update, writes: true, reach: reachInvoiceAndGiven, actions: updateActions,
    run: update,
  },
  { method: 'DELETE', path: 'invoices/:id', writes: true, reach: reachForDelete, actions: ['delete'], run: remove },
  {
    method: 'POST', path: 'invoices/:id/send', body: BODIES.none, writes: true, reach: reachInvoice, actions: ['send'],
    run: unlessDraft(change((invoices, id, _, options) => invoices.sendInvoice(id, {}, options))),
  },
  {
    method: 'POST', path: 'invoices/:id/pay', body: BODIES.pay, writes: true, reach: reachInvoiceAndGiven,
    actions: (given) => [given['paid_out_of_band'] === true ? 'mark_paid' : 'pay'],
    run: unlessDraft(pay),
  },
  {
    method: 'POST', path: 'invoices/:id/void', body: BODIES.none, writes: true, reach: reachInvoice, actions: ['void'],
    run: change((invoices, id, _, options) => invoices.voidInvoice(id, {}, options)),
  },
  {
    method: 'POST', path: 'invoices/:id/mark_uncollectible', body: BODIES.none, writes: true, reach: reachInvoice,
    actions: ['mark_uncollectible'],
    run: change((invoices, id, _, options) => invoices.markUncollectible(id, {}, options)),
  },
  {
    method: 'POST', path: 'invoices/:id/attach_payment', body: BODIES.attachPayment, writes: true, reach: reachInvoiceAndGiven,
    actions: attachActions,
    run: change((invoices, id, { body }, options) => invoices.attachPayment(id, body, options)),
  },
]; // prettier-ignore
