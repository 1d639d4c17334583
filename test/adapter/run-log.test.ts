/** A run log as lines of text, cut off anywhere by a crash. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Receipt } from '../../src/adapter/many.js';
import { lineLog } from '../../src/adapter/run-log.js';

const receipt = (invoice: string, outcome: Receipt['outcome'] = 'done'): Receipt => ({
  invoice,
  outcome,
  number: null,
  status: 'open',
  customer: null,
  customer_name: 'Line\nbreak “and” quotes',
  currency: 'eur',
  total: 100,
  tries: 1,
  round: 1,
  at: 1,
  problem: null,
});

function textLog(text = '') {
  const store = { text };
  const log = lineLog({ read: () => store.text, append: (line) => void (store.text += line) });
  return { store, log };
}

test('gives back what was written, the last word on each invoice', async () => {
  const { log } = textLog();
  await log.write(receipt('in_1', 'gave_up'));
  await log.write(receipt('in_2'));
  await log.write(receipt('in_1'));
  assert.deepEqual(await log.read(), [receipt('in_1'), receipt('in_2')]);
});

test('wherever a crash cuts it off, every whole line counts, and what is written afterwards too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(), async (count, cut) => {
      const whole = textLog();
      for (let made = 0; made < count; made++) await whole.log.write(receipt(`in_${made}`));
      const text = whole.store.text.slice(0, cut % (whole.store.text.length + 1));
      const { log } = textLog(text);
      const complete = whole.store.text.split('\n').filter((line) => line && text.split('\n').includes(line));
      assert.equal((await log.read()).length, complete.length);
      await log.write(receipt('in_after'));
      const after = await log.read();
      assert.equal(after.length, complete.length + 1);
      assert.deepEqual(after.at(-1), receipt('in_after'));
    }),
  );
});

test('passes over what is no receipt', async () => {
  const { log } = textLog('null\n{"invoice":1}\n[]\nrubbish\n\n');
  assert.deepEqual(await log.read(), []);
});
