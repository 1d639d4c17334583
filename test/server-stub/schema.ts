/**
 * Holds the stand-in's answers against Stripe's own description of them: a fetch that validates each JSON response
 * with the schema of its call. Where the schemas are not at hand it validates nothing and says why.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import type { StripeStub } from '../../server-stub/stripe/index.js';

const FILE = fileURLToPath(
  new URL('../../../shared/data/openapi/stripe-invoices.openapi.json', import.meta.url),
);

type Json = Record<string, unknown>;
interface Operation {
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}
interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

/** Why nothing is validated, or null when the schemas are there. */
export const skipReason: string | null = existsSync(FILE)
  ? null
  : 'responses are not validated: ../shared/data/openapi is not there';

/** Where the stand-in differs from the schemas on purpose, each with its reason. */
export const deviations: { reason: string; apply(schemas: Record<string, Json>): void }[] = [
  {
    reason: 'Lines recorded in 2026 have no `subscription` key, although the schema requires it.',
    apply: ({ line_item }) => {
      if (line_item)
        line_item['required'] = (line_item['required'] as string[]).filter((key) => key !== 'subscription');
    },
  },
  {
    reason: 'The schema knows a payment record by its id only, and not expanded.',
    apply: ({ invoice_payment }) => {
      const payment = (invoice_payment?.['properties'] as Record<string, Json> | undefined)?.['payment'];
      const properties = payment?.['properties'] as Record<string, Json> | undefined;
      if (properties) properties['payment_record'] = {};
    },
  },
];

/** The calls that have no schema there; their answers pass unchecked. */
export const unchecked = [
  'GET /v1/account',
  'GET /v1/payment_intents',
  'GET /v1/payment_intents/{intent}',
  'POST /v1/payment_intents',
  'POST /v1/payment_intents/{intent}',
  'POST /v1/payment_intents/{intent}/cancel',
  'POST /v1/payment_intents/{intent}/confirm',
  'GET /v1/payment_methods',
  'POST /v1/payment_methods',
  'POST /v1/payment_methods/{payment_method}/attach',
  'POST /v1/payment_methods/{payment_method}/detach',
  'GET /v1/customers/{customer}/payment_methods',
  'GET /v1/customers/{customer}/payment_methods/{payment_method}',
  'POST /v1/payment_records/report_payment',
  'GET /v1/payment_records/{id}',
  'GET /v1/charges',
  'GET /v1/charges/{charge}',
  'POST /v1/coupons',
  'DELETE /v1/coupons/{coupon}',
];

interface Validator {
  (method: string, path: string, status: number, body: unknown): string[];
}
const validator = skipReason === null ? createValidator() : null;

/** `stub.fetch` that throws when an answer is not what Stripe's schema says; a drop-in for a global fetch. */
export function validatingFetch(
  stub: Pick<StripeStub, 'fetch'>,
): (input: RequestInfo | URL, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    const response = await stub.fetch(request);
    const { pathname } = new URL(request.url);
    if (validator && pathname.startsWith('/v1/')) {
      const complaints = validator(request.method, pathname, response.status, await response.clone().json());
      if (complaints.length > 0) {
        throw new Error(
          `${request.method} ${pathname} answers against its schema:\n${complaints.join('\n')}`,
        );
      }
    }
    return response;
  };
}

function createValidator(): Validator {
  const description = JSON.parse(readFileSync(FILE, 'utf8')) as Description;
  const { schemas } = description.components;
  for (const deviation of deviations) deviation.apply(schemas);
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'stripe', components: toJsonSchema(description.components) as Json });
  const compiled = new Map<string, ValidateFunction>();

  return (method, path, status, body) => {
    const schema =
      status === 200 ? responseSchema(description, method, path) : { $ref: '#/components/schemas/error' };
    if (!schema) return [];
    const key = status === 200 ? `${method} ${templateOf(description, path) ?? ''}` : 'error';
    const validate = compiled.get(key) ?? ajv.compile(toJsonSchema(schema) as Json);
    compiled.set(key, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };
}

function responseSchema(description: Description, method: string, path: string): Json | undefined {
  const operation = description.paths[templateOf(description, path) ?? '']?.[method.toLowerCase()];
  return operation?.responses['200']?.content?.['application/json']?.schema;
}

/** The path of the description that fits; `/v1/invoices/search` before `/v1/invoices/{invoice}`. */
function templateOf(description: Description, path: string): string | undefined {
  if (description.paths[path]) return path;
  const parts = path.split('/');
  return Object.keys(description.paths).find((template) => {
    const pieces = template.split('/');
    return (
      pieces.length === parts.length &&
      pieces.every((piece, index) => piece.startsWith('{') || piece === parts[index])
    );
  });
}

/** OAS 3.0 to JSON schema: `nullable` becomes null as another type, open enums any string. */
function toJsonSchema(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(toJsonSchema);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, ...rest } = node as Json;
  if (rest['x-stripe-open-enum'] === true) delete rest['enum'];
  const converted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value)]),
  );
  const ref = converted['$ref'];
  if (typeof ref === 'string') converted['$ref'] = `stripe${ref}`;
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}
