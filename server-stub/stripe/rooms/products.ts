/** Products: what a price is for. */
import { changeAndEmit, emit } from '../core/events.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import {
  boolean,
  currency,
  decimal,
  expandable,
  given,
  integer,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  paging,
  required,
  text,
  textOrNull,
  timeRange,
  unmodelled,
  unsettable,
  type Shape,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import { searchPage, searchShape } from '../core/search.js';
import type { Context } from '../core/world.js';
import type { Product } from '../objects.js';
import { createPrice, createProduct } from './catalog.js';

const shape = {
  ...expandable,
  active: boolean,
  description: textOrNull,
  images: list(text),
  marketing_features: unsettable(list(object({ name: required(text) }))),
  metadata,
  package_dimensions: unmodelled,
  shippable: boolean,
  statement_descriptor: textOrNull,
  tax_code: textOrNull,
  tax_details: unmodelled,
  unit_label: textOrNull,
  url: textOrNull,
} satisfies Shape;

const filters = {
  ...paging,
  active: boolean,
  created: timeRange,
  ids: list(text),
  shippable: boolean,
  type: oneOf('good', 'service'),
  url: text,
};

export const productRoutes: Route[] = [
  route('GET', '/v1/products/search', listOf('product'), searchShape, (call) =>
    searchPage(call, call.world.products, '/v1/products/search', {
      fields: {
        active: (product) => product.active,
        description: (product) => product.description,
        name: (product) => product.name,
        url: (product) => product.url,
      },
      metadata: (product) => product.metadata,
      match: (product) => !product.deleted,
    }),
  ),
  route('GET', '/v1/products', listOf('product'), filters, (call) => {
    const { active, created, ids, shippable, type, url } = call.params;
    return listPage(call.world.products, call.params, {
      url: '/v1/products',
      kind: 'product',
      match: (product) =>
        !product.deleted &&
        (active === undefined || product.active === active) &&
        (ids === undefined || ids.includes(product.id)) &&
        (shippable === undefined || product.shippable === shippable) &&
        (type === undefined || product.type === type) &&
        (url === undefined || product.url === url) &&
        within(product.created, created),
    });
  }),
  route(
    'POST',
    '/v1/products',
    one('product'),
    {
      ...shape,
      id: text,
      name: required(text),
      type: oneOf('good', 'service'),
      default_price_data: object({
        currency: required(currency),
        unit_amount: integer,
        unit_amount_decimal: decimal,
        tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified'),
      }),
    },
    (call) => {
      const { default_price_data: priceData, expand: _expand, ...input } = call.params;
      if (input.id !== undefined && call.world.products.get(input.id))
        throw refuse('resource_exists', { kind: 'Product' });
      const product = createProduct(call, input);
      if (priceData) {
        const price = createPrice(
          call,
          { ...priceData, product: product.id },
          (name) => `default_price_data[${name}]`,
        );
        product.default_price = price.id;
      }
      emit(call, 'product.created', product);
      return product;
    },
  ),
  route('GET', '/v1/products/:id', one('product'), expandable, (call) => mustProduct(call, id(call, 'id'))),
  route('POST', '/v1/products/:id', one('product'), { ...shape, name: text, default_price: text }, (call) => {
    const product = mustProduct(call, id(call, 'id'));
    const { expand: _expand, marketing_features: features, metadata: meta, ...input } = call.params;
    if (input.default_price !== undefined)
      must(call.world.prices, 'price', input.default_price, 'default_price', 400);
    const changes = {
      ...given(input),
      ...(features !== undefined && { marketing_features: features ?? [] }),
      metadata: mergeMetadata(product.metadata, meta),
      updated: call.now,
    };
    changeAndEmit(call, 'product.updated', product, changes);
    return product;
  }),
  route('DELETE', '/v1/products/:id', one('product'), {}, (call) => {
    const product = mustProduct(call, id(call, 'id'));
    const priced = [...call.world.prices.newestFirst()].some((price) => price.product === product.id);
    if (priced) throw refuse('product_has_prices');
    emit(call, 'product.deleted', product);
    call.world.products.remove(product.id);
    return { id: product.id, object: 'product', deleted: true };
  }),
];

function mustProduct({ world }: Context, productId: string): Product {
  return must(world.products, 'product', productId, 'id');
}
