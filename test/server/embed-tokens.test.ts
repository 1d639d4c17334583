/** Tokens for pages on another origin: what they open, and what is none. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createEmbedTokens, type EmbedSession, type EmbedTokens } from '../../src/server/index.js';
import { addCustomer, addDraft, createBackend, NOW, type Backend } from './harness.js';

const SECRET = 'a secret of the tests, long enough to be one';
const PAGE = 'https://app.customer.example';

interface Embedded {
  backend: Backend;
  tokens: EmbedTokens;
  pass(seconds: number): void;
  /** The status of a request with this token, from a page of this origin. */
  ask(
    token: string | null,
    path: string,
    how?: { method?: 'POST'; origin?: string | null },
  ): Promise<Response>;
  /** A token for the tenant's own customer, who has a draft. */
  token: string;
  session: EmbedSession;
  draft: string;
}

async function embedded(): Promise<Embedded> {
  let now = NOW;
  const clock = (): number => now;
  const tokens = createEmbedTokens({ secret: SECRET, lifetime: 600, now: clock });
  const backend = await createBackend({
    session: (request) => tokens.session(request),
    authorize: (session, action) => (session as EmbedSession).actions.includes(action),
    origins: [PAGE, 'https://other.example'],
    now: clock,
  });
  const customer = await addCustomer(backend, 'alpha');
  const draft = await addDraft(backend, customer);
  const session: EmbedSession = {
    user: { id: 'anna', name: 'Anna' },
    tenant: 'alpha',
    scope: { customers: [customer] },
    actions: ['read', 'edit'],
    origin: PAGE,
  };
  const { token } = await tokens.issue(session);
  const ask: Embedded['ask'] = (sent, path, { method, origin = PAGE } = {}) => {
    const headers = new Headers({ 'sec-fetch-site': 'cross-site' });
    if (origin !== null) headers.set('origin', origin);
    else headers.delete('sec-fetch-site');
    if (sent !== null) headers.set('authorization', `Bearer ${sent}`);
    const body = method && { body: '{"description":"From afar"}' };
    if (method) headers.set('content-type', 'application/json');
    if (method) headers.set('idempotency-key', 'key-of-an-embedded-page');
    const init = { headers, ...(method && { method }), ...body };
    return backend.handler(new Request(`https://panel.example/api/billing${path}`, init));
  };
  return { backend, tokens, pass: (seconds) => void (now += seconds), ask, token, session, draft };
}

test('a page on another origin reaches what its token names, may do what it names, and no more', async () => {
  const { backend, ask, token, draft } = await embedded();
  const foreign = await addDraft(backend, await addCustomer(backend, 'beta'));
  const read = await ask(token, `/invoices/${draft}`);
  assert.equal(read.status, 200);
  assert.equal(read.headers.get('access-control-allow-origin'), PAGE);
  assert.equal((await ask(token, `/invoices/${draft}`, { method: 'POST' })).status, 200);
  assert.equal((await ask(token, `/invoices/${draft}/finalize`, { method: 'POST' })).status, 403);
  assert.equal((await ask(token, `/invoices/${foreign}`)).status, 404);
  assert.equal((await ask(null, `/invoices/${draft}`)).status, 401);
});

test('a token ends with its time, and is good on its own origin only', async () => {
  const { ask, token, pass } = await embedded();
  assert.equal((await ask(token, '/session', { origin: 'https://other.example' })).status, 401);
  assert.equal((await ask(token, '/session', { origin: null })).status, 401);
  pass(599);
  assert.equal((await ask(token, '/session')).status, 200);
  pass(1);
  assert.equal((await ask(token, '/session')).status, 401);
});

test('a rolled secret opens what the old one sealed, and another one nothing', async () => {
  const { tokens, token, session } = await embedded();
  const request = new Request('https://panel.example/', {
    headers: { authorization: `Bearer ${token}`, origin: PAGE },
  });
  const other = 'another secret of the tests, as long as that';
  const now = (): number => NOW;
  assert.deepEqual(await tokens.session(request), session);
  assert.deepEqual(await createEmbedTokens({ secret: [other, SECRET], now }).session(request), session);
  assert.equal(await createEmbedTokens({ secret: other, now }).session(request), null);
});

test('a page cannot read its token; changed in any place, or made up, it is none', async () => {
  const { ask, token, session } = await embedded();
  const bytes = Buffer.from(token.slice('iet_'.length), 'base64url');
  for (const secret of [session.scope.customers![0]!, session.user.id, PAGE])
    assert.ok(!bytes.includes(secret), secret);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
      const changed = Buffer.from(bytes);
      changed[place]! ^= flip;
      assert.equal((await ask(`iet_${changed.toString('base64url')}`, '/session')).status, 401);
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\w-]{0,80}$/), async (text) => {
      assert.equal((await ask(`iet_${text}`, '/session')).status, 401);
    }),
  );
});

test('a secret that could be guessed, and a lifetime that is none, are refused by name', () => {
  for (const secret of ['short', [], [SECRET, '']])
    assert.throws(() => createEmbedTokens({ secret }), { name: 'TypeError', message: /`secret`/ });
  for (const lifetime of [0, 0.5, 86_400])
    assert.throws(() => createEmbedTokens({ secret: SECRET, lifetime }), {
      name: 'TypeError',
      message: /`lifetime`/,
    });
});
