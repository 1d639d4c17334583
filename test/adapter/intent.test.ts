import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isProblem } from '../../src/adapter/adapter.js';
import type { InvoiceProblem } from '../../src/adapter/adapter.js';
import { carryOut, finalizeInvoice, newKey } from '../../src/adapter/intent.js';
import type { Attempt } from '../../src/adapter/intent.js';
import { storeFor } from '../../src/adapter/store.js';
import { fingerprint } from '../../src/invoice/fingerprint.js';
import { HASTY, adapterOf, deferred, problem, version } from './support.js';

const policy = { attempts: 5, baseDelay: 100, maxDelay: 300 };
const noWait = async (): Promise<void> => {};
const NOTHING = undefined;

type Step = InvoiceProblem | 'done' | typeof NOTHING;

/** Plays the steps of runs and of looks, and notes what happened as `run <key>` (keys by first use: 1, 2, …) and `look`. */
async function play(runs: Step[], looks: Step[], attempts = policy.attempts) {
  const log: string[] = [];
  const keys: string[] = [];
  const next = async (steps: Step[]): Promise<'done' | undefined> => {
    if (!steps.length) assert.fail(`not expected after ${log.join(', ')}`);
    const step = steps.shift();
    if (isProblem(step)) throw step;
    return step;
  };
  const outcome = await carryOut({
    policy: { ...policy, attempts },
    sleep: noWait,
    run: async (key) => {
      if (!keys.includes(key)) keys.push(key);
      log.push(`run ${keys.indexOf(key) + 1}`);
      return (await next(runs)) ?? assert.fail('a run has an outcome');
    },
    readBack: () => {
      log.push('look');
      return next(looks);
    },
  }).catch((error: unknown) => error);
  assert.deepEqual([runs, looks], [[], []], 'every step is taken');
  const result = isProblem(outcome) ? `${outcome.code}${outcome.unsettled ? ', unsettled' : ''}` : outcome;
  return { result, log: log.join(', ') };
}

const lost = problem(0, 'network_error');
const late = problem(0, 'timeout');
const torn = problem(200, 'bad_answer', true);
const unreachable = problem(504, 'stripe_unreachable');
const broken = problem(502, 'api_error');
const limited = problem(429, 'rate_limit', true);
const inUse = problem(409, 'idempotency_key_in_use', true);
const changed = problem(409, 'draft_changed');
const signedOut = problem(401, 'authentication_required');

const table: [name: string, runs: Step[], looks: Step[], result: string, log: string, attempts?: number][] = [
  ['done at once', ['done'], [], 'done', 'run 1'],
  ['refused at once', [changed], [], 'draft_changed', 'run 1'],
  ...[lost, late, torn, unreachable, limited, inUse].map((failure): (typeof table)[number] => [
    `same key after ${failure.code}`,
    [failure, 'done'],
    [NOTHING],
    'done',
    'run 1, look, run 1',
  ]),
  ['new key after an answered failure', [broken, 'done'], [NOTHING], 'done', 'run 1, look, run 2'],
  [
    'a new key is kept as the first one was',
    [broken, lost, 'done'],
    [NOTHING, NOTHING],
    'done',
    'run 1, look, run 2, look, run 2',
  ],
  ['lost, and may be done yet', [lost], [NOTHING], 'network_error, unsettled', 'run 1, look', 1],
  ['done by the lost try', [lost], ['done'], 'done', 'run 1, look'],
  ['done by the try that failed', [broken], ['done'], 'done', 'run 1, look'],
  [
    'no write while unknown',
    [lost, 'done'],
    [lost, limited, NOTHING],
    'done',
    'run 1, look, look, look, run 1',
  ],
  [
    'unknown to the end',
    [lost],
    [lost, lost, lost, lost],
    'network_error, unsettled',
    'run 1, look, look, look, look',
  ],
  ['may not look any more', [lost], [signedOut], 'authentication_required, unsettled', 'run 1, look'],
  [
    'looks once more after the last try',
    [lost, lost],
    [NOTHING, 'done'],
    'done',
    'run 1, look, run 1, look',
    2,
  ],
  [
    'answered failures to the end',
    [broken, broken],
    [NOTHING, NOTHING],
    'api_error',
    'run 1, look, run 2, look',
    2,
  ],
  ['failed and cannot look', [broken], [lost], 'api_error, unsettled', 'run 1, look', 1],
  [
    'lost, then refused because it was done',
    [lost, changed],
    [NOTHING, 'done'],
    'done',
    'run 1, look, run 1, look',
  ],
  ['never begun', [limited], [NOTHING], 'rate_limit', 'run 1, look', 1],
];

for (const [name, runs, looks, result, log, attempts] of table) {
  test(`carryOut: ${name}`, async () => {
    assert.deepEqual(await play([...runs], [...looks], attempts), { result, log });
  });
}

test('each try and each pause is told, with the failure before it', async () => {
  const told: (number | string | null)[][] = [];
  const asked = Object.assign(problem(429, 'rate_limit', true), { retryAfter: 900 });
  const failures = [lost, lost, lost, asked];
  await carryOut({
    policy,
    random: () => 0.5,
    sleep: noWait,
    readBack: async () => undefined,
    run: async () => {
      const failure = failures.shift();
      if (failure) throw failure;
    },
    onAttempt: ({ attempt, of, pause, problem }: Attempt) =>
      told.push([attempt, of, pause, problem?.code ?? null]),
  });
  assert.deepEqual(told, [
    [1, 5, null, null],
    [1, 5, 75, 'network_error'],
    [2, 5, null, 'network_error'],
    [2, 5, 150, 'network_error'],
    [3, 5, null, 'network_error'],
    [3, 5, 225, 'network_error'],
    [4, 5, null, 'network_error'],
    [4, 5, 900, 'rate_limit'],
    [5, 5, null, 'rate_limit'],
  ]);
});

test('pauses lie in the upper half of a bound that doubles up to its greatest', async () => {
  const pauses: number[] = [];
  await carryOut({
    policy: { attempts: 40, baseDelay: 100, maxDelay: 300 },
    sleep: async (ms) => void pauses.push(ms),
    run: () => Promise.reject(lost),
  }).catch(() => {});
  pauses.forEach((pause, index) => {
    const bound = Math.min(300, 100 * 2 ** index);
    assert.ok(pause >= bound / 2 && pause <= bound, `${pause} of ${bound}`);
  });
  assert.ok(new Set(pauses).size > 2, 'they differ');
});

test('a stop ends the waiting, and nothing more is sent', async () => {
  const stop = new AbortController();
  let runs = 0;
  const carried = carryOut({
    policy: { ...policy, baseDelay: 60_000, maxDelay: 60_000 },
    signal: stop.signal,
    run: () => (runs++, Promise.reject(lost)),
    onAttempt: ({ pause }) => pause && setImmediate(() => stop.abort()),
  });
  await assert.rejects(carried, { name: 'AbortError' });
  assert.equal(runs, 1);
});

test('a fault of the program is not tried again', async () => {
  let runs = 0;
  await assert.rejects(
    carryOut({ policy, run: () => (runs++, Promise.reject(new RangeError('no'))) }),
    RangeError,
  );
  assert.equal(runs, 1);
});

test('keys are new each time, also where the page is not secure', () => {
  const secure = [newKey(), newKey()];
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  const insecure = [newKey(), newKey()];
  Reflect.deleteProperty(crypto, 'randomUUID');
  const keys = [...secure, ...insecure];
  assert.equal(new Set(keys).size, 4);
  for (const key of keys) assert.match(key, /^[0-9a-f-]{32,36}$/);
});

/** What Stripe and the way to it may do with one request. */
const fate = fc.record({
  /** The request gets there, the work can be done, the answer gets back. */
  arrives: fc.boolean(),
  works: fc.boolean(),
  answers: fc.boolean(),
  /** Stripe answers 500 though the work was done. */
  lies: fc.boolean(),
  limited: fc.boolean(),
});

test('whatever goes wrong, the work is done at most once and the outcome told is true', async () => {
  const fates = fc.array(fate, { minLength: 12, maxLength: 12 });
  const looks = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 });
  const property = fc.asyncProperty(
    fates,
    looks,
    fc.boolean(),
    fc.nat({ max: 5 }),
    async (fates, looks, canLook, attempts) => {
      let done = 0;
      const answers = new Map<string, () => string>();
      const run = async (key: string): Promise<string> => {
        const fate = fates.shift()!;
        if (!fate.arrives) throw lost;
        if (fate.limited) throw limited;
        // As Stripe: the first answer of a key is given again.
        if (!answers.has(key)) {
          if (fate.works) done++;
          const failed = !fate.works || fate.lies;
          answers.set(key, () => {
            if (failed) throw broken;
            return 'done';
          });
        }
        if (!fate.answers) throw late;
        return answers.get(key)!();
      };
      const readBack = async (): Promise<string | undefined> => {
        if (!looks.shift()) throw lost;
        return done ? 'done' : undefined;
      };
      const outcome = await carryOut({
        policy: { ...policy, attempts },
        sleep: noWait,
        run,
        ...(canLook && { readBack }),
      }).catch((error: unknown) => error);
      assert.ok(done <= 1, `done ${done} times`);
      if (outcome === 'done') assert.equal(done, 1);
      else if (!(outcome as InvoiceProblem).unsettled) assert.equal(done, 0);
    },
  );
  await fc.assert(property, { numRuns: 2000 });
});

test('a draft is finalized once, however often and through whatever it is asked for', async () => {
  const answer = deferred<void>();
  const calls: unknown[] = [];
  const { adapter } = adapterOf({
    finalize: async (id, params, { key }) => {
      calls.push([id, params, key]);
      await answer.promise;
      return version(id, 2, 'open');
    },
  });
  const store = storeFor(adapter);
  const expected = fingerprint(version('in_1'));
  const asked = [
    finalizeInvoice(store, 'in_1', { expected, autoAdvance: false, key: 'k' }),
    finalizeInvoice(store, 'in_1'),
    finalizeInvoice(adapter, 'in_1'),
  ];
  answer.resolve();
  for (const { invoice, already } of await Promise.all(asked))
    assert.deepEqual([invoice.status, already], ['open', false]);
  assert.deepEqual(calls, [['in_1', { expected, auto_advance: false }, 'k']]);
  assert.deepEqual(store.peek('in_1'), { status: 'loaded', invoice: version('in_1', 2, 'open') });
});

test('finalized by someone else is told apart from finalized by an own try', async () => {
  const table: [failures: InvoiceProblem[], seen: string[], already: boolean][] = [
    [[problem(409, 'already_finalized')], ['open'], true],
    [[lost], ['open'], false],
    [[broken], ['draft', 'paid'], false],
    [[lost, problem(409, 'already_finalized')], ['draft', 'open'], false],
  ];
  for (const [failures, seen, already] of table) {
    const { adapter } = adapterOf({
      finalize: async () => {
        throw failures.shift() ?? problem(409, 'already_finalized');
      },
      retrieve: async (id) => version(id, 1, seen.length > 1 ? seen.shift() : seen[0]),
    });
    const outcome = await finalizeInvoice(adapter, 'in_1');
    assert.equal(outcome.already, already);
    assert.notEqual(outcome.invoice.status, 'draft');
  }
});

test('a stale fingerprint rejects at once and brings the draft as it is', async () => {
  const { adapter } = adapterOf({
    finalize: () => {
      throw Object.assign(problem(409, 'draft_changed'), { invoice: version('in_1', 7) });
    },
  });
  await assert.rejects(finalizeInvoice(adapter, 'in_1', { policy: HASTY }), { code: 'draft_changed' });
  assert.deepEqual(storeFor(adapter).peek('in_1'), { status: 'loaded', invoice: version('in_1', 7) });
  // The next press is a new intent, not the old one joined.
  await assert.rejects(finalizeInvoice(adapter, 'in_1', { policy: HASTY }), { code: 'draft_changed' });
});
