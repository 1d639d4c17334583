/**
 * Dialects: the same objects as older API versions tell them. Everything is stored in the newest shape; an older one is
 * a rendering of it.
 */

/** The API version that is spoken when nobody names one. */
export const NEWEST_VERSION = '2026-10-28.endive';

/** A rendered object (whatever it nests included) as an API version tells it. The given object stays as it is. */
export function inDialect<T extends object>(version: string, object: T): T {
  void version;
  return object;
}
