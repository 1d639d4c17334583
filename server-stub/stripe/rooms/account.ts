/** The account behind the key, and its balance, which says whether the key is a live one. */
import { one } from '../core/answers.js';
import { expandable } from '../core/params.js';
import { route, type Route } from '../core/route.js';
import type { Shared } from '../core/world.js';
import type { Account } from '../objects.js';

/** What of an account can be chosen. */
export type GivenAccount = Partial<Pick<Account, 'id' | 'country' | 'default_currency' | 'email'>> & {
  name?: string;
  /** IANA name of the zone that the Dashboard is set to. Default `Etc/UTC`. */
  timezone?: string;
};

export function createAccount(shared: Shared, given: GivenAccount = {}): Account {
  const name = given.name ?? 'Stand-in';
  return {
    id: given.id ?? shared.newId('acct'),
    object: 'account',
    business_profile: { name, support_email: given.email ?? null },
    charges_enabled: true,
    country: given.country ?? 'US',
    created: shared.clock.now(),
    default_currency: given.default_currency ?? 'usd',
    details_submitted: true,
    email: given.email ?? null,
    payouts_enabled: true,
    settings: { dashboard: { display_name: name, timezone: given.timezone ?? 'Etc/UTC' } },
    type: 'standard',
  };
}

export const accountRoutes: Route[] = [
  route('GET', '/v1/account', one('account'), expandable, ({ world }) => world.account),
  route('GET', '/v1/balance', one('balance'), expandable, () => ({
    object: 'balance',
    available: [],
    livemode: false,
    pending: [],
  })),
];
