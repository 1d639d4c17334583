/** How fast requests go out, on a clock that only moves when somebody waits for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pacer } from '../../src/adapter/pacer.js';
import { quiet } from './support.js';

function fakeClock() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => void (now += ms),
    pass: (ms: number) => void (now += ms),
  };
}

async function turns(pacer: Pacer, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await pacer.turn();
}

test('goes out evenly at the rate', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ rate: 20 }, clock);
  await turns(pacer, 1);
  assert.equal(clock.now(), 0);
  await turns(pacer, 100);
  assert.equal(Math.round(clock.now()), 5000);
});

test('does not make up for a quiet time by a burst', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ rate: 10 }, clock);
  await pacer.turn();
  clock.pass(60_000);
  await turns(pacer, 11);
  assert.equal(Math.round(clock.now() - 60_000), 1000);
});

test('is slower after a refusal, once for those that came together, and gets faster again', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ rate: 20 }, clock);
  pacer.slower();
  pacer.slower();
  assert.equal(pacer.rate, 12);
  clock.pass(1_000);
  pacer.slower();
  assert.ok(Math.abs(pacer.rate - 7.2) < 1e-9);
  clock.pass(5_000);
  await pacer.turn();
  assert.ok(Math.abs(pacer.rate - 12.2) < 1e-9);
  clock.pass(60_000);
  await pacer.turn();
  assert.equal(pacer.rate, 20);
});

test('is never slower than one a second, and waits as long as it is told', async () => {
  const clock = fakeClock();
  const pacer = new Pacer({ rate: 2 }, clock);
  for (let time = 0; time < 10; time++) {
    pacer.slower();
    clock.pass(1_000);
  }
  assert.equal(pacer.rate, 1);
  const before = clock.now();
  pacer.slower(7_000);
  await pacer.turn();
  assert.equal(clock.now() - before, 7_000);
});

test('pauses, and goes on', async () => {
  const pacer = new Pacer({ rate: 1000 });
  pacer.pause();
  let went = false;
  const turn = pacer.turn().then(() => (went = true));
  await quiet();
  assert.deepEqual([went, pacer.paused], [false, true]);
  pacer.resume();
  await turn;
  assert.equal(pacer.paused, false);
});

test('stops who waits', async () => {
  const pacer = new Pacer({ rate: 1 });
  pacer.pause();
  const stop = new AbortController();
  const turn = pacer.turn(stop.signal);
  stop.abort(new Error('enough'));
  await assert.rejects(turn, { message: 'enough' });
  await assert.rejects(pacer.turn(stop.signal), { message: 'enough' });
});
