/** Every parameter in Stripe's description of a call is known to the stand-in, if only to say that it is not modelled. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createStripeStub } from '../../server-stub/stripe/index.js';

const FILE = fileURLToPath(
  new URL('../../../shared/data/openapi/stripe-invoices.openapi.json', import.meta.url),
);
const skip = existsSync(FILE) ? false : 'the description in ../shared/data/openapi is not there';

interface Schema {
  $ref?: string;
  type?: string;
  enum?: (string | number)[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
}
interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
}

/** The form names of all leaves: `lines[0][amount]`. */
function leaves(schema: Schema, at: string): string[] {
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches) return branches.flatMap((branch) => leaves(branch, at));
  if (schema.type === 'array') return leaves(schema.items ?? {}, `${at}[0]`);
  if (schema.type === 'object') {
    const inside = Object.entries(schema.properties ?? {});
    return inside.length > 0
      ? inside.flatMap(([name, inner]) => leaves(inner, `${at}[${name}]`))
      : [`${at}[any]`];
  }
  return [at];
}

function parametersOf(operation: Operation): string[] {
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema.properties ?? {};
  const names = [
    ...query.flatMap(({ name, schema }) => leaves(schema, name)),
    ...Object.entries(body).flatMap(([name, schema]) => leaves(schema, name)),
  ];
  return [...new Set(names)];
}

/** Asks with this one parameter and an odd value; returns what was refused as unknown, if anything. */
async function unknownName(method: string, path: string, parameter: string): Promise<string | null> {
  const stub = createStripeStub({ seed: 1 });
  const form = new URLSearchParams({ [parameter]: 'odd' }).toString();
  const url = `http://stub${path.replace(/\{\w+\}/g, 'id_1')}`;
  const response = await stub.fetch(
    new Request(method === 'GET' ? `${url}?${form}` : url, {
      method,
      headers: {
        'authorization': 'Bearer sk_test_x',
        'content-type': 'application/x-www-form-urlencoded',
      },
      ...(method === 'POST' && { body: form }),
    }),
  );
  const { error } = (await response.json()) as { error?: { code?: string; message: string } };
  const unknown =
    error?.code === 'parameter_unknown' || /^Unrecognized request URL/.test(error?.message ?? '');
  return unknown ? (error?.message ?? '') : null;
}

test('every call and every parameter of the description is known', { skip }, async () => {
  const { paths } = JSON.parse(readFileSync(FILE, 'utf8')) as Description;
  const missing: string[] = [];
  for (const [path, operations] of Object.entries(paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      const method = verb.toUpperCase();
      if (!['GET', 'POST', 'DELETE'].includes(method)) continue;
      for (const parameter of [...parametersOf(operation), 'expand[0]']) {
        const unknown = await unknownName(method, path, parameter);
        if (unknown !== null && !(parameter === 'expand[0]' && method === 'DELETE')) {
          missing.push(`${method} ${path} ${parameter}: ${unknown}`);
        }
      }
    }
  }
  assert.equal(missing.join('\n'), '');
});
