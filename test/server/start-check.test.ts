/** What is wrong with keys and secrets is told before the first customer meets it. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import { checkStart, createInvoiceHandler, type StartFinding } from '../../src/server/index.js';
import { createBackend, type Backend } from './harness.js';

type Answer = (method: string, path: string) => Response | undefined;

/** An SDK over the stand-in, some of whose answers are others. */
function sdk(backend: Backend, instead: Answer, asked: string[] = []): Stripe {
  return new Stripe('rk_test_of_the_check', {
    httpClient: Stripe.createFetchHttpClient(async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init);
      const { pathname } = new URL(request.url);
      asked.push(`${request.method} ${pathname}`);
      return instead(request.method, pathname) ?? backend.stub.fetch(request);
    }),
  });
}

const refusal = (status: number, message: string): Response =>
  Response.json({ error: { type: 'invalid_request_error', message } }, { status });
const lacking = (permission: string): Response =>
  refusal(
    403,
    `The provided key 'rk_test_***' does not have the required permissions for this endpoint on account 'acct_1'. Having the '${permission}' permission would allow this request to continue.`,
  );
const codes = (findings: StartFinding[]): string[] =>
  findings.map(({ code, severity }) => `${severity} ${code}`);

test('a key that may do everything, with what belongs to it, has no findings, and nothing was changed', async () => {
  const backend = await createBackend();
  const asked: string[] = [];
  const stripe = sdk(backend, () => undefined, asked);
  const options = { stripe, publishableKey: 'pk_test_1', livemode: false, webhookSecret: 'whsec_1' };
  assert.deepEqual(await checkStart(options), []);
  assert.deepEqual((await backend.stripe.events.list()).data, []);
  assert.deepEqual(
    asked.filter((call) => !call.startsWith('GET ')),
    ['invoices/in', 'customers/cus', 'credit_notes/cn'].map((id) => `POST /v1/${id}_start_check_of_nothing`),
  );
});

test('each permission that a restricted key lacks is named, in both of its names', async () => {
  const backend = await createBackend();
  const cases: [string, string, string, string][] = [
    ['GET', '/v1/invoices', 'rak_invoice_read', 'error'],
    ['POST', '/v1/invoices/', 'rak_invoice_write', 'error'],
    ['GET', '/v1/customers', 'rak_customer_read', 'error'],
    ['POST', '/v1/customers/', 'rak_customer_write', 'warning'],
    ['GET', '/v1/payment_intents/', 'rak_payment_intent_read', 'error'],
    ['GET', '/v1/charges/', 'rak_charge_read', 'error'],
    ['GET', '/v1/payment_methods/', 'rak_payment_method_read', 'warning'],
    ['GET', '/v1/credit_notes', 'rak_credit_note_read', 'warning'],
    ['POST', '/v1/credit_notes/', 'rak_credit_note_write', 'warning'],
    ['GET', '/v1/events', 'rak_event_read', 'warning'],
    ['GET', '/v1/prices', 'rak_plan_read', 'error'],
    ['GET', '/v1/products', 'rak_product_read', 'error'],
    ['GET', '/v1/tax_rates', 'rak_tax_rate_read', 'error'],
    ['GET', '/v1/coupons', 'rak_coupon_read', 'error'],
    ['GET', '/v1/account', 'rak_accounts_kyc_basic_read', 'warning'],
    ['GET', '/v1/balance', 'rak_balance_read', 'warning'],
  ];
  for (const [method, path, permission, severity] of cases) {
    const stripe = sdk(backend, (asked, at) =>
      asked === method && (at === path || (path.endsWith('/') && at.startsWith(path)))
        ? lacking(permission)
        : undefined,
    );
    const findings = await checkStart({ stripe });
    assert.deepEqual(codes(findings), [`${severity} permission_missing`], path);
    assert.ok(findings[0]!.detail.includes(`(${permission})`), findings[0]!.detail);
    assert.match(findings[0]!.detail, /: (Read|Write)”/);
    assert.ok(!findings[0]!.detail.includes('rk_test'));
  }
});

test('keys of two modes are told apart, also by a restricted key that may not read the balance', async () => {
  const backend = await createBackend();
  await backend.stripe.customers.create();
  const noBalance: Answer = (_method, path) =>
    path === '/v1/balance' ? lacking('rak_balance_read') : undefined;
  const mismatch = ['error mode_mismatch'];
  for (const instead of [(): undefined => undefined, noBalance]) {
    const stripe = sdk(backend, instead);
    const found = async (options: object): Promise<string[]> =>
      codes((await checkStart({ stripe, ...options })).filter(({ severity }) => severity === 'error'));
    assert.deepEqual(await found({ publishableKey: 'pk_live_1' }), mismatch);
    assert.deepEqual(await found({ livemode: true }), mismatch);
    assert.deepEqual(await found({ publishableKey: 'pk_test_1', livemode: false }), []);
  }
});

test('secrets of another kind are told, by the check and, where nothing could work, by the handler', async () => {
  const { stripe } = await createBackend();
  for (const webhookSecret of ['', ' ', ' whsec_1', 'whsec_1\n', 'sk_test_1', 'we_1', 'secret']) {
    const findings = await checkStart({ stripe, webhookSecret });
    assert.deepEqual(codes(findings), ['error webhook_secret_invalid'], JSON.stringify(webhookSecret));
    if (webhookSecret === 'secret') continue;
    const make = () =>
      createInvoiceHandler({ stripe, session: () => null, authorize: () => true, webhookSecret });
    assert.throws(make, /webhookSecret/, JSON.stringify(webhookSecret));
  }
  const [second] = await checkStart({ stripe, webhookSecret: ['whsec_1', 'whsec_2 '] });
  assert.match(second!.detail, /number 2 holds white space/);
  const [key] = await checkStart({ stripe, publishableKey: 'sk_test_1' });
  assert.equal(key!.code, 'publishable_key_invalid');
  assert.ok(!key!.detail.includes('sk_test_1'));
});

test('a key that is refused, or a Stripe that is away, is told once', async () => {
  const backend = await createBackend();
  const wrong = sdk(backend, () => refusal(401, 'Invalid API Key provided: rk_test_***'));
  assert.deepEqual(codes(await checkStart({ stripe: wrong })), ['error key_refused']);
  const away = sdk(backend, () => refusal(500, 'Down'));
  assert.deepEqual(codes(await checkStart({ stripe: away })), ['error stripe_unreachable']);
});
