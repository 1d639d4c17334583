/** Work on many invoices: each once, a receipt for each, whatever fails and however often the run is killed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpAdapter } from '../../src/adapter/http.js';
import { doMany, finalizeMany, type Receipt, type RunLog } from '../../src/adapter/many.js';
import { Pacer } from '../../src/adapter/pacer.js';
import { storeFor } from '../../src/adapter/store.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { createWorld, type World } from '../../server-stub/world.js';
import { json, refused } from './support.js';

const FAST = { attempts: 5, baseDelay: 1, maxDelay: 4 };
const RATE = 100_000;

type Fetch = (request: Request) => Promise<Response>;

async function begin(count: number) {
  const world = await createWorld();
  const ids: string[] = [];
  for (let made = 0; made < count; made++) ids.push((await scenarios.draft(world)).id);
  return { world, ids };
}

function adapterOf(
  world: World,
  between: (request: Request, next: Fetch) => Promise<Response> = (request, next) => next(request),
) {
  const send = world.asUser('alpha-admin');
  return new HttpAdapter({
    url: '/api/billing',
    retry: FAST,
    fetch: (request) => between(request, (each) => send(each)),
  });
}

/** Once every webhook is answered. */
async function end(world: World): Promise<void> {
  await world.settled();
  await world.handler.close();
}

async function all(run: AsyncIterable<Receipt>): Promise<Receipt[]> {
  const receipts: Receipt[] = [];
  for await (const receipt of run) receipts.push(receipt);
  return receipts;
}

/** What the stand-in has finalized, and how often each. */
function finalized(world: World): Map<string, number> {
  const times = new Map<string, number>();
  world.stub.onEvent(({ type, data }) => {
    if (type !== 'invoice.finalized') return;
    const { id } = data.object as { id: string };
    times.set(id, (times.get(id) ?? 0) + 1);
  });
  return times;
}

function memoryLog(): RunLog & { receipts: Map<string, Receipt> } {
  const receipts = new Map<string, Receipt>();
  return {
    receipts,
    // What was written is read as it would be from a file.
    read: () => [...receipts.values()].map((receipt) => JSON.parse(JSON.stringify(receipt)) as Receipt),
    write: (receipt) => void receipts.set(receipt.invoice, receipt),
  };
}

/** A sequence of numbers from 0 to 1 that is the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

test('each is finalized, and has a receipt', async () => {
  const { world, ids } = await begin(12);
  const times = finalized(world);
  const receipts = await all(finalizeMany(adapterOf(world), [...ids, ...ids], { rate: RATE, retry: FAST }));
  assert.deepEqual(receipts.map(({ invoice }) => invoice).sort(), [...ids].sort());
  assert.deepEqual(
    [...new Set(receipts.map(({ outcome, status }) => `${outcome} ${status}`))],
    ['done open'],
  );
  assert.ok(
    receipts.every(
      ({ number, total, currency, customer_name }) => number && total && currency === 'eur' && customer_name,
    ),
  );
  assert.equal(times.size, ids.length);
  await end(world);
});

test('what is refused says why, what was done before says so, and neither stops the rest', async () => {
  const { world, ids } = await begin(2);
  const failing = await scenarios.finalization_failed(world);
  const open = await scenarios.open(world);
  const order = [failing.id, open.id, 'in_nope', ...ids];
  const receipts = await all(finalizeMany(adapterOf(world), order, { rate: RATE, retry: FAST, atOnce: 1 }));
  assert.deepEqual(
    receipts.map(({ outcome, status, problem, tries }) => [outcome, status, problem?.code ?? null, tries]),
    [
      ['refused', null, 'customer_tax_location_invalid', 1],
      ['already', 'open', null, 1],
      ['refused', null, 'resource_missing', 1],
      ['done', 'open', null, 1],
      ['done', 'open', null, 1],
    ],
  );
  await end(world);
});

test('a draft that has changed since it was shown is refused, not finalized', async () => {
  const { world, ids } = await begin(2);
  const adapter = adapterOf(world);
  const shown = new Map(
    await Promise.all(ids.map(async (id) => [id, fingerprint(await adapter.retrieve(id))] as const)),
  );
  await world.stripe.invoices.update(ids[0]!, { days_until_due: 60 });
  const receipts = await all(finalizeMany(adapter, ids, { rate: RATE, expected: (id) => shown.get(id) }));
  const of = (id: string) => receipts.find(({ invoice }) => invoice === id);
  assert.deepEqual([of(ids[0]!)?.outcome, of(ids[0]!)?.problem?.code], ['refused', 'draft_changed']);
  assert.equal(of(ids[1]!)?.outcome, 'done');
  await end(world);
});

test('other work is done the same way', async () => {
  const { world, ids } = await begin(3);
  const receipts = await all(doMany(adapterOf(world), ids, { action: 'delete' }, { rate: RATE }));
  assert.deepEqual(
    receipts.map(({ outcome, status }) => `${outcome} ${status}`),
    Array(3).fill('done deleted'),
  );
  const open = await scenarios.open(world);
  const [voided] = await all(doMany(adapterOf(world), [open.id], { action: 'void' }, { rate: RATE }));
  assert.equal(voided?.status, 'void');
  await end(world);
});

test('killed twice among lost answers and failures, every invoice is finalized exactly once and the receipt is whole', async () => {
  const { world, ids } = await begin(120);
  const times = finalized(world);
  const roll = dice(7);
  const log = memoryLog();
  const trouble = async (request: Request, next: Fetch): Promise<Response> => {
    const luck = roll();
    if (luck < 0.05) return refused(429, 'rate_limit', { retryable: true }, { 'retry-after': '0' });
    if (luck < 0.1) return refused(500, 'internal_error');
    if (luck < 0.15) throw new TypeError('never arrived');
    const answer = await next(request);
    if (luck < 0.2) throw new TypeError('answer lost');
    return answer;
  };
  const options = { run: 'first-of-month', rate: RATE, retry: FAST, log };
  for (const killAfter of [30, 40]) {
    const stop = new AbortController();
    let count = 0;
    // Killed: nobody waits for what is under way.
    for await (const receipt of finalizeMany(adapterOf(world, trouble), ids, {
      ...options,
      signal: stop.signal,
    })) {
      assert.ok(receipt.invoice);
      if (++count === killAfter) break;
    }
    stop.abort();
  }
  const receipts = await all(finalizeMany(adapterOf(world, trouble), ids, { ...options, retryFailed: true }));
  assert.deepEqual(receipts.map(({ invoice }) => invoice).sort(), [...ids].sort());
  assert.deepEqual(
    [...new Set(receipts.map(({ outcome }) => outcome))].filter((each) => each === 'refused'),
    [],
  );
  // Some were unlucky five times: once more for those alone.
  const again = await all(finalizeMany(adapterOf(world), ids, { ...options, retryFailed: true }));
  assert.ok(again.every(({ outcome }) => outcome === 'done' || outcome === 'already'));
  assert.equal(times.size, ids.length);
  assert.deepEqual([...new Set(times.values())], [1]);
  assert.equal(log.receipts.size, ids.length);
  await end(world);
});

test('a stopped run begins nothing more, and tells what is under way', async () => {
  const { world, ids } = await begin(20);
  const stop = new AbortController();
  const receipts: Receipt[] = [];
  for await (const receipt of finalizeMany(adapterOf(world), ids, {
    rate: RATE,
    atOnce: 2,
    signal: stop.signal,
  })) {
    receipts.push(receipt);
    if (receipts.length === 5) stop.abort();
  }
  assert.ok(receipts.length >= 5 && receipts.length <= 7, String(receipts.length));
  const drafts = await world.stripe.invoices.list({ status: 'draft', limit: 100 });
  assert.equal(drafts.data.length, ids.length - receipts.length);
  await end(world);
});

test('who takes their time with each receipt misses none', async () => {
  const { world, ids } = await begin(10);
  const receipts: Receipt[] = [];
  for await (const receipt of finalizeMany(adapterOf(world), ids, { rate: RATE, atOnce: 4 })) {
    receipts.push(receipt);
    await world.settled();
    for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
  }
  assert.deepEqual(receipts.map(({ invoice }) => invoice).sort(), [...ids].sort());
  await end(world);
});

test('a stopped run tries nothing again, but tells what has become of what was on its way', async () => {
  const { world, ids } = await begin(3);
  const [arrived, lost, refusedForSpeed] = ids as [string, string, string];
  const stop = new AbortController();
  const drops = new Set([arrived, lost]);
  const writes: string[] = [];
  const adapter = adapterOf(world, async (request, next) => {
    const id = ids.find((each) => request.url.includes(each)) ?? '';
    if (request.method !== 'POST') {
      // Of one of them nobody can find out any more.
      if (stop.signal.aborted && id === lost) throw new TypeError('no line');
      return next(request);
    }
    writes.push(id);
    if (writes.length === ids.length) stop.abort();
    if (id === refusedForSpeed) return refused(429, 'rate_limit', { retryable: true });
    if (id === arrived) await next(request);
    if (drops.has(id)) throw new TypeError('answer lost');
    return next(request);
  });
  const receipts = await all(finalizeMany(adapter, ids, { rate: RATE, retry: FAST, signal: stop.signal }));
  assert.equal(writes.length, 3);
  const of = (id: string) => receipts.find(({ invoice }) => invoice === id);
  assert.equal(of(arrived)?.outcome, 'done');
  assert.deepEqual([of(lost)?.outcome, of(lost)?.problem?.unsettled], ['gave_up', true]);
  assert.equal(of(refusedForSpeed), undefined);
  await end(world);
});

test('what was refused is tried again under a new key, so that it is not the old answer that comes', async () => {
  const { world } = await begin(0);
  const failing = await scenarios.finalization_failed(world);
  const log = memoryLog();
  const options = { run: 'mended', log, rate: RATE, retry: FAST };
  const [first] = await all(finalizeMany(adapterOf(world), [failing.id], options));
  assert.equal(first?.problem?.code, 'customer_tax_location_invalid');
  await world.stripe.customers.update(world.customers.nimbus.id, {
    address: { country: 'US', state: 'OR', postal_code: '97403', line1: '1 Main Street', city: 'Eugene' },
  });
  const [again] = await all(finalizeMany(adapterOf(world), [failing.id], { ...options, retryFailed: true }));
  assert.deepEqual([again?.outcome, again?.round], ['done', 2]);
  await end(world);
});

test('what may have been done keeps its key when it is tried again', async () => {
  const { world } = await begin(0);
  const open = await scenarios.open(world);
  const log = memoryLog();
  let sent = 0;
  world.stub.onEvent(({ type }) => void (sent += Number(type === 'invoice.sent')));
  const dropped = adapterOf(world, async (request, next) => {
    await next(request);
    throw new TypeError('answer lost');
  });
  const options = { run: 'sent-once', log, rate: RATE, retry: FAST, retryFailed: true };
  const [first] = await all(doMany(dropped, [open.id], { action: 'send' }, options));
  assert.deepEqual([first?.outcome, first?.problem?.unsettled], ['gave_up', true]);
  const [again] = await all(doMany(adapterOf(world), [open.id], { action: 'send' }, options));
  assert.equal(again?.outcome, 'done');
  assert.equal(sent, 1);
  await end(world);
});

test('a run that is held while nobody is signed in gives nothing up', async () => {
  const { world, ids } = await begin(3);
  const pacer = new Pacer({ rate: RATE });
  let signedIn = false;
  const adapter = adapterOf(world, async (request, next) => {
    if (signedIn) return next(request);
    pacer.pause();
    setTimeout(() => {
      signedIn = true;
      pacer.resume();
    }, 5);
    return refused(401, 'authentication_required');
  });
  const receipts = await all(finalizeMany(adapter, ids, { pacer, retry: FAST }));
  assert.deepEqual(
    receipts.map(({ outcome, tries }) => `${outcome} ${tries}`),
    Array(3).fill('done 1'),
  );
  await end(world);
});

test('a log that cannot be written ends the run', async () => {
  const { world, ids } = await begin(4);
  const log: RunLog = { read: () => [], write: () => Promise.reject(new Error('full')) };
  await assert.rejects(all(finalizeMany(adapterOf(world), ids, { log, rate: RATE })), /full/);
  await end(world);
});

test('drafts that have changed are not scheduled either', async () => {
  const { world, ids } = await begin(2);
  const adapter = adapterOf(world);
  const shown = new Map(
    await Promise.all(ids.map(async (id) => [id, fingerprint(await adapter.retrieve(id))] as const)),
  );
  await world.stripe.invoices.update(ids[0]!, { days_until_due: 60 });
  const work = { action: 'schedule', autoAdvance: true, at: world.clock.now() + 5 * 86_400 } as const;
  const receipts = await all(doMany(adapter, ids, work, { rate: RATE, expected: (id) => shown.get(id) }));
  assert.deepEqual(
    ids.map((id) => receipts.find(({ invoice }) => invoice === id)?.outcome),
    ['refused', 'done'],
  );
  await end(world);
});

test('never more at once than asked for, and slower when Stripe says so', async () => {
  let now = 0;
  let most = 0;
  let refusals = 3;
  const { world, ids } = await begin(12);
  const adapter = adapterOf(world, async (request, next) => {
    most = Math.max(most, ++now);
    await new Promise((done) => setImmediate(done));
    now--;
    return refusals-- > 0 ? refused(429, 'rate_limit', { retryable: true }) : next(request);
  });
  const receipts = await all(finalizeMany(adapter, ids, { rate: RATE, atOnce: 3, retry: FAST }));
  assert.equal(receipts.filter(({ outcome }) => outcome === 'done').length, ids.length);
  assert.ok(most <= 3);
  assert.ok(receipts.some(({ tries }) => tries > 1));
  await end(world);
});

test('what a page watches has the outcome at once; what it does not is not kept', async () => {
  const { world, ids } = await begin(2);
  const adapter = adapterOf(world);
  const store = storeFor(adapter);
  const stop = store.watch(ids[0]!, () => undefined);
  await store.refresh(ids[0]!);
  await all(finalizeMany(adapter, ids, { rate: RATE }));
  const live = store.peek(ids[0]!);
  assert.equal(live.status === 'loaded' && live.invoice.status, 'open');
  assert.equal(store.peek(ids[1]!).status, 'idle');
  stop();
  await end(world);
});

test('a receipt holds what went wrong, and neither the invoice nor what is secret', async () => {
  const { world } = await begin(0);
  const adapter = adapterOf(world, async () =>
    json(
      {
        type: 'x',
        title: 'x',
        status: 402,
        detail: 'Declined',
        code: 'card_declined',
        decline_code: 'generic_decline',
        retryable: false,
        invoice: { id: 'in_1', object: 'invoice', description: 'private' },
      },
      402,
      { 'content-type': 'application/problem+json' },
    ),
  );
  const [receipt] = await all(doMany(adapter, ['in_1'], { action: 'pay' }, { rate: RATE }));
  assert.deepEqual(receipt?.problem, {
    status: 402,
    code: 'card_declined',
    detail: 'Declined',
    decline_code: 'generic_decline',
    retryable: false,
  });
  assert.ok(!JSON.stringify(receipt).includes('private'));
  await end(world);
});
