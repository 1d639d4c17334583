import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  compareDecimals,
  decimalPlaces,
  divideRounded,
  multiplyDecimals,
  normaliseDecimal,
  roundDecimal,
  shiftDecimal,
} from '../../src/invoice/decimal.js';

const SCALE = 10n ** 12n;

/** A decimal with up to 12 places, as text and as a count of millionths of millionths. */
const decimals = fc.bigInt(-(10n ** 24n), 10n ** 24n).map((units) => {
  const size = units < 0n ? -units : units;
  const text = `${units < 0n ? '-' : ''}${size / SCALE}.${String(size % SCALE).padStart(12, '0')}`;
  return { units, text };
});

/** Back to a count, by padding the fraction: independent of how the module scales. */
function unitsOf(text: string, places = 12): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  return BigInt((text.startsWith('-') ? '-' : '') + whole + fraction.padEnd(places, '0'));
}

test('the shortest form has the same value and no needless zeros', () => {
  fc.assert(
    fc.property(decimals, ({ units, text }) => {
      const short = normaliseDecimal(text) ?? '';
      assert.equal(unitsOf(short), units);
      assert.match(short, /^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
      assert.equal(decimalPlaces(text), short.split('.')[1]?.length ?? 0);
    }),
  );
});

test('products are exact', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      assert.equal(unitsOf(multiplyDecimals(a.text, b.text) ?? '', 24), a.units * b.units);
    }),
  );
});

test('decimals compare as their values do', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      assert.equal(compareDecimals(a.text, b.text), a.units < b.units ? -1 : a.units > b.units ? 1 : 0);
    }),
  );
  assert.equal(compareDecimals('1.50', '1.5'), 0);
});

test('rounding is to the nearest, halves away from zero', () => {
  fc.assert(
    fc.property(decimals, ({ units, text }) => {
      const rounded = roundDecimal(text) ?? 0n;
      const off = units - rounded * SCALE;
      assert.ok(2n * (off < 0n ? -off : off) <= SCALE, 'no integer is nearer');
      assert.equal(roundDecimal(text.startsWith('-') ? text.slice(1) : `-${text}`), -rounded, 'symmetric');
    }),
  );
  const halves: [string, bigint][] = [['0.5', 1n], ['-0.5', -1n], ['1.5', 2n], ['2.5', 3n], ['-2.5', -3n], ['0.4999999', 0n]]; // prettier-ignore
  for (const [text, rounded] of halves) assert.equal(roundDecimal(text), rounded, text);
  assert.equal(divideRounded(7n, 2n), 4n);
  assert.equal(divideRounded(-7n, 2n), -4n);
});

test('shifting there and back is nothing', () => {
  fc.assert(
    fc.property(decimals, fc.integer({ min: -6, max: 6 }), ({ text }, places) => {
      assert.equal(shiftDecimal(shiftDecimal(text, places) ?? '', -places), normaliseDecimal(text));
    }),
  );
  assert.equal(shiftDecimal('12.34', 2), '1234');
  assert.equal(shiftDecimal('5', -3), '0.005');
});

test('what is no decimal is null', () => {
  for (const text of ['', '.', '-', 'x', '1e3', '1,5', '1.2.3', ' 1', 'NaN', '0x1']) {
    assert.equal(normaliseDecimal(text), null, text);
    assert.equal(multiplyDecimals(text, '1'), null, text);
    assert.equal(roundDecimal(text), null, text);
    assert.equal(shiftDecimal(text, 1), null, text);
    assert.equal(compareDecimals('1', text), null, text);
  }
});
