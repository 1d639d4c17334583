/** Reads what people type for when an invoice is due: terms, or a day. */
import { dateTimeFormat, relativeTimeFormat } from '../../invoice/intl.js';
import { readDecimal } from './numbers.js';

/** Days from the making of the invoice, or a day of its own in Unix seconds. */
export type DueTerms = { days: number } | { date: number };

interface Setting {
  /** Unix seconds. */
  now: number;
  locale: string;
}

const MAX_LENGTH = 60;
const MAX_YEARS = 5;
const MAX_DAYS = MAX_YEARS * 365;

const AT_ONCE =
  /^((due|payable|zahlbar|fällig) )?((up)?on receipt|receipt|now|immediately|at once|sofort|(bei|nach|mit) erhalt)( (due|payable|zahlbar|fällig))?$/;
const MONTH_END = /^(eom|(the )?end of (the )?month|month[- ]?end|(zum )?(monatsende|ende des monats))$/;

/** `net 30`, `+30`, `30 days net`, `in 2 Wochen`: a count and the unit behind it. */
const COUNT =
  /^(?:(?:due|payable|zahlbar|fällig) )?(?:(?:in|within|binnen|innerhalb von) )?(?:net|netto|n)?[ /]?\+? ?(\d{1,4})(?: ?(?!net)(\p{L}+)\.?)?(?: (?:net|netto))?$/u;
const DAYS = /^(d|days?|t|tag|tagen?)$/;
const WEEKS = /^(w|wks?|weeks?|wochen?)$/;
const MONTHS = /^(m|mos?|months?|monat|monaten?)$/;

/**
 * Terms (`net 30`, `2 weeks`, `due on receipt`) in English and German, and days (`tomorrow`, `eom`, `1 month`,
 * `2026-12-31`, `31.12.`, `Dec 31`), also in the order and the month names of the locale.
 *
 * @returns noon of a day in the reader's time zone, or its last second where noon of today has passed; null for what is
 *   no such text, an impossible day, one in the past or more than five years ahead
 */
export function readTerms(text: string, { now, locale }: Setting): DueTerms | null {
  if (text.length > MAX_LENGTH) return null;
  const said = plain(text, locale);
  const today = noonOf(now);
  if (AT_ONCE.test(said)) return { days: 0 };
  const [, count, unit] = COUNT.exec(said) ?? [];
  const terms = count === undefined ? null : counted(Number(count), unit, today);
  if (typeof terms === 'number') return terms <= MAX_DAYS ? { days: terms } : null;
  const day =
    terms ?? wordDay(said, today, locale) ?? numericDay(said, today, locale) ?? namedDay(said, today, locale);
  return day && ahead(day, today) ? { date: secondsOf(day, now) } : null;
}

/** Small letters, plain digits, one space where there are many, no marks that have no width. */
const plain = (text: string, locale: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/(?!\d)\p{Nd}/gu, (digit) => readDecimal(digit, locale) ?? digit)
    .replaceAll('’', "'")
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Days, or the day that so many months lead to; null for a unit that is none. */
function counted(count: number, unit: string | undefined, today: Date): number | Date | null {
  if (unit === undefined || DAYS.test(unit)) return count;
  if (WEEKS.test(unit)) return count * 7;
  return MONTHS.test(unit) ? monthsLater(today, count) : null;
}

/** The same day of a later month, or the last one where that is shorter. */
function monthsLater(today: Date, count: number): Date {
  const last = new Date(today.getFullYear(), today.getMonth() + count + 1, 0, 12);
  const day = Math.min(today.getDate(), last.getDate());
  return new Date(last.getFullYear(), last.getMonth(), day, 12);
}

function wordDay(said: string, today: Date, locale: string): Date | null {
  const relative = relativeTimeFormat(locale, { numeric: 'auto' });
  const names = (days: number): string => plain(relative.format(days, 'day'), locale);
  const later = (days: number): Date =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, 12);
  if (/^(today|heute)$/.test(said) || said === names(0)) return today;
  if (/^(tomorrow|morgen)$/.test(said) || said === names(1)) return later(1);
  return MONTH_END.test(said) ? new Date(today.getFullYear(), today.getMonth() + 1, 0, 12) : null;
}

/** The order of a date's parts in a locale, `dmy`, and whether points stand between them. */
function dateOrder(locale: string): { order: string; points: boolean } {
  const parts = dateTimeFormat(locale, {
    calendar: 'gregory',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(0);
  const order = parts.flatMap(({ type }) => (/^(year|month|day)$/.test(type) ? [type.charAt(0)] : []));
  return {
    order: order.join(''),
    points: parts.some(({ type, value }) => type === 'literal' && value.includes('.')),
  };
}

/** `2026-12-31`, `31.12.2026`, `12/31`. With points the day goes first, unless the locale begins with the year. */
function numericDay(said: string, today: Date, locale: string): Date | null {
  const text = said.replace(/(\d) ?[年년月월] ?(?=\d)/g, '$1-').replace(/(\d) ?[日일]$/, '$1');
  const iso = /^(\d{4})(?:([-/]|\. ?)(\d{1,2})\2(\d{1,2})\.?)$/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const [, first, mark = '', second, , year] =
    /^(\d{1,2})([-/]|\. ?)(\d{1,2})(\2(\d{4}|\d{2})?)?$/.exec(text) ?? [];
  if (!first || !second) return null;
  const { order, points } = dateOrder(locale);
  const dotted = mark.startsWith('.');
  // Elsewhere `1.5` is a number.
  if (dotted && !points && !/\d\. ?\d+\./.test(text)) return null;
  const dayFirst = dotted && !order.startsWith('y') ? true : order.indexOf('d') < order.indexOf('m');
  const [day, month] = dayFirst ? [first, second] : [second, first];
  return year
    ? dayOf(fullYear(year), Number(month), Number(day))
    : nextDay(Number(month), Number(day), today);
}

/** `31 Dec 2026`, `Dec 31`, `31. Dezember`, `31 de diciembre de 2026`. */
function namedDay(said: string, today: Date, locale: string): Date | null {
  const numbers = said.match(/\d+/g) ?? [];
  const fillers = fillersOf(locale);
  const words = (said.match(/[\p{L}\p{M}]+/gu) ?? []).map(folded).filter((word) => !fillers.has(word));
  const [word] = words;
  if (word === undefined || words.length > 1 || !/^[\p{L}\p{M}\d\s.,'/-]*$/u.test(said)) return null;
  const month = monthNamed(word, locale);
  const year =
    numbers.find((number) => number.length === 4) ?? (numbers.length === 2 ? numbers[1] : undefined);
  const [day, ...more] = numbers.filter((number) => number !== year);
  if (month === null || !day || more.length > 0 || day.length > 2) return null;
  return year ? dayOf(fullYear(year), month, Number(day)) : nextDay(month, Number(day), today);
}

/** Without accents, which people leave out. */
const folded = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');

/** Words and endings that may stand beside day, month and year. */
function fillersOf(locale: string): Set<string> {
  const parts = dateTimeFormat(locale, { calendar: 'gregory', dateStyle: 'long' }).formatToParts(0);
  const own = parts.flatMap(({ type, value }) =>
    type === 'literal' ? (value.match(/[\p{L}\p{M}]+/gu) ?? []) : [],
  );
  return new Set(
    ['st', 'nd', 'rd', 'th', 'of', 'the', 'on', 'by', 'am', 'bis', 'zum', 'er', ...own].map(folded),
  );
}

/** The month that a word names or begins, three letters at least, in the locale or in English or German. */
function monthNamed(word: string, locale: string): number | null {
  for (const language of [locale, 'en', 'de']) {
    const names = monthNames(language);
    const exact = names.findIndex((forms) => forms.includes(word));
    if (exact >= 0) return exact + 1;
    const begun = word.length < 3 ? [] : names.flatMap((forms, month) => (forms.some((form) => form.startsWith(word)) ? [month] : [])); // prettier-ignore
    if (begun.length === 1) return (begun[0] ?? 0) + 1;
  }
  return null;
}

/** The forms of each month's name: alone and beside a day, which differ in many languages, long and short. */
function monthNames(locale: string): string[][] {
  const formats = (['long', 'short'] as const).flatMap((month) => [
    dateTimeFormat(locale, { calendar: 'gregory', month }),
    dateTimeFormat(locale, { calendar: 'gregory', month, day: 'numeric' }),
  ]);
  return Array.from({ length: 12 }, (_, month) =>
    formats.flatMap((format) => {
      const name = format
        .formatToParts(new Date(2026, month, 5, 12))
        .find(({ type }) => type === 'month')?.value;
      const form = folded((name ?? '').toLowerCase().replace(/\.$/, ''));
      return /^[\p{L}\p{M}]+$/u.test(form) ? [form] : [];
    }),
  );
}

const fullYear = (year: string): number => Number(year.length === 2 ? `20${year}` : year);

const noonOf = (seconds: number): Date => new Date(new Date(seconds * 1000).setHours(12, 0, 0, 0));

/** Noon of the day, or null where there is no such day. */
function dayOf(year: number, month: number, day: number): Date | null {
  const date = new Date(year, month - 1, day, 12);
  return date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day ? date : null;
}

/** The next such day, today included. The 29th of February may take years. */
function nextDay(month: number, day: number, today: Date): Date | null {
  for (let years = 0; years <= MAX_YEARS; years++) {
    const date = dayOf(today.getFullYear() + years, month, day);
    if (date && date >= today) return date;
  }
  return null;
}

const ahead = (day: Date, today: Date): boolean =>
  day >= today && day <= new Date(today.getFullYear() + MAX_YEARS, today.getMonth(), today.getDate(), 12);

/** Stripe takes no due date that has passed, as noon of today may have. */
function secondsOf(day: Date, now: number): number {
  const noon = day.getTime() / 1000;
  return noon > now ? noon : new Date(day).setHours(23, 59, 59, 0) / 1000;
}
