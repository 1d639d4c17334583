/** A whole session of requests, errors included: nothing that a page or a log gets holds a secret or another tenant. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import Stripe from 'stripe';
import { checkStart } from '../../src/server/index.js';
import type { FaultKind } from '../../server-stub/stripe/index.js';
import { addCustomer, addDraft, addOpen, createBackend, newKey, type Backend, type Json } from './harness.js';

const FOREIGN = 'Zanzibar Shipping';
/** Keys, signing secrets, client secrets, links to Stripe's logs, and stack traces. */
const SECRETS: Record<string, RegExp> = {
  'a key': /\b[sr]k_(test|live)_/,
  'a signing secret': /whsec_/,
  'a client secret': /_secret_|client_secret/,
  'a link to the logs of the account': /dashboard\.stripe\.com|request_log_url/,
  'a stack': /\n\s+at |\.ts:\d+|node_modules/,
};

interface Heard {
  from: string;
  text: string;
}

/** Every method and path that there is, about one's own things, foreign ones and none. */
async function session(
  backend: Backend,
  person: string,
  hear: (heard: Heard) => void,
  fault?: FaultKind,
): Promise<number[]> {
  const [own, foreign] = [await addCustomer(backend, 'alpha'), await foreignCustomer(backend)];
  const invoices = [
    await addDraft(backend, own), await addOpen(backend, own), await addOpen(backend, own), await addDraft(backend, foreign),
    await addOpen(backend, foreign), 'in_missing', 'sk_test_pasted',
  ]; // prettier-ignore
  const bodies = (customer: string): [string, Json][] => [
    ['/invoices', { customer, currency: 'usd' }],
    ['/invoices', { customer, transfer_data: { destination: 'acct_1' } }],
    ['/invoices/create_preview', { customer, currency: 'usd' }],
    [
      '/invoices/create_and_finalize',
      { customer, currency: 'usd', lines: [{ amount: 5, description: 'One' }] },
    ],
    ['/invoices/create_and_finalize', { customer, automatic_tax: { enabled: true }, lines: [{ amount: 5 }] }],
    ['/customers', { name: 'Somebody New' }],
  ];
  const actions = [
    'add_lines',
    'update_lines',
    'remove_lines',
    'finalize',
    'send',
    'pay',
    'mark_uncollectible',
    'void',
  ];
  const requests: [string, string, unknown?][] = [
    ...['/session', '/invoices', '/invoices?status=open', '/customers', '/customers/search?query=name~%22Zan%22', '/prices',
      '/products', '/tax_rates', '/coupons', '/nothing', '/invoices?bad=1', '/invoices/%00', `/customers/${own}`,
      `/customers/${foreign}`, `/invoices?customer=${foreign}`].map((path): [string, string] => ['GET', path]),
    ...[own, foreign].flatMap((id) => bodies(id).map(([path, body]): [string, string, unknown] => ['POST', path, body])),
    ...invoices.flatMap((id): [string, string, unknown?][] => [
      ['GET', `/invoices/${id}`], ['GET', `/invoices/${id}?expand[]=payments.data.payment.payment_intent`], ['GET', `/invoices/${id}/lines`],
      ['GET', `/invoice_payments?invoice=${id}`], ['POST', `/invoices/${id}`, { description: 'Hello' }],
      ['POST', `/invoices/${id}`, { auto_advance: true }], ['POST', `/invoices/${id}/lines/il_1`, { amount: 1 }],
      ...actions.map((action): [string, string, unknown] => ['POST', `/invoices/${id}/${action}`, {}]),
      ['DELETE', `/invoices/${id}`], ['PUT', `/invoices/${id}`, {}],
    ]),
    ['POST', '/webhook', { id: 'evt_1' }], ['POST', '/invoices', 'no json'], ['OPTIONS', '/invoices'],
  ]; // prettier-ignore
  if (fault)
    backend.stub.faults.chance({ match: 'POST /v1/invoices/*', kind: fault, probability: 0.5, seed: 1 });
  const statuses: number[] = [];
  for (const [method, path, body] of requests) {
    const response = await backend.as(person).raw(path, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': newKey() },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // What was asked comes back in refusals; only what is added to it may give something away.
    const text = (await response.text()).replaceAll('sk_test_pasted', '');
    statuses.push(response.status);
    hear({ from: `${method} ${path}`, text: `${JSON.stringify([...response.headers])}\n${text}` });
  }
  backend.stub.faults.clear();
  return statuses;
}

async function foreignCustomer(backend: Backend): Promise<string> {
  return addCustomer(backend, 'beta', { name: FOREIGN, email: 'captain@zanzibar.example' });
}

/** Whatever Stripe is asked fails, with words that hold everything that must not be told. */
const talkative = (status: number): Stripe =>
  new Stripe('sk_test_talkative', {
    httpClient: Stripe.createFetchHttpClient(async () =>
      Response.json(
        {
          error: {
            type: 'invalid_request_error',
            code: 'some_code',
            message: 'Key rk_live_abc123, sk_test_talkative, whsec_xyz and pi_1_secret_abc are not for you.',
            request_log_url: 'https://dashboard.stripe.com/logs/req_1',
            payment_intent: { id: 'pi_1', client_secret: 'pi_1_secret_abc' },
          },
        },
        { status, headers: { 'request-id': 'req_1', 'x-leak': 'sk_test_talkative' } },
      ),
    ),
  });

function assertSilent(heard: Heard[], patterns: [string, RegExp][]): void {
  for (const { from, text } of heard)
    for (const [what, pattern] of patterns) assert.doesNotMatch(text, pattern, `${from} gives ${what} away`);
}

const log = ({ log: entries }: Backend): Heard[] =>
  entries.map((entry) => ({ from: 'the log', text: JSON.stringify(entry).replaceAll('sk_test_pasted', '') }));

test('no answer, header or log line of a session holds a secret or a foreign name', async () => {
  const heard: Heard[] = [];
  const backend = await createBackend({ onCustomerCreated: () => undefined, limits: false });
  const statuses = await session(backend, 'alpha-admin', (each) => heard.push(each));
  for (const status of [200, 204, 400, 404, 405, 409])
    assert.ok(statuses.includes(status), `no ${status} among them`);
  await session(backend, 'alpha-viewer', (each) => heard.push(each));
  for (const kind of ['500', 'drop_after', 'truncated', '429'] as const) {
    await session(backend, 'alpha-admin', (each) => heard.push(each), kind);
  }
  assert.ok(heard.some(({ text }) => text.includes('Customer of alpha')));
  const foreign: [string, RegExp][] = [['a foreign name', /Zanzibar|zanzibar/]];
  const asked = heard.map((each) => ({ ...each, text: each.text.replaceAll('name~"Zan"', '') }));
  assertSilent([...asked, ...log(backend)], [...Object.entries(SECRETS), ...foreign]);
});

test('not even where Stripe itself says too much', async (t) => {
  const console = t.mock.method(globalThis.console, 'error', () => undefined);
  for (const status of [400, 401, 402, 403, 404, 409, 429, 500]) {
    const backend = await createBackend({ stripe: talkative(status), limits: false, onError: undefined });
    backend.scopes['alpha'] = { everything: true };
    const heard: Heard[] = [];
    for (const [method, path] of [
      ['GET', '/invoices'],
      ['GET', '/session'],
      ['GET', '/prices'],
      ['POST', '/customers'],
    ] as const) {
      const response = await backend.as('alpha-admin').raw(path, {
        method, headers: { 'content-type': 'application/json', 'idempotency-key': newKey() }, ...(method === 'POST' && { body: '{}' }),
      }); // prettier-ignore
      heard.push({
        from: `${status} at ${path}`,
        text: JSON.stringify([...response.headers]) + (await response.text()),
      });
    }
    const findings = await checkStart({ stripe: talkative(status) });
    heard.push(...findings.map(({ detail }) => ({ from: 'the start check', text: detail })));
    assertSilent([...heard, ...log(backend)], Object.entries(SECRETS));
  }
  const lines = console.mock.calls.map(({ arguments: told }) => ({
    from: 'the console',
    text: inspect(told),
  }));
  assert.ok(lines.length > 0);
  assertSilent(lines, Object.entries(SECRETS));
});
