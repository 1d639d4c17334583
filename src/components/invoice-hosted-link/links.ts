import type { Invoice } from '../../invoice/types.js';

/** Where Stripe has its hosted pages and their PDFs. */
const STRIPE_HOSTS = ['invoice.stripe.com', 'pay.stripe.com'];
const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const DAY = 86_400;

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

/** The host that a link leads to, for a person to read; empty where it is no URL. */
export const hostOf = (url: string): string => parse(url)?.host ?? '';

/**
 * Whether a link may be offered: Stripe's own hosts, the page's own origin, and those that the backend names; by https,
 * but for the page's own origin and a named host on this very machine.
 *
 * @param hosts - `host[:port]`, as `GET /session` gives them
 * @param origin - the page's own
 */
export function isTrusted(url: string, hosts: readonly string[], origin: string): boolean {
  const link = parse(url);
  if (!link || link.username || link.password || !/^https?:$/.test(link.protocol)) return false;
  if (link.origin === origin) return true;
  const secure = link.protocol === 'https:';
  if (hosts.includes(link.host)) return secure || LOCAL.test(link.hostname);
  return secure && STRIPE_HOSTS.includes(link.host);
}

/**
 * When Stripe closes the hosted page, in Unix seconds; null where the invoice does not say. 30 days after the due date,
 * else after finalization, and never more than 120 days (docs.stripe.com/invoicing/hosted-invoice-page).
 */
export function expiryOf({ due_date, status_transitions: { finalized_at } }: Invoice): number | null {
  const from = due_date ?? finalized_at;
  if (from === null) return null;
  return Math.min(from + 30 * DAY, (finalized_at ?? from) + 120 * DAY);
}
