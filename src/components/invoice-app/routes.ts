/** What there is inside the app, and the path of each, counted from the app's base. */
import { readFilter, writeFilter, type InvoiceFilter } from '../../invoice/list-filter.js';

export type Route =
  | { name: 'list'; filter: InvoiceFilter }
  /** A new draft; `customer` is empty where the person picks it. */
  | { name: 'new'; customer: string }
  | { name: 'invoice'; id: string }
  /** Nothing is there. */
  | { name: 'lost' };

/** Reads a path such as `?view=open`, `new?customer=cus_1` or `in_1`; slashes around it are passed over. */
export function readPath(path: string): Route {
  const at = path.indexOf('?');
  const name = (at < 0 ? path : path.slice(0, at)).replace(/^\/+|\/+$/g, '');
  const query = new URLSearchParams(at < 0 ? '' : path.slice(at));
  if (name === '') return { name: 'list', filter: readFilter(query) };
  if (/^in_\w+$/.test(name)) return { name: 'invoice', id: name };
  if (name !== 'new') return { name: 'lost' };
  const customer = query.get('customer') ?? '';
  return { name: 'new', customer: /^cus_\w+$/.test(customer) ? customer : '' };
}

/** The one way to write the path of a route; nothing is at the path of the list. */
export function writePath(route: Route): string {
  switch (route.name) {
    case 'list': {
      const query = writeFilter(route.filter);
      return query && `?${query}`;
    }
    case 'new':
      return route.customer ? `new?${new URLSearchParams({ customer: route.customer })}` : 'new';
    case 'invoice':
      return route.id;
    case 'lost':
      return '';
  }
}
