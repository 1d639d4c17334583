/**
 * What the clock on the wall shows in a time zone, and which moment is meant by it; with Intl's own knowledge of zones.
 * Moments are Unix seconds, and zones IANA names such as `Europe/Berlin`.
 */
import { dateTimeFormat } from './intl.js';

/** Date and time as people write them; months and days count from 1. */
export interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/** The moments that a wall clock shows a time at: one, two where clocks went back, none where they went forward. */
export type Moments =
  | { kind: 'once'; at: number }
  | { kind: 'twice'; first: number; second: number }
  | {
      kind: 'never';
      /** The moment at which the clocks went on. */
      at: number;
      /** What they showed as they did, and what they showed then. */
      from: WallClock;
      to: WallClock;
    };

const DAY = 86_400;

/** Whether Intl knows the zone. */
export function isTimeZone(zone: string): boolean {
  try {
    dateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

/** The zone of the browser, or of the machine. */
export const localTimeZone = (): string => dateTimeFormat('en').resolvedOptions().timeZone;

/** What a clock shows in the zone at that moment. Throws a RangeError for a zone that there is not. */
export function wallClock(at: number, zone: string): WallClock {
  const parts = dateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at * 1000);
  const shown = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown;
  return { year, month, day, hour, minute, second };
}

/** The same clock read as if it hung in Greenwich; days and hours beyond their end roll over. */
function asUtc({ year, month, day, hour, minute, second }: WallClock): number {
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

const fromUtc = (seconds: number): WallClock => wallClock(seconds, 'UTC');

/** How many seconds the zone is ahead of UTC at that moment; negative in the west. */
export function offsetAt(at: number, zone: string): number {
  const whole = Math.floor(at);
  return asUtc(wallClock(whole, zone)) - whole;
}

/** When a clock shows this in the zone. Throws a RangeError for a zone that there is not. */
export function momentsOf(clock: WallClock, zone: string): Moments {
  const utc = asUtc(clock);
  // No zone is further than a day from UTC, so the offset that holds is among those of the days around.
  const near = [utc - DAY, utc, utc + DAY].map((at) => offsetAt(at, zone));
  const found = [...new Set(near)]
    .map((offset) => utc - offset)
    .filter((at) => utc - at === offsetAt(at, zone))
    .sort((one, other) => one - other);
  const [first, second] = found;
  if (first === undefined) return skipped(utc, near, zone);
  return second === undefined ? { kind: 'once', at: first } : { kind: 'twice', first, second };
}

/** Clocks went on from before this time to after it. */
function skipped(utc: number, offsets: number[], zone: string): Moments {
  let before = utc - Math.max(...offsets);
  let after = utc - Math.min(...offsets);
  const old = offsetAt(before, zone);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, zone) === old) before = middle;
    else after = middle;
  }
  return { kind: 'never', at: after, from: fromUtc(after + old), to: wallClock(after, zone) };
}

/** The earliest moment at which the clock shows this, or has gone past it. */
export function earliestOf(clock: WallClock, zone: string): number {
  const moments = momentsOf(clock, zone);
  return moments.kind === 'twice' ? moments.first : moments.at;
}

/** The clock so many days later, at the same time of day. */
export function daysLater(clock: WallClock, days: number): WallClock {
  return fromUtc(asUtc({ ...clock, day: clock.day + days }));
}

/** 0 for Sunday. */
export const weekdayOf = (clock: WallClock): number => new Date(asUtc(clock) * 1000).getUTCDay();

/** As `<input type="datetime-local">` has it, to the minute: `2026-12-01T09:00`. */
export function writeWallClock({ year, month, day, hour, minute }: WallClock): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** Reads what {@link writeWallClock} writes; null for what is no date or no time. */
export function readWallClock(text: string): WallClock | null {
  const [, year, month, day, hour, minute, second = 0] =
    /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/.exec(text)?.map(Number) ?? [];
  if (!year || !month || !day || hour === undefined || minute === undefined) return null;
  const clock = { year, month, day, hour, minute, second: second || 0 };
  const back = fromUtc(asUtc(clock));
  return writeWallClock(back) === text.slice(0, 16) && back.second === clock.second ? clock : null;
}
