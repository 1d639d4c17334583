/**
 * Which of Stripe's descriptions holds for an API version, and where it says more or less than that version knew: the
 * newest one for all versions since basil, the one of 2024-06-20 back to 2023-10-16, the one of 2023-08-16 before that.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NEWEST_VERSION, type KnownVersion } from '../../server-stub/stripe/index.js';

export type Json = Record<string, unknown>;
export interface Parameter {
  name: string;
  in: string;
  schema: Json;
}
export interface Operation {
  parameters?: Parameter[];
  requestBody?: { content?: Record<string, { schema: Json }> };
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}
export interface Description {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Json> };
}

const BASIL = '2025-03-31.basil';
const ACACIA = '2024-09-30.acacia';

/** The folder of the descriptions. */
export const FOLDER = fileURLToPath(new URL('../../../shared/data/openapi/', import.meta.url));

/** The file that describes a version. */
export function fileFor(version: string): string {
  if (version >= BASIL) return 'stripe-invoices.openapi.json';
  return version >= '2023-10-16'
    ? 'stripe-invoices-2024.openapi.json'
    : 'stripe-invoices-2023-08-16.openapi.json';
}

/** The versions between which an object has keys; a dot goes one object deeper. */
interface Lifetime {
  object: string;
  keys: string[];
  since?: KnownVersion;
  until?: KnownVersion;
  reason: string;
}

const ADDED = 'It came with that version, and each description is of one moment.';

export const lifetimes: Lifetime[] = [
  { object: 'invoice', keys: ['status_details'], since: '2026-09-30.endive', reason: ADDED },
  { object: 'invoiceitem', keys: ['invoicing_rules'], since: '2026-09-30.endive', reason: ADDED },
  { object: 'product', keys: ['tax_details'], since: '2026-09-30.endive', reason: ADDED },
  { object: 'invoiceitem', keys: ['frozen_fields'], since: '2026-08-26.dahlia', reason: ADDED },
  { object: 'invoice', keys: ['amount_paid_off_stripe'], since: '2026-05-27.dahlia', reason: ADDED },
  { object: 'line_item', keys: ['quantity_decimal'], since: '2026-03-25.dahlia', reason: ADDED },
  { object: 'invoiceitem', keys: ['quantity_decimal'], since: '2026-03-25.dahlia', reason: ADDED },
  { object: 'credit_note_line_item', keys: ['metadata'], since: '2026-03-25.dahlia', reason: ADDED },
  { object: 'line_item', keys: ['subtotal'], since: '2025-12-15.clover', reason: ADDED },
  ...['credit_note', 'customer', 'discount', 'invoice', 'invoiceitem', 'promotion_code', 'tax_id'].map(
    (object): Lifetime => ({
      object,
      keys: ['customer_account'],
      since: '2025-12-15.clover',
      reason: ADDED,
    }),
  ),
  { object: 'invoiceitem', keys: ['net_amount'], since: '2025-09-30.clover', reason: ADDED },
  ...['discount', 'promotion_code'].map((object): Lifetime => ({
    object,
    keys: ['coupon'],
    until: '2025-09-30.clover',
    reason: 'It moved below `source` and `promotion`.',
  })),
  { object: 'discount', keys: ['source'], since: '2025-09-30.clover', reason: ADDED },
  { object: 'promotion_code', keys: ['promotion'], since: '2025-09-30.clover', reason: ADDED },
  {
    object: 'credit_note',
    keys: ['post_payment_amount', 'pre_payment_amount'],
    since: '2025-05-28.basil',
    reason: ADDED,
  },
  { object: 'invoice', keys: ['automatic_tax.provider'], since: '2025-04-30.basil', reason: ADDED },
  { object: 'invoice', keys: ['automatic_tax.disabled_reason'], since: '2024-12-18.acacia', reason: ADDED },
  { object: 'tax_rate', keys: ['flat_amount', 'rate_type'], since: '2024-10-28.acacia', reason: ADDED },
  { object: 'invoice', keys: ['total_pretax_credit_amounts'], since: ACACIA, reason: ADDED },
  { object: 'line_item', keys: ['pretax_credit_amounts'], since: ACACIA, reason: ADDED },
  { object: 'credit_note', keys: ['pretax_credit_amounts'], since: ACACIA, reason: ADDED },
  { object: 'credit_note_line_item', keys: ['pretax_credit_amounts'], since: ACACIA, reason: ADDED },
  {
    object: 'invoice',
    keys: ['automatically_finalizes_at', 'rendering.template', 'rendering.template_version'],
    since: '2024-06-20',
    reason: ADDED,
  },
  {
    object: 'product',
    keys: ['marketing_features'],
    since: '2024-04-10',
    reason: 'Their name before that was `features`.',
  },
  { object: 'product', keys: ['features'], since: '2023-08-16', until: '2024-04-10', reason: ADDED },
  {
    object: 'invoice',
    keys: ['rendering_options'],
    until: '2024-04-10',
    reason: 'For half a year it stood beside `rendering`.',
  },
  {
    object: 'invoice',
    keys: ['amount_shipping', 'effective_at', 'shipping_cost', 'shipping_details', 'subscription_details'],
    since: '2022-11-15',
    reason: ADDED,
  },
  { object: 'invoice', keys: ['from_invoice', 'latest_revision'], since: '2022-08-01', reason: ADDED },
  {
    object: 'line_item',
    keys: ['plan'],
    until: BASIL,
    reason: 'Recorded at 2020-08-27 and 2022-11-15, although the description of 2023-08-16 leaves it out.',
  },
  { object: 'invoiceitem', keys: ['plan'], until: BASIL, reason: 'As on lines.' },
  {
    object: 'product',
    keys: ['type'],
    reason: 'It was always there; the description of 2023-08-16 leaves it out.',
  },
];

const files = new Map<string, string>();

/** A copy of the description of a version that knows the keys of that version, no more and no fewer. */
export function descriptionOf(version: string = NEWEST_VERSION): Description {
  const file = fileFor(version);
  const text = files.get(file) ?? readFileSync(FOLDER + file, 'utf8');
  files.set(file, text);
  const description = JSON.parse(text) as Description;
  for (const { object, keys, since, until } of lifetimes) {
    const schema = description.components.schemas[object];
    for (const key of keys) setKey(schema, key.split('.'), lives(version, since, until));
  }
  return description;
}

/** Versions with the same word here have the same description. */
export function eraOf(version: string): string {
  const lived = lifetimes.map(({ since, until }) => (lives(version, since, until) ? '1' : '0'));
  return `${fileFor(version)} ${lived.join('')}`;
}

function lives(version: string, since: string | undefined, until: string | undefined): boolean {
  return (since === undefined || version >= since) && (until === undefined || version < until);
}

function setKey(schema: Json | undefined, [key = '', ...deeper]: string[], known: boolean): void {
  const properties = schema?.['properties'] as Record<string, Json> | undefined;
  if (!schema || !properties) return;
  if (deeper.length > 0) setKey(properties[key], deeper, known);
  else if (known) properties[key] ??= {};
  else {
    Reflect.deleteProperty(properties, key);
    schema['required'] = ((schema['required'] ?? []) as string[]).filter((each) => each !== key);
  }
}
