/**
 * Every route of the handler × admin, viewer, nobody, another tenant × own, foreign, missing id. Refusals come in the
 * order 401, 404, 403, 400. The table is held against the router's own list: a new route needs a row in rows.ts.
 */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { handlerRoutes, type Caller, type Reply } from './harness.js';
import { ask, MISSING, ROWS, tenants, type Target } from './rows.js';

test('every route of the router has a row here, and every row is a route', () => {
  const routes = handlerRoutes().map(({ method, path }) => `${method} /${path}`);
  assert.deepEqual([...new Set(ROWS.map(({ route }) => route))].sort(), [...routes].sort());
});

/** The problem without the ids that were asked for. */
function told({ status, body }: Reply, target: Target): string {
  const text = JSON.stringify({ status, body });
  return Object.values(target).reduce((rest, id) => rest.replaceAll(id, '*'), text);
}

for (const scoped of ['customers', 'metadata'] as const) {
  for (const row of ROWS) {
    const name = `${row.route} ${row.path(MISSING)} ${JSON.stringify(row.body?.(MISSING) ?? {})}`;
    test(`${name} (scope by ${scoped}): 401, then 404, then 403, then 400`, async () => {
      const { backend, own, foreign } = await tenants(scoped);
      const as = (person: string | null): Caller => backend.as(person);
      for (const bad of [false, true]) {
        for (const person of [null, 'gamma-admin']) {
          for (const target of [own, foreign, MISSING]) {
            assert.equal((await ask(as(person), row, target, bad)).status, 401, `${person}`);
          }
        }
        for (const person of row.open ? [] : ['alpha-admin', 'alpha-viewer']) {
          const answers = [];
          for (const target of [foreign, MISSING]) {
            const answer = await ask(as(person), row, target, bad);
            assert.deepEqual([answer.status, answer.body['code']], [404, 'resource_missing'], person);
            answers.push(told(answer, target));
          }
          assert.equal(answers[0], answers[1], 'foreign and missing are told alike');
        }
        if (!row.reads) {
          const refused = await ask(as('alpha-viewer'), row, own, bad);
          assert.deepEqual([refused.status, refused.body['code']], [403, 'forbidden']);
        }
      }
      const isStrict = !row.route.startsWith('DELETE');
      if (isStrict)
        assert.equal((await ask(as('alpha-admin'), row, own, true)).status, 400, 'not well-formed');
      const { status } = await backend.stripe.invoices.retrieve(foreign.draft);
      assert.equal(status, 'draft');
      if (row.reads) assert.equal((await ask(as('alpha-viewer'), row, own, false)).status, 200);
      const allowed = await ask(as('alpha-admin'), row, own, false);
      assert.equal(allowed.status, row.status ?? 200, JSON.stringify(allowed.body));
      const text = JSON.stringify(allowed.body);
      for (const id of Object.values(foreign)) assert.ok(!text.includes(id), `${id} is not theirs`);
      backend.handler.close();
    });
  }
}
