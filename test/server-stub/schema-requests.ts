/**
 * Holds requests against Stripe's own description of its parameters: a fetch around a fetch, which throws when a
 * parameter is unknown, missing, or of the wrong kind. For versions since basil; older ones have no description of
 * their requests at hand, and pass, as calls do that are not described.
 */
import { NEWEST_VERSION } from '../../server-stub/stripe/index.js';
import { decodeForm, type Raw, type RawNode } from '../../server-stub/stripe/core/form.js';
import { skipReason, templateOf } from './schema.js';
import { descriptionOf, fileFor, type Description, type Json, type Operation } from './schema-versions.js';

type Fetch = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

/** Where requests may differ from the description on purpose, each with its reason. */
export const requestDeviations: { reason: string; apply(description: Description): void }[] = [
  {
    reason:
      'An empty list is nothing at all in a form; Stripe refuses it as missing, and our handler passes that on.',
    apply({ paths }) {
      for (const call of ['add_lines', 'update_lines', 'remove_lines']) {
        const operation = paths[`/v1/invoices/{invoice}/${call}`]?.['post'];
        const form = operation?.requestBody?.content?.['application/x-www-form-urlencoded']?.schema;
        if (form) form['required'] = [];
      }
    },
  },
  {
    reason:
      'An empty text unsets a text of an invoice that is updated: said by a maintainer of the SDKs (stripe-dotnet#1954); the description has no word for it.',
    apply({ paths }) {
      const operation = paths['/v1/invoices/{invoice}']?.['post'];
      const form = operation?.requestBody?.content?.['application/x-www-form-urlencoded']?.schema;
      const properties = form?.['properties'] as Record<string, Json> | undefined;
      for (const name of ['description', 'footer', 'number'])
        if (properties?.[name])
          properties[name] = { anyOf: [properties[name], { type: 'string', enum: [''] }] };
    },
  },
];

let described: Description | undefined;
function description(): Description {
  if (!described) {
    described = descriptionOf();
    for (const deviation of requestDeviations) deviation.apply(described);
  }
  return described;
}

/** A fetch that asks only what Stripe describes. */
export function validatingRequests(fetch: Fetch): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const complaints = await complaintsAboutRequest(request.clone());
    if (complaints.length > 0) {
      const { pathname } = new URL(request.url);
      throw new Error(
        `${request.method} ${pathname} asks against its description:\n${complaints.join('\n')}`,
      );
    }
    return fetch(request);
  };
}

/** What Stripe's description has against a request; nothing where there is no description. */
export async function complaintsAboutRequest(request: Request): Promise<string[]> {
  const version = request.headers.get('stripe-version') ?? NEWEST_VERSION;
  const { pathname, search } = new URL(request.url);
  if (skipReason !== null || fileFor(version) !== fileFor(NEWEST_VERSION)) return [];
  const { paths, components } = description();
  const operation = paths[templateOf(description(), pathname) ?? '']?.[request.method.toLowerCase()];
  if (!operation) return [];
  const asked = decodeForm(request.method === 'POST' ? await request.text() : search);
  return check(schemaOf(operation), asked, '', components.schemas);
}

/** Query and form parameters of a call as one object. */
function schemaOf({ parameters = [], requestBody }: Operation): Json {
  const form = requestBody?.content?.['application/x-www-form-urlencoded']?.schema ?? {};
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const required = query.filter((parameter) => (parameter as unknown as Json)['required'] === true);
  return {
    type: 'object',
    properties: {
      ...Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
      ...(form['properties'] as Json | undefined),
    },
    required: [...required.map(({ name }) => name), ...((form['required'] as string[] | undefined) ?? [])],
  };
}

function check(schema: Json, node: Raw, at: string, schemas: Record<string, Json>): string[] {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    return check(schemas[reference.replace('#/components/schemas/', '')] ?? {}, node, at, schemas);
  }
  const alternatives = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined;
  if (alternatives) return checkAny(alternatives, node, at, schemas);
  if (typeof node === 'string') return checkText(schema, node, at);
  if (schema['type'] === 'array') return checkList(schema, node, at, schemas);
  return schema['type'] === 'object'
    ? checkObject(schema, node, at, schemas)
    : [`${at}: ${String(schema['type'])} wanted, not an object`];
}

/** The complaints of the alternative that fits best. */
function checkAny(alternatives: Json[], node: Raw, at: string, schemas: Record<string, Json>): string[] {
  const results = alternatives.map((alternative) => check(alternative, node, at, schemas));
  const best = results.reduce((least, result) => (depth(result) > depth(least) ? result : least));
  return results.some((result) => result.length === 0) ? [] : best;
}

/** How far into the parameters the first complaint points. */
const depth = ([first = '']: string[]): number => (first.split(':')[0] ?? '').split('[').length;

const patterns: Record<string, RegExp> = {
  boolean: /^(true|false)$/,
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
};

function checkText(schema: Json, text: string, at: string): string[] {
  const { type, enum: words, maxLength } = schema as { type?: string; enum?: unknown[]; maxLength?: number };
  if (type === 'array' || type === 'object') return [`${at}: ${type} wanted, not "${text}"`];
  if (type && patterns[type] && !patterns[type].test(text)) return [`${at}: ${type} wanted, not "${text}"`];
  if (words && !words.map(String).includes(text)) {
    return [`${at}: "${text}" is none of ${words.join(', ')}`];
  }
  if (!words && text === '') return [`${at}: cannot be unset`];
  return maxLength !== undefined && text.length > maxLength ? [`${at}: longer than ${maxLength}`] : [];
}

function checkList(schema: Json, node: RawNode, at: string, schemas: Record<string, Json>): string[] {
  const items = schema['items'] as Json;
  return [...node].flatMap(([index, value]) =>
    /^\d+$/.test(index) ? check(items, value, `${at}[${index}]`, schemas) : [`${at}: array wanted`],
  );
}

function checkObject(schema: Json, node: RawNode, at: string, schemas: Record<string, Json>): string[] {
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const more = schema['additionalProperties'];
  const other = more === true ? {} : (more as Json | undefined);
  const missing = ((schema['required'] ?? []) as string[]).filter((name) => !node.has(name));
  return [
    ...missing.map((name) => `${inside(at, name)}: missing`),
    ...[...node].flatMap(([name, value]) => {
      const known = properties[name];
      if (known) return check(known, value, inside(at, name), schemas);
      // An empty value takes a key out of a map.
      if (other) return value === '' ? [] : check(other, value, inside(at, name), schemas);
      return [`${inside(at, name)}: unknown`];
    }),
  ];
}

const inside = (at: string, name: string): string => (at === '' ? name : `${at}[${name}]`);
