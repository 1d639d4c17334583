/**
 * Two thousand drafts finalized through adapter, handler and SDK, with one call in twenty refused for speed, one broken and
 * one lost, the run killed twice and resumed; and how much of the rate that Stripe allows a run uses.
 */
import { finalizeMany, type Receipt, type RunLog } from '../../src/adapter/many.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { createWorld, type World } from '../../server-stub/world.js';
import type { Row } from './row.js';

const DRAFTS = 2_000;
/** Receipts after which the run is killed. */
const KILLED_AFTER = [600, 700];
const FAST = { attempts: 5, baseDelay: 1, maxDelay: 4 };
/** Requests per second that Stripe allows of one kind. */
const ALLOWED = 25;
const PACED = 100;

type Fetch = (request: Request) => Promise<Response>;

export async function measureMany(): Promise<Row[]> {
  const { world, ids } = await drafts(DRAFTS);
  const times = new Map<string, number>();
  world.stub.onEvent(({ type, data }) => {
    const { id } = data.object as { id: string };
    if (type === 'invoice.finalized') times.set(id, (times.get(id) ?? 0) + 1);
  });
  const began = performance.now();
  const receipts = await killedAndResumed(world, ids);
  const seconds = (performance.now() - began) / 1000;
  const done = receipts.filter(({ outcome }) => outcome === 'done' || outcome === 'already').length;
  await leave(world);
  return [
    { name: `of ${DRAFTS}, without a receipt`, figure: DRAFTS - new Set(receipts.map(({ invoice }) => invoice)).size, budget: 0 },
    { name: `of ${DRAFTS}, not finalized in the end`, figure: DRAFTS - done, budget: 0 },
    { name: `of ${DRAFTS}, finalized more than once`, figure: [...times.values()].filter((count) => count !== 1).length, budget: 0 },
    { name: 'without pauses, ms each', figure: (seconds * 1000) / DRAFTS, budget: 30 },
    { name: `rate unused, % of ${ALLOWED} a second`, figure: 100 - (await rateReached()) * 100, budget: 10 },
  ]; // prettier-ignore
}

async function drafts(count: number): Promise<{ world: World; ids: string[] }> {
  const world = await createWorld();
  const { stripe, customers } = world;
  const ids: string[] = [];
  for (let made = 0; made < count; made++) {
    const { id } = await stripe.invoices.create({ customer: customers.acme.id, currency: 'eur' });
    await stripe.invoices.addLines(id, { lines: [{ description: 'Month', amount: 4_900 }] });
    ids.push(id);
  }
  return { world, ids };
}

function adapterOf(world: World, between: (request: Request, next: Fetch) => Promise<Response>): HttpAdapter {
  const send = world.asUser('alpha-admin');
  return new HttpAdapter({
    url: '/api/billing',
    retry: FAST,
    fetch: (request) => between(request, (each) => send(each)),
  });
}

async function killedAndResumed(world: World, ids: string[]): Promise<Receipt[]> {
  const kept = new Map<string, Receipt>();
  const log: RunLog = {
    read: () => [...kept.values()],
    write: (receipt) => void kept.set(receipt.invoice, receipt),
  };
  const options = { run: 'bench', log, retry: FAST, rate: 1e6, retryFailed: true };
  let state = 42;
  const roll = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const adapter = adapterOf(world, async (request, next) => {
    const luck = roll();
    if (luck < 0.05) return refusal(429, 'rate_limit');
    if (luck < 0.1) return refusal(500, 'internal_error');
    const answer = await next(request);
    if (luck < 0.15) throw new TypeError('The answer was lost.');
    return answer;
  });
  for (const most of KILLED_AFTER) {
    const stop = new AbortController();
    let count = 0;
    for await (const receipt of finalizeMany(adapter, ids, { ...options, signal: stop.signal })) {
      if (receipt.tries && ++count === most) break;
    }
    stop.abort();
  }
  // Whoever was unlucky five times is tried once more, as a person would with a click.
  for (let again = 0; again < 2; again++) {
    for await (const receipt of finalizeMany(adapter, ids, options)) kept.set(receipt.invoice, receipt);
  }
  return [...kept.values()];
}

const refusal = (status: number, code: string): Response =>
  new Response(
    JSON.stringify({ type: 'about:blank', title: code, status, detail: code, code, retryable: true }),
    {
      status,
      headers: { 'content-type': 'application/problem+json' },
    },
  );

/** Webhooks are still on their way; a handler that is closed would refuse each of them aloud. */
async function leave(world: World): Promise<void> {
  await world.settled();
  await world.handler.close();
}

/** The part of the allowed rate that a run reaches which is told to use all of it. */
async function rateReached(): Promise<number> {
  const { world, ids } = await drafts(PACED);
  const adapter = adapterOf(world, (request, next) => next(request));
  const began = performance.now();
  let count = 0;
  for await (const receipt of finalizeMany(adapter, ids, { rate: ALLOWED })) count += receipt.tries;
  const seconds = (performance.now() - began) / 1000;
  await leave(world);
  return (count - 1) / seconds / ALLOWED;
}
