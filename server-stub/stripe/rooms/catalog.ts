/**
 * Making products and prices: for the catalog, or on the spot for one line. Those are inactive, and equal lines share one.
 */
import { must } from '../core/find.js';
import { mergeMetadata } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { Context } from '../core/world.js';
import { plain } from '../money/decimal.js';
import type { Price, Product, Recurring, TaxBehavior } from '../objects.js';

/** Makes a product without telling: those of one-off prices appear silently. */
export function createProduct({ world, now }: Context, input: ProductInput): Product {
  const product: Product = {
    id: input.id ?? world.shared.newId('prod'),
    object: 'product',
    active: input.active ?? true,
    created: now,
    default_price: null,
    description: input.description ?? null,
    images: input.images ?? [],
    livemode: false,
    marketing_features: input.marketing_features ?? [],
    metadata: mergeMetadata({}, input.metadata),
    name: input.name,
    package_dimensions: null,
    shippable: input.shippable ?? null,
    statement_descriptor: input.statement_descriptor ?? null,
    tax_code: input.tax_code ?? null,
    tax_details: null,
    type: input.type ?? 'service',
    unit_label: input.unit_label ?? null,
    updated: now,
    url: input.url ?? null,
  };
  return world.products.insert(product);
}

type ProductInput = Partial<
  Pick<
    Product,
    | 'id'
    | 'active'
    | 'description'
    | 'images'
    | 'shippable'
    | 'statement_descriptor'
    | 'tax_code'
    | 'type'
    | 'unit_label'
    | 'url'
  >
> & {
  name: string;
  marketing_features?: { name: string }[] | null;
  metadata?: Record<string, string | null> | null;
};

interface PriceInput {
  currency: string;
  active?: boolean;
  lookup_key?: string;
  metadata?: Record<string, string | null> | null;
  nickname?: string | null;
  product?: string;
  product_data?: Parameters<typeof createProduct>[1];
  recurring?: {
    interval: Recurring['interval'];
    interval_count?: number;
    usage_type?: Recurring['usage_type'];
  };
  tax_behavior?: TaxBehavior;
  unit_amount?: number;
  unit_amount_decimal?: string;
}

/** Makes a price from parameters; `at` names them in refusals. */
export function createPrice(context: Context, input: PriceInput, at: (name: string) => string): Price {
  const unit = unitAmount(input, at);
  const { recurring } = input;
  const price: Price = {
    id: context.world.shared.newId('price'),
    object: 'price',
    active: input.active ?? true,
    billing_scheme: 'per_unit',
    created: context.now,
    currency: input.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: input.lookup_key ?? null,
    metadata: mergeMetadata({}, input.metadata),
    nickname: input.nickname ?? null,
    product: productOf(context, input, at),
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: recurring.usage_type ?? 'licensed',
        }
      : null,
    tax_behavior: input.tax_behavior ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: /^-?\d+$/.test(unit) ? Number(unit) : null,
    unit_amount_decimal: unit,
  };
  return context.world.prices.insert(price);
}

function unitAmount(input: PriceInput, at: (name: string) => string): string {
  if (input.unit_amount !== undefined && input.unit_amount_decimal !== undefined) {
    throw refuse('exclusive', { names: 'unit_amount, unit_amount_decimal' }, at('unit_amount'));
  }
  const unit =
    input.unit_amount_decimal ?? (input.unit_amount === undefined ? undefined : String(input.unit_amount));
  if (unit === undefined) throw refuse('missing_parameter', { name: at('unit_amount') }, at('unit_amount'));
  return plain(unit);
}

function productOf(context: Context, input: PriceInput, at: (name: string) => string): string {
  if (input.product !== undefined)
    return must(context.world.products, 'product', input.product, at('product'), 400).id;
  if (!input.product_data) throw refuse('missing_parameter', { name: at('product') }, at('product'));
  return createProduct(context, input.product_data).id;
}

/** The price behind a bare amount: equal amounts under one name share a price, as recorded. */
export function oneOffPrice(
  context: Context,
  wanted: { currency: string; unit_amount_decimal: string; name: string | null },
): Price {
  const key = JSON.stringify([wanted.currency, wanted.unit_amount_decimal, wanted.name]);
  const known = context.world.prices.get(context.world.oneOffPrices.get(key) ?? '');
  if (known) return known;
  const { currency: inCurrency, unit_amount_decimal } = wanted;
  const product_data = { name: wanted.name ?? 'Invoice item', active: false };
  const price = createPrice(
    context,
    { currency: inCurrency, unit_amount_decimal, product_data, active: false },
    (name) => name,
  );
  context.world.oneOffPrices.set(key, price.id);
  return price;
}
