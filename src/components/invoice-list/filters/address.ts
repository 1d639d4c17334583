/**
 * The filter of a list in the address of the page, so that a view can be shared, and the back button goes back to the one
 * before. What else the address holds is left alone.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  FILTER_PARAMS,
  isFiltered,
  NO_FILTER,
  readFilter,
  sameFilter,
  writeFilter,
  type InvoiceFilter,
} from '../../../invoice/list-filter.js';

/**
 * The query of an address with this filter in the place of the one in it.
 * @param prefix - tells lists of a page apart
 * @param saysNone - that nothing is left out is said as well
 */
export function withFilter(search: string, filter: InvoiceFilter, prefix: string, saysNone = false): string {
  const own = new Set<string>(FILTER_PARAMS.map((name) => nameIn(prefix, name)));
  const kept = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part && ![...new URLSearchParams(part).keys()].some((name) => own.has(name)));
  const written = new URLSearchParams(writeFilter(filter));
  if (saysNone && !written.size) written.append('view', 'all');
  const added = new URLSearchParams([...written].map(([name, value]) => [nameIn(prefix, name), value]));
  const all = [...kept, ...(added.size ? [added.toString()] : [])].join('&');
  return all && `?${all}`;
}

/** The filter that an address holds; null where it says nothing of one. */
export function filterIn(search: string, prefix: string): InvoiceFilter | null {
  const params = new URLSearchParams(search);
  const own = new URLSearchParams();
  for (const name of FILTER_PARAMS) {
    const value = params.get(nameIn(prefix, name));
    if (value !== null) own.append(name, value);
  }
  return own.size ? readFilter(own) : null;
}

const nameIn = (prefix: string, name: string): string => (prefix ? `${prefix}-${name}` : name);

export class AddressMirror implements ReactiveController {
  /** What an address that says nothing of a filter stands for. */
  #base: InvoiceFilter = NO_FILTER;
  #path = '';

  /**
   * @param prefix - null where the page does not want it
   * @param moved - the person has gone back or forth to another filter
   */
  constructor(
    host: ReactiveControllerHost,
    private readonly prefix: () => string | null,
    private readonly moved: (filter: InvoiceFilter) => void,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('popstate', this.#onPopState);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#onPopState);
  }

  /**
   * The filter to begin with.
   * @param base - that of the page
   */
  begin(base: InvoiceFilter): InvoiceFilter {
    const prefix = this.prefix();
    this.#base = base;
    if (prefix === null) return base;
    this.#path = location.pathname;
    return this.#read(prefix);
  }

  /** @param typed - still being typed: it takes the place of what was in the address, and makes no step back */
  write(filter: InvoiceFilter, typed: boolean): void {
    const prefix = this.prefix();
    if (prefix === null || sameFilter(filter, this.#read(prefix))) return;
    const { pathname, search, hash } = location;
    const address = pathname + withFilter(search, filter, prefix, isFiltered(this.#base)) + hash;
    if (typed) history.replaceState(history.state, '', address);
    else history.pushState(history.state, '', address);
  }

  #read(prefix: string): InvoiceFilter {
    return filterIn(location.search, prefix) ?? this.#base;
  }

  /** Another path is another page, which is about to take the place of this one. */
  readonly #onPopState = (): void => {
    const prefix = this.prefix();
    if (prefix !== null && location.pathname === this.#path) this.moved(this.#read(prefix));
  };
}
