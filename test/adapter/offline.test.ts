/** A network that goes and comes back: what is told, what waits, and what goes on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpAdapter } from '../../src/adapter/http.js';
import { carryOut } from '../../src/adapter/intent.js';
import { untilOnline } from '../../src/adapter/timing.js';
import { HASTY, json, pretend, problem, quiet, scripted } from './support.js';

const invoice = () => json({ id: 'in_1', object: 'invoice' });
const down = new TypeError('fetch failed');
const BACKEND = 'https://shop.test/api';

/** A browser without a network. */
function offline() {
  const navigator = { onLine: false };
  const { window, restore } = pretend({ navigator });
  const comeBack = (): void => {
    navigator.onLine = true;
    window.dispatchEvent(new Event('online'));
  };
  return { navigator, window, comeBack, restore };
}

test('the state follows the browser, failed requests and answers', async (t) => {
  const { window, comeBack, restore } = offline();
  t.after(restore);
  const { fetch } = scripted(down, invoice());
  const adapter = new HttpAdapter({ url: BACKEND, fetch, retry: { attempts: 1 } });
  assert.equal(adapter.connection, 'offline');
  const states: string[] = [];
  const stop = adapter.watchConnection((state) => states.push(state));
  comeBack();
  await assert.rejects(adapter.retrieve('in_1'), { code: 'network_error' });
  await adapter.retrieve('in_1');
  window.dispatchEvent(new Event('offline'));
  assert.deepEqual(states, ['online', 'offline', 'online', 'offline']);
  stop();
  comeBack();
  assert.equal(states.length, 4);
});

test('an answer is believed more than a browser that says it is offline', async (t) => {
  t.after(offline().restore);
  const adapter = new HttpAdapter({ url: BACKEND, fetch: scripted(invoice()).fetch });
  await adapter.retrieve('in_1');
  assert.equal(adapter.connection, 'online');
});

test('a read that fails offline is told, or waits with `hold` until the browser is online', async (t) => {
  const { comeBack, restore } = offline();
  t.after(restore);
  const told = scripted(down, down, down);
  const adapter = new HttpAdapter({ url: BACKEND, fetch: told.fetch, retry: HASTY });
  await assert.rejects(adapter.retrieve('in_1'), { code: 'network_error' });

  const held = scripted(down, invoice());
  const patient = new HttpAdapter({ url: BACKEND, fetch: held.fetch, retry: { attempts: 1 }, hold: true });
  const read = patient.retrieve('in_1');
  await quiet();
  await quiet();
  assert.equal(held.left.length, 1, 'nothing is asked while the browser is offline');
  comeBack();
  assert.equal((await read).id, 'in_1');

  const cancelled = new AbortController();
  const other = offline();
  t.after(other.restore);
  const waiting = new HttpAdapter({ url: BACKEND, fetch: scripted(down).fetch, hold: true });
  const given = waiting.retrieve('in_1', cancelled);
  await quiet();
  cancelled.abort();
  await assert.rejects(given, { name: 'AbortError' });
});

test('an intent wastes no tries on a network that is known to be down', async (t) => {
  const { comeBack, restore } = offline();
  t.after(restore);
  const keys: string[] = [];
  const intent = carryOut({
    policy: HASTY,
    sleep: async () => {},
    run: async (key) => {
      keys.push(key);
      if (keys.length < 3) throw problem(0, 'network_error');
      return 'done';
    },
  });
  await quiet();
  assert.equal(keys.length, 1);
  comeBack();
  assert.equal(await intent, 'done');
  assert.equal(new Set(keys).size, 1);
});

test('waiting for the network ends after a while, since the browser may be wrong', async (t) => {
  t.after(offline().restore);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let over = false;
  const waiting = untilOnline().then(() => (over = true));
  t.mock.timers.tick(29_999);
  await quiet();
  assert.equal(over, false);
  t.mock.timers.tick(1);
  await waiting;
});
