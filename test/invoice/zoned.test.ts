import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  daysLater,
  earliestOf,
  isTimeZone,
  localTimeZone,
  momentsOf,
  offsetAt,
  readWallClock,
  wallClock,
  weekdayOf,
  writeWallClock,
  type WallClock,
} from '../../src/invoice/zoned.js';

const HOUR = 3600;
const DAY = 86_400;

/** Zones of every kind: whole, half and quarter hours, both hemispheres, no summer time, half an hour of it, far ends. */
const ZONES = [
  'UTC', 'Europe/Berlin', 'Europe/London', 'Europe/Dublin', 'America/New_York', 'America/St_Johns', 'America/Sao_Paulo',
  'Australia/Lord_Howe', 'Australia/Adelaide', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Chatham', 'Pacific/Apia',
  'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Africa/Casablanca', 'Asia/Tehran', 'America/Santiago', 'Africa/Cairo',
]; // prettier-ignore

const zones = fc.constantFrom(...ZONES);
/** From 2010 to 2040; Samoa left out a whole day in 2011. */
const moments = fc.integer({ min: Date.UTC(2010, 0) / 1000, max: Date.UTC(2040, 0) / 1000 });
const clocks = fc
  .record({
    year: fc.integer({ min: 2010, max: 2039 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
  })
  .map((clock): WallClock => ({ ...clock, second: 0 }));

const at = (text: string): WallClock => {
  const clock = readWallClock(text);
  assert.ok(clock, text);
  return clock;
};
const utc = (text: string) => Date.parse(`${text}Z`) / 1000;

/** Every moment near which the clocks of the zone change within these years, found by looking at each hour. */
function changes(zone: string, from: number, to: number): number[] {
  const found: number[] = [];
  for (let hour = utc(`${from}-01-01T00:00`); hour < utc(`${to}-01-01T00:00`); hour += HOUR) {
    if (offsetAt(hour, zone) !== offsetAt(hour + HOUR, zone)) found.push(hour);
  }
  return found;
}

test('a moment is read back from what the clock showed', () => {
  fc.assert(
    fc.property(moments, zones, (moment, zone) => {
      const found = momentsOf(wallClock(moment, zone), zone);
      const all =
        found.kind === 'once' ? [found.at] : found.kind === 'twice' ? [found.first, found.second] : [];
      assert.ok(all.includes(moment), `${moment} is not among ${all.join(', ')}`);
    }),
  );
});

test('the same holds in each minute around each change of the clocks', () => {
  for (const zone of ZONES) {
    for (const change of changes(zone, 2025, 2028)) {
      for (let moment = change - 3 * HOUR; moment < change + 4 * HOUR; moment += 60) {
        const found = momentsOf(wallClock(moment, zone), zone);
        const all =
          found.kind === 'once' ? [found.at] : found.kind === 'twice' ? [found.first, found.second] : [];
        assert.ok(all.includes(moment), `${zone} ${moment}`);
      }
    }
  }
});

test('every moment found shows the clock that was asked for; none found means that the clocks jumped over it', () => {
  fc.assert(
    fc.property(clocks, zones, (clock, zone) => {
      const found = momentsOf(clock, zone);
      if (found.kind === 'once') assert.deepEqual(wallClock(found.at, zone), clock);
      if (found.kind === 'twice') {
        assert.deepEqual(wallClock(found.first, zone), clock);
        assert.deepEqual(wallClock(found.second, zone), clock);
        assert.ok(found.first < found.second);
      }
      if (found.kind === 'never') {
        assert.ok(offsetAt(found.at - 1, zone) < offsetAt(found.at, zone));
        assert.ok(writeWallClock(found.from) <= writeWallClock(clock));
        assert.ok(writeWallClock(clock) < writeWallClock(found.to));
      }
    }),
  );
});

test('later on the clock is never earlier in time', () => {
  fc.assert(
    fc.property(clocks, fc.integer({ min: 1, max: 2 * 1440 }), zones, (clock, minutes, zone) => {
      const later = wallClock(
        Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute + minutes) / 1000,
        'UTC',
      );
      const [first, second] = [momentsOf(clock, zone), momentsOf(later, zone)];
      if (first.kind === 'once' && second.kind === 'once') assert.ok(first.at < second.at);
      assert.ok(earliestOf(clock, zone) <= earliestOf(later, zone));
    }),
  );
});

test('clocks that go forward skip times, and say from where to where', () => {
  const skipped = momentsOf(at('2026-03-29T02:30'), 'Europe/Berlin');
  assert.deepEqual(skipped, {
    kind: 'never',
    at: utc('2026-03-29T01:00'),
    from: at('2026-03-29T02:00'),
    to: at('2026-03-29T03:00'),
  });
  assert.equal(momentsOf(at('2026-03-29T03:00'), 'Europe/Berlin').kind, 'once');
  assert.equal(momentsOf(at('2026-03-29T01:59'), 'Europe/Berlin').kind, 'once');
  const half = momentsOf(at('2026-10-04T02:10'), 'Australia/Lord_Howe');
  assert.equal(half.kind, 'never');
  const day = momentsOf(at('2011-12-30T12:00'), 'Pacific/Apia');
  assert.deepEqual(day.kind === 'never' && [writeWallClock(day.from), writeWallClock(day.to)], [
    '2011-12-30T00:00',
    '2011-12-31T00:00',
  ]);
});

test('clocks that go back show times twice', () => {
  assert.deepEqual(momentsOf(at('2026-10-25T02:30'), 'Europe/Berlin'), {
    kind: 'twice',
    first: utc('2026-10-25T00:30'),
    second: utc('2026-10-25T01:30'),
  });
  assert.equal(momentsOf(at('2026-10-25T03:00'), 'Europe/Berlin').kind, 'once');
  const { kind } = momentsOf(at('2026-11-01T01:59'), 'America/New_York');
  assert.equal(kind, 'twice');
});

test('offsets are seconds east of Greenwich', () => {
  assert.equal(offsetAt(utc('2026-12-01T00:00'), 'Asia/Kathmandu'), 5.75 * HOUR);
  assert.equal(offsetAt(utc('2026-07-01T00:00'), 'America/New_York'), -4 * HOUR);
  assert.equal(offsetAt(utc('2026-07-01T00:00') + 0.9, 'UTC'), 0);
});

test('a day later is the same time of day, over months, years and changes of the clocks', () => {
  assert.equal(writeWallClock(daysLater(at('2026-12-31T09:00'), 1)), '2027-01-01T09:00');
  assert.equal(writeWallClock(daysLater(at('2028-02-28T09:00'), 1)), '2028-02-29T09:00');
  assert.equal(writeWallClock(daysLater(at('2026-03-28T02:30'), 1)), '2026-03-29T02:30');
  fc.assert(
    fc.property(clocks, fc.integer({ min: -400, max: 400 }), (clock, days) => {
      const later = daysLater(clock, days);
      assert.deepEqual([later.hour, later.minute], [clock.hour, clock.minute]);
      assert.equal(weekdayOf(later), (((weekdayOf(clock) + days) % 7) + 7) % 7);
      assert.deepEqual(daysLater(later, -days), clock);
    }),
  );
});

test('what a field holds is read back, and nothing else', () => {
  fc.assert(fc.property(clocks, (clock) => assert.deepEqual(readWallClock(writeWallClock(clock)), clock)));
  assert.deepEqual(readWallClock('2026-12-01T09:00:30')?.second, 30);
  for (const text of [
    '',
    '2026-12-01',
    '2026-02-30T09:00',
    '2026-13-01T09:00',
    '2026-12-01T24:00',
    '2026-12-01T09:60',
    'x',
  ]) {
    assert.equal(readWallClock(text), null, text);
  }
  fc.assert(fc.property(fc.string(), (text) => void readWallClock(text)));
});

test('a zone is one that Intl knows', () => {
  for (const zone of [...ZONES, localTimeZone()]) assert.ok(isTimeZone(zone), zone);
  for (const zone of ['', 'Mars/Olympus', 'Europe/', '+25:00', 'x']) assert.ok(!isTimeZone(zone), zone);
  assert.throws(() => wallClock(DAY, 'Mars/Olympus'), RangeError);
});
