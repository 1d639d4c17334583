/** Rate and remaining time of a run, told so that neither dances. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunPace } from '../../src/adapter/run-pace.js';

/** So many done each second for so many seconds; answers with the moment afterwards. */
function run(pace: RunPace, from: number, seconds: number, each: number): number {
  for (let done = 1; done <= seconds * each; done++) pace.tick(from + (done * 1000) / each);
  return from + seconds * 1000;
}

test('nothing is told before anybody can tell', () => {
  const pace = new RunPace(0);
  assert.equal(pace.rate(0), null);
  assert.equal(pace.minutesLeft(100, 0), null);
  run(pace, 0, 2, 20);
  assert.equal(pace.rate(2_000), null, 'too early');
  assert.notEqual(pace.rate(3_000), null);
  const slow = new RunPace(0);
  run(slow, 0, 9, 1);
  assert.equal(slow.rate(9_000), null, 'too few');
});

test('the rate is that of the last seconds', () => {
  const pace = new RunPace(0);
  const then = run(pace, 0, 30, 20);
  assert.equal(Math.round(pace.rate(then) ?? 0), 20);
  const later = run(pace, then, 15, 5);
  assert.equal(Math.round(pace.rate(later) ?? 0), 5);
});

test('while it is held, no time passes', () => {
  const pace = new RunPace(0);
  const then = run(pace, 0, 10, 10);
  const before = pace.rate(then);
  pace.hold(true, then);
  pace.hold(true, then + 1_000);
  assert.equal(pace.rate(then + 60_000), before);
  pace.hold(false, then + 60_000);
  assert.equal(pace.rate(then + 60_000), before);
  run(pace, then + 60_000, 5, 10);
  assert.equal(Math.round(pace.rate(then + 65_000) ?? 0), 10);
});

test('minutes are whole, and less than one is none', () => {
  const pace = new RunPace(0);
  const then = run(pace, 0, 10, 10);
  assert.equal(pace.minutesLeft(10 * 60 * 4, then), 4);
  const other = new RunPace(0);
  run(other, 0, 10, 10);
  assert.equal(other.minutesLeft(10 * 30, 10_000), 0);
});

test('a small change of the rate does not change the minutes', () => {
  const pace = new RunPace(0);
  const then = run(pace, 0, 15, 10);
  assert.equal(pace.minutesLeft(10 * 60 * 5, then), 5);
  assert.equal(pace.minutesLeft(10 * 60 * 4.5, then), 5);
  assert.equal(pace.minutesLeft(10 * 60 * 4.2, then), 4);
});

test('minutes that were told stay until others can be', () => {
  const pace = new RunPace(0);
  const then = run(pace, 0, 15, 10);
  assert.equal(pace.minutesLeft(10 * 60 * 3, then), 3);
  assert.equal(pace.minutesLeft(10 * 60 * 3, then + 60_000), 3, 'nothing was done for a minute');
});
