/** An export without a page: all of a walk as text, part by part. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { InvoiceCsv } from '../../src/adapter/invoice-csv.js';
import { InvoiceWalk } from '../../src/adapter/invoice-walk.js';
import type { Plan } from '../../src/invoice/list-plan.js';
import { adapterOf, problem, version } from './support.js';

const ALL: Plan = {
  sources: [{ by: 'list', params: {} }],
  matches: () => true,
  canTell: true,
  here: [],
  delayed: false,
  needsPayments: false,
};

/** Lists three pages of two; the second is refused as often as is said. */
function listed({ refused = 0, count = 6 } = {}) {
  let left = refused;
  const asked: (string | undefined)[] = [];
  const ids = Array.from({ length: count }, (_, index) => `in_${index + 1}`);
  const { adapter } = adapterOf({
    list: async ({ starting_after } = {}) => {
      asked.push(starting_after);
      if (starting_after && left-- > 0) throw problem(500, 'api_error');
      const from = starting_after ? ids.indexOf(starting_after) + 1 : 0;
      const data = ids.slice(from, from + 2).map((id) => version(id));
      return { object: 'list', data, has_more: from + 2 < count };
    },
  });
  return { asked, csv: new InvoiceCsv(new InvoiceWalk(adapter, ALL, { pageSize: 2 }), 1_763_600_000) };
}

const idsIn = (file: string): string[] =>
  file
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(',')[0] ?? '');

test('all of it can be looped over, with one head', async () => {
  const { csv } = listed();
  const parts: string[] = [];
  for await (const text of csv) parts.push(text);
  assert.equal(parts.length, 3);
  assert.deepEqual(idsIn(parts.join('')), ['\ufeffid', 'in_1', 'in_2', 'in_3', 'in_4', 'in_5', 'in_6']);
  assert.equal(csv.count, 6);
});

test('after a failure it goes on where it stood', async () => {
  const { csv, asked } = listed({ refused: 1 });
  let file = await csv.next();
  await assert.rejects(csv.next(), { status: 500 });
  assert.equal(csv.count, 2);
  for await (const text of csv) file += text;
  assert.deepEqual(idsIn(file ?? ''), ['\ufeffid', 'in_1', 'in_2', 'in_3', 'in_4', 'in_5', 'in_6']);
  assert.deepEqual(asked, [undefined, 'in_2', 'in_2', 'in_4']);
});

test('where nothing matches there is a head and an end', async () => {
  const { csv } = listed({ count: 0 });
  assert.deepEqual(idsIn((await csv.next()) ?? ''), ['\ufeffid']);
  assert.equal(await csv.next(), null);
});
