/** Tax rates, set by hand on invoices and lines. */
import { changeAndEmit, emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  expandable,
  given,
  mergeMetadata,
  metadata,
  number,
  paging,
  required,
  text,
  textOrNull,
  timeRange,
  type Shape,
} from '../core/params.js';
import { id, route, type Route } from '../core/route.js';
import type { Context } from '../core/world.js';
import type { TaxRate } from '../objects.js';

const shape = {
  ...expandable,
  active: boolean,
  country: textOrNull,
  description: textOrNull,
  jurisdiction: textOrNull,
  metadata,
  state: textOrNull,
  tax_type: textOrNull,
} satisfies Shape;

export const taxRateRoutes: Route[] = [
  route(
    'GET',
    '/v1/tax_rates',
    listOf('tax_rate'),
    { ...paging, active: boolean, created: timeRange, inclusive: boolean },
    (call) => {
      const { active, created, inclusive } = call.params;
      return listPage(call.world.taxRates, call.params, {
        url: '/v1/tax_rates',
        kind: 'tax rate',
        match: (rate) =>
          (active === undefined || rate.active === active) &&
          (inclusive === undefined || rate.inclusive === inclusive) &&
          within(rate.created, created),
      });
    },
  ),
  route(
    'POST',
    '/v1/tax_rates',
    one('tax_rate'),
    { ...shape, display_name: required(text), inclusive: required(boolean), percentage: required(number) },
    (call) => {
      const rate = createTaxRate(call, call.params);
      emit(call, 'tax_rate.created', rate);
      return rate;
    },
  ),
  route('GET', '/v1/tax_rates/:tax_rate', one('tax_rate'), expandable, (call) =>
    must(call.world.taxRates, 'tax rate', id(call, 'tax_rate'), 'tax_rate'),
  ),
  route('POST', '/v1/tax_rates/:tax_rate', one('tax_rate'), { ...shape, display_name: text }, (call) => {
    const rate = must(call.world.taxRates, 'tax rate', id(call, 'tax_rate'), 'tax_rate');
    const { expand: _expand, metadata: meta, ...input } = call.params;
    changeAndEmit(call, 'tax_rate.updated', rate, {
      ...given(input),
      metadata: mergeMetadata(rate.metadata, meta),
    });
    return rate;
  }),
];

type TaxRateInput = Pick<TaxRate, 'display_name' | 'inclusive' | 'percentage'> &
  Partial<
    Pick<
      TaxRate,
      'active' | 'country' | 'description' | 'jurisdiction' | 'jurisdiction_level' | 'state' | 'tax_type'
    >
  > & {
    metadata?: Record<string, string | null> | null;
  };

export function createTaxRate({ world, now }: Context, input: TaxRateInput): TaxRate {
  return world.taxRates.insert({
    id: world.shared.newId('txr'),
    object: 'tax_rate',
    active: input.active ?? true,
    country: input.country ?? null,
    created: now,
    description: input.description ?? null,
    display_name: input.display_name,
    effective_percentage: input.percentage,
    flat_amount: null,
    inclusive: input.inclusive,
    jurisdiction: input.jurisdiction ?? null,
    jurisdiction_level: input.jurisdiction_level ?? null,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    percentage: input.percentage,
    rate_type: 'percentage',
    state: input.state ?? null,
    tax_type: input.tax_type ?? null,
  });
}
