/** The contract over the Workers example, in workerd: the runtime of Cloudflare Workers. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { Miniflare, Response as WorkerdResponse, type Request as WorkerdRequest } from 'miniflare';
import { bundleForWorkers } from './bundle.js';
import { Listener } from './caller.js';
import { holdsContract } from './contract.js';
import { ENVIRONMENT, type Standing } from './standing.js';

/** As the docs say to set them. Nothing of Node's compatibility layer. */
const runtime = {
  modules: true,
  compatibilityDate: '2026-03-01',
  compatibilityFlags: ['enable_request_signal'],
  host: '127.0.0.1',
} as const;

/** What the test does with a KV namespace. */
interface Store {
  put(key: string, value: string): Promise<void>;
}

async function startExample(standing: Standing): Promise<Miniflare> {
  const worker = new Miniflare({
    ...runtime,
    script: await bundleForWorkers('examples/workers.ts'),
    bindings: ENVIRONMENT,
    kvNamespaces: ['SESSIONS'],
    outboundService: (request: WorkerdRequest) => answerAsStripe(standing, request),
  });
  const sessions = (await worker.getKVNamespace('SESSIONS')) as unknown as Store;
  for (const [token, member] of Object.entries(standing.members)) {
    await sessions.put(token, JSON.stringify(member));
  }
  return worker;
}

/** Stripe as the Worker reaches it; the runtime's requests and answers are of classes of its own. */
async function answerAsStripe(standing: Standing, request: WorkerdRequest): Promise<WorkerdResponse> {
  const { url, method } = request;
  const body = request.body ? { body: await request.arrayBuffer() } : {};
  const headers = Object.fromEntries(request.headers);
  const answer = await standing.fetch(new Request(url, { method, headers, ...body }));
  const { status } = answer;
  return new WorkerdResponse(await answer.arrayBuffer(), {
    status,
    headers: Object.fromEntries(answer.headers),
  });
}

holdsContract(
  'Cloudflare Workers',
  async (standing) => {
    const worker = await startExample(standing);
    return { origin: (await worker.ready).origin, stop: () => worker.dispose() };
  },
  // The work of a request ends with its answer, so a webhook tells nobody without a bus; and workerd cuts the connection
  // of a body that nobody read.
  { deaf: true, cuts: true },
);

test('in workerd a reader who goes frees the stream, at the latest with the next heartbeat', async (context) => {
  const worker = new Miniflare({
    ...runtime,
    script: await bundleForWorkers('test/server/mounts/counting-worker.ts'),
  });
  context.after(() => worker.dispose());
  const { origin } = await worker.ready;
  const open = async (): Promise<number> => Number(await (await fetch(`${origin}/count`)).text());
  assert.equal(await open(), 0);
  const listener = await Listener.open(origin, '/events');
  await listener.hears('connected');
  assert.equal(await open(), 1);
  listener.leave();
  let left = 1;
  for (let round = 0; left > 0 && round < 500; round++) left = await open();
  assert.equal(left, 0);
});
