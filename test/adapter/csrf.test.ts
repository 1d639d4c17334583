/** Where each framework keeps its token, and that it stays at home. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CsrfOption } from '../../src/adapter/csrf.js';
import { HttpAdapter } from '../../src/adapter/http.js';
import { json, pretend, scripted } from './support.js';

const HOME = 'https://shop.test';
const answer = () => json({ id: 'in_1', object: 'invoice' });

/** A page with one meta element and cookies, whose token may change. */
function page() {
  const meta = { name: 'csrf-token', token: 'm+1/=' };
  const document = {
    cookie: 'xcsrftoken=no; csrftoken=dj1; XSRF-TOKEN=eyJ%3D%3D; broken=%E0%A4%A',
    querySelector: (selector: string) =>
      selector === `meta[name="${meta.name}"]` ? { getAttribute: () => meta.token } : null,
  };
  return { meta, document, ...pretend({ location: { origin: HOME }, document }) };
}

async function tokenSent(csrf: CsrfOption, header: string, url = `${HOME}/api`): Promise<string | null> {
  const { fetch, requests } = scripted(answer());
  const adapter = new HttpAdapter({ url, fetch, csrf });
  await adapter.send('in_1', { key: 'k' });
  return requests[0]?.headers.get(header) ?? null;
}

test('each framework gets its token from where it keeps it', async (t) => {
  t.after(page().restore);
  const table: [CsrfOption, string, string | null][] = [
    ['rails', 'X-CSRF-Token', 'm+1/='],
    ['django', 'X-CSRFToken', 'dj1'],
    ['laravel', 'X-XSRF-TOKEN', 'eyJ=='],
    [{ header: 'X-Mine', cookie: 'broken', decode: true }, 'X-Mine', '%E0%A4%A'],
    [{ header: 'X-Mine', cookie: 'XSRF-TOKEN' }, 'X-Mine', 'eyJ%3D%3D'],
    [{ header: 'X-Mine', meta: 'other' }, 'X-Mine', null],
    [{ header: 'X-Mine', cookie: 'token' }, 'X-Mine', null],
  ];
  for (const [csrf, header, token] of table) {
    assert.equal(await tokenSent(csrf, header), token, JSON.stringify(csrf));
  }
});

test('it is read anew for each write, and reads go without', async (t) => {
  const { meta, restore } = page();
  t.after(restore);
  const { fetch, requests } = scripted(answer(), answer(), answer(), answer());
  const adapter = new HttpAdapter({ url: `${HOME}/api`, fetch, csrf: 'rails' });
  await adapter.send('in_1', { key: 'k' });
  meta.token = 'second';
  await adapter.send('in_1', { key: 'k' });
  await adapter.retrieve('in_1');
  await adapter.delete('in_1', { key: 'k' });
  assert.deepEqual(
    requests.map(({ headers }) => headers.get('x-csrf-token')),
    ['m+1/=', 'second', null, 'second'],
  );
});

test('another origin never gets it, nor does anyone outside of a page', async (t) => {
  const { restore } = page();
  t.after(restore);
  for (const url of ['https://api.shop.test/api', 'http://shop.test/api', 'https://shop.test:8443']) {
    assert.equal(await tokenSent('rails', 'X-CSRF-Token', url), null, url);
  }
  restore();
  assert.equal(await tokenSent('rails', 'X-CSRF-Token'), null);
});

test('a framework that is not known is refused at once', () => {
  assert.throws(() => new HttpAdapter({ url: HOME, csrf: 'spring' as 'rails' }), {
    message: 'HttpAdapter: csrf "spring" is none of rails, django, laravel.',
  });
});
