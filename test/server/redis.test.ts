/** Several processes that share a Redis: each handler here has connections of its own, as a process would. */
import { after, test } from 'node:test';
import assert from 'node:assert/strict';
import { createClient } from 'redis';
import { createInvoiceHandler, type InvoiceHandler, type Message } from '../../src/server/index.js';
import { createRedisBus, createRedisLimits } from '../../src/server/redis.js';
import { addCustomer, addDraft, createBackend, NOW, WEBHOOK_SECRET, type Backend } from './harness.js';
import { eventAbout, listen, signed, type Stream } from './live-harness.js';
import { redisServer } from './redis-server.js';

const server = await redisServer();
const skip = server ? false : 'there is no redis-server on this machine';
if (skip) console.log(`The bus over Redis is NOT tested: ${skip}.`);
after(() => server?.stop());

const closing: (() => void)[] = [];
after(() => closing.forEach((close) => close()));

let prefixes = 0;
const newPrefix = (): string => `test-${++prefixes}`;

async function connected() {
  const client = createClient({ socket: { tls: false, path: server!.socket, reconnectStrategy: 20 } });
  client.on('error', () => {});
  await client.connect();
  closing.push(() => client.destroy());
  return client;
}

async function busOf(prefix: string, size?: number): Promise<ReturnType<typeof createRedisBus>> {
  return createRedisBus(await connected(), { prefix, onError: () => {}, ...(size && { size }) });
}

/** Processes in front of one Stripe account. */
async function processes(
  count: number,
  prefix: string,
): Promise<{ backends: Backend[]; start(): Promise<Backend> }> {
  const world = await createBackend();
  const start = async (): Promise<Backend> => {
    const handler: InvoiceHandler = createInvoiceHandler({
      stripe: world.stripe,
      session: (request) => {
        const [tenant = ''] = request.headers.get('x-person')?.split('-') ?? [];
        const scope = world.scopes[tenant];
        return scope ? { user: { id: tenant }, tenant, scope } : null;
      },
      authorize: () => true,
      webhookSecret: WEBHOOK_SECRET,
      publishableKey: 'pk_test_of_the_handler',
      now: () => NOW,
      bus: await busOf(prefix),
    });
    closing.push(() => void handler.close());
    return { ...world, handler, as: (person) => callerOf(handler, person, world) };
  };
  const backends: Backend[] = [];
  while (backends.length < count) backends.push(await start());
  return { backends, start };
}

/** Only the raw call is used here. */
function callerOf(handler: InvoiceHandler, person: string | null, world: Backend): ReturnType<Backend['as']> {
  return {
    ...world.as(person),
    raw: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (person) headers.set('x-person', person);
      return handler(new Request(`https://panel.example/api/billing${path}`, { ...init, headers }));
    },
  };
}

async function deliver(
  backend: Backend,
  id: string,
  about: { id: string; customer: string },
): Promise<number> {
  const request = await signed(backend, eventAbout(id, about));
  return (await backend.as(null).raw('/webhook', request)).status;
}

const told = (stream: Stream): string[] =>
  [...stream.text().matchAll(/^id: (evt_.*)$/gm)].map(([, id = '']) => id);

test(
  'what one process hears reaches the streams of all, once, whichever of them Stripe tells',
  { skip },
  async () => {
    const { backends } = await processes(2, newPrefix());
    const [one, two] = backends as [Backend, Backend];
    const customer = await addCustomer(one, 'alpha');
    const about = { id: await addDraft(one, customer, 0), customer };
    const streams = [await listen(one, 'alpha-x'), await listen(two, 'alpha-x'), await listen(two, 'beta-x')];
    const [here, there, foreign] = streams as [Stream, Stream, Stream];
    // The same event at both, at once and again.
    assert.deepEqual(
      await Promise.all(backends.map((backend) => deliver(backend, 'evt_1', about))),
      [200, 200],
    );
    assert.equal(await deliver(two, 'evt_1', about), 200);
    await deliver(two, 'evt_2', about);
    await here.changes(2);
    await there.changes(2);
    for (const stream of streams) await stream.close();
    assert.deepEqual([here, there, foreign].map(told), [['evt_1', 'evt_2'], ['evt_1', 'evt_2'], []]);
  },
);

test('a page goes on at another process, and after a restart, where it was', { skip }, async () => {
  const { backends, start } = await processes(2, newPrefix());
  const [one, two] = backends as [Backend, Backend];
  const customer = await addCustomer(one, 'alpha');
  const about = { id: await addDraft(one, customer, 0), customer };
  const first = await listen(one, 'alpha-x');
  await deliver(one, 'evt_1', about);
  await first.changes(1);
  // The other process has heard of it too.
  const witness = await listen(two, 'alpha-x');
  await witness.changes(1);
  one.handler.close();
  await first.ended;
  await deliver(two, 'evt_2', about);

  const second = await listen(two, 'alpha-x', first.place());
  await second.changes(1);
  assert.deepEqual(told(second), ['evt_2']);
  two.handler.close();

  const born = await start();
  const third = await listen(born, 'alpha-x', 'evt_1');
  await deliver(born, 'evt_3', about);
  await third.changes(2);
  await third.close();
  assert.deepEqual(told(third), ['evt_2', 'evt_3']);
  assert.ok(!third.text().includes('reset'));
});

test('a Redis that went away is come back to; what may have been lost is said', { skip }, async () => {
  const bus = await busOf(newPrefix());
  const other = await busOf('none');
  const heard: string[] = [];
  let wake = (): void => {};
  let missed = 0;
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const stop = bus.subscribe(
    ({ id }) => (heard.push(id), wake()),
    () => (missed++, wake()),
  );
  const message = (id: string): Message => ({
    id,
    type: 'x',
    invoice: 'in_1',
    created: 1,
    customer: null,
    account: null,
  });
  await bus.publish(message('evt_1'));
  await until(() => heard.length === 1);
  await server!.crash();
  await server!.start();
  await bus.publish(message('evt_2'));
  await until(() => heard.includes('evt_2'));
  assert.deepEqual([heard, missed], [['evt_1', 'evt_2'], 1]);
  stop();
  assert.deepEqual(await other.recall?.(), []);
});

test('it remembers the latest, and shrugs off what somebody else put in its place', { skip }, async () => {
  const prefix = newPrefix();
  const bus = await busOf(prefix, 3);
  const client = await connected();
  for (let index = 0; index < 4; index++)
    await bus.publish({
      id: `evt_${index}`,
      type: 'x',
      invoice: 'in_1',
      created: 1,
      customer: null,
      account: null,
    });
  await client.xAdd(`{${prefix}}:changes`, '*', { message: 'not json' });
  await client.xAdd(`{${prefix}}:changes`, '*', { other: '{}' });
  const remembered = (await bus.recall?.()) ?? [];
  assert.deepEqual(
    remembered.map(({ message }) => message.id),
    ['evt_3'],
  );
  assert.ok(Math.abs((remembered[0]?.at ?? 0) - Date.now()) < 60_000);
  assert.ok((await client.ttl(`{${prefix}}:seen:evt_3`)) > 86_000);
});

test(
  'what a person may ask is counted for all processes together, and forgotten with its time',
  { skip },
  async () => {
    const prefix = newPrefix();
    const errors: unknown[] = [];
    const limitedBackend = async (): Promise<Backend> =>
      createBackend({
        limits: {
          person: { all: { requests: 3, seconds: 60 } },
          store: createRedisLimits(await connected(), { prefix }),
        },
        onError: (error) => errors.push(error),
      });
    const [one, two] = [await limitedBackend(), await limitedBackend()];
    const statuses: number[] = [];
    for (const backend of [one, two, two, one, two])
      statuses.push((await backend.as('alpha-admin').get('/customers')).status);
    assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
    const client = await connected();
    const keys = await client.keys(`${prefix}:limit:person/all/*`);
    assert.equal(keys.length, 1);
    const left = await client.ttl(keys[0]!);
    assert.ok(left > 0 && left <= 60, String(left));

    // While it is away, the business goes on.
    await server!.crash();
    assert.equal((await one.as('alpha-admin').get('/customers')).status, 200);
    assert.ok(errors.length > 0);
    await server!.start();
  },
);
