/** Every write × every fault: whatever the network or Stripe does, nothing is done twice, and the answer is honest. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { FAULT_KINDS, type FaultKind } from '../../server-stub/stripe/faults.js';
import {
  addCustomer,
  addDraft,
  addOpen,
  createBackend,
  newKey,
  type Backend,
  type Reply,
} from './harness.js';

interface Write {
  name: string;
  method?: 'DELETE';
  /** The request at Stripe that meets the fault. */
  at: string;
  /** What has to be there before; its answer is the part of the path after the mount. */
  path: (backend: Backend, customer: string) => Promise<string>;
  body?: (backend: Backend, customer: string, path: string) => Promise<object>;
  /** How often it was done, as Stripe has it. */
  done: (backend: Backend, customer: string, path: string) => Promise<number>;
  /** The steps of one request have keys of their own, so that even a failure that is replayed can be got past. */
  goesOn?: true;
}

const idIn = (path: string): string => /in_\w+/.exec(path)![0];
const draftAt =
  (rest = '', lines = 1) =>
  async (backend: Backend, customer: string) =>
    `/invoices/${await addDraft(backend, customer, lines)}${rest}`;
const openAt = (rest: string) => async (backend: Backend, customer: string) =>
  `/invoices/${await addOpen(backend, customer)}${rest}`;
const lineOf = async ({ stripe }: Backend, path: string): Promise<string> =>
  (await stripe.invoices.retrieve(idIn(path))).lines.data[0]!.id;
const linesOf = async ({ stripe }: Backend, path: string) =>
  (await stripe.invoices.retrieve(idIn(path))).lines.data;
/** How many events of a type tell of this invoice. */
const told =
  (type: string): Write['done'] =>
  async ({ stripe }, _customer, path) =>
    (await stripe.events.list({ type, limit: 100 })).data.filter(
      ({ data }) => (data.object as { id?: string }).id === idIn(path),
    ).length;
const changed: Write['done'] = async (backend, _customer, path) =>
  (await linesOf(backend, path)).filter(({ amount }) => amount === 7).length;
const made: Write['done'] = async ({ stripe }, customer) =>
  (await stripe.invoices.list({ customer, limit: 100 })).data.length;
const making = async (_backend: Backend, customer: string) => ({ customer, currency: 'usd' });

const WRITES: Write[] = [
  { name: 'create', at: 'POST /v1/invoices', path: async () => '/invoices', body: making, done: made },
  {
    name: 'update', at: 'POST /v1/invoices/*', path: draftAt(), body: async () => ({ description: 'Once' }),
    done: async ({ stripe }, _customer, path) => Number((await stripe.invoices.retrieve(idIn(path))).description === 'Once'),
  },
  {
    name: 'add_lines', at: 'POST /v1/invoices/*/add_lines', path: draftAt('/add_lines'),
    body: async () => ({ lines: [{ description: 'More', amount: 7 }] }), done: changed,
  },
  {
    name: 'update_lines', at: 'POST /v1/invoices/*/update_lines', path: draftAt('/update_lines'),
    body: async (backend, _customer, path) => ({ lines: [{ id: await lineOf(backend, path), amount: 7 }] }), done: changed,
  },
  {
    name: 'remove_lines', at: 'POST /v1/invoices/*/remove_lines', path: draftAt('/remove_lines', 3),
    body: async (backend, _customer, path) => ({ lines: [{ id: await lineOf(backend, path), behavior: 'delete' }] }),
    done: async (backend, _customer, path) => 3 - (await linesOf(backend, path)).length,
  },
  {
    name: 'one line', at: 'POST /v1/invoices/*/lines/*', body: async () => ({ amount: 7 }), done: changed,
    path: async (backend, customer) => {
      const path = await draftAt()(backend, customer);
      return `${path}/lines/${await lineOf(backend, path)}`;
    },
  },
  { name: 'delete', method: 'DELETE', at: 'DELETE /v1/invoices/*', path: draftAt(), done: told('invoice.deleted') },
  { name: 'finalize', at: 'POST /v1/invoices/*/finalize', path: draftAt('/finalize'), done: told('invoice.finalized') },
  { name: 'send', at: 'POST /v1/invoices/*/send', path: openAt('/send'), done: told('invoice.sent') },
  {
    name: 'pay', at: 'POST /v1/invoices/*/pay', path: openAt('/pay'),
    done: async ({ stripe }, customer) => (await stripe.charges.list({ customer, limit: 100 })).data.length,
  },
  {
    name: 'mark paid', at: 'POST /v1/invoices/*/pay', path: openAt('/pay'), body: async () => ({ paid_out_of_band: true }),
    done: told('invoice.paid'),
  },
  { name: 'void', at: 'POST /v1/invoices/*/void', path: openAt('/void'), done: told('invoice.voided') },
  {
    name: 'mark_uncollectible', at: 'POST /v1/invoices/*/mark_uncollectible', path: openAt('/mark_uncollectible'),
    done: told('invoice.marked_uncollectible'),
  },
  {
    name: 'a customer', at: 'POST /v1/customers', path: async () => '/customers',
    body: async (_backend, customer) => ({ email: `${customer}@twin.example` }),
    done: async ({ stripe }, customer) => (await stripe.customers.list({ email: `${customer}@twin.example` })).data.length,
  },
  ...['', '/*/add_lines', '/*/finalize'].map((step): Write => ({
    name: `create_and_finalize at ${step || 'create'}`, at: `POST /v1/invoices${step}`, path: async () => '/invoices/create_and_finalize',
    body: async (backend, customer) => ({ ...(await making(backend, customer)), lines: [{ description: 'One', amount: 500 }] }),
    // Done is only what was gone through with; two drafts would be told by the count of invoices.
    done: async ({ stripe }, customer) => {
      const { data } = await stripe.invoices.list({ customer });
      return data.length > 1 ? data.length : data.filter(({ total, status }) => total === 500 && status !== 'draft').length;
    },
    ...(step && { goesOn: true }),
  })),
]; // prettier-ignore

/** What the first answer must be, and whether the work was done by then. */
const FIRST: Record<FaultKind, { status: number; works?: true }> = {
  'slow': { status: 200, works: true },
  'hang': { status: 504 },
  'drop_before': { status: 504 },
  'drop_after': { status: 504, works: true },
  'truncated': { status: 504, works: true },
  '429': { status: 429 },
  'lock_timeout': { status: 429 },
  '409': { status: 409 },
  '500': { status: 502 },
  '500_after': { status: 502, works: true },
};

/** Milliseconds that a call may take where one never answers. */
const SHORT = 250;

async function start(kind: FaultKind): Promise<{ backend: Backend; customer: string }> {
  const backend = await createBackend({
    ...(kind === 'hang' && { timeout: SHORT }),
    onCustomerCreated: () => undefined,
  });
  const customer = await addCustomer(backend, 'alpha', { payment_method: 'pm_card_visa' });
  const { data } = await backend.stripe.customers.listPaymentMethods(customer);
  await backend.stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: data[0]!.id },
  });
  return { backend, customer };
}

function assertHonest(reply: Reply, kind: FaultKind, write: Write): void {
  const { status } = FIRST[kind];
  assert.equal(reply.status, status, JSON.stringify(reply.body));
  if (status === 200) return;
  assert.equal(reply.body['retryable'], true);
  if (status < 500) assert.match(reply.headers.get('retry-after') ?? '', /^\d+$/);
  else assert.match(reply.body['detail'], /may or may not have happened/);
  const readable = write.at.includes('*') && !write.name.includes('create') && write.name !== 'delete';
  if (status >= 500 && readable) assert.match(reply.body['invoice'].id, /^in_/);
}

for (const kind of FAULT_KINDS) {
  for (const write of WRITES) {
    if (kind === '409' && write.method === 'DELETE') continue;
    test(`${kind} at ${write.name}: never done twice, and the answer is honest`, async () => {
      const { backend, customer } = await start(kind);
      const path = await write.path(backend, customer);
      const body = await write.body?.(backend, customer, path);
      const admin = backend.as('alpha-admin');
      const key = newKey();
      const ask = (): Promise<Reply> =>
        write.method ? admin.delete(path, key) : admin.post(path, body ?? {}, key);
      const done = (): Promise<number> => write.done(backend, customer, path);
      assert.equal(await done(), 0);

      backend.stub.faults.next({ match: write.at, kind, delayMs: 5 });
      const calls = backend.calls.length;
      assertHonest(await ask(), kind, write);
      assert.deepEqual(backend.stub.faults.list(), []);
      const writes = backend.calls.slice(calls).filter((call) => !call.startsWith('GET'));
      assert.equal(new Set(writes).size, writes.length, 'the handler tried again by itself');
      const { works } = FIRST[kind];
      if (!write.name.startsWith('create_and')) assert.equal(await done(), works ? 1 : 0);

      const again = await ask();
      // A failure that Stripe answers under its key comes again however often that is sent.
      const isReplayed = kind.startsWith('500') && !write.method && !write.goesOn;
      assert.equal(again.status, isReplayed ? 502 : 200, JSON.stringify(again.body));
      if (isReplayed) assert.equal(again.body['retryable'], false);
      const isDone = isReplayed ? works && !write.name.startsWith('create_and') : true;
      assert.equal(await done(), isDone ? 1 : 0);
    });
  }
}

test('an SDK that retries by itself is told not to', async () => {
  const plain = await createBackend();
  const { default: Stripe } = await import('stripe');
  const asked: string[] = [];
  const eager = new Stripe('sk_test_of_the_handler', {
    httpClient: Stripe.createFetchHttpClient(async (input: RequestInfo | URL, init?: RequestInit) => {
      asked.push(new Request(input, init).method);
      return plain.stub.fetch(new Request(input, init));
    }),
    maxNetworkRetries: 5,
  });
  const backend = await createBackend({ stripe: eager });
  backend.scopes['alpha'] = { everything: true };
  for (const kind of ['500', 'drop_before', 'lock_timeout', '409'] as const) {
    const customer = (await plain.stripe.customers.create()).id;
    asked.length = 0;
    plain.stub.faults.next({ match: 'POST /v1/invoices', kind });
    await backend.as('alpha-admin').post('/invoices', { customer, currency: 'usd' });
    assert.deepEqual(asked, ['POST'], kind);
  }
});

test('where only a reading failed, the person is told that nothing was changed', async () => {
  const { backend, customer } = await start('500');
  const path = await draftAt('/finalize')(backend, customer);
  backend.stub.faults.next({ match: 'GET /v1/invoices/*', kind: 'drop_before' });
  const reply = await backend.as('alpha-admin').post(path);
  assert.equal(reply.status, 504);
  assert.match(reply.body['detail'], /Nothing was changed/);
  assert.equal(await told('invoice.finalized')(backend, customer, path), 0);
});
