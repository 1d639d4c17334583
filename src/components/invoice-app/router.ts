/** The app's path in the address of the page: behind the `#`, as a path of its own, or nowhere. */

export type Routing = 'none' | 'hash' | 'history';

export class Router {
  readonly #moved: (path: string) => void;
  #routing: Routing = 'none';
  #base = '';

  /** @param moved - the address leads to another place of the app: by a link, by the back button, by hand */
  constructor(moved: (path: string) => void) {
    this.#moved = moved;
  }

  /** Begins to listen; what was listened to before is left. */
  follow(routing: string, base: string): void {
    this.stop();
    this.#routing = routing === 'hash' || routing === 'history' ? routing : 'none';
    const inner = base.replace(/^\/+|\/+$/g, '');
    this.#base = inner && `/${inner}`;
    if (this.#event) globalThis.addEventListener(this.#event, this.#onMove);
  }

  stop(): void {
    if (this.#event) globalThis.removeEventListener(this.#event, this.#onMove);
  }

  /** The path that the address has now; null where it is none of the app's. */
  get path(): string | null {
    if (this.#routing === 'none') return null;
    const { hash, pathname, search } = location;
    const whole = this.#routing === 'hash' ? hash.slice(1) : pathname + search;
    if (!whole.startsWith(this.#base)) return null;
    const rest = whole.slice(this.#base.length);
    return /^[/?]|^$/.test(rest) ? rest.replace(/^\//, '') : null;
  }

  /** The address of a path, for links; null where the app has no part of the address. */
  hrefOf(path: string): string | null {
    if (this.#routing === 'none') return null;
    const inBase = path === '' || path.startsWith('?');
    const whole = inBase ? `${this.#base || '/'}${path}` : `${this.#base}/${path}`;
    return this.#routing === 'hash' ? `#${whole}` : whole;
  }

  /** Puts a path into the address, as a step of its own or in place of the one that is there. */
  write(path: string, replace = false): void {
    const href = this.hrefOf(path);
    if (href === null || this.path === path) return;
    if (replace) history.replaceState(history.state, '', href);
    // Other parts of the page may listen to the same event.
    else if (this.#routing === 'hash') location.hash = href;
    else history.pushState(null, '', href);
  }

  get #event(): 'hashchange' | 'popstate' | null {
    if (this.#routing === 'none') return null;
    return this.#routing === 'hash' ? 'hashchange' : 'popstate';
  }

  readonly #onMove = (): void => {
    const { path } = this;
    if (path !== null) this.#moved(path);
  };
}
