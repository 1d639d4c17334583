import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTerms, type DueTerms } from '../../../src/components/invoice-draft-editor/due-terms.js';

const noon = (year: number, month: number, day: number): number =>
  new Date(year, month - 1, day, 12).getTime() / 1000;
const on = (year: number, month: number, day: number): DueTerms => ({ date: noon(year, month, day) });
const days = (count: number): DueTerms => ({ days: count });

/** A Wednesday morning. */
const MORNING = new Date(2026, 10, 25, 9, 30).getTime() / 1000;
const AFTERNOON = MORNING + 5 * 3600;

function table(rows: readonly (readonly [string, DueTerms | null, string?, number?])[]): void {
  for (const [text, terms, locale = 'en', now = MORNING] of rows)
    assert.deepEqual(readTerms(text, { now, locale }), terms, `${text} in ${locale}`);
}

test('a count of days', () => {
  const thirty = [
    'net 30',
    'Net30',
    'NET 30',
    '+30',
    '+ 30',
    '30',
    ' 30 ',
    '30 days',
    '30d',
    '30 D.',
    'net 30 days',
  ];
  const alike = [
    '30 days net',
    '30 net',
    'in 30 days',
    'due in 30 days',
    'n30',
    'n/30',
    '30 Tage',
    'netto 30',
    '３０',
  ];
  const german = ['netto 30 Tage', '30 Tage netto', 'in 30 Tagen', 'zahlbar in 30 Tagen', 'innerhalb von 30 Tagen', '30 T']; // prettier-ignore
  for (const text of [...thirty, ...alike, ...german]) table([[text, days(30)]]);
  table([
    ['14 d', days(14)],
    ['1 day', days(1)],
    ['1 Tag', days(1)],
    ['2 weeks', days(14)],
    ['2w', days(14)],
    ['1 wk', days(7)],
    ['2 Wochen', days(14), 'de'],
    ['1 Woche', days(7), 'de'],
    ['٣٠', days(30), 'ar-EG'],
    ['1825', days(1825)],
    ['1826', null],
    ['261 weeks', null],
    ['36500', null],
    ['0', days(0)],
  ]);
});

test('at once', () => {
  const english = [
    'due on receipt',
    'Due upon receipt',
    'on receipt',
    'receipt',
    'now',
    'immediately',
    'due now',
  ];
  const german = [
    'sofort',
    'sofort fällig',
    'fällig sofort',
    'bei Erhalt',
    'nach Erhalt',
    'zahlbar sofort',
    'net 0',
  ];
  for (const text of [...english, ...german]) table([[text, days(0)]]);
});

test('days that have a word', () => {
  table([
    ['today', on(2026, 11, 25)],
    ['heute', on(2026, 11, 25)],
    ['tomorrow', on(2026, 11, 26)],
    ['Morgen', on(2026, 11, 26)],
    ['demain', on(2026, 11, 26), 'fr'],
    ["aujourd'hui", on(2026, 11, 25), 'fr'],
    ['明日', on(2026, 11, 26), 'ja'],
    ['eom', on(2026, 11, 30)],
    ['EOM', on(2026, 11, 30)],
    ['end of month', on(2026, 11, 30)],
    ['end of the month', on(2026, 11, 30)],
    ['month end', on(2026, 11, 30)],
    ['Monatsende', on(2026, 11, 30)],
    ['Ende des Monats', on(2026, 11, 30)],
    ['zum Monatsende', on(2026, 11, 30)],
    ['tomorrow', on(2027, 1, 1), 'en', noon(2026, 12, 31)],
    ['eom', on(2028, 2, 29), 'en', noon(2028, 2, 3)],
  ]);
});

test('months are those of the calendar', () => {
  table([
    ['1 month', on(2026, 12, 25)],
    ['1m', on(2026, 12, 25)],
    ['3 mo', on(2027, 2, 25)],
    ['net 2 months', on(2027, 1, 25)],
    ['1 Monat', on(2026, 12, 25), 'de'],
    ['2 Monate', on(2027, 1, 25), 'de'],
    ['in 2 Monaten', on(2027, 1, 25), 'de'],
    ['1 month', on(2026, 2, 28), 'en', new Date(2026, 0, 31, 9).getTime() / 1000],
    ['1 month', on(2028, 2, 29), 'en', new Date(2028, 0, 31, 9).getTime() / 1000],
    ['60 months', on(2031, 11, 25)],
    ['61 months', null],
    ['9999 months', null],
  ]);
});

test('dates in numbers', () => {
  table([
    ['2026-12-31', on(2026, 12, 31)],
    ['2026/12/31', on(2026, 12, 31)],
    ['2026.12.31', on(2026, 12, 31)],
    ['2026. 12. 31.', on(2026, 12, 31), 'ko'],
    ['2026年12月31日', on(2026, 12, 31), 'ja'],
    ['12月31日', on(2026, 12, 31), 'ja'],
    ['2026년 12월 31일', on(2026, 12, 31), 'ko'],
    ['31.12.2026', on(2026, 12, 31), 'de'],
    ['31.12.2026', on(2026, 12, 31), 'en'],
    ['31. 12. 2026', on(2026, 12, 31), 'cs'],
    ['31.12.26', on(2026, 12, 31), 'de'],
    ['1.2.2027', on(2027, 2, 1), 'de'],
    ['12/31/2026', on(2026, 12, 31), 'en-US'],
    ['31/12/2026', on(2026, 12, 31), 'en-GB'],
    ['3/4/2027', on(2027, 3, 4), 'en-US'],
    ['3/4/2027', on(2027, 4, 3), 'en-GB'],
    ['3/4/2027', on(2027, 4, 3), 'fr'],
    ['31/12/2026', null, 'en-US'],
    ['12/31/2026', null, 'en-GB'],
    ['31-12-2026', on(2026, 12, 31), 'nl'],
    ['٣١/١٢/٢٠٢٦', on(2026, 12, 31), 'ar-EG'],
    ['31/12/2026', on(2026, 12, 31), 'ar'],
    ['31-12/2026', null, 'nl'],
  ]);
});

test('without a year it is the next such day', () => {
  table([
    ['31.12.', on(2026, 12, 31), 'de'],
    ['31.12', on(2026, 12, 31), 'de'],
    ['24.11.', on(2027, 11, 24), 'de'],
    ['25.11.', on(2026, 11, 25), 'de'],
    ['12/31', on(2026, 12, 31), 'en-US'],
    ['31/12', on(2026, 12, 31), 'en-GB'],
    ['12/31', on(2026, 12, 31), 'ja'],
    ['31.12.', on(2026, 12, 31), 'en'],
    ['1.5', null, 'en'],
    ['1.5', on(2027, 5, 1), 'de'],
    ['29.2.', on(2028, 2, 29), 'de'],
    ['Dec 31', on(2026, 12, 31)],
    ['Jan 5', on(2027, 1, 5)],
  ]);
});

test('dates with a name', () => {
  const last = on(2026, 12, 31);
  table([
    ['31 Dec 2026', last],
    ['Dec 31 2026', last],
    ['Dec 31, 2026', last],
    ['Dec. 31st, 2026', last],
    ['31st of December', last],
    ['december 31', last],
    ['31-Dec-2026', last],
    ['31 Dec 26', last],
    ['31. Dezember 2026', last, 'de'],
    ['31. Dez.', last, 'de'],
    ['31. Dezember', last, 'en'],
    ['1. März 2027', on(2027, 3, 1), 'de'],
    ['1. Marz 2027', on(2027, 3, 1), 'de'],
    ['bis 31. Dez', last, 'de'],
    ['31 décembre 2026', last, 'fr'],
    ['31 decembre', last, 'fr'],
    ['1er mars', on(2027, 3, 1), 'fr'],
    ['31 de diciembre de 2026', last, 'es'],
    ['31 декабря 2026 г.', last, 'ru'],
    ['31 grudnia', last, 'pl'],
    ['31 ديسمبر 2026', last, 'ar'],
    ['31 דצמבר 2026', last, 'he'],
    ['2026. december 31.', last, 'hu'],
    ['5 Sept 2027', on(2027, 9, 5)],
    ['5 ju 2027', null],
    ['5 juil', on(2027, 7, 5), 'fr'],
    ['5 jui', null, 'fr'],
    ['Dec 2026', null],
    ['Dec', null],
    ['31 foo 2026', null],
    ['31 Dec Jan', null],
  ]);
});

test('impossible days, past ones and those too far ahead are null', () => {
  table([
    ['31.2.2027', null, 'de'],
    ['31.2.', null, 'de'],
    ['2027-02-29', null],
    ['2028-02-29', on(2028, 2, 29)],
    ['2026-13-01', null],
    ['2026-00-10', null],
    ['31 Nov', null],
    ['2026-11-24', null],
    ['2026-11-25', on(2026, 11, 25)],
    ['2031-11-25', on(2031, 11, 25)],
    ['2031-11-26', null],
    ['0050-12-31', null],
    ['24 Nov 2026', null],
  ]);
});

test('once noon has passed, today is its last second: Stripe takes no due date that has passed', () => {
  const end = { date: new Date(2026, 10, 25, 23, 59, 59).getTime() / 1000 };
  table([
    ['today', end, 'en', AFTERNOON],
    ['2026-11-25', end, 'en', AFTERNOON],
    ['tomorrow', on(2026, 11, 26), 'en', AFTERNOON],
  ]);
});

test('nonsense is null', () => {
  const nonsense = ['', ' ', '-30', '30%', '1,5 weeks', '30 apples', '30.', 'soon', 'net', '2/10 net 30', '1 2', '//', '1/2/3/4']; // prettier-ignore
  for (const text of nonsense) table([[text, null]]);
  table([[`${' '.repeat(100)}30`, null]]);
});

const LOCALES = [
  'en',
  'en-GB',
  'de',
  'fr',
  'es',
  'ja',
  'ko',
  'zh',
  'ar-EG',
  'fa',
  'hi',
  'he',
  'ru',
  'hu',
  'th',
  'nonsense',
];
const locales = fc.constantFrom(...LOCALES);
const future = fc.integer({ min: 0, max: 5 * 365 }).map((offset) => {
  const date = new Date(2026, 10, 25 + offset, 12);
  return { date, terms: on(date.getFullYear(), date.getMonth() + 1, date.getDate()) };
});

test('a day that the locale writes is read back', () => {
  const written = [
    'en',
    'en-GB',
    'de',
    'fr',
    'es',
    'it',
    'nl',
    'sv',
    'pl',
    'ru',
    'cs',
    'tr',
    'hu',
    'ja',
    'ko',
    'ar-EG',
  ];
  fc.assert(
    fc.property(future, fc.constantFrom(...written), ({ date, terms }, locale) => {
      const numeric = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'numeric', day: 'numeric' });
      const long = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' });
      for (const format of [numeric, long]) {
        const text = format.format(date);
        assert.deepEqual(readTerms(text, { now: MORNING, locale }), terms, `${text} in ${locale}`);
      }
    }),
  );
});

test('any text gives terms within bounds, or null', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'0123456789./- dmwnet+') }),
  );
  fc.assert(
    fc.property(texts, locales, fc.integer({ min: 0, max: 4e9 }), (text, locale, now) => {
      const terms = readTerms(text, { now, locale });
      if (terms === null) return;
      if ('days' in terms) assert.ok(terms.days >= 0 && terms.days <= 1825);
      else assert.ok(terms.date > now && terms.date < now + 6 * 366 * 86_400);
    }),
    { numRuns: 1000 },
  );
});

test('noon is the reader’s, in any time zone', (context) => {
  const zone = process.env['TZ'];
  context.after(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
  for (const TZ of [
    'UTC',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Asia/Kathmandu',
    'Europe/Berlin',
    'America/St_Johns',
  ]) {
    process.env['TZ'] = TZ;
    const now = Date.UTC(2026, 2, 20, 3) / 1000;
    assert.deepEqual(readTerms('2026-12-31', { now, locale: 'en' }), on(2026, 12, 31), TZ);
    const tomorrow = new Date(now * 1000);
    assert.deepEqual(readTerms('tomorrow', { now, locale: 'en' }), on(2026, 3, tomorrow.getDate() + 1), TZ);
  }
});
