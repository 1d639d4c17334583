/**
 * Create, add the items, finalize: the three calls of Stripe's own workflow as one request, under one key.
 *
 * Each step has a key derived from the page's, so a repeat walks the same way: what was done is answered again by
 * Stripe, what was not is done now, and there is never a second invoice. Where Stripe refuses for good, the draft goes;
 * where nobody knows yet, it stays for the retry that finishes it.
 */
import type Stripe from 'stripe';
import { BODIES } from '../input-tables.js';
import {
  isReplayedServerError,
  isStripeFailure,
  isTransient,
  Refusal,
  refusalFromStripe,
  toRefusal,
} from '../problems.js';
import type { Context, Route } from '../route.js';
import type { Json } from '../stripe.js';
import { finalizeAtStripe } from './finalize.js';
import { marked, reachGiven } from './invoices.js';

/** How many keys a step may use up: Stripe replays a failure of its own for ever, so each one costs a key. */
const KEYS_PER_STEP = 5;
const DELETE_TRIES = 3;

async function createAndFinalize(context: Context): Promise<Json> {
  const { memory, access } = context;
  const refusedBefore = memory.refused.get(context.key());
  if (refusedBefore) throw refusedBefore;

  const { lines, auto_advance, ...making } = context.body;
  const draft = await create(context, marked(making, access));
  try {
    await step(context, 'lines', draft, hasLines, (key) => addLines(context, draft, lines, key));
    const params = auto_advance === undefined ? {} : { auto_advance: auto_advance === true };
    const finalized = await step(context, 'finalize', draft, isFinalized, (key) =>
      finalizeAtStripe(context, draft, params, key),
    );
    return await access.deliverInvoice(finalized);
  } catch (error) {
    throw await giveUp(context, draft, error);
  }
}

/** The id of the draft. It never finalizes by itself: whether Stripe goes on afterwards is told to the last step. */
async function create({ stripe, key }: Context, params: Json): Promise<string> {
  const body = { ...params, auto_advance: false } as Stripe.InvoiceCreateParams;
  const draft = await stripe.json((sdk, options) => sdk.invoices.create(body, options), key('create'));
  return String(draft['id']);
}

async function addLines({ stripe }: Context, draft: string, lines: unknown, key: string): Promise<Json> {
  const params = { lines } as Stripe.InvoiceAddLinesParams;
  return stripe.json((sdk, options) => sdk.invoices.addLines(draft, params, options), key);
}

/**
 * One step, with the next key once Stripe is replaying a failure of its own under this one. Before that it is read
 * back whether the failed try did its work after all.
 */
async function step(
  context: Context,
  name: string,
  draft: string,
  isDone: (invoice: Json) => boolean,
  run: (key: string) => Promise<Json>,
): Promise<Json> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(context.key(attempt === 1 ? name : `${name}:${attempt}`));
    } catch (error) {
      if (!isReplayedServerError(error) || attempt === KEYS_PER_STEP) throw error;
      const now = await context.access.invoice(draft);
      if (isDone(now)) return now;
    }
  }
}

const hasLines = (invoice: Json): boolean => ((invoice['lines'] as Json)['data'] as unknown[]).length > 0;
const isFinalized = (invoice: Json): boolean => invoice['status'] !== 'draft';

/** What to answer; after a final refusal the draft is gone, and the key remembers why. */
async function giveUp(context: Context, draft: string, error: unknown): Promise<unknown> {
  if (isTransient(error) || !isFinal(error)) return error;
  const refusal = isGone(error) ? discarded() : toRefusal(error);
  if (await deleteDraft(context, draft)) context.memory.refused.set(context.key(), refusal);
  return refusal;
}

/** Stripe's word on this very request; not a key used for another one, nor an invoice that was finalized meanwhile. */
function isFinal(error: unknown): boolean {
  return (
    isStripeFailure(error) &&
    refusalFromStripe(error).problem.code !== 'idempotency_key_reused' &&
    !isOurs(error)
  );
}

/** A key that Stripe does not take is the operator's trouble; the draft can still be finished. */
const isOurs = (error: { statusCode?: number }): boolean =>
  error.statusCode === 401 || error.statusCode === 403;

const isGone = (error: unknown): boolean =>
  isStripeFailure(error) && error.code === 'resource_missing' && error.statusCode === 404;

const discarded = (): Refusal =>
  new Refusal(
    409,
    'draft_discarded',
    'Stripe refused this request before, and its draft was deleted. Correct it and send it with a new Idempotency-Key.',
  );

/** A deletion may be repeated, and is worth it: nobody else would look for this draft. */
async function deleteDraft({ stripe, config }: Context, draft: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      await stripe.json((sdk, options) => sdk.invoices.del(draft, {}, options));
      return true;
    } catch (error) {
      if (isStripeFailure(error) && error.statusCode === 404) return true;
      if (isTransient(error) && attempt < DELETE_TRIES) continue;
      config.onError(error);
      return false;
    }
  }
}

export const createAndFinalizeRoutes: Route[] = [
  {
    method: 'POST',
    path: 'invoices/create_and_finalize',
    body: BODIES.createAndFinalize,
    writes: true,
    reach: reachGiven,
    actions: ['create', 'finalize'],
    run: createAndFinalize,
  },
];
