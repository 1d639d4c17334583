/**
 * Remote control for whoever is not in the same process: clock, faults, limits, webhooks and search below `/_stub`, as
 * JSON. Mount it on a stub: `stub.mount(controlPages)`. Every answer tells how things stand.
 */
import {
  ControlProblem,
  oneOf,
  oneOrMoreOf,
  readBody,
  record,
  seed,
  share,
  text,
  whole,
  type Body,
  type Shape,
} from './control-body.js';
import { Problem } from './core/problem.js';
import { FAULT_KINDS } from './faults.js';
import type { Mount, StripeStub, TaxService } from './index.js';
import { WEBHOOK_TROUBLES } from './webhook-faults.js';

const ROOT = '/_stub';
const TAX_SERVICES = ['active', 'inactive', 'down'] as const satisfies TaxService[];
const OUTCOMES = ['succeed', 'fail'] as const;

/** Answers everything below `/_stub`; null elsewhere. */
export const controlPages: Mount = (request, stub) => {
  const path = new URL(request.url).pathname.replace(/\/$/, '');
  return path === ROOT || path.startsWith(`${ROOT}/`) ? answer(request, stub, path) : null;
};

interface Action {
  does: string;
  run(stub: StripeStub, request: Request): Promise<void> | void;
}

/** An action with a JSON body. */
function action<S extends Shape>(
  does: string,
  shape: S,
  run: (stub: StripeStub, body: Body<S>) => void,
): Action {
  return { does, run: async (stub, request) => run(stub, await readBody(request, shape)) };
}

const actions: Record<string, Action> = {
  [`GET ${ROOT}`]: { does: 'tells how things stand', run: () => undefined },
  [`POST ${ROOT}/clock`]: action(
    'moves the clock: {"advance": seconds} or {"to": Unix seconds}',
    { advance: whole(0), to: whole(0) },
    moveClock,
  ),
  [`POST ${ROOT}/faults`]: action(
    'plans a fault: {"kind", "match", "times", "delay_ms"}, or by chance {"kind", "match", "probability", "seed", "delay_ms"}',
    {
      kind: oneOrMoreOf(FAULT_KINDS),
      match: text,
      times: whole(1),
      delay_ms: whole(0),
      probability: share,
      seed,
    },
    planFault,
  ),
  [`DELETE ${ROOT}/faults`]: { does: 'ends all faults', run: (stub) => stub.faults.clear() },
  [`POST ${ROOT}/limits`]: action(
    'sets rate limits, those of a sandbox where nothing else is said: {"global", "endpoint", "search"} a second',
    { global: whole(1), endpoint: whole(1), search: whole(1) },
    (stub, body) => stub.limits.set(body),
  ),
  [`DELETE ${ROOT}/limits`]: { does: 'ends rate limits', run: (stub) => stub.limits.set(false) },
  [`POST ${ROOT}/webhooks`]: action(
    'plans a webhook gone wrong: {"kind", "match", "times", "seconds"}',
    { kind: oneOf(WEBHOOK_TROUBLES), match: text, times: whole(1), seconds: whole(0) },
    (stub, { kind, ...more }) => stub.webhooks.disturb({ ...more, kind: needed(kind, WEBHOOK_TROUBLES) }),
  ),
  [`DELETE ${ROOT}/webhooks`]: {
    does: 'ends it, and sends what is held',
    run: (stub) => stub.webhooks.clear(),
  },
  [`POST ${ROOT}/search`]: action(
    'sets how long a change takes to be found: {"delay": seconds}, 0 for none',
    { delay: whole(0) },
    (stub, { delay }) => {
      if (delay === undefined) throw new ControlProblem(400, 'Say how many seconds: {"delay": 60}.', 'delay');
      stub.search.delay(delay);
    },
  ),
  [`POST ${ROOT}/tax`]: action(
    'sets how Stripe Tax is: {"service"}, and for a connected account {"account"}',
    { service: oneOf(TAX_SERVICES), account: text },
    (stub, { service, account }) => stub.tax.set(needed(service, TAX_SERVICES, 'service'), account),
  ),
  [`POST ${ROOT}/authenticate`]: action(
    'ends the authentication of a payment: {"payment_intent", "outcome"}',
    { payment_intent: text, outcome: oneOf(OUTCOMES) },
    (stub, { payment_intent = '', outcome }) =>
      onKnown('payment_intent', () =>
        stub.payments.authenticate(payment_intent, needed(outcome, OUTCOMES, 'outcome')),
      ),
  ),
  [`POST ${ROOT}/postpone`]: action(
    'makes Stripe late with what it does to an invoice by itself: {"invoice", "seconds"}',
    { invoice: text, seconds: whole(0) },
    (stub, { invoice = '', seconds = 0 }) => onKnown('invoice', () => stub.postpone(invoice, seconds)),
  ),
  [`POST ${ROOT}/override`]: action(
    'tells fields of an invoice otherwise than they are: {"invoice", "fields"}',
    { invoice: text, fields: record },
    (stub, { invoice = '', fields = {} }) => onKnown('invoice', () => stub.override(invoice, fields)),
  ),
  [`POST ${ROOT}/template`]: action(
    'makes an invoice rendering template, as the Dashboard would: {"nickname"}',
    { nickname: text },
    (stub, { nickname }) => void stub.addTemplate(nickname === undefined ? {} : { nickname }),
  ),
  [`POST ${ROOT}/reset`]: action('empties all accounts: {}', {}, (stub) => stub.reset()),
};

function moveClock({ clock, tick }: StripeStub, { advance, to }: { advance?: number; to?: number }): void {
  if ((advance === undefined) === (to === undefined))
    throw new ControlProblem(
      400,
      'Say one of "advance" (seconds from now) and "to" (Unix seconds).',
      'advance',
    );
  const seconds = advance ?? Number(to) - clock.now();
  if (seconds < 0)
    throw new ControlProblem(400, `The clock only goes on; it stands at ${clock.now()}.`, 'to');
  clock.advance(seconds);
  tick();
}

interface FaultBody {
  kind?: (typeof FAULT_KINDS)[number] | (typeof FAULT_KINDS)[number][];
  match?: string;
  times?: number;
  delay_ms?: number;
  probability?: number;
  seed?: number | string;
}

function planFault({ faults }: StripeStub, body: FaultBody): void {
  const { times, delay_ms: delayMs, probability, seed: seeded, match } = body;
  const kind = needed(body.kind, FAULT_KINDS);
  const common = { ...(match !== undefined && { match }), ...(delayMs !== undefined && { delayMs }) };
  if (probability !== undefined) {
    if (times !== undefined)
      throw new ControlProblem(400, 'A fault by chance has no "times"; leave out one of them.', 'times');
    faults.chance({ ...common, kind, probability, ...(seeded !== undefined && { seed: seeded }) });
    return;
  }
  if (typeof kind !== 'string')
    throw new ControlProblem(400, 'Several kinds need a "probability"; else name one.', 'kind');
  if (seeded !== undefined)
    throw new ControlProblem(400, '"seed" belongs to a "probability"; leave it out or add one.', 'seed');
  faults.next({ ...common, kind, ...(times !== undefined && { times }) });
}

/** What is named may not be there, or may not allow it; then the field is to blame. */
function onKnown(field: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof Problem)) throw error;
    throw new ControlProblem(400, error.message, field);
  }
}

function needed<T>(kind: T | undefined, kinds: readonly string[], field = 'kind'): T {
  if (kind === undefined)
    throw new ControlProblem(
      400,
      `Say which ${field}: ${kinds.map((each) => `"${each}"`).join(', ')}.`,
      field,
    );
  return kind;
}

async function answer(request: Request, stub: StripeStub, path: string): Promise<Response> {
  try {
    const found = actions[`${request.method} ${path}`];
    if (!found) throw unknown(path);
    await found.run(stub, request);
    return json(200, standing(stub));
  } catch (error) {
    if (!(error instanceof ControlProblem)) throw error;
    const { status, message, field } = error;
    return json(status, { error: { message, ...(field !== null && { field }) } });
  }
}

function unknown(path: string): ControlProblem {
  const here = Object.keys(actions).filter((name) => name.endsWith(` ${path}`));
  return here.length > 0
    ? new ControlProblem(405, `Only this is known here: ${here.join(', ')}.`)
    : new ControlProblem(404, `There is nothing at ${path}; GET ${ROOT} tells what there is.`);
}

function standing({ accountId, clock, faults, limits, search, webhooks }: StripeStub): object {
  const now = clock.now();
  return {
    account: accountId,
    now,
    date: new Date(now * 1000).toISOString(),
    faults: faults.list(),
    limits: limits.current(),
    webhooks: webhooks.list(),
    search: { delay: search.seconds },
    calls: Object.fromEntries(Object.entries(actions).map(([name, { does }]) => [name, does])),
  };
}

function json(status: number, body: object): Response {
  return new Response(`${JSON.stringify(body, null, 2)}\n`, {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
