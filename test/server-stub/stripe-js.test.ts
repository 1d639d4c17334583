/** The parts of the stand-in Stripe.js that need no page: what can be entered, what is sent, and what comes back. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createStripeJs } from '../../server-stub/stripe-js/index.js';
import { PageApi } from '../../server-stub/stripe-js/api.js';
import {
  choicesOf,
  faultOf,
  methodData,
  usableTypes,
  type Outcome,
} from '../../server-stub/stripe-js/entries.js';
import { wordsFor } from '../../server-stub/stripe-js/words.js';
import { testAccounts, testCards, type MethodType } from '../../server-stub/stripe/money/test-methods.js';
import type { FaultKind, StripeStub } from '../../server-stub/stripe/index.js';
import { newDraft, newStub, sdk } from './support.js';

const TYPES: MethodType[] = ['card', 'us_bank_account', 'sepa_debit'];

const apiOn = (stub: StripeStub, account?: string): PageApi =>
  new PageApi({
    api: 'https://api.stripe.com/v1',
    fetch: (request) => stub.fetch(request),
    key: 'pk_test_page',
    account,
  });

/** The secret of an open invoice's payment. */
async function openSecret(stub: StripeStub, currency = 'usd', options: { stripeAccount?: string } = {}) {
  const stripe = sdk(stub, options);
  const draft = await newDraft(stripe, 5000, { currency });
  await stripe.invoices.finalizeInvoice(draft.id);
  const invoice = await stripe.invoices.retrieve(draft.id, { expand: ['confirmation_secret'] });
  return { stripe, id: draft.id, secret: invoice.confirmation_secret?.client_secret ?? assert.fail() };
}

test('every test card and account can be chosen, each number once, in words', () => {
  for (const type of TYPES) {
    const known = [...testCards, ...testAccounts].filter((method) => method.type === type);
    const choices = choicesOf(type);
    assert.deepEqual(
      choices.map(({ number }) => number).sort(),
      [...new Set(known.map(({ number }) => number))].sort(),
    );
    for (const lang of ['en', 'de', 'fr']) {
      for (const { outcome } of choices) assert.notEqual(wordsFor(lang).outcome[outcome], '');
    }
  }
  assert.deepEqual(usableTypes(['card', 'link', 'sepa_debit']), ['card', 'sepa_debit']);
});

test('an entry that cannot be sent is told from one that can', () => {
  const rows: [MethodType, string, ReturnType<typeof faultOf>][] = [
    ['card', '', 'incomplete'],
    ['card', '4242 4242', 'incomplete'],
    ['card', '4242 4242 4242 4241', 'invalid'],
    ['card', 'four', 'invalid'],
    ['card', '4242-4242-4242-4242', null],
    ['card', '378282246310005', null],
    ['sepa_debit', 'DE89', 'incomplete'],
    ['sepa_debit', 'de89 3704 0044 0532 0130 00', null],
    ['us_bank_account', '', 'incomplete'],
    ['us_bank_account', '000123456789', null],
  ];
  for (const [type, number, fault] of rows)
    assert.equal(faultOf({ type, number }), fault, `${type} ${number}`);
});

/** What a confirmation comes to: the status of the intent, or the code that the bank gave. */
const COMES_TO: Record<Outcome, string> = {
  succeeds: 'succeeded',
  declined: 'generic_decline',
  no_funds: 'insufficient_funds',
  expired: 'expired_card',
  wrong_cvc: 'incorrect_cvc',
  broken: 'processing_error',
  authentication: 'requires_action',
  authentication_declined: 'requires_action',
  arrives: 'processing',
  bounces: 'processing',
  stays: 'processing',
};

for (const type of TYPES) {
  test(`what is chosen as ${type} does at the stand-in what the words say`, async () => {
    const stub = newStub();
    for (const { number, outcome } of choicesOf(type)) {
      const { secret } = await openSecret(stub, type === 'sepa_debit' ? 'eur' : 'usd');
      const sent = methodData({ type, number }, { name: 'Ada', email: 'ada@example.com' });
      const { paymentIntent, error } = await apiOn(stub).confirm(secret, sent);
      assert.equal(paymentIntent?.status ?? error?.decline_code, COMES_TO[outcome], `${number}: ${outcome}`);
      if (error) assert.equal(error.payment_intent?.status, 'requires_payment_method');
    }
  });
}

test('the end of an authentication pays or fails, for whoever has the secret', async () => {
  const stub = newStub();
  const api = apiOn(stub);
  const waiting = async (number: string) => {
    const open = await openSecret(stub);
    await api.confirm(open.secret, methodData({ type: 'card', number }, {}));
    return open;
  };
  const good = await waiting('4000002500003155');
  const wrong = await api.authenticate(`${good.secret}x`, 'succeed');
  assert.equal(wrong.error?.type, 'invalid_request_error');
  assert.match(wrong.error?.message ?? '', /client_secret provided does not match/);
  assert.equal((await api.authenticate(good.secret, 'succeed')).paymentIntent?.status, 'succeeded');
  assert.equal((await good.stripe.invoices.retrieve(good.id)).status, 'paid');
  assert.equal(
    (await api.authenticate(good.secret, 'succeed')).error?.code,
    'payment_intent_unexpected_state',
  );

  const refused = await waiting('4000002500003155');
  const { error } = await api.authenticate(refused.secret, 'fail');
  assert.equal(error?.code, 'payment_intent_authentication_failure');
  assert.equal((await refused.stripe.invoices.retrieve(refused.id)).status, 'open');

  const declined = await waiting('4000008400001629');
  assert.equal((await api.authenticate(declined.secret, 'succeed')).error?.decline_code, 'generic_decline');
});

test('what a page is told of an intent holds nothing of the seller’s', async () => {
  const stub = newStub();
  const { secret } = await openSecret(stub);
  const { paymentIntent } = await apiOn(stub).retrieve(secret);
  assert.equal(paymentIntent?.amount, 5000);
  assert.ok(!('customer' in (paymentIntent ?? {})));
});

test('an intent of a connected account is found where that account is named, and nowhere else', async () => {
  const stub = newStub();
  const { secret } = await openSecret(stub, 'usd', { stripeAccount: 'acct_connected' });
  assert.equal((await apiOn(stub, 'acct_connected').retrieve(secret)).paymentIntent?.amount, 5000);
  assert.equal((await apiOn(stub).retrieve(secret)).error?.code, 'resource_missing');
});

test('lost connections, broken answers and limits are told as Stripe.js tells them', async () => {
  const stub = newStub();
  const { secret } = await openSecret(stub);
  const rows: [FaultKind, string][] = [
    ['drop_before', 'api_connection_error'],
    ['500', 'api_error'],
    ['429', 'rate_limit_error'],
  ];
  for (const [kind, type] of rows) {
    stub.faults.next({ kind });
    assert.equal((await apiOn(stub).retrieve(secret)).error?.type, type, kind);
  }
});

test('it is made as Stripe.js is, and refuses what that refuses', () => {
  const make = createStripeJs();
  assert.throws(() => make('sk_test_x'), /publishable key/);
  const stripe = make('pk_test_x', { locale: 'de' });
  assert.throws(() => stripe.elements({ clientSecret: 'nonsense' }), /form \$\{id\}_secret_\$\{secret\}/);
  assert.throws(() => stripe.elements({ clientSecret: 'pi_1_secret_2' }).create('card'), /type card/);
  const elements = stripe.elements({ clientSecret: 'pi_1_secret_2' });
  elements.create('payment');
  assert.throws(() => elements.create('payment'), /only create one/);
});

test('its version is the release that the loader expects', () => {
  const loader = readFileSync(
    new URL('../../node_modules/@stripe/stripe-js/dist/pure.mjs', import.meta.url),
    'utf8',
  );
  assert.equal(/RELEASE_TRAIN = '(\w+)'/.exec(loader)?.[1], createStripeJs().version);
});
