/** A moment in words: on the account's clock, and on the reader's own where that is another. */
import { dateTimeFormat } from '../../invoice/intl.js';
import { isTimeZone, localTimeZone, momentsOf, wallClock } from '../../invoice/zoned.js';
import type { schedule } from '../../translations/en/schedule.js';

export interface Zones {
  /** The account's zone, as the page or the backend tells it; null where neither does. */
  account: string | null;
  /** The reader's. */
  reader: string;
}

export interface ZonedText {
  /** Date and time in the first zone. */
  when: string;
  /** Which zone that is. */
  where: string;
  /** The time in the reader's zone, where that is another one. */
  yours: string | null;
}

/** One name for each zone: `Etc/UTC` and `UTC` are the same. */
const canonical = (zone: string): string =>
  dateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;

export function zonesOf(account: string | null | undefined, reader: string): Zones {
  const known = account && isTimeZone(account) ? canonical(account) : null;
  return { account: known, reader: canonical(isTimeZone(reader) ? reader : localTimeZone()) };
}

export const isTwoZones = ({ account, reader }: Zones): boolean => account !== null && account !== reader;

/** `Europe/Berlin` → “Berlin (Europe/Berlin)”; `Etc/UTC` is no place. */
export function placeOf(zone: string): string {
  const place = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return place === zone || place === 'UTC' ? place : `${place} (${zone})`;
}

const DATE = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;

/** Date and time in a zone; where clocks go back and show it twice, with the offset that tells which it is. */
export function momentIn(at: number, zone: string, lang: string): string {
  const twice = momentsOf(wallClock(at, zone), zone).kind === 'twice';
  const which = twice ? ({ timeZoneName: 'short' } as const) : {};
  return dateTimeFormat(lang, { ...DATE, ...TIME, ...which, timeZone: zone }).format(at * 1000);
}

const timeIn = (at: number, zone: string, lang: string): string =>
  dateTimeFormat(lang, { ...TIME, timeZone: zone }).format(at * 1000);

export function zonedText(at: number, zones: Zones, words: typeof schedule, lang: string): ZonedText {
  const { account, reader } = zones;
  const when = momentIn(at, account ?? reader, lang);
  if (account === null) return { when, where: words.in_your_time(reader), yours: null };
  const where = words.in_place(placeOf(account));
  if (!isTwoZones(zones)) return { when, where, yours: null };
  const sameDay = wallClock(at, account).day === wallClock(at, reader).day;
  const yours = sameDay ? timeIn(at, reader, lang) : momentIn(at, reader, lang);
  return { when, where, yours: words.at_your_time(yours, reader) };
}

/** All of it in one line. */
export function zonedSentence(at: number, zones: Zones, words: typeof schedule, lang: string): string {
  const { when, where, yours } = zonedText(at, zones, words, lang);
  return [`${when} ${where}`, yours].filter(Boolean).join(' · ');
}
