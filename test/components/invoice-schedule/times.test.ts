/** Which times the form offers, and what it makes of what is chosen and typed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  choose,
  inZone,
  openForm,
  presetsFor,
  readForm,
  typeTime,
} from '../../../src/components/invoice-schedule/times.js';
import { wallClock, weekdayOf, writeWallClock } from '../../../src/invoice/zoned.js';

const utc = (text: string) => Date.parse(`${text}Z`) / 1000;
/** Friday, 10:00 in Berlin. */
const NOW = utc('2026-11-20T09:00');
const BERLIN = 'Europe/Berlin';

const shown = (now: number, zone: string) =>
  presetsFor(now, zone).map(({ name, at }) => `${name} ${writeWallClock(wallClock(at, zone))}`);

describe('presets', () => {
  test('mornings begin at nine in the zone', () => {
    assert.deepEqual(shown(NOW, BERLIN), [
      'hour 2026-11-20T11:00',
      'tomorrow 2026-11-21T09:00',
      'monday 2026-11-23T09:00',
      'month 2026-12-01T09:00',
    ]);
    assert.deepEqual(shown(NOW, 'Asia/Tokyo')[1], 'tomorrow 2026-11-21T09:00');
  });

  test('what is the same moment is offered once', () => {
    assert.deepEqual(shown(utc('2026-11-22T09:00'), BERLIN), [
      'hour 2026-11-22T11:00',
      'tomorrow 2026-11-23T09:00',
      'month 2026-12-01T09:00',
    ]);
    assert.deepEqual(shown(utc('2026-11-30T07:00'), BERLIN), [
      'hour 2026-11-30T09:00',
      'tomorrow 2026-12-01T09:00',
      'monday 2026-12-07T09:00',
    ]);
  });

  test('they are ahead, in whole minutes, and what their names say', () => {
    const zones = fc.constantFrom(BERLIN, 'America/New_York', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC');
    const moments = fc.integer({ min: utc('2024-01-01T00:00'), max: utc('2034-01-01T00:00') });
    fc.assert(
      fc.property(moments, zones, (now, zone) => {
        const presets = presetsFor(now, zone);
        assert.ok(presets.length >= 2);
        for (const { name, at } of presets) {
          const clock = wallClock(at, zone);
          assert.ok(at > now && at % 60 === 0, name);
          if (name !== 'hour') assert.deepEqual([clock.hour, clock.minute], [9, 0], name);
          if (name === 'monday') assert.equal(weekdayOf(clock), 1);
          if (name === 'month') assert.equal(clock.day, 1);
          if (name === 'hour') assert.ok(at - now >= 3600 && at - now < 3660);
        }
      }),
    );
  });
});

describe('the form', () => {
  test('opens over tomorrow morning, or over the time that is set', () => {
    assert.deepEqual(
      [openForm(NOW, BERLIN, null).choice, openForm(NOW, BERLIN, null).text],
      ['tomorrow', '2026-11-21T09:00'],
    );
    const set = openForm(NOW, BERLIN, utc('2026-12-24T15:30'));
    assert.deepEqual([set.choice, set.text], ['custom', '2026-12-24T16:30']);
    assert.equal(openForm(NOW, BERLIN, NOW).choice, 'tomorrow');
  });

  test('a time that was set is found again in every zone', () => {
    const zones = fc.constantFrom(BERLIN, 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 2_000_000 }), zones, (minutes, zone) => {
        const at = NOW + minutes * 60;
        const reading = readForm(openForm(NOW, zone, at), NOW, true);
        assert.ok('at' in reading);
        assert.equal(reading.at, at);
      }),
    );
  });

  test('typing makes it a time of its own, choosing fills the field', () => {
    const typed = typeTime(openForm(NOW, BERLIN, null), '2027-01-01T12:00');
    assert.deepEqual(readForm(typed, NOW, true), { at: utc('2027-01-01T11:00'), near: false, twice: null });
    const chosen = choose(typed, 'monday');
    assert.equal(chosen.text, '2026-11-23T09:00');
    assert.equal(choose(chosen, 'custom').text, '2026-11-23T09:00');
  });

  test('in another zone mornings are mornings there, and what was typed means another moment', () => {
    const form = inZone(openForm(NOW, BERLIN, null), 'America/New_York', NOW);
    assert.deepEqual([form.choice, form.text], ['tomorrow', '2026-11-21T09:00']);
    assert.deepEqual(readForm(form, NOW, true), { at: utc('2026-11-21T14:00'), near: false, twice: null });
    const typed = inZone(typeTime(openForm(NOW, BERLIN, null), '2027-01-01T12:00'), 'America/New_York', NOW);
    assert.deepEqual(readForm(typed, NOW, true), { at: utc('2027-01-01T17:00'), near: false, twice: null });
  });

  test('what can’t be is refused by its reason', () => {
    const read = (text: string, mayFinalize = true) => {
      const reading = readForm(typeTime(openForm(NOW, BERLIN, null), text), NOW, mayFinalize);
      return 'fault' in reading ? reading.fault : reading.near ? 'is near' : 'taken';
    };
    assert.deepEqual(
      [
        read(''),
        read('2026-11-20T10:00'),
        read('2026-11-20T10:01'),
        read('2026-11-20T10:01', false),
        read('2026-11-20T10:10', false),
        read('2027-03-28T02:30'),
        read('2031-11-20T10:00'),
        read('2031-11-20T10:01'),
        read('9999-01-01T00:00'),
      ],
      ['empty', 'past', 'is near', 'near', 'taken', 'skipped', 'taken', 'far', 'far'],
    );
  });

  test('of a time that comes twice either can be meant', () => {
    const form = typeTime(openForm(NOW, BERLIN, null), '2027-10-31T02:30');
    const [first, second] = [form, { ...form, second: true }].map((each) => readForm(each, NOW, true));
    assert.ok(first && 'at' in first && second && 'at' in second);
    assert.deepEqual([first.at, second.at], [utc('2027-10-31T00:30'), utc('2027-10-31T01:30')]);
    assert.ok(openForm(NOW, BERLIN, second.at).second);
    assert.ok(!openForm(NOW, BERLIN, first.at).second);
  });
});
