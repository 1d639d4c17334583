import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  chargeStep,
  formatDecimal,
  formatMoney,
  formatUnitAmount,
  minimumCharge,
  minorUnits,
  parseDecimal,
  parseMoney,
  parseUnitAmount,
} from '../../src/invoice/money.js';

const LOCALES = [
  ...['en', 'en-US', 'en-GB', 'en-IN', 'en-CA', 'en-ZA', 'en-u-nu-deva', 'de', 'de-AT', 'de-CH', 'de-LI', 'fr', 'fr-CA', 'fr-CH'],
  ...['es', 'es-MX', 'es-AR', 'es-CR', 'pt', 'pt-PT', 'pt-CV', 'it', 'it-CH', 'nl', 'nl-BE', 'da', 'sv', 'nb', 'fi', 'is', 'et', 'lv', 'lt'],
  ...['pl', 'cs', 'sk', 'sl', 'hr', 'hu', 'ro', 'bg', 'el', 'ru', 'uk', 'tr', 'sq', 'ka', 'hy', 'az', 'kk', 'gsw', 'rm', 'ga', 'cy', 'eu', 'ca'],
  ...['ar', 'ar-EG', 'ar-SA', 'ar-MA', 'ar-AE', 'he', 'fa', 'fa-AF', 'ur', 'ps', 'ckb', 'hi', 'hi-u-nu-deva', 'mr', 'ne', 'bn', 'ta', 'te', 'gu', 'my'],
  ...['th', 'th-u-nu-thai', 'lo', 'km', 'id', 'ms', 'vi', 'fil', 'zh', 'zh-TW', 'zh-u-nu-hanidec', 'ja', 'ko', 'sw', 'am', 'zu', 'dz', 'ff-Adlm'],
]; // prettier-ignore

const CURRENCIES = [
  ...['usd', 'eur', 'gbp', 'chf', 'cad', 'aud', 'mxn', 'brl', 'inr', 'sek', 'dkk', 'nok', 'pln', 'czk', 'huf', 'twd', 'isk', 'ugx', 'cve'],
  ...['jpy', 'krw', 'clp', 'vnd', 'xof', 'kwd', 'bhd', 'jod', 'omr', 'tnd', 'aed', 'egp', 'ils', 'cny', 'thb', 'zar', 'gel', 'xts'],
]; // prettier-ignore

const locales = fc.constantFrom(...LOCALES);
const currencies = fc.constantFrom(...CURRENCIES);
const amounts = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -100_000, max: 100_000 }));

test('every locale and currency: what is written is read back', () => {
  for (const locale of LOCALES) {
    for (const currency of CURRENCIES) {
      for (const amount of [0, 5, -5, 1099, -1099, 123456, 1234567, -1234567890, Number.MAX_SAFE_INTEGER]) {
        const text = formatMoney(amount, currency, locale);
        assert.equal(parseMoney(text, currency, locale), amount, `${locale} ${currency} ${amount}: ${text}`);
      }
    }
  }
});

test('any amount is written exactly and read back', () => {
  fc.assert(
    fc.property(amounts, currencies, locales, (amount, currency, locale) => {
      assert.equal(parseMoney(formatMoney(amount, currency, locale), currency, locale), amount);
    }),
    { numRuns: 600 },
  );
});

test('any decimal is written exactly and read back', () => {
  const decimals = fc.tuple(fc.bigInt(-(10n ** 12n), 10n ** 12n), fc.stringMatching(/^\d{0,11}[1-9]$/));
  fc.assert(
    fc.property(decimals, locales, ([whole, fraction], locale) => {
      const decimal = `${whole}.${fraction}`;
      assert.equal(parseDecimal(formatDecimal(decimal, locale), locale), decimal);
    }),
    { numRuns: 400 },
  );
});

test('any unit price is written exactly and read back', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(999_999_999), currencies, locales, (whole, fraction, currency, locale) => {
      const amount = `${whole}.${String(fraction).padStart(9, '0')}7`;
      assert.equal(parseUnitAmount(formatUnitAmount(amount, currency, locale), currency, locale), amount);
    }),
    { numRuns: 400 },
  );
});

test('any text at all gives a safe integer or null', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom(...'0123456789.,-()$ \u00a0\u202f\u2212٫٬١') }),
  );
  fc.assert(
    fc.property(texts, currencies, locales, (text, currency, locale) => {
      const amount = parseMoney(text, currency, locale);
      assert.ok(amount === null || (Number.isSafeInteger(amount) && !Object.is(amount, -0)), String(amount));
    }),
    { numRuns: 600 },
  );
});

test("exponents are Stripe's", () => {
  const zero = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ');
  const three = 'bhd jod kwd omr tnd'.split(' ');
  for (const code of zero) assert.equal(minorUnits(code), 0, code);
  for (const code of three) assert.equal(minorUnits(code), 3, code);
  // Where Intl says otherwise.
  for (const code of 'isk ugx huf twd iqd lyd mru usd eur zzz'.split(' '))
    assert.equal(minorUnits(code), 2, code);
  assert.equal(minorUnits('JPY'), 0);
  assert.equal(chargeStep('isk'), 100);
  assert.equal(chargeStep('KWD'), 10);
  assert.equal(chargeStep('usd'), 1);
  assert.equal(minimumCharge('USD'), 50);
  assert.equal(minimumCharge('xts'), null);
});

test('money is written with the decimals of the currency', () => {
  const rows: [number, string, string, string][] = [
    [1099, 'usd', 'en', '$10.99'],
    [1099, 'USD', 'en', '$10.99'],
    [-1099, 'usd', 'en', '-$10.99'],
    [1099, 'jpy', 'en', '¥1,099'],
    [1099, 'eur', 'de', '10,99\u00a0€'],
    [1234, 'kwd', 'en', 'KWD\u00a01.234'],
    [500, 'isk', 'en', 'ISK\u00a05.00'],
    [500, 'huf', 'en', 'HUF\u00a05.00'],
    [Number.MAX_SAFE_INTEGER, 'usd', 'en', '$90,071,992,547,409.91'],
    [-0, 'usd', 'en', '$0.00'],
    [1099, 'usd', 'no such locale', '$10.99'],
    [1099, 'eur', 'de_DE', '10,99\u00a0€'],
    [1099, '', 'en', '10.99'],
  ];
  for (const [amount, currency, locale, text] of rows)
    assert.equal(formatMoney(amount, currency, locale), text);
  assert.equal(formatMoney(10n ** 20n, 'usd', 'en'), '$1,000,000,000,000,000,000.00');
  assert.match(formatMoney(10.5, 'usd', 'en'), /NaN/);
  assert.match(formatMoney(NaN, 'usd', 'en'), /NaN/);
});

test('unit prices keep what is finer than the currency', () => {
  assert.equal(formatUnitAmount('0.5', 'usd', 'en'), '$0.005');
  assert.equal(formatUnitAmount('1000', 'usd', 'en'), '$10.00');
  assert.equal(formatUnitAmount('0.000000000001', 'kwd', 'en'), 'KWD\u00a00.000000000000001');
  assert.equal(formatUnitAmount('2.5', 'jpy', 'de'), '2,5\u00a0¥');
  assert.equal(parseUnitAmount('0,005 $', 'usd', 'de'), '0.5');
  assert.equal(parseUnitAmount('0.000000000000001', 'usd', 'en'), null);
});

test('quantities', () => {
  assert.equal(formatDecimal('1234.50', 'de'), '1.234,5');
  assert.equal(parseDecimal('2,5', 'de'), '2.5');
  assert.equal(parseDecimal('2,5', 'en'), '2.5');
  assert.equal(parseDecimal('0.123456789012', 'en'), '0.123456789012');
  assert.equal(parseDecimal('0.1234567890123', 'en'), null);
  assert.equal(parseDecimal('two', 'en'), null);
});

test('what people write', () => {
  const rows: [string, string, string, number | null][] = [
    // Both marks, in both locales.
    ['1,234.56', 'usd', 'en', 123456],
    ['1.234,56', 'usd', 'en', 123456],
    ['1,234.56', 'usd', 'de', 123456],
    ['1.234,56', 'usd', 'de', 123456],
    ['12,5', 'usd', 'en', 1250],
    ['12.5', 'usd', 'de', 1250],
    ['12.50', 'usd', 'de', 1250],
    // Ambiguous: the locale decides.
    ['1,234', 'usd', 'en', 123400],
    ['1.234', 'usd', 'de', 123400],
    ['1.234', 'usd', 'en', null],
    ['1,234', 'usd', 'de', null],
    ['1,234', 'kwd', 'de', 1234],
    ['1,234', 'kwd', 'en', 1234000],
    ['1,234', 'jpy', 'en', 1234],
    ['1.234', 'jpy', 'en', null],
    ['0,123', 'kwd', 'en', 123],
    // Grouping.
    ['1,234,567', 'usd', 'en', 123456700],
    ['1.234.567', 'usd', 'en', 123456700],
    ['12,34,567.89', 'inr', 'en-IN', 123456789],
    ["1'234.50", 'chf', 'de-CH', 123450],
    ['1’234.50', 'chf', 'de-CH', 123450],
    ['1 234,50', 'eur', 'fr', 123450],
    ['1\u202f234,50', 'eur', 'fr', 123450],
    ['1 234.50', 'eur', 'en', 123450],
    ['1,23,4', 'usd', 'en', null],
    ['1,2345', 'jpy', 'en', null],
    ['1 2 3', 'usd', 'en', null],
    ['1.234,567,89', 'usd', 'en', null],
    // Decimals: never rounded.
    ['1.999', 'usd', 'en', null],
    ['1.5', 'jpy', 'en', null],
    ['1.000', 'usd', 'en', null],
    ['.5', 'usd', 'en', 50],
    ['5.', 'usd', 'en', 500],
    ['007', 'usd', 'en', 700],
    // Signs.
    ['-5', 'usd', 'en', -500],
    ['5-', 'usd', 'en', -500],
    ['\u22125', 'usd', 'en', -500],
    ['(5.00)', 'usd', 'en', -500],
    ['($5.00)', 'usd', 'en', -500],
    ['-$5', 'usd', 'en', -500],
    ['$-5', 'usd', 'en', -500],
    ['- 5', 'usd', 'en', -500],
    ['+5', 'usd', 'en', 500],
    ['-0', 'usd', 'en', 0],
    ['--5', 'usd', 'en', null],
    ['(-5)', 'usd', 'en', null],
    ['5-5', 'usd', 'en', null],
    // Currencies.
    ['$5', 'usd', 'de', 500],
    ['5 USD', 'usd', 'en', 500],
    ['usd5', 'usd', 'en', 500],
    ['US$ 5.00', 'usd', 'en-CA', 500],
    ['$5 USD', 'usd', 'en', 500],
    ['€5', 'usd', 'en', null],
    ['5 EUR', 'usd', 'en', null],
    ['20$50', 'cve', 'pt-CV', 2050],
    // Scripts.
    ['١٬٢٣٤٫٥٦', 'usd', 'ar-EG', 123456],
    ['١٢٫٥', 'usd', 'en', 1250],
    ['۱۲٫۵', 'usd', 'fa', 1250],
    ['१२.५', 'usd', 'hi', 1250],
    ['１２．５', 'usd', 'ja', 1250],
    ['\u200f12.5\u200e', 'usd', 'he', 1250],
    // Not money.
    ['', 'usd', 'en', null],
    [' ', 'usd', 'en', null],
    ['$', 'usd', 'en', null],
    ['-', 'usd', 'en', null],
    ['.', 'usd', 'en', null],
    ['abc', 'usd', 'en', null],
    ['1e3', 'usd', 'en', null],
    ['12 apples', 'usd', 'en', null],
    ['99999999999999999999', 'usd', 'en', null],
  ];
  for (const [text, currency, locale, amount] of rows) {
    assert.equal(parseMoney(text, currency, locale), amount, `${text} in ${currency}, ${locale}`);
  }
});
