/** Where the app is, and the way from one place to another: asked first, and not before what was typed is safe. */
import { InvoiceNavigateEvent } from './invoice-app.events.js';
import { Router } from './router.js';
import { readPath, writePath, type Route } from './routes.js';

/** Who wants to go: the person by a click or a key, the page by setting `path`, or the address by becoming another one. */
export type Cause = 'person' | 'page' | 'address';

/** What is to follow once the new place is drawn. */
export interface Arrival {
  cause: Cause;
  from: Route;
}

/** What it needs of its element. */
interface NavigationView {
  host: HTMLElement & { path: string; requestUpdate(): void };
  /** Whether the place can be left: at once, or after what was typed is safe. */
  mayLeave(): true | Promise<boolean>;
  /** The place is about to be left; it is still on the screen. */
  leaving(from: Route): void;
}

const LIST = readPath('');

export class Navigation {
  route: Route = LIST;
  /** The address that was asked for leads nowhere, so the list is shown. */
  lost = false;
  readonly router = new Router((path) => void this.go(path, 'address'));

  readonly #view: NavigationView;
  #arrival: Arrival | null = null;
  #latest = 0;

  constructor(view: NavigationView) {
    this.#view = view;
  }

  get path(): string {
    return writePath(this.route);
  }

  /** How the place was come to, told once. */
  takeArrival(): Arrival | null {
    const arrival = this.#arrival;
    this.#arrival = null;
    return arrival;
  }

  /** Begins where the address leads to, else where the page has set it. */
  begin(routing: string, base: string, path: string): void {
    this.router.follow(routing, base);
    const inAddress = this.router.path;
    this.#set(readPath(inAddress ?? path));
    if (this.lost && inAddress !== null) this.router.write('', true);
  }

  /** Goes there, unless the page or what was typed keeps the person here; answers whether it is there then. */
  async go(wanted: string, cause: Cause = 'person', replace = false): Promise<boolean> {
    const route = readPath(wanted);
    const mine = ++this.#latest;
    if (writePath(route) === this.path && route.name !== 'lost') return true;
    const isAsked = cause !== 'page';
    if (isAsked && !this.#view.host.dispatchEvent(new InvoiceNavigateEvent(writePath(route)))) {
      return this.#stay(cause);
    }
    const free = this.#view.mayLeave();
    // Without a pause where none is needed, so that the page finds itself there at once.
    if (free !== true && !(await free)) return mine === this.#latest && this.#stay(cause);
    if (mine !== this.#latest) return false;
    const from = this.route;
    this.#view.leaving(from);
    this.#arrival = { cause, from };
    this.#set(route);
    if (cause !== 'address' || this.lost) this.router.write(this.path, replace || this.lost);
    return true;
  }

  /** What is shown of the same place has become another, as if one had come there. */
  arriveAgain(): void {
    this.#arrival = { cause: 'person', from: this.route };
    this.#view.host.requestUpdate();
  }

  /** The same place has got another path: another filter, or the id of what was new. */
  rename(route: Route): void {
    this.#set(route);
    this.router.write(this.path, true);
  }

  #set(route: Route): void {
    this.lost = route.name === 'lost';
    this.route = this.lost ? LIST : route;
    this.#view.host.path = this.path;
    this.#view.host.requestUpdate();
  }

  /** Whoever came by the address, or by the property, finds it as it was. */
  #stay(cause: Cause): false {
    if (cause === 'address') this.router.write(this.path);
    this.#view.host.path = this.path;
    return false;
  }
}
