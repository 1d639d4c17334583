/**
 * Holds the stand-in's answers against Stripe's own description of them: a fetch that validates each JSON response
 * with the schema of its call, in the API version that it was asked in. Where the schemas are not at hand it validates
 * nothing and says why.
 */
import { existsSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { NEWEST_VERSION, type StripeStub } from '../../server-stub/stripe/index.js';
import { descriptionOf, eraOf, fileFor, FOLDER, type Description, type Json } from './schema-versions.js';

/** Why nothing is validated, or null when the schemas are there. */
export const skipReason: string | null = existsSync(FOLDER)
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
  'GET /v1/balance',
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
  'GET /v1/refunds',
  'POST /v1/refunds',
  'GET /v1/refunds/{refund}',
  'POST /v1/refunds/{refund}',
  'POST /v1/coupons',
  'DELETE /v1/coupons/{coupon}',
];

/** Objects that may have no key their version does not know; of the others the descriptions hold a part. */
const closed = [
  'coupon',
  'credit_note',
  'credit_note_line_item',
  'discount',
  'invoice',
  'invoice_payment',
  'invoiceitem',
  'line_item',
  'price',
  'product',
  'promotion_code',
  'tax_rate',
];

interface Validator {
  /** Complaints about the answer of a call. */
  answer(method: string, path: string, body: unknown): string[];
  /** Complaints about an object (or a list of such) by the word in its `object`. */
  object(body: unknown): string[];
  error(body: unknown): string[];
}
const validators = new Map<string, Validator>();

function validatorOf(version: string): Validator {
  const era = eraOf(version);
  const validator = validators.get(era) ?? createValidator(descriptionOf(version));
  validators.set(era, validator);
  return validator;
}

/** `stub.fetch` that throws when an answer is not what Stripe's schema says; a drop-in for a global fetch. */
export function validatingFetch(
  stub: Pick<StripeStub, 'fetch'>,
): (input: RequestInfo | URL, init?: RequestInit) => Promise<Response> {
  return async (input, init) => {
    const request = input instanceof Request && !init ? input : new Request(input, init);
    const response = await stub.fetch(request);
    const { pathname } = new URL(request.url);
    if (skipReason === null && pathname.startsWith('/v1/')) {
      const complaints = complaintsAbout(request.method, pathname, response, await response.clone().json());
      if (complaints.length > 0) {
        throw new Error(
          `${request.method} ${pathname} answers against its schema:\n${complaints.join('\n')}`,
        );
      }
    }
    return response;
  };
}

/** The only invoice without an id, which the descriptions that are made from types do not tell. */
const UPCOMING = '/v1/invoices/upcoming';

function complaintsAbout(method: string, path: string, response: Response, body: unknown): string[] {
  const version = response.headers.get('stripe-version') ?? NEWEST_VERSION;
  const validator = validatorOf(version);
  if (response.status !== 200) return validator.error(body);
  return fileFor(version) === fileFor(NEWEST_VERSION)
    ? [...validator.answer(method, path, body), ...insideEvents(body)]
    : [...validator.object(path === UPCOMING ? { id: '', ...(body as Json) } : body), ...insideEvents(body)];
}

/** What an event carries is in the event's own version, whatever the request asked for. */
export function insideEvents(body: unknown): string[] {
  const { object, data, api_version } = body as Json;
  if (object === 'list') return (data as unknown[]).flatMap(insideEvents);
  if (object !== 'event') return [];
  return validatorOf(String(api_version)).object((data as Json)['object']);
}

function createValidator(description: Description): Validator {
  const { schemas } = description.components;
  for (const deviation of deviations) deviation.apply(schemas);
  for (const name of closed) {
    if (schemas[name]) schemas[name] = { ...schemas[name], additionalProperties: false };
  }
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    // Every test file compiles for itself: the quickest way to a validator counts for more than the quickest validator.
    inlineRefs: false,
    code: { optimize: false },
  });
  ajv.addSchema({ $id: 'stripe', components: toJsonSchema(description.components) as Json });
  const compiled = new Map<string, ValidateFunction>();
  const complaints = (key: string, schema: Json, body: unknown): string[] => {
    const validate = compiled.get(key) ?? ajv.compile(toJsonSchema(schema) as Json);
    compiled.set(key, validate);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
  };
  const named = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

  const object = (body: unknown): string[] => {
    const { object: kind, data, deleted } = body as Json;
    if (kind === 'list' || kind === 'search_result') return (data as unknown[]).flatMap(object);
    const name = deleted === true ? `deleted_${String(kind)}` : String(kind);
    return schemas[name] ? complaints(name, named(name), body) : [];
  };
  return {
    object,
    error: (body) => complaints('error', named('error'), body),
    answer(method, path, body) {
      const schema = responseSchema(description, method, path);
      return schema ? complaints(`${method} ${templateOf(description, path) ?? ''}`, schema, body) : [];
    },
  };
}

function responseSchema(description: Description, method: string, path: string): Json | undefined {
  const operation = description.paths[templateOf(description, path) ?? '']?.[method.toLowerCase()];
  return operation?.responses['200']?.content?.['application/json']?.schema;
}

/** The path of the description that fits; `/v1/invoices/search` before `/v1/invoices/{invoice}`. */
export function templateOf(description: Description, path: string): string | undefined {
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
  // What an id may expand to was cut out of the description.
  if (rest['x-expandable-cut'] !== undefined) rest['type'] = ['string', 'object'];
  const converted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, toJsonSchema(value)]),
  );
  const ref = converted['$ref'];
  if (typeof ref === 'string') converted['$ref'] = `stripe${ref}`;
  const alternatives = [
    converted,
    ...(nullable === true ? [{ type: 'null' }] : []),
    // The description has no schema for what stands here when it is expanded.
    ...(rest['x-expandable-cut'] ? [{ type: 'object' }] : []),
  ];
  return alternatives.length > 1 ? { anyOf: alternatives } : converted;
}
