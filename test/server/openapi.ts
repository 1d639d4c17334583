/** The description of the contract as tests use it: found by request, and held against what is asked and answered. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { queryObject } from '../../src/server/input.js';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: AnySchemaObject;
}
type Content = Record<string, { schema: AnySchemaObject }>;

/** One method of one path, with its references to other parts followed. */
export interface Operation {
  /** `GET /invoices/{id}`, as the description writes it. */
  name: string;
  method: string;
  parts: string[];
  parameters: Parameter[];
  body: AnySchemaObject | null;
  responses: Record<string, { content?: Content }>;
}

interface Description {
  paths: Record<string, Record<string, AnySchemaObject>>;
  components: Record<string, Record<string, AnySchemaObject>>;
}

const HOME = 'https://invoice-elements.example/openapi';

const text = readFileSync(new URL('../../src/server/openapi.yaml', import.meta.url), 'utf8');
export const description = closed(
  JSON.parse(
    JSON.stringify(parse(text)).replaceAll('"#/components/', `"${HOME}#/components/`),
  ) as Description,
);

/** Follows a reference to another part of the description. */
export function resolved<T extends object>(part: T): T {
  const reference = (part as { $ref?: string }).$ref;
  if (!reference) return part;
  const [, , group = '', name = ''] = reference.slice(HOME.length).split('/');
  return resolved(description.components[group]![name] as unknown as T);
}

/**
 * The same description where no answer may have a field that it does not name. Schemas that others are made from by
 * `allOf` stay open; those who use them are closed.
 */
function closed(open: Description): Description {
  const bases = new Set(
    JSON.stringify(open)
      .match(/"allOf":\[\{"\$ref":"[^"]+/g)
      ?.map((found) => found.split('/').at(-1)),
  );
  const close = (node: unknown, name = ''): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) close(child, key);
    const schema = node as AnySchemaObject;
    const isObject = 'allOf' in schema || ('type' in schema && typeof schema['properties'] === 'object');
    if (isObject && !bases.has(name) && !('additionalProperties' in schema))
      schema['unevaluatedProperties'] = false;
  };
  close(open);
  return open;
}

export const operations: Operation[] = Object.entries(description.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => method !== 'parameters')
    .map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      parts: path.split('/').slice(1),
      parameters: [
        ...((item['parameters'] as unknown as object[]) ?? []),
        ...((operation['parameters'] as object[]) ?? []),
      ].map((parameter) => resolved(parameter) as Parameter),
      body: operation['requestBody']
        ? (resolved(operation['requestBody'] as { content: Content }).content['application/json']?.schema ??
          null)
        : null,
      responses: Object.fromEntries(
        Object.entries(operation['responses'] as Record<string, object>).map(([status, response]) => [
          status,
          resolved(response),
        ]),
      ),
    })),
);

/** The operation of a request; where two paths fit, the one with more fixed words. */
export function operationOf(method: string, parts: string[]): Operation | undefined {
  return operations
    .filter(
      (operation) =>
        operation.method === method &&
        operation.parts.length === parts.length &&
        operation.parts.every((part, index) => part.startsWith('{') || part === parts[index]),
    )
    .sort((a, b) => variables(a) - variables(b))[0];
}

const variables = ({ parts }: Operation): number => parts.filter((part) => part.startsWith('{')).length;

const OPTIONS = { strict: false, validateFormats: false, allErrors: true } as const;
const plain = new Ajv2020(OPTIONS).addSchema(description, HOME);
/** Numbers and booleans of a query are text on the wire. */
const coercing = new Ajv2020({ ...OPTIONS, coerceTypes: true }).addSchema(description, HOME);
const compiled = new Map<object, ValidateFunction>();

function fits(schema: AnySchemaObject, value: unknown, what: string, ajv = plain): void {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  assert.ok(
    validate(value),
    `${what}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value).slice(0, 2000)}`,
  );
}

type Ask = (request: Request) => Promise<Response>;

/**
 * Carries requests below `mount` to the handler and holds both ways against the description: each answer, and each
 * request that was not refused. `seen` collects the operations that were done.
 */
export function described(handler: Ask, mount: string, seen: Set<string> = new Set()): Ask {
  return async (request) => {
    const url = new URL(request.url);
    const parts = url.pathname
      .slice(new URL(mount).pathname.length)
      .split('/')
      .filter(Boolean)
      .map(decodeURIComponent);
    const operation = operationOf(request.method, parts);
    const body = request.body ? await request.clone().text() : '';
    const response = await handler(request);
    if (!operation) {
      assert.ok([404, 405].includes(response.status), `${request.method} ${url.pathname} is not described`);
      return response;
    }
    if (response.ok) {
      checkRequest(operation, request, url, parts, body);
      seen.add(operation.name);
    }
    await checkResponse(operation, response);
    return response;
  };
}

function checkRequest(operation: Operation, request: Request, url: URL, parts: string[], body: string): void {
  const query = { ...queryObject(url.searchParams) };
  for (const { name, in: place, required, schema } of operation.parameters) {
    const plainName = name.replace('[]', '');
    const value = {
      query: () => query[plainName],
      header: () => request.headers.get(name) ?? undefined,
      path: () => parts[operation.parts.indexOf(`{${name}}`)],
    }[place]();
    const what = `${operation.name}, ${place} ${name}`;
    if (value === undefined) assert.ok(!required, `${what} is missing`);
    else fits(schema, value, what, place === 'query' ? coercing : plain);
    if (place === 'query') delete query[plainName];
  }
  assert.deepEqual(Object.keys(query), [], `${operation.name}: parameters that are not described`);
  if (!operation.body) return assert.equal(body, '', `${operation.name}: a body that is not described`);
  fits(operation.body, JSON.parse(body || '{}'), `${operation.name}, body`);
}

async function checkResponse(operation: Operation, response: Response): Promise<void> {
  const told =
    operation.responses[response.status] ??
    (response.status >= 400 ? operation.responses['default'] : undefined);
  const what = `${operation.name}, ${response.status}`;
  assert.ok(told, `${what} is not described`);
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (!told.content) return assert.equal(response.body, null, `${what}: a body`);
  const schema = told.content[type]?.schema;
  assert.ok(schema, `${what}: ${type} is not described`);
  if (/json$/.test(type)) fits(schema, await response.clone().json(), what);
}
