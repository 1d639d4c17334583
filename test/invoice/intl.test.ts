import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dateTimeFormat,
  numberFormat,
  pluralRules,
  relativeTimeFormat,
  safeLocale,
} from '../../src/invoice/intl.js';

test('a formatter is made once', () => {
  assert.equal(numberFormat('de', { style: 'percent' }), numberFormat('de', { style: 'percent' }));
  assert.notEqual(numberFormat('de'), numberFormat('fr'));
  assert.equal(dateTimeFormat('en'), dateTimeFormat('en'));
  assert.equal(pluralRules('en'), pluralRules('en'));
  assert.equal(relativeTimeFormat('en'), relativeTimeFormat('en'));
});

test('kinds of formatters do not mix', () => {
  assert.equal(numberFormat('en').format(1), '1');
  assert.equal(pluralRules('en').select(1), 'one');
});

test('the cache keeps what is used, and only so much', () => {
  const kept = numberFormat('it');
  const first = numberFormat('en', { minimumIntegerDigits: 1 });
  for (let index = 0; index < 200; index++) {
    numberFormat('en', {
      maximumFractionDigits: index % 20,
      minimumIntegerDigits: 2 + Math.floor(index / 20),
    });
    assert.equal(numberFormat('it'), kept);
  }
  assert.notEqual(numberFormat('en', { minimumIntegerDigits: 1 }), first);
});

test('a bad locale is mended or English', () => {
  assert.equal(safeLocale('de_CH'), 'de-CH');
  for (const locale of ['', 'x', 'no such locale', '123', null, undefined])
    assert.equal(safeLocale(locale), 'en');
});
