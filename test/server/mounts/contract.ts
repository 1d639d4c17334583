/** What every mount must hold, whatever it stands on: run over each example as it is shown to embedders. */
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Agent, request as httpRequest } from 'node:http';
import { ask, assertProblem, from, jsonOf, Listener, newKey, write, type Json } from './caller.js';
import { createStanding, LEAVER, VIEWER, WEBHOOK_SECRET, type Standing } from './standing.js';

export interface Mounted {
  /** `http://127.0.0.1:…`; the handler answers below `/api/billing`. */
  origin: string;
  stop(): unknown;
}

export interface Traits {
  /** The platform itself refuses a PUT before the handler is asked. */
  refusesPut?: boolean;
  /** One request cannot reach the streams of another without a bus. */
  deaf?: boolean;
  /** A body that nobody read costs the connection, as in workerd; no other one, though. */
  cuts?: boolean;
}

const MOUNT = '/api/billing';

/** Runs the contract over one mount. */
export function holdsContract(
  name: string,
  mount: (standing: Standing) => Promise<Mounted>,
  traits: Traits = {},
) {
  describe(`mounted on ${name}`, () => {
    let standing: Standing;
    let mounted: Mounted;
    let url: string;
    before(async () => {
      standing = await createStanding();
      mounted = await mount(standing);
      url = mounted.origin + MOUNT;
    });
    after(() => mounted.stop());

    const get = (path: string, headers = from(mounted.origin)): Promise<Response> =>
      fetch(url + path, { headers });
    const post: typeof write = (origin, path, body, how) => write(origin, MOUNT + path, body, how);
    const draft = async (description = 'A draft'): Promise<Json> =>
      jsonOf(
        await post(mounted.origin, '/invoices', {
          customer: standing.customer,
          currency: 'usd',
          description,
        }),
      );

    test('GET /session tells who is asking, and travels with the headers that keep it safe', async () => {
      const response = await get('/session');
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
      assert.equal(response.headers.get('cache-control')?.includes('no-store'), true);
      assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
      assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.match(response.headers.get('vary') ?? '', /Origin/i);
      assert.equal(((await jsonOf(response)) as { user?: { id?: string } }).user?.id, 'anna');
    });

    test('a JSON write is done once per Idempotency-Key', async () => {
      const key = newKey();
      const body = { customer: standing.customer, currency: 'usd', description: 'Grüße, 你好' };
      const [first, again] = await Promise.all([
        jsonOf(await post(mounted.origin, '/invoices', body, { key })),
        jsonOf(await post(mounted.origin, '/invoices', body, { key })),
      ]);
      assert.equal(first['description'], 'Grüße, 你好');
      assert.equal(again['id'], first['id']);
    });

    test('each refusal is a problem with its own status', async () => {
      const { id } = await draft();
      const { origin } = mounted;
      await assertProblem(get('/session', from(origin, null)), 401, 'authentication_required');
      await assertProblem(get('/invoices/in_nobodys'), 404, 'resource_missing');
      await assertProblem(get('/nothing/here'), 404, 'route_unknown');
      await assertProblem(post(origin, `/invoices/${id}`, {}, { token: VIEWER }), 403, 'forbidden');
      await assertProblem(post(origin, `/invoices/${id}`, {}, { key: '' }), 400, 'idempotency_key_missing');
      await assertProblem(
        fetch(`${url}/invoices/${id}`, {
          method: 'POST',
          headers: { ...from(origin), 'content-type': 'text/plain', 'idempotency-key': newKey() },
          body: '{}',
        }),
        415,
        'unsupported_media_type',
      );
      await assertProblem(
        fetch(`${url}/invoices/${id}`, {
          method: 'POST',
          headers: { ...from(origin), 'content-type': 'application/json', 'idempotency-key': newKey() },
          body: '{"description":',
        }),
        400,
        'json_invalid',
      );
      await assertProblem(get('/session', from('https://elsewhere.example')), 403, 'origin_not_allowed');
    });

    test('the webhook verifies the bytes as they came', async () => {
      const payload =
        '{ "id": "evt_bytes",\n  "object": "event", "type": "x", "data": {"object": {"name": "Grüße"}} }';
      const signature = await standing.stripe.webhooks.generateTestHeaderStringAsync({
        payload,
        secret: WEBHOOK_SECRET,
      });
      const deliver = (body: string): Promise<Response> =>
        fetch(`${url}/webhook`, {
          method: 'POST',
          headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
          body,
        });
      assert.equal((await deliver(payload)).status, 200);
      await assertProblem(deliver(payload.replace('\n ', '')), 400, 'signature_invalid');
    });

    test('HEAD is a GET without its body, OPTIONS tells the methods, others are refused', async () => {
      const head = await fetch(`${url}/session`, { method: 'HEAD', headers: from(mounted.origin) });
      assert.equal(head.status, 200);
      assert.equal(await head.text(), '');
      const options = await fetch(`${url}/invoices/in_1`, {
        method: 'OPTIONS',
        headers: from(mounted.origin),
      });
      assert.equal(options.status, 204);
      assert.equal(options.headers.get('allow'), 'GET, POST, DELETE, HEAD, OPTIONS');
      const posted = await post(mounted.origin, '/session', {});
      assert.equal(posted.headers.get('allow'), 'GET, HEAD, OPTIONS');
      await assertProblem(posted, 405, 'method_not_allowed');
      const put = await fetch(`${url}/session`, { method: 'PUT', headers: from(mounted.origin), body: '{}' });
      assert.equal(put.status, 405);
      if (!traits.refusesPut) await assertProblem(put, 405, 'method_not_allowed');
    });

    test('a path with encoded characters and a query arrive as they were meant', async () => {
      const problem = await assertProblem(get('/invoices/in_%C3%A4%2Fb%3F'), 404, 'resource_missing');
      assert.match(String(problem['detail']), /'in_ä\/b\?'/);
      const query = encodeURIComponent('name~"Ann & Søn"');
      const found = (await jsonOf(await get(`/customers/search?query=${query}&limit=1`))) as {
        data?: Json[];
      };
      assert.deepEqual(
        found.data?.map(({ id }) => id),
        [standing.customer],
      );
    });

    test('250 lines are created and finalized in one request', async () => {
      const lines = Array.from({ length: 250 }, (_, index) => ({
        description: `Item ${index + 1}: ${'ü'.repeat(300)}`,
        amount: 100,
      }));
      const body = {
        customer: standing.customer,
        currency: 'usd',
        collection_method: 'send_invoice',
        days_until_due: 30,
        lines,
      };
      const response = await post(mounted.origin, '/invoices/create_and_finalize', body);
      const invoice = await jsonOf(response);
      assert.equal(response.status, 200, JSON.stringify(invoice).slice(0, 300));
      assert.deepEqual([invoice['status'], invoice['total']], ['open', 25_000]);
    });

    test('a live stream says something at once', async () => {
      const listener = await Listener.open(mounted.origin, `${MOUNT}/events`);
      await listener.hears('connected');
      listener.leave();
    });

    const tellOf = async (invoice: string, event: string): Promise<void> => {
      const payload = JSON.stringify({
        id: event,
        object: 'event',
        type: 'invoice.updated',
        created: 1,
        livemode: false,
        data: { object: { id: invoice, object: 'invoice', customer: standing.customer } },
      });
      const signature = await standing.stripe.webhooks.generateTestHeaderStringAsync({
        payload,
        secret: WEBHOOK_SECRET,
      });
      const told = await fetch(`${url}/webhook`, {
        method: 'POST',
        headers: { 'stripe-signature': signature },
        body: payload,
      });
      assert.equal(told.status, 200);
    };

    const hearsAndEnds = async (): Promise<void> => {
      const { id } = await draft();
      const leaves = await Listener.open(mounted.origin, `${MOUNT}/events`, LEAVER);
      await leaves.hears('connected');
      const stays = await Listener.open(mounted.origin, `${MOUNT}/events`);
      await stays.hears('connected');
      // Whoever has an open stream is asked for at each message; the one opened first comes first.
      const isAskedFor = async (event: string): Promise<boolean> => {
        const before = standing.askedFor.length;
        await tellOf(String(id), event);
        await stays.hears(event);
        return standing.askedFor.slice(before).includes(LEAVER);
      };
      assert.equal(await isAskedFor('evt_both'), true);
      await leaves.hears('evt_both');
      leaves.leave();
      // Far fewer than the messages that end a stream by themselves, as nobody takes them.
      let open = true;
      for (let round = 0; open && round < 100; round++) open = await isAskedFor(`evt_${round}_`);
      assert.equal(open, false);
      stays.leave();
    };

    if (!traits.deaf) test('a live stream hears of changes, and ends when its reader goes', hearsAndEnds);

    test('who leaves during a slow write, and asks again with the same key, makes one invoice', async () => {
      const key = newKey();
      const description = `Slow on ${name}`;
      const body = { customer: standing.customer, currency: 'usd', description };
      const leaving = new AbortController();
      const arrived = standing.hold('/v1/invoices');
      const lost = post(mounted.origin, '/invoices', body, { key, signal: leaving.signal });
      const go = await arrived;
      leaving.abort();
      await assert.rejects(lost, { name: 'AbortError' });
      go();
      let answer = await post(mounted.origin, '/invoices', body, { key });
      // Stripe answers 409 while the first one is still being worked on.
      while (answer.status === 409) answer = await post(mounted.origin, '/invoices', body, { key });
      const { id } = await jsonOf(answer);
      const all = await standing.stripe.invoices.list({ customer: standing.customer, limit: 100 });
      assert.deepEqual(
        all.data.filter((each) => each.description === description).map((each) => each.id),
        [id],
      );
    });

    test('who leaves in the middle of a body harms nobody', async () => {
      const { id } = await draft('before');
      const half = httpRequest(`${url}/invoices/${id}`, {
        method: 'POST',
        headers: {
          ...from(mounted.origin),
          'content-type': 'application/json',
          'idempotency-key': newKey(),
          'content-length': 1000,
        },
      });
      await new Promise<void>((resolve) => {
        half.on('error', () => {}).on('close', resolve);
        half.write('{"description": "half', () => half.destroy());
      });
      const now = await jsonOf(await get(`/invoices/${id}`));
      assert.equal(now['description'], 'before');
    });

    test('after a refused body the next request is served, on the same connection where that can be', async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const headers = {
        ...from(mounted.origin, null),
        'content-type': 'application/json',
        'idempotency-key': newKey(),
      };
      const body = 'x'.repeat(traits.cuts ? 1000 : 300_000);
      const refused = await ask(`${url}/invoices`, { agent, method: 'POST', headers }, body);
      assert.equal(refused.status, 401);
      if (traits.cuts) agent.destroy();
      const next = await ask(`${url}/session`, { agent, headers: from(mounted.origin) });
      agent.destroy();
      assert.deepEqual(next, { status: 200, reused: !traits.cuts });
    });

    test('requests at the same time do not mix', async () => {
      const numbers = Array.from({ length: 20 }, (_, index) => `Number ${index}`);
      const drafts = await Promise.all(numbers.map((number) => draft(number)));
      assert.deepEqual(
        drafts.map((each) => each['description']),
        numbers,
      );
      assert.equal(new Set(drafts.map(({ id }) => id)).size, 20);
      const people = await Promise.all(
        [VIEWER, undefined, VIEWER].map((token) => get('/session', from(mounted.origin, token)).then(jsonOf)),
      );
      assert.deepEqual(
        (people as { user?: { id?: string } }[]).map(({ user }) => user?.id),
        ['vito', 'anna', 'vito'],
      );
    });
  });
}
