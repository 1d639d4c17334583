/** Who is asking, and what every element needs to know once. */
import type { Permission } from '../../invoice/types.js';
import type { Session } from '../../invoice/wire.js';
import type { Context, Route } from '../route.js';
import type { Json } from '../stripe.js';

const PERMISSIONS: readonly Permission[] = [
  'read', 'link', 'create', 'edit', 'schedule', 'finalize', 'send', 'pay', 'mark_paid', 'void', 'mark_uncollectible',
  'delete', 'duplicate', 'revise', 'credit',
]; // prettier-ignore

async function tellSession(context: Context): Promise<Json> {
  const { access, config } = context;
  const { user } = access.session;
  const [actions, account, livemode] = await Promise.all([
    access.allowedAmong(PERMISSIONS),
    accountOf(context),
    isLive(context),
  ]);
  const session: Session = {
    user: { id: user.id, name: user.name ?? null },
    actions,
    now: config.now(),
    livemode,
    publishable_key: config.publishableKey ?? null,
    account,
    currencies: [...config.currencies],
    link_hosts: [...config.linkHosts],
  };
  return session as unknown as Json;
}

/** The account that the invoices are made on; a restricted key may not be allowed to read it, which is no reason to fail. */
async function accountOf({ stripe, memory, config }: Context): Promise<Session['account']> {
  const key = stripe.account ?? '';
  let account = memory.accounts.get(key);
  if (!account) {
    try {
      account = await stripe.json((sdk, options) => sdk.accounts.retrieveCurrent({}, options));
      memory.accounts.set(key, account);
    } catch (error) {
      config.onError(error);
      account = {};
    }
  }
  // The platform's publishable key opens nothing of a connected account unless Stripe.js names that account.
  return { ...toldAccount(account, key), connected: key !== '' };
}

function toldAccount(account: Json, fallbackId: string): Session['account'] {
  const { id, country, default_currency, business_profile, settings } = account as {
    id?: string;
    country?: string;
    default_currency?: string;
    business_profile?: { name?: string | null } | null;
    settings?: { dashboard?: { display_name?: string | null; timezone?: string | null } } | null;
  };
  return {
    id: id ?? fallbackId,
    name: business_profile?.name ?? settings?.dashboard?.display_name ?? null,
    country: country ?? null,
    default_currency: default_currency ?? 'usd',
    timezone: settings?.dashboard?.timezone ?? null,
  };
}

/** Where nobody can tell, it is live: calling a real charge a test would be the worse mistake. */
async function isLive({ config, stripe, memory }: Context): Promise<boolean> {
  if (config.livemode !== undefined) return config.livemode;
  const known = memory.livemode.get('');
  if (known !== undefined) return known;
  try {
    const balance = await stripe.json((sdk, options) => sdk.balance.retrieve({}, options));
    memory.livemode.set('', balance['livemode'] !== false);
    return balance['livemode'] !== false;
  } catch (error) {
    config.onError(error);
    return true;
  }
}

export const sessionRoutes: Route[] = [{ method: 'GET', path: 'session', actions: [], run: tellSession }];
