/** The contract over the Workers example, in workerd: the runtime of Cloudflare Workers. */
import { Miniflare, Response as WorkerdResponse, type Request as WorkerdRequest } from 'miniflare';
import { bundleForWorkers } from './bundle.js';
import { holdsContract } from './contract.js';
import { SECRET_KEY, WEBHOOK_SECRET } from './standing.js';

/** What the test does with a KV namespace. */
interface Store {
  put(key: string, value: string): Promise<void>;
}

holdsContract('Cloudflare Workers', async (standing) => {
  const worker = new Miniflare({
    modules: true,
    script: await bundleForWorkers('examples/workers.ts'),
    compatibilityDate: '2026-03-01',
    compatibilityFlags: ['enable_request_signal'],
    bindings: { STRIPE_SECRET_KEY: SECRET_KEY, STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET },
    kvNamespaces: ['SESSIONS'],
    host: '127.0.0.1',
    // Stripe as the Worker reaches it.
    outboundService: async (request: WorkerdRequest) => {
      const body = request.body ? { body: await request.arrayBuffer() } : {};
      const headers = Object.fromEntries(request.headers);
      const answer = await standing.fetch(
        new Request(request.url, { method: request.method, headers, ...body }),
      );
      return new WorkerdResponse(await answer.arrayBuffer(), {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
      });
    },
  });
  const sessions = (await worker.getKVNamespace('SESSIONS')) as unknown as Store;
  for (const [token, member] of Object.entries(standing.members))
    await sessions.put(token, JSON.stringify(member));
  return { origin: (await worker.ready).origin, stop: () => worker.dispose() };
});
