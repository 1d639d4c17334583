/** The demo server as other programs meet it: curl, the real SDK, a health check, a script that writes invoices. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import { startDemo, type Demo } from '../../server-stub/demo/server.js';

let demo: Demo;
before(async () => {
  demo = await startDemo({ port: 0 });
});
after(() => demo.close());

type Json = Record<string, unknown> & { id: string; data: Json[] };
const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(demo.url + path, { headers });
const json = async (response: Promise<Response>): Promise<Json> => (await (await response).json()) as Json;
const form = (path: string, body: string): Promise<Json> =>
  json(
    fetch(demo.url + path, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('sk_test_curl:')}` },
      body: new URLSearchParams(body),
    }),
  );

test('it says that it is well, and serves the page under a strict policy', async () => {
  assert.equal((await get('/healthz')).status, 200);
  const page = await get('/');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'.*require-trusted-types-for 'script'/);
  assert.doesNotMatch(policy, /unsafe/);
  const html = await page.text();
  assert.match(html, /<invoice-draft-editor adapter-url="\/api\/billing">/);
  assert.doesNotMatch(html, /\sstyle=|<style|<script(?![^>]* src=)|\son\w+=/);
  for (const path of ['/demo.js', '/elements.js', '/words.js', '/demo.css', '/icon.svg'])
    assert.equal((await get(path)).status, 200);
  assert.equal((await get('/package.json')).status, 404);
  assert.equal((await get('/..%2fpackage.json')).status, 404);
});

test('before a Stripe account the page allows Stripe’s own Stripe.js, and brings none of its own', async () => {
  const keys = { stripeKey: 'sk_test_demo', publishableKey: 'pk_test_demo' };
  const before = await startDemo({ port: 0, ...keys });
  try {
    const policy = (await fetch(before.url)).headers.get('content-security-policy') ?? '';
    assert.match(policy, /script-src 'self' https:\/\/js\.stripe\.com/);
    assert.match(policy, /frame-src https:\/\/js\.stripe\.com .*https:\/\/hooks\.stripe\.com/);
    assert.match(policy, /connect-src 'self' https:\/\/api\.stripe\.com/);
    assert.doesNotMatch(policy, /unsafe/);
    const script = await fetch(`${before.url}/stripe-js.js`);
    assert.deepEqual([script.status, await script.text()], [200, '']);
    assert.equal((await fetch(`${before.url}/v1/invoices`)).status, 404);
  } finally {
    await before.close();
  }
  const policy = (await get('/')).headers.get('content-security-policy') ?? '';
  assert.doesNotMatch(policy, /stripe\.com/);
  assert.match(policy, /trusted-types lit-html invoice-elements/);
});

test('the three-call workflow, form-encoded: create, add an item, finalize', async () => {
  const customers = await json(get('/api/billing/customers'));
  const customer = customers.data.find(({ currency }) => currency === 'usd')?.id ?? assert.fail();
  const draft = await form(
    '/v1/invoices',
    `customer=${customer}&collection_method=send_invoice&days_until_due=30`,
  );
  assert.equal(draft['status'], 'draft');
  await form(
    '/v1/invoiceitems',
    `customer=${customer}&invoice=${draft.id}&amount=1999&currency=usd&description=Setup`,
  );
  const open = await form(`/v1/invoices/${draft.id}/finalize`, 'auto_advance=false');
  assert.deepEqual([open['status'], open['amount_due']], ['open', 1999]);
  // It is the tenant's, because the customer is; and the link leads to where it was asked for.
  assert.equal((await json(get(`/api/billing/invoices/${draft.id}`))).id, draft.id);
  assert.equal(new URL(String(open['hosted_invoice_url'])).origin, demo.url);
  assert.equal((await fetch(String(open['hosted_invoice_url']))).status, 200);
});

test('the real SDK works against it', async () => {
  const { hostname, port } = new URL(demo.url);
  const stripe = new Stripe('sk_test_sdk', { host: hostname, port, protocol: 'http' });
  const { data } = await stripe.invoices.list({ limit: 3, status: 'paid' });
  assert.equal(data.length, 3);
  await assert.rejects(stripe.invoices.finalizeInvoice(data[0]!.id), /already finalized/);
});

test('the stand-in is controlled from outside, but not emptied', async () => {
  const control = (path: string, body: object) =>
    fetch(`${demo.url}/_stub${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const { now } = (await json(get('/_stub'))) as unknown as { now: number };
  const session = await json(get('/api/billing/session'));
  assert.ok(Math.abs(Number(session['now']) - now) < 5);
  assert.equal((await control('/clock', { advance: 3600 })).status, 200);
  assert.ok(Number((await json(get('/api/billing/session')))['now']) >= now + 3600);
  assert.equal((await control('/reset', {})).status, 405);
  assert.notEqual((await json(get('/api/billing/invoices'))).data.length, 0);
});

test('without a key there is nothing to be had', async () => {
  assert.equal((await get('/v1/invoices')).status, 401);
});

test('links lead to the host that the page was asked by', async () => {
  const byName = demo.url.replace('127.0.0.1', 'localhost');
  const response = await fetch(`${byName}/api/billing/invoices?status=open&limit=1`);
  const { data } = (await response.json()) as Json;
  assert.equal(new URL(String(data[0]?.['hosted_invoice_url'])).origin, byName);
});

test('another tenant’s invoice and one that never was answer alike; a viewer may not act', async () => {
  const theirs = (await json(get('/api/billing/invoices', { 'x-demo-user': 'beta-admin' }))).data[0]!.id;
  const [foreign, none] = await Promise.all(
    [theirs, 'in_none'].map((id) => get(`/api/billing/invoices/${id}`)),
  );
  assert.deepEqual([foreign!.status, none!.status], [404, 404]);
  const [ofForeign, ofNone] = [await foreign!.text(), await none!.text()];
  assert.equal(ofForeign.replaceAll(theirs, '…'), ofNone.replaceAll('in_none', '…'));
  const byCookie = await get(`/api/billing/invoices/${theirs}`, { cookie: 'x-demo-user=beta-admin' });
  assert.equal(byCookie.status, 200);
  const refused = await fetch(`${demo.url}/api/billing/customers`, {
    method: 'POST',
    headers: {
      'x-demo-user': 'alpha-viewer',
      'content-type': 'application/json',
      'idempotency-key': 'viewer',
    },
    body: JSON.stringify({ name: 'Nobody' }),
  });
  assert.equal(refused.status, 403);
});

/** Runs `server-stub/start.ts`, and answers what it printed when it printed or ended. */
async function start(env: Record<string, string>) {
  const program = fileURLToPath(new URL('../../server-stub/start.ts', import.meta.url));
  const { STRIPE_SECRET_KEY: _key, ...rest } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', program], { env: { ...rest, ...env } });
  let printed = '';
  const ended = once(child, 'close') as Promise<[number | null]>;
  const spoke = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        printed += text;
        if (printed.includes('\n')) resolve();
      });
    }
  });
  await Promise.race([spoke, ended]);
  return { child, ended, printed: () => printed };
}

test('npm start prints one line with the address once it answers, and goes when it is told to', async () => {
  const { child, ended, printed } = await start({ PORT: '0' });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed())?.[0] ?? assert.fail(printed());
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  // A live line that is open must not keep it.
  const live = await fetch(`${url}/api/billing/events`);
  child.kill('SIGTERM');
  assert.equal((await ended)[0], 0);
  await live.body?.cancel().catch(() => undefined);
  assert.equal(printed().trim().split('\n').length, 1);
});

test('a port that is taken, no port at all, and a live key are refused in words', async () => {
  const other = http.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  for (const [env, words] of [
    [{ PORT: String(port) }, `Port ${port} is in use`],
    [{ PORT: 'abc' }, 'PORT is "abc"'],
    [{ PORT: '0', STRIPE_SECRET_KEY: 'sk_live_x' }, 'must be a test key'],
  ] as const) {
    const { ended, printed } = await start(env);
    assert.equal((await ended)[0], 1);
    assert.ok(printed().startsWith(words) || printed().includes(words), printed());
    assert.equal(printed().trim().split('\n').length, 1);
  }
  other.close();
});

test('with a test key the handler talks to Stripe and the stand-in is off', async () => {
  const real = await startDemo({ port: 0, stripeKey: 'sk_test_x' });
  try {
    assert.equal(real.world, null);
    assert.equal(
      (await fetch(`${real.url}/v1/invoices`, { headers: { authorization: 'Bearer sk_test_x' } })).status,
      404,
    );
    assert.equal((await fetch(`${real.url}/_stub`)).status, 404);
    assert.equal(
      (await fetch(`${real.url}/api/billing/session`, { headers: { 'x-demo-user': 'mallory' } })).status,
      401,
    );
  } finally {
    await real.close();
  }
});
