import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpAdapter } from '../../src/adapter/http.js';
import { HASTY, json, refused, scripted } from './support.js';
import type { Reply } from './support.js';

const people = [
  { id: 'cus_1', name: 'Ångström Labs', email: 'billing@angstrom.test' },
  { id: 'cus_2', name: null, email: 'Ab@x.test' },
  { id: 'cus_3', name: 'Cab "Yellow" \\ Co', email: null },
];
const list = (...data: object[]) => json({ object: 'list', has_more: false, data });

async function search(text: string, ...replies: Reply[]) {
  const { fetch, requests } = scripted(...replies);
  const adapter = new HttpAdapter({ url: 'https://shop.test', fetch, retry: HASTY });
  const found = await adapter.searchCustomers(text);
  return { found: found.map(({ id }) => id), asked: requests.map(({ url }) => new URL(url)) };
}

test('no text gives the newest customers', async () => {
  const { found, asked } = await search('  ', list(...people));
  assert.deepEqual(found, ['cus_1', 'cus_2', 'cus_3']);
  assert.equal(asked[0]?.pathname, '/customers');
});

test('a text is searched in name and email, with quotes and backslashes escaped', async () => {
  const { found, asked } = await search('w" \\', list(people[2]!));
  assert.deepEqual(found, ['cus_3']);
  assert.equal(asked[0]?.pathname, '/customers/search');
  assert.equal(asked[0]?.searchParams.get('query'), String.raw`name~"w\" \\" OR email~"w\" \\"`);
});

test('a text too short for the search is looked for among the newest, whatever its case', async () => {
  const { found, asked } = await search('cA', list(...people));
  assert.deepEqual(found, ['cus_3']);
  assert.equal(asked[0]?.pathname, '/customers');
});

test('where there is no search, the newest are looked through', async () => {
  const { found } = await search('ångst', refused(400, 'search_unavailable'), list(...people));
  assert.deepEqual(found, ['cus_1']);
});

test('a whole email or id is found at once, though the search lags behind', async () => {
  const byEmail = await search('Ab@x.test', list(people[1]!));
  assert.deepEqual(byEmail.found, ['cus_2']);
  assert.equal(byEmail.asked[0]?.searchParams.get('email'), 'Ab@x.test');

  const byId = await search('cus_1', json(people[0]!));
  assert.deepEqual(byId.found, ['cus_1']);
  assert.equal(byId.asked[0]?.pathname, '/customers/cus_1');
});

test('what looks like an email or id and is none is searched for', async () => {
  assert.deepEqual((await search('o@x.te', list(), list(people[1]!))).found, ['cus_2']);
  assert.deepEqual((await search('cus_9', refused(404, 'resource_missing'), list())).found, []);
});

test('a failing search is told', async () => {
  await assert.rejects(search('abc', refused(403, 'forbidden')), { code: 'forbidden' });
});
