/**
 * How a write goes: in its turn on its invoice, begun only while somebody still waits for it, and then carried to its
 * end. Where Stripe's answer was lost, the invoice is read back, so that the page can show what is now true.
 */
import { cancelled, isStripeFailure, Refusal, refusalFromStripe } from './problems.js';
import type { Context, Reached, Route } from './route.js';
import { idOf, type Json } from './stripe.js';
import type { Turn } from './turns.js';

/** `lookAgain` reads and allows anew what the write is about, after somebody else has written. */
export async function write(
  row: Route,
  context: Context,
  lookAgain: () => Promise<Reached>,
): Promise<Json | Response> {
  const { stripe } = context;
  const invoice = idOf(context.invoice);
  if (!invoice) {
    stripe.carryOn();
    return row.run(context);
  }
  const turn = await takeTurn(context, invoice);
  try {
    const now = turn?.waited ? await lookAgain() : {};
    if (now.done) return now.done;
    stripe.carryOn();
    return await row.run({ ...context, ...now });
  } catch (error) {
    throw await withInvoiceNow(error, context, invoice);
  } finally {
    await turn?.done();
  }
}

/** Undefined where the store of turns is down: Stripe's own lock is still there. */
async function takeTurn({ config, stripe, request }: Context, invoice: string): Promise<Turn | undefined> {
  const { timeout } = config;
  let turn: Turn | null;
  try {
    turn = await config.turns.take(`${stripe.account ?? ''}/${invoice}`, { timeout, signal: request.signal });
  } catch (error) {
    config.onError(error);
    return undefined;
  }
  if (turn) return turn;
  if (request.signal.aborted) throw cancelled();
  throw new Refusal(
    409,
    'invoice_busy',
    'This invoice is being changed by another request. Nothing was done; try again in a moment.',
    { retryable: true },
    { 'retry-after': '1' },
  );
}

/** Nobody knows what became of the write; the invoice itself may tell. */
async function withInvoiceNow(error: unknown, { access }: Context, id: string): Promise<unknown> {
  if (!isStripeFailure(error)) return error;
  const refusal = refusalFromStripe(error);
  if (refusal.problem.status < 500) return error;
  try {
    refusal.problem.invoice = await access.deliverInvoice(await access.invoice(id));
    refusal.cause = error;
    return refusal;
  } catch {
    // It cannot be read either: the first failure says all there is.
    return error;
  }
}
