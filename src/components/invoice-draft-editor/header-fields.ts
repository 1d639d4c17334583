/**
 * The draft's own fields: how each is read from an invoice, and what of Stripe's parameters sets it. A new field is a row
 * of this table; saving, merging, undo and the view of conflicts follow from it.
 */
import type { CollectionMethod, CustomField, Invoice } from '../../invoice/types.js';
import type { DiscountParams, DraftParams } from '../../invoice/wire.js';
import { same } from './equal.js';

const DAY = 86_400;

/** Due terms: `days:14` from the making of the draft, `date:1796558400` (Unix seconds), or nothing. */
export type Terms = `days:${number}` | `date:${number}` | '';

/** A rate of the account's by its id, or one for this invoice alone; `amount` in minor units, null where `text` is none. */
export type Shipping = { rate: string } | { name: string; amount: number | null; text: string } | null;

export interface Header {
  collection: CollectionMethod;
  terms: Terms;
  memo: string;
  footer: string;
  fields: readonly CustomField[];
  discounts: readonly DiscountParams[];
  /** Ids of the tax rates for lines that have none of their own. */
  taxes: readonly string[];
  automaticTax: boolean;
  shipping: Shipping;
  /** Stripe's names of payment methods; none means those of the account's settings. */
  methods: readonly string[];
  /** Id of the rendering template; empty for the account's own look. */
  template: string;
  /** Pairs, in the order in which they were written; no name twice. */
  metadata: readonly CustomField[];
  /** The date that the invoice bears, Unix seconds; null for that of its finalization. */
  effective: number | null;
  /** Empty until it is numbered, which Stripe does at finalization. */
  number: string;
}

export type HeaderName = keyof Header;

interface HeaderField<V> {
  /** Of a draft that says nothing about it. */
  initial: V;
  read(invoice: Invoice): V;
  /** What sets it. Some values are set only by naming what is no more. */
  write(header: Header, base: Header): DraftParams;
}

const FIELDS: { readonly [Name in HeaderName]: HeaderField<Header[Name]> } = {
  collection: {
    initial: 'send_invoice',
    read: (invoice) => invoice.collection_method,
    // Stripe wants the terms again with the method that they belong to.
    write: (header) => ({ collection_method: header.collection, ...dueParams(header) }),
  },
  terms: { initial: 'days:30', read: termsOf, write: dueParams },
  memo: {
    initial: '',
    read: (invoice) => invoice.description ?? '',
    write: ({ memo }) => ({ description: memo }),
  },
  footer: {
    initial: '',
    read: (invoice) => invoice.footer ?? '',
    write: ({ footer }) => ({ footer }),
  },
  fields: {
    initial: [],
    read: (invoice) => invoice.custom_fields.map(({ name, value }) => ({ name, value })),
    write: ({ fields }) => ({ custom_fields: fields.length ? [...fields] : '' }),
  },
  discounts: {
    initial: [],
    read: (invoice) => invoice.discounts.map((discount) => ({ discount })),
    write: ({ discounts }) => ({ discounts: discounts.length ? [...discounts] : '' }),
  },
  taxes: {
    initial: [],
    read: (invoice) => invoice.default_tax_rates,
    write: ({ taxes }) => ({ default_tax_rates: taxes.length ? [...taxes] : '' }),
  },
  automaticTax: {
    initial: false,
    read: (invoice) => invoice.automatic_tax.enabled,
    write: ({ automaticTax }) => ({ automatic_tax: { enabled: automaticTax } }),
  },
  shipping: {
    initial: null,
    read: ({ shipping_cost }) =>
      shipping_cost?.shipping_rate ? { rate: shipping_cost.shipping_rate } : null,
    write: () => ({}),
  },
  methods: {
    initial: [],
    read: (invoice) => invoice.payment_method_types ?? [],
    write: ({ methods }) => ({
      payment_settings: { payment_method_types: methods.length ? [...methods] : '' },
    }),
  },
  template: {
    initial: '',
    read: (invoice) => invoice.rendering?.template ?? '',
    // Stripe takes a template back from no invoice, so none says nothing.
    write: ({ template }) => (template ? { rendering: { template } } : {}),
  },
  metadata: {
    initial: [],
    read: (invoice) => Object.entries(invoice.metadata).map(([name, value]) => ({ name, value })),
    // What is not named stays, so what is gone is emptied.
    write: ({ metadata }, base) => ({
      metadata: {
        ...asRecord(base.metadata.map(({ name }) => ({ name, value: '' }))),
        ...asRecord(metadata),
      },
    }),
  },
  effective: {
    initial: null,
    read: (invoice) => invoice.effective_at,
    write: ({ effective }) => ({ effective_at: effective ?? '' }),
  },
  number: {
    initial: '',
    read: (invoice) => invoice.number ?? '',
    write: ({ number }) => ({ number }),
  },
};

export const HEADER_NAMES = Object.keys(FIELDS) as HeaderName[];

const asRecord = (pairs: readonly CustomField[]): Record<string, string> =>
  Object.fromEntries(pairs.map(({ name, value }) => [name.trim(), value]));

/** A header with each field made by its row of the table. */
function headerBy(make: <Name extends HeaderName>(field: HeaderField<Header[Name]>) => Header[Name]): Header {
  const header: Partial<Record<HeaderName, unknown>> = {};
  for (const name of HEADER_NAMES) header[name] = make(FIELDS[name] as HeaderField<Header[HeaderName]>);
  return header as Header;
}

export const NEW_HEADER: Header = headerBy((field) => field.initial);

/** What Stripe says of the draft's own fields. */
export const headerOf = (invoice: Invoice): Header => headerBy((field) => field.read(invoice));

/** Stripe keeps a due date only; whole days from the making are days again. */
function termsOf({ collection_method, due_date, created }: Invoice): Terms {
  const due = collection_method === 'send_invoice' ? due_date : null;
  const days = due !== null && created !== null ? (due - created) / DAY : NaN;
  if (due === null) return '';
  return Number.isInteger(days) && days >= 0 ? `days:${days}` : `date:${due}`;
}

function dueParams({ collection, terms }: Header): DraftParams {
  if (collection !== 'send_invoice') return {};
  const [unit, count] = terms.split(':');
  return unit === 'date' ? { due_date: Number(count) } : { days_until_due: Number(count) };
}

/** Whether a field says the same in both; terms say something only where the invoice is sent. */
export function sameField(name: HeaderName, a: Header, b: Header): boolean {
  if (name === 'terms' && a.collection !== 'send_invoice') return true;
  if (name === 'template' && !a.template) return true;
  if (name === 'metadata') return same(asRecord(a.metadata), asRecord(b.metadata));
  return same(a[name], b[name]);
}

/** Why a field cannot be sent yet, though it is filled in. */
export function headerFault(name: HeaderName, { fields, metadata, shipping }: Header): boolean {
  if (name === 'fields') return fields.some((field) => !field.name.trim() || !field.value.trim());
  if (name === 'shipping')
    return shipping !== null && 'name' in shipping && (shipping.amount === null || !shipping.name.trim());
  if (name !== 'metadata') return false;
  const names = metadata.map((pair) => pair.name.trim());
  return names.some((each, index) => each === '' || names.indexOf(each) !== index);
}

/** The fields that one has otherwise than the other. */
export const changedFields = (a: Header, b: Header): HeaderName[] =>
  HEADER_NAMES.filter((name) => !sameField(name, a, b));

export const sameHeader = (a: Header, b: Header): boolean => changedFields(a, b).length === 0;

/** What of Stripe's parameters makes `base` into `header`. A new draft says how it is collected in any case. */
export function paramsOf(header: Header, base: Header | null, currency: string): DraftParams {
  const from = base ?? NEW_HEADER;
  const names = changedFields(header, from);
  const written = (base ? names : (['collection', ...names] as HeaderName[])).map((name) =>
    name === 'shipping' ? shippingParams(header.shipping, currency) : FIELDS[name].write(header, from),
  );
  return Object.assign({}, ...written) as DraftParams;
}

function shippingParams(shipping: Shipping, currency: string): DraftParams {
  if (!shipping) return { shipping_cost: '' };
  if ('rate' in shipping) return { shipping_cost: { shipping_rate: shipping.rate } };
  const fixed_amount = { amount: shipping.amount ?? 0, currency };
  return { shipping_cost: { shipping_rate_data: { display_name: shipping.name.trim(), fixed_amount } } };
}

/** The fields by the parameters that set them, so that a refusal is told where it belongs. */
const BY_PARAM: Readonly<Record<string, HeaderName>> = {
  collection_method: 'collection', days_until_due: 'terms', due_date: 'terms', description: 'memo', footer: 'footer',
  custom_fields: 'fields', discounts: 'discounts', default_tax_rates: 'taxes', automatic_tax: 'automaticTax',
  shipping_cost: 'shipping', payment_settings: 'methods', rendering: 'template', metadata: 'metadata',
  effective_at: 'effective', number: 'number',
}; // prettier-ignore

/** The field that a parameter (`custom_fields[0][name]`) sets. */
export function fieldOfHeaderParam(param: string): HeaderName | null {
  return BY_PARAM[/^\w+/.exec(param)?.[0] ?? ''] ?? null;
}
