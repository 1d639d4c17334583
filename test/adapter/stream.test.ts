import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HttpAdapter } from '../../src/adapter/http.js';
import { EventParser, followChanges } from '../../src/adapter/stream.js';
import type { ServerEvent } from '../../src/adapter/stream.js';
import type { Change } from '../../src/invoice/wire.js';
import { HASTY, deferred, page, refused, scripted } from './support.js';

const word = fc.stringMatching(/^[ -~äß€]{0,12}$/);
const message = fc.record({
  type: fc.option(fc.stringMatching(/^[a-z.]{1,12}$/), { nil: undefined }),
  id: fc.option(fc.stringMatching(/^[a-z0-9]{1,6}$/), { nil: undefined }),
  data: fc.array(word, { maxLength: 3 }),
  comment: fc.boolean(),
});

test('the same events come out however the stream is cut and its lines end', () => {
  const newline = fc.constantFrom('\n', '\r\n', '\r');
  fc.assert(
    fc.property(
      fc.array(message, { maxLength: 6 }),
      newline,
      fc.infiniteStream(fc.nat({ max: 9 })),
      (messages, eol, cuts) => {
        const lines = messages.flatMap(({ type, id, data, comment }) => [
          ...(comment ? [': still here'] : []),
          ...(type === undefined ? [] : [`event: ${type}`]),
          ...data.map((text) => `data: ${text}`),
          ...(id === undefined ? [] : [`id: ${id}`]),
          '',
        ]);
        let left = lines.map((line) => line + eol).join('');
        const seen: ServerEvent[] = [];
        const parser = new EventParser((event) => seen.push(event));
        while (left) {
          const { value: size } = cuts.next();
          parser.push(left.slice(0, size));
          left = left.slice(size);
        }
        const expected = messages
          .filter(({ data }) => data.length)
          .map(({ type, data }) => ({ type: type ?? 'message', data: data.join('\n') }));
        assert.deepEqual(seen, expected);
        assert.equal(parser.lastEventId, messages.findLast(({ id }) => id !== undefined)?.id ?? '');
      },
    ),
  );
});

test('fields without a blank, without a value, unknown or bad are read as the standard says', () => {
  const seen: ServerEvent[] = [];
  const parser = new EventParser((event) => seen.push(event));
  parser.push(
    'data:a\ndata\nfoo: bar\nretry: 12\nretry: soon\nid: x\0y\n\nevent: lost\n\ndata: : colon\n\ndata: half',
  );
  assert.deepEqual(seen, [
    { type: 'message', data: 'a\n' },
    { type: 'message', data: ': colon' },
  ]);
  assert.equal(parser.retry, 12);
  assert.equal(parser.lastEventId, '');
});

const change = (invoice: string): Change => ({ type: 'invoice.updated', invoice, created: 5 });
const frame = (of: Change, id = ''): string => `${id && `id: ${id}\n`}data: ${JSON.stringify(of)}\n\n`;

/** A line that says these things and then ends, or stays open. */
function line(texts: string[], { open = false } = {}): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const text of texts) controller.enqueue(new TextEncoder().encode(text));
      if (!open) controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
}

test('a broken line is opened again where it broke, and says that something may have been missed', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { fetch, requests } = scripted(
    line([': hello\n\n', frame(change('in_1'), 'e7')]),
    new TypeError('offline'),
    line(['data: broken off', '\n']),
    refused(503, 'unavailable'),
    refused(404, 'resource_missing'),
  );
  const delivered: Change[] = [];
  const following = followChanges({
    open: (headers, signal) => fetch(new Request('https://shop.test/events', { headers, signal })),
    deliver: (one) => delivered.push(one),
    retry: HASTY,
    signal: new AbortController().signal,
  });
  let over = false;
  void following.then(() => (over = true));
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    t.mock.timers.tick(30_000);
  }
  assert.deepEqual(
    delivered.map(({ type, invoice }) => [type, invoice]),
    [
      ['invoice.updated', 'in_1'],
      ['resync', '*'],
    ],
  );
  assert.deepEqual(
    requests.map(({ headers }) => headers.get('last-event-id')),
    [null, 'e7', 'e7', 'e7', 'e7'],
  );
});

for (const texts of [[], [': hello\n\n']]) {
  test(`a line on which nothing comes after ${texts.length} texts is opened again`, async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { fetch, requests } = scripted(line(texts, { open: true }), page('gone', 404));
    const following = followChanges({
      open: (headers, signal) => fetch(new Request('https://shop.test/events', { headers, signal })),
      deliver: () => assert.fail(),
      retry: HASTY,
      signal: new AbortController().signal,
    });
    let over = false;
    void following.then(() => (over = true));
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      t.mock.timers.tick(10_000);
    }
    assert.equal(requests.length, 2);
  });
}

test('listeners share one line, which carries the headers and closes when the last one leaves', async () => {
  const closed = deferred<void>();
  const opened = deferred<void>();
  let send!: (text: string) => void;
  const { fetch, requests } = scripted(() => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        send = (text) => controller.enqueue(new TextEncoder().encode(text));
        opened.resolve();
      },
      cancel: () => closed.resolve(),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  const adapter = new HttpAdapter({
    url: 'https://shop.test',
    fetch,
    headers: { authorization: 'Bearer a' },
    retry: HASTY,
  });
  const heard: string[] = [];
  const both = deferred<void>();
  const leave = ['a', 'b'].map((name) =>
    adapter.subscribe(({ invoice }) => {
      heard.push(`${name} ${invoice}`);
      if (heard.length === 2) both.resolve();
    }),
  );
  await opened.promise;
  send('data: not json\n\n' + frame(change('in_1')));
  await both.promise;
  assert.deepEqual(heard, ['a in_1', 'b in_1']);
  assert.equal(requests.length, 1);
  assert.equal(requests[0]?.headers.get('authorization'), 'Bearer a');
  leave.forEach((stop) => stop());
  await closed.promise;
});

test('a backend that says no is asked again only by a new subscription', async () => {
  for (const no of [refused(403, 'forbidden'), refused(501, 'not_implemented'), page()]) {
    const asked = [deferred<void>(), deferred<void>()];
    let count = 0;
    const fetch = async () => {
      asked[count++]?.resolve();
      return no.clone();
    };
    const adapter = new HttpAdapter({ url: 'https://shop.test', fetch, retry: HASTY });
    const stop = adapter.subscribe(() => assert.fail());
    await asked[0]?.promise;
    stop();
    adapter.subscribe(() => assert.fail());
    await asked[1]?.promise;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(count, 2);
  }
});
