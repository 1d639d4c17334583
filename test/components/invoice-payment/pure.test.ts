/** The parts of the payment that need no page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { over, readColour } from '../../../src/components/invoice-payment/appearance.js';
import { readPart } from '../../../src/components/invoice-payment/part-amount.js';
import { isUncertain, toStripeProblem } from '../../../src/components/invoice-payment/stripe-errors.js';
import { STRIPE_JS_URL } from '../../../src/components/invoice-payment/stripe-js.js';
import { stripeLocale } from '../../../src/components/invoice-payment/stripe-locale.js';
import { readInvoice } from '../../../src/invoice/shape.js';

test('a colour as browsers compute it becomes one that everybody reads', () => {
  const white = readColour('rgb(255, 255, 255)');
  const rows: [string, string][] = [
    ['rgb(79, 70, 229)', 'rgb(79, 70, 229)'],
    ['rgba(0, 0, 0, 0.5)', 'rgb(128, 128, 128)'],
    ['rgb(0 0 0 / 0)', 'rgb(255, 255, 255)'],
    ['color(srgb 1 0.5 0)', 'rgb(255, 128, 0)'],
    ['color(srgb 0 0 0 / 0.46)', 'rgb(138, 138, 138)'],
    ['color(srgb none 1 none)', 'rgb(0, 255, 0)'],
    ['color(display-p3 1 0 0)', 'rgb(0, 0, 0)'],
    ['', 'rgb(0, 0, 0)'],
  ];
  for (const [computed, plain] of rows) assert.equal(over(readColour(computed), white), plain, computed);
});

test('a language that Stripe’s form speaks is found, and left to the reader otherwise', () => {
  const rows: [string, string][] = [
    ['de', 'de'],
    ['de-AT-1996', 'de'],
    ['EN-gb', 'en-GB'],
    ['en-US', 'en'],
    ['pt_BR', 'pt-BR'],
    ['zh-Hant-TW', 'zh-TW'],
    ['zh-Hans', 'zh'],
    ['es-MX', 'es'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['tlh', 'auto'],
    ['', 'auto'],
  ];
  for (const [lang, locale] of rows) assert.equal(stripeLocale(lang), locale, lang);
});

test('a part is what can be charged, and leaves what can be charged', () => {
  const invoice = (currency: string, amount_remaining: number) =>
    readInvoice({ id: 'in_1', currency, amount_remaining });
  const eur = invoice('eur', 100_00);
  assert.equal(readPart('25', eur, 'en'), 25_00);
  assert.equal(readPart('25,50 €', eur, 'de'), 25_50);
  assert.equal(readPart('100', eur, 'en'), 100_00);
  assert.deepEqual(readPart('', eur, 'en'), { word: 'amount_missing', limit: 100_00 });
  assert.deepEqual(readPart('0.49', eur, 'en'), { word: 'amount_least', limit: 50 });
  assert.deepEqual(readPart('100.01', eur, 'en'), { word: 'amount_most', limit: 100_00 });
  assert.deepEqual(readPart('99.60', eur, 'en'), { word: 'amount_rest', limit: 50 });
  // Less than the least is left: all of it may be paid, and nothing else.
  assert.equal(readPart('0.30', invoice('eur', 30), 'en'), 30);
  assert.deepEqual(readPart('0.20', invoice('eur', 30), 'en'), { word: 'amount_least', limit: 30 });
  // No fractions of a krona, and no last digit of a dinar's thousandths.
  assert.deepEqual(readPart('10.50', invoice('isk', 5000_00), 'en'), { word: 'amount_step', limit: 10_00 });
  assert.deepEqual(readPart('1.005', invoice('kwd', 9_000), 'en'), { word: 'amount_step', limit: 1_000 });
});

test('what Stripe.js refuses becomes a problem, without what else it carries', () => {
  const problem = toStripeProblem({
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    payment_intent: { client_secret: 'pi_1_secret_2' },
  } as Parameters<typeof toStripeProblem>[0]);
  assert.deepEqual(
    [problem.status, problem.code, problem.decline_code, problem.retryable],
    [402, 'card_declined', 'insufficient_funds', false],
  );
  assert.doesNotMatch(JSON.stringify(problem), /_secret_/);
  const lost = toStripeProblem({ type: 'api_connection_error' });
  assert.deepEqual([lost.code, lost.retryable], ['stripe_unreachable', true]);
  // Never the page's own 401, which would have the person sign in.
  assert.equal(toStripeProblem({ type: 'authentication_error' }).status, 400);
});

test('only where the payment may have been made is it looked after', () => {
  assert.equal(isUncertain({ type: 'api_connection_error' }), true);
  assert.equal(isUncertain({ type: 'api_error' }), true);
  assert.equal(isUncertain({ type: 'invalid_request_error', code: 'payment_intent_unexpected_state' }), true);
  assert.equal(isUncertain({ type: 'card_error', code: 'card_declined' }), false);
});

test('Stripe.js comes from one place', () => {
  assert.match(STRIPE_JS_URL, /^https:\/\/js\.stripe\.com\/[a-z]+\/stripe\.js$/);
});
