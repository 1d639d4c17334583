/** The page that documents routes and fields says what is so: no field more and no route less. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { OUTPUT } from '../../src/server/index.js';
import { handlerRoutes } from './harness.js';

const page = await readFile(new URL('../../stories/docs/backend-routes.mdx', import.meta.url), 'utf8');

type Shape = string | { fields: Record<string, Shape> } | { list: Shape } | { each: Shape };

/** Every path of a shape; an object that has a table of its own is named by it (`lines.data[]:line`). */
function paths(shape: Shape, at: string): string[] {
  if (typeof shape === 'string') return [at];
  if ('list' in shape) return paths(shape.list, `${at}.data[]`);
  if ('each' in shape) return paths(shape.each, `${at}[]`);
  const kind = Object.entries(OUTPUT).find(([, table]) => table === shape.fields)?.[0];
  if (kind && at) return [`${at}:${kind}`];
  return Object.entries(shape.fields).flatMap(([name, inner]) => paths(inner, at ? `${at}.${name}` : name));
}

test('each field that may reach a browser is documented, and no other', () => {
  const documented = [...page.matchAll(/^### `(\w+)`\n+```text\n([^`]*)```/gm)].map(
    ([, kind, text = '']) => [kind, text.trim().split(/\s+/).sort()] as const,
  );
  const actual = Object.entries(OUTPUT).map(
    ([kind, fields]) => [kind, paths({ fields: fields }, '').sort()] as const,
  );
  assert.deepEqual(Object.fromEntries(documented), Object.fromEntries(actual));
});

test('nothing on the list is a secret, a link, a fee or a party of its own', () => {
  const all = Object.values(OUTPUT).flatMap((fields) => paths({ fields: fields }, ''));
  const never =
    /secret|url|pdf$|fee|transfer|on_behalf_of|issuer|account_tax|webhook|request$|idempotency|default_payment/;
  assert.deepEqual(
    all.filter((path) => never.test(path)),
    [],
  );
});

test('each route is documented with what it asks of `authorize`', () => {
  const routes = handlerRoutes();
  const rows = [...page.matchAll(/^\| `(GET|POST|DELETE) (\/[^`]*)` *\| ([^|]*)\|/gm)];
  const documented = rows.map(
    ([, method, path, actions = '']) => [`${method} ${path}`, actions.trim()] as const,
  );
  assert.deepEqual(
    documented.map(([route]) => route).sort(),
    routes.map(({ method, path }) => `${method} /${path}`).sort(),
  );
  for (const { method, path, actions } of routes) {
    const said = documented.find(([route]) => route === `${method} /${path}`)![1];
    const first = typeof actions === 'function' ? actions({}) : actions;
    for (const action of first) assert.ok(said.includes(`\`${action}\``), `${method} /${path}: ${action}`);
  }
});
