import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { calculate, isCalculation } from '../../../src/components/invoice-draft-editor/arithmetic.js';
import { readDecimal, showDecimal } from '../../../src/components/invoice-draft-editor/numbers.js';

const LOCALES = ['en', 'de', 'de-CH', 'fr', 'en-IN', 'ar-EG', 'hi', 'sv', 'ja', 'es-PE', 'pt-CV'];
const locales = fc.constantFrom(...LOCALES);
const currencies = fc.constantFrom(undefined, 'usd', 'eur', 'chf', 'pen', 'mxn', 'dkk', 'cve', 'xof');

function table(rows: readonly (readonly [string, string | null, string?, string?])[]): void {
  for (const [text, result, locale = 'en', currency = 'usd'] of rows)
    assert.equal(calculate(text, locale, currency), result, `${text} in ${locale}, ${currency}`);
}

test('what people work out in a cell', () => {
  table([
    ['3*49.90', '149.7'],
    ['(2+3) x 4', '20'],
    ['(2+3)X4', '20'],
    ['3x4', '12'],
    ['3 × 4', '12'],
    ['100/3', '33.333333333333'],
    ['200/3', '66.666666666667'],
    ['-200/3', '-66.666666666667'],
    ['100 ÷ 8', '12.5'],
    ['100:8', '12.5'],
    ['1/8192', '0.0001220703125'],
    ['19,99*2', '39.98', 'de'],
    ['19,99*2', '39.98', 'en'],
    ['19.99*2', '39.98', 'de'],
    ['=1200-120', '1080'],
    ['= 5', '5'],
    ['1200 - 10', '1190'],
    ['1200-10', '1190'],
    ['1200 −10', '1190'],
    ['1200 – 10', '1190'],
    ['-5*3', '-15'],
    ['−5 * 3', '-15'],
    ['3*-5', '-15'],
    ['5--5', '10'],
    ['+5+5', '10'],
    ['-(2+3)', '-5'],
    ['((2))*((3))', '6'],
    ['2+3*4-6/3', '12'],
    ['8/4/2', '1'],
    ['1/3*3', '1'],
    ['0.1+0.2', '0.3'],
    ['3*.5', '1.5'],
    ['5.*2', '10'],
    ['1-1', '0'],
    ['0*-1', '0'],
    ['2026-11-25', '1990'],
    ['1.000000000001*1.000000000001', '1.000000000002000000000001'],
  ]);
});

test('group marks and spaces are no operators', () => {
  table([
    ['1,234.50*2', '2469'],
    ['1.234,50*2', '2469'],
    ['1 234,50 * 2', '2469', 'fr'],
    ['1\u202f234,50*2', '2469', 'fr', 'eur'],
    ["1'234.50 * 2", '2469', 'de-CH', 'chf'],
    ['1,234*2', '2468', 'en'],
    ['1,234*2', '2.468', 'de'],
    ['12,34,567*2', '2469134', 'en-IN'],
    ['3 4', null],
    ['3 4*2', null],
    ['1,23,4*2', null],
  ]);
});

test('the currency may stand anywhere beside a number', () => {
  table([
    ['$3*4', '12'],
    ['3 * $4', '12'],
    ['$3 + $4', '7'],
    ['3 € * 4', '12', 'de', 'eur'],
    ['3*4 €', '12', 'de', 'eur'],
    ['(3+4) €', '7', 'de', 'eur'],
    ['$(3+4)*2', '14'],
    ['-$3*2', '-6'],
    ['3 x 4 usd', '12'],
    ['S/ 3 * 4', '12', 'es-PE', 'pen'],
    ['S/3/S/4', '0.75', 'es-PE', 'pen'],
    ['MX$3x4', '12', 'en', 'mxn'],
    ['3x MXN 4', '12', 'en', 'mxn'],
    ['3xMX$4', null, 'en', 'mxn'],
    ['XOF 3 x 4', '12', 'en', 'xof'],
    ['20$50*2', '41', 'pt-CV', 'cve'],
    ['3 € * 4', null],
    ['3 * $', null],
    ['$ * 3', null],
  ]);
});

test('other scripts', () => {
  table([
    ['３＊４', '12', 'ja', 'jpy'],
    ['（２＋３）×４', '20', 'ja', 'jpy'],
    ['１０－３', '7', 'ja', 'jpy'],
    ['１０−３', '7', 'ja', 'jpy'],
    ['９÷３', '3', 'ja', 'jpy'],
    ['９／３', '3', 'ja', 'jpy'],
    ['＝３ｘ４', '12', 'ja', 'jpy'],
    ['￥３×４', '12', 'ja', 'jpy'],
    ['٣*٤', '12', 'ar-EG', 'egp'],
    ['١٬٢٣٤٫٥×٢', '2469', 'ar-EG', 'egp'],
    ['१२*२', '24', 'hi', 'inr'],
    ['\u200f3\u200e * 4', '12', 'he', 'ils'],
  ]);
});

test('a plain number is what it always was', () => {
  table([
    ['49.90', '49.9'],
    ['(5.00)', '-5'],
    ['5-', '-5'],
    ['=(5.00)', '5'],
    ['99999999999999', '99999999999999'],
    ['0.1234567890123', '0.1234567890123'],
  ]);
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), locales, (whole, locale) => {
      const text = showDecimal(`${whole}.25`, locale);
      assert.equal(calculate(text, locale), readDecimal(text, locale));
    }),
  );
});

test('rubbish is null', () => {
  const rubbish = [
    '',
    ' ',
    '=',
    '-',
    '*',
    '()',
    '3*',
    '*3',
    '3**4',
    '(3',
    '3)',
    '(3))',
    '3(4)',
    '(3)(4)',
    '--5',
  ];
  const words = ['x', '2 x', 'x2', 'ten * 2', '3 apples', '2^3', '10%', '1200-10%', '1e3*2', 'alert(1)', '5---5', '==3']; // prettier-ignore
  for (const text of [...rubbish, ...words]) assert.equal(calculate(text, 'en', 'usd'), null, text);
});

test('no division by zero, nothing too large, nothing too long', () => {
  table([
    ['1/0', null],
    ['1/(2-2)', null],
    ['0/0', null],
    ['1/0*0', null],
    ['0/5', '0'],
    ['999999*1000001', '999999999999'],
    ['1000000*1000000', null],
    ['-1000000*1000000', null],
    ['999999999999*1000000/1000000', '999999999999'],
    [`1${'+1'.repeat(99)}`, '100'],
    [`1${'+1'.repeat(100)}`, null],
    [`${'('.repeat(99)}1${')'.repeat(99)}`, '1'],
    ['9'.repeat(201), null],
  ]);
});

test('sums and products of decimals are exact, whatever the locale', () => {
  const decimals = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), locales);
  fc.assert(
    fc.property(decimals, fc.integer({ min: -9999, max: 9999 }), ([cents, locale], count) => {
      const price = showDecimal(`${cents / 100}`, locale);
      const product = calculate(`${price} * ${count}`, locale);
      const scaled = BigInt(cents) * BigInt(count);
      assert.equal(calculate(`(${product}) * 100`, 'en'), String(scaled), `${price} * ${count}`);
      assert.equal(calculate(`${price} - (${price})`, locale), '0');
    }),
  );
});

test('a quotient times its divisor is off by less than rounding can make it', () => {
  const parts = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }));
  fc.assert(
    fc.property(parts, ([top, bottom]) => {
      const quotient = calculate(`${top}/${bottom}`, 'en') ?? '';
      const [whole = '', behind = ''] = quotient.split('.');
      const units = BigInt(whole + behind.padEnd(12, '0'));
      const off = BigInt(top) * 10n ** 12n - units * BigInt(bottom);
      if (behind.length <= 12) assert.ok(2n * (off < 0n ? -off : off) <= BigInt(bottom), quotient);
      else assert.equal(calculate(`${quotient}*${bottom}`, 'en'), String(top), 'longer ones are exact');
      assert.equal(calculate(`-(${top})/${bottom}`, 'en'), calculate(`0-(${quotient})`, 'en'), 'symmetric');
    }),
  );
});

test('any text gives a decimal or null', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789.,+-*/()x:= $€S\u2212') }),
  );
  fc.assert(
    fc.property(texts, locales, currencies, (text, locale, currency) => {
      const result = calculate(text, locale, currency);
      assert.match(result ?? '0', /^-?\d+(\.\d*[1-9])?$/);
      assert.equal(typeof isCalculation(text), 'boolean');
    }),
    { numRuns: 1000 },
  );
});

test('what is worth an equals sign', () => {
  for (const text of ['3*49.90', '3x4', '1200 - 10', '=2+3', '-5*3', '3 € * 4', '３＊４', '5--5', '٣*٤'])
    assert.ok(isCalculation(text), text);
  for (const text of [
    '',
    '5',
    '-5',
    '+5',
    '=5',
    '=-5',
    '5-',
    '(5.00)',
    'S/ 12',
    '12 XOF',
    '1,234.50',
    '1 234',
    'x',
  ])
    assert.ok(!isCalculation(text), text);
});
