/**
 * The token that a framework wants to see beside its session cookie, as proof that the request comes from its own page.
 * It is read anew for each write, since signing in changes it, and goes nowhere but to the page's own origin.
 */

/** Where a token is found on the page, and the header that it is sent in. */
export type CsrfSource =
  | { header: string; /** The `name` of a meta element; its `content` is the token. */ meta: string }
  | { header: string; cookie: string; /** The cookie's value is percent-encoded. */ decode?: boolean };

/** A framework with its usual settings, or where else to look. */
export type CsrfOption = 'rails' | 'django' | 'laravel' | CsrfSource;

/** As their guides name them: `csrf_meta_tags`, `CSRF_COOKIE_NAME` and `CSRF_HEADER_NAME`, `XSRF-TOKEN`. */
const FRAMEWORKS: Record<string, CsrfSource> = {
  rails: { header: 'X-CSRF-Token', meta: 'csrf-token' },
  django: { header: 'X-CSRFToken', cookie: 'csrftoken' },
  laravel: { header: 'X-XSRF-TOKEN', cookie: 'XSRF-TOKEN', decode: true },
};

/** @throws TypeError for a framework that is not known. */
export function csrfSource(option: CsrfOption): CsrfSource {
  const source = typeof option === 'string' ? FRAMEWORKS[option] : option;
  if (source) return source;
  throw new TypeError(`HttpAdapter: csrf ${JSON.stringify(option)} is none of rails, django, laravel.`);
}

/** Puts the token into the request, where the page has one and the request stays at home. */
export function addCsrfToken(request: Request, source: CsrfSource): void {
  if (new URL(request.url).origin !== globalThis.location?.origin) return;
  const token = 'meta' in source ? fromMeta(source.meta) : fromCookie(source.cookie, source.decode);
  if (token) request.headers.set(source.header, token);
}

function fromMeta(name: string): string | undefined {
  const meta = globalThis.document?.querySelector(`meta[name=${JSON.stringify(name)}]`);
  return meta?.getAttribute('content') ?? undefined;
}

function fromCookie(name: string, decode = false): string | undefined {
  const cookies = globalThis.document?.cookie.split(/;\s*/) ?? [];
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
  return value && decode ? decoded(value) : value;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
