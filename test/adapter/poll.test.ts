/** Where the live line does not get through: asking again, for all listeners at once, and going back to the line. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { HttpAdapter } from '../../src/adapter/http.js';
import type { HttpAdapterOptions } from '../../src/adapter/options.js';
import { HASTY, json, page, pretend, quiet } from './support.js';

const SECOND = 1_000;
const events = { 'content-type': 'text/event-stream' };

const silent = () => new Response(new ReadableStream<Uint8Array>({}), { headers: events });
const bodiless = () => new Response(null, { headers: events });
const never = () => new Promise<Response>(() => {});
function saying(text: string) {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
  });
  return new Response(body, { headers: events });
}

/** An adapter whose line is answered by `answer`, and a clock that is moved by hand. */
function listen(
  t: TestContext,
  answer: (request: Request) => Response | Promise<Response>,
  options: Partial<HttpAdapterOptions> = {},
) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(Math, 'random', () => 1);
  const state = { lines: 0, lastIds: [] as (string | null)[], ended: 0 };
  const heard: string[] = [];
  const adapter = new HttpAdapter({
    url: 'https://shop.test/api',
    retry: HASTY,
    fetch: async (request) => {
      if (!request.url.endsWith('/events')) return json({ id: 'in_1', object: 'invoice' });
      state.lines++;
      state.lastIds.push(request.headers.get('last-event-id'));
      request.signal.addEventListener('abort', () => state.ended++);
      return answer(request);
    },
    ...options,
  });
  const stop = adapter.subscribe(({ type, invoice }) => heard.push(`${type} ${invoice}`));
  const pass = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed++) {
      // A timer of the adapter is set a few turns after the one before it ran.
      for (let turn = 0; turn < 8; turn++) await quiet();
      t.mock.timers.tick(SECOND);
    }
    for (let turn = 0; turn < 8; turn++) await quiet();
  };
  return { adapter, state, heard, stop, pass };
}

/** The code of the line comes by itself. */
async function opened(state: { lines: number }, lines = 1): Promise<void> {
  while (state.lines < lines) await quiet();
  await quiet();
}

for (const [what, answer, after] of [
  ['on which no byte comes', silent, 10],
  ['that is never answered', never, 10],
  ['whose answer has no body', bodiless, 0],
] as const) {
  test(`a line ${what} is replaced by a poll`, async (t) => {
    const { state, heard, stop, pass } = listen(t, answer);
    await opened(state);
    await pass(after);
    assert.deepEqual(heard, []);
    await pass(5);
    assert.deepEqual(heard, ['resync *']);
    await pass(9);
    assert.equal(heard.length, 1, 'the pause grows');
    await pass(1);
    assert.equal(heard.length, 2);
    assert.equal(state.lines, 1);
    stop();
    await pass(400);
    assert.equal(heard.length, 2, 'nobody listens any more');
    assert.equal(state.lines, 1);
  });
}

test('there is one poll for all, and a line again once that gets through', async (t) => {
  let through = false;
  const change = { type: 'invoice.paid', invoice: 'in_7', created: 1 };
  const text = `: hello\n\nid: evt_1\ndata: ${JSON.stringify(change)}\n\n`;
  const { adapter, state, heard, stop, pass } = listen(t, () => (through ? saying(text) : silent()));
  const others: string[] = [];
  const stopOther = adapter.subscribe(({ type }) => others.push(type));
  await opened(state);
  await pass(15);
  assert.deepEqual([heard, others], [['resync *'], ['resync']]);
  through = true;
  await pass(400);
  assert.equal(state.lines > 1, true);
  assert.ok(heard.includes('invoice.paid in_7'));
  assert.deepEqual(others.length, heard.length);
  stop();
  stopOther();
});

test('something that the person does makes a long pause a short one', async (t) => {
  const { adapter, state, heard, stop, pass } = listen(t, silent);
  await opened(state);
  await pass(10 + 5 + 10 + 20);
  assert.equal(heard.length, 3);
  await pass(10);
  await adapter.send('in_1', { key: 'k' });
  await pass(5);
  assert.equal(heard.length, 4);
  stop();
});

test('a hidden page asks less and less, and at once when it is looked at', async (t) => {
  const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  t.after(pretend({ document }).restore);
  const { state, heard, stop, pass } = listen(t, silent, { polling: { streamAgain: 10_000 * SECOND } });
  await opened(state);
  await pass(10 + 5 + 10 + 20 + 40 + 80 + 160);
  assert.equal(heard.length, 6);
  await pass(299);
  assert.equal(heard.length, 6, 'five minutes at most');
  document.visibilityState = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  await pass(0);
  assert.equal(heard.length, 7);
  stop();
});

test('nothing is asked while the browser is offline', async (t) => {
  const navigator = { onLine: false };
  const { window, restore } = pretend({ navigator });
  t.after(restore);
  const { state, heard, stop, pass } = listen(t, silent);
  await opened(state);
  await pass(10 + 5 + 10);
  assert.deepEqual(heard, []);
  navigator.onLine = true;
  window.dispatchEvent(new Event('online'));
  await pass(0);
  assert.equal(heard.length, 1);
  stop();
});

test('nothing is asked while nobody is signed in, and at once when somebody is', async (t) => {
  let signedIn = false;
  const { adapter, heard, stop, pass } = listen(t, silent, {
    fetch: ({ url }) =>
      url.endsWith('/events') ? never() : Promise.resolve(signedIn ? json({ id: 'in_1' }) : page('', 401)),
  });
  await assert.rejects(adapter.retrieve('in_1'));
  await pass(60);
  assert.deepEqual(heard, []);
  signedIn = true;
  await adapter.retrieve('in_1');
  assert.deepEqual(heard, ['resync *']);
  stop();
});

test('without polling a deaf line is only opened again', async (t) => {
  const { state, heard, stop, pass } = listen(t, silent, { polling: false });
  await opened(state);
  await pass(89);
  assert.equal(state.lines, 1);
  await pass(3);
  assert.equal(state.lines, 2);
  assert.deepEqual(heard, ['resync *'], 'as on every line but the first');
  stop();
});

test('`reset` means that everything is to be read again, by name or as the type of a change', async (t) => {
  const frames = ['event: reset\ndata: {}\n\n', 'data: {"type":"reset"}\n\n'];
  for (const text of frames) {
    const { state, heard, stop, pass } = listen(t, () => saying(text));
    await opened(state);
    await pass(0);
    assert.deepEqual(heard, ['resync *']);
    stop();
    t.mock.reset();
    t.mock.timers.reset();
  }
});

test('a line that was refused with 401 comes back when the person does', async (t) => {
  let signedIn = false;
  const { adapter, state, heard, stop, pass } = listen(t, () => (signedIn ? silent() : page('', 401)));
  await opened(state);
  await pass(60);
  assert.deepEqual([adapter.connection, state.lines, heard], ['signed-out', 1, []]);
  signedIn = true;
  adapter.resume();
  await opened(state, 2);
  assert.deepEqual([state.lines, heard], [2, ['resync *']]);
  stop();
});

test('a listener that throws breaks neither the line nor the others', async (t) => {
  // Its error is thrown again where the page hears of it.
  const thrown: (() => void)[] = [];
  t.mock.method(globalThis, 'queueMicrotask', (task: () => void) => thrown.push(task));
  const { adapter, state, heard, stop, pass } = listen(t, () => saying('event: reset\ndata: {}\n\n'));
  stop();
  adapter.subscribe(() => {
    throw new Error('mine');
  });
  adapter.subscribe(({ type }) => heard.push(type));
  await opened(state);
  await pass(0);
  assert.deepEqual(heard, ['resync']);
  assert.equal(state.lines, 1);
  assert.throws(() => thrown[0]?.(), { message: 'mine' });
});
