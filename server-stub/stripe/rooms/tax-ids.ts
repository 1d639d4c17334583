/** Tax ids: those of customers, which their invoices show, and the account's own. */
import { emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { mustCustomer } from '../core/find.js';
import { listPage } from '../core/list.js';
import {
  expandable,
  object,
  oneOf,
  paging,
  required,
  text,
  unmodelled,
  type Kind,
  type Read,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Call, Context, World } from '../core/world.js';
import { isTaxIdNumber, TAX_ID_TYPES, VERIFIED_TYPES } from '../money/tax-id-types.js';
import type { TaxId } from '../objects.js';

const taxIdType: Kind<string> = oneOf(...TAX_ID_TYPES);
export const taxIdShape = { type: required(taxIdType), value: required(text) };
type TaxIdInput = Read<typeof taxIdShape>;

const owned = object({
  account: unmodelled,
  customer: text,
  customer_account: unmodelled,
  type: required(oneOf('account', 'application', 'customer', 'self')),
});

export const taxIdRoutes: Route[] = [
  ...roomOf('/v1/customers/:customer/tax_ids', (call) => ownerInPath(call)),
  route('GET', '/v1/tax_ids', listOf('tax_id'), { ...paging, owner: owned }, (call) =>
    listOwned(call, ownerOf(call.world, call.params.owner, 400), call.params, '/v1/tax_ids'),
  ),
  route('POST', '/v1/tax_ids', one('tax_id'), { ...expandable, ...taxIdShape, owner: owned }, (call) =>
    createTaxId(call, ownerOf(call.world, call.params.owner, 400), call.params),
  ),
  route('GET', '/v1/tax_ids/:id', one('tax_id'), expandable, (call) => mustTaxId(call, undefined)),
  route('DELETE', '/v1/tax_ids/:id', one('tax_id'), {}, (call) => removed(call, mustTaxId(call, undefined))),
];

function roomOf(path: string, owner: (call: Call<unknown>) => string): Route[] {
  return [
    route('GET', path, listOf('tax_id'), paging, (call) =>
      listOwned(call, owner(call), call.params, path.replace(':customer', owner(call))),
    ),
    route('POST', path, one('tax_id'), { ...expandable, ...taxIdShape }, (call) =>
      createTaxId(call, owner(call), call.params),
    ),
    route('GET', `${path}/:id`, one('tax_id'), expandable, (call) => mustTaxId(call, owner(call))),
    route('DELETE', `${path}/:id`, one('tax_id'), {}, (call) => removed(call, mustTaxId(call, owner(call)))),
  ];
}

function ownerInPath(call: Call<unknown>): string {
  return mustCustomer(call.world, id(call, 'customer'), 'customer', 404).id;
}

/** The customer that owns it, or null: the account itself. */
function ownerOf(world: World, owner: Read<OwnedShape> | undefined, status: number): string | null {
  if (owner?.customer === undefined) return null;
  return mustCustomer(world, owner.customer, 'owner[customer]', status).id;
}
type OwnedShape = { customer: Kind<string> };

function listOwned(
  { world }: Context,
  customer: string | null,
  page: Parameters<typeof listPage>[1],
  url: string,
): object {
  return listPage(world.taxIds, page, { url, kind: 'tax_id', match: (row) => row.customer === customer });
}

/** @param customer its owner, null for the account itself, undefined for whichever. */
function mustTaxId(call: Call<unknown>, customer: string | null | undefined): TaxId {
  const row = call.world.taxIds.get(id(call, 'id'));
  if (row && (customer === undefined || row.customer === customer)) return row;
  throw refuse('no_such', { kind: 'tax_id', id: id(call, 'id') }, 'id', 404);
}

function removed(call: Context, row: TaxId): object {
  call.world.taxIds.remove(row.id);
  if (row.customer !== null) emit(call, 'customer.tax_id.deleted', row);
  return { id: row.id, object: 'tax_id', deleted: true };
}

export function checkTaxId(type: string, value: string): void {
  if (!isTaxIdNumber(type, value)) throw refuse('tax_id_invalid', { type, value });
}

export function createTaxId(context: Context, customer: string | null, input: TaxIdInput): TaxId {
  const { type, value } = input;
  checkTaxId(type, value);
  const row = context.world.taxIds.insert({
    id: context.world.shared.newId('txi'),
    object: 'tax_id',
    country: /^(eu_vat|eu_oss_vat)$/.test(type) ? countryOf(value) : type.slice(0, 2).toUpperCase(),
    created: context.now,
    customer,
    customer_account: null,
    livemode: false,
    owner:
      customer === null
        ? { customer_account: null, type: 'self' }
        : { customer, customer_account: null, type: 'customer' },
    type,
    value,
    verification: verification(type, value),
  });
  if (customer !== null) emit(context, 'customer.tax_id.created', row);
  return row;
}

/** VAT numbers say their country, Greece by EL. */
function countryOf(value: string): string {
  const prefix = value.slice(0, 2).toUpperCase();
  return prefix === 'EL' ? 'GR' : prefix;
}

/** Stripe's test numbers: those that end in nine zeros are verified, in nine ones are not; others stay pending. */
function verification(type: string, value: string): TaxId['verification'] {
  const unknown = { verified_address: null, verified_name: null };
  if (!VERIFIED_TYPES.has(type)) return { status: 'unavailable', ...unknown };
  if (value.endsWith('000000000')) {
    return { status: 'verified', verified_address: '1 Example Street', verified_name: 'Example Ltd' };
  }
  return { status: value.endsWith('111111111') ? 'unverified' : 'pending', ...unknown };
}
