/** Finds the route by the end of the path, so that the handler can be mounted anywhere. */
import type { Params, Route } from './route.js';

export interface Found {
  /** The rows of this path, one per method. */
  routes: Route[];
  params: Params;
}

/** A table of routes; where two fit, the one with more fixed words wins (`customers/search` over `customers/:id`). */
export class Router {
  private readonly patterns: { parts: string[]; routes: Route[] }[];
  /** The fixed words of all paths: never an id, so that a mount called like one of them stays clear. */
  private readonly words: ReadonlySet<string>;

  constructor(
    routes: readonly Route[],
    private readonly basePath?: string,
  ) {
    const byPath = new Map<string, Route[]>();
    for (const route of routes) byPath.set(route.path, [...(byPath.get(route.path) ?? []), route]);
    this.patterns = [...byPath].map(([path, same]) => ({ parts: path.split('/'), routes: same }));
    this.patterns.sort((a, b) => b.parts.length - a.parts.length || variables(a.parts) - variables(b.parts));
    this.words = new Set(this.patterns.flatMap(({ parts }) => parts).filter((part) => !isVariable(part)));
  }

  find(pathname: string): Found | null {
    const path = this.belowMount(pathname);
    if (!path) return null;
    for (const { parts, routes } of this.patterns) {
      const params = this.match(parts, path);
      if (params) return { routes, params };
    }
    return null;
  }

  /** The decoded parts of the path; null where it is not below the mount, or no path at all. */
  private belowMount(pathname: string): string[] | null {
    const base = this.basePath?.replace(/\/+$/, '');
    if (base !== undefined && pathname !== base && !pathname.startsWith(`${base}/`)) return null;
    try {
      return pathname
        .slice(base?.length ?? 0)
        .split('/')
        .filter(Boolean)
        .map(decodeURIComponent);
    } catch {
      return null;
    }
  }

  /** With a known mount the whole rest has to fit, without one the end of the path. */
  private match(parts: string[], path: string[]): Params | null {
    if (this.basePath === undefined ? path.length < parts.length : path.length !== parts.length) return null;
    const end = path.slice(path.length - parts.length);
    const params: Record<string, string> = {};
    for (const [index, part] of parts.entries()) {
      const actual = end[index] ?? '';
      if (!isVariable(part)) {
        if (part !== actual) return null;
      } else if (this.words.has(actual)) return null;
      else params[part.slice(1)] = actual;
    }
    return params;
  }
}

const isVariable = (part: string): boolean => part.startsWith(':');
const variables = (parts: string[]): number => parts.filter(isVariable).length;
