/** What the embedder gives to {@link createInvoiceHandler}, and what the handler makes of it. */
import type Stripe from 'stripe';
import type { Invoice, Permission } from '../invoice/types.js';
import type { Customer } from '../invoice/wire.js';
import type { EventBus } from './events.js';
import { readLimits, type LimitConfig, type LimitOptions } from './limits.js';
import type { TraceHook } from './observe.js';
import { loggable } from './problems.js';
import { createLocalTurns, type InvoiceTurns } from './turns.js';

/**
 * Which invoices a person may reach at all. With both `customers` and `metadata`, either one is enough.
 * A scope that names nothing reaches nothing: an id that your session forgot must not open the whole account.
 */
export interface Scope {
  /** Ids of the customers (`cus_…`) that belong to the tenant. */
  customers?: readonly string[];
  /** Pairs that an invoice, or its customer, carries in its metadata. New invoices and customers are given them. */
  metadata?: Readonly<Record<string, string>>;
  /** Connected account (`acct_…`) that every request is made on, never taken from the page. Alone it opens all of that account. */
  account?: string;
  /** The whole account behind the key, said in so many words. */
  everything?: boolean;
}

/** Who is asking. Return more fields if `authorize` needs them; it gets the same object. */
export interface HandlerSession {
  user: { id: string; name?: string | null };
  scope: Scope;
  /**
   * Name of the tenant, for logs and to keep idempotency keys of tenants apart. Must not change between retries. Live
   * streams of one tenant whose scopes are equal are asked about as one: the scope of one of them, as it is now, tells
   * whether an event concerns any. Each that is then told of it is asked for itself.
   */
  tenant?: string;
}

/** One line of the audit trail: who did what to which invoice, and how it ended. No personal data. */
export interface LogEntry {
  /** Unix seconds. */
  at: number;
  user: string | null;
  tenant: string | null;
  /** The actions asked for, such as `finalize`; empty where the request did not come so far. */
  actions: Permission[];
  /** `POST /invoices/:id/finalize`. */
  route: string;
  invoice: string | null;
  /** HTTP status of the answer. */
  status: number;
  /** Code of the problem, if it was one. */
  code: string | null;
  /** The key that Stripe gets (`ie_…`, steps add a suffix), the same for each repeat of one intent; null for reads. */
  idempotency_key: string | null;
  /** Request ids of the Stripe calls made, in order. */
  stripe_requests: string[];
  /** Milliseconds. */
  duration: number;
}

export interface InvoiceHandlerOptions<S extends HandlerSession = HandlerSession> {
  /** Your `new Stripe(secretKey)`; the handler pins the API version and switches its retries off per call. */
  stripe: Stripe;
  /** Who is asking, from your own cookies or tokens; null answers 401. */
  session: (request: Request) => S | null | Promise<S | null>;
  /**
   * Whether this person may do this. Asked without an invoice for what is not about one (`create`, catalog, `GET /session`),
   * and once per action and invoice delivered, so keep it quick.
   */
  authorize: (session: S, action: Permission, invoice?: Invoice) => boolean | Promise<boolean>;
  /** `whsec_…` of the endpoint that Stripe calls at `POST …/webhook`; several while you roll one. */
  webhookSecret?: string | readonly string[];
  /** `pk_…`, told to the page by `GET /session`. */
  publishableKey?: string;
  /** Whether the key is a live one. Without it, the publishable key tells, else Stripe is asked. */
  livemode?: boolean;
  /** Origins beside the handler's own that may call it from a browser, exactly as browsers send them (`https://app.example.com`). */
  origins?: readonly string[];
  /** Request headers of your own that such a page sends beside those of the kit. */
  allowHeaders?: readonly string[];
  /** Hosts (`host[:port]`) beside Stripe's own whose hosted-invoice links pages may trust. */
  linkHosts?: readonly string[];
  /** Lower-case codes that new invoices may be made in. */
  currencies?: readonly string[];
  /** Where the handler is mounted (`/api/billing`). Left out, the end of the path decides. */
  basePath?: string;
  /** Metadata keys that a browser may neither write nor see, beside those of the scope. */
  reservedMetadata?: readonly string[];
  /** Called when a page made a customer, so that a scope listing customers can be given the new one. May be called twice for one. */
  onCustomerCreated?: (session: S, customer: Customer) => void | Promise<void>;
  /** Unix seconds; the system clock where left out. */
  now?: () => number;
  /** Milliseconds that one call to Stripe may take. */
  timeout?: number;
  /**
   * Carries what the webhook hears to the streams of `GET /events`; in this process where left out. Several processes
   * share one: `createRedisBus()` of `invoice-elements/server/redis`, or one of your own.
   */
  bus?: EventBus;
  /** How much a person and a tenant may ask; `false` for no limits. */
  limits?: LimitOptions | false;
  /** Has writes on one invoice wait for each other; in this process where left out. */
  turns?: InvoiceTurns;
  /** Gets one entry for each request, when it is answered. */
  log?: (entry: LogEntry) => void;
  /** Told of each request and each call to Stripe as they begin and end. */
  trace?: TraceHook;
  /** Gets the errors that the page is told nothing about. */
  onError?: (error: unknown) => void;
}

/** The options with every default filled in. */
export type Config = Required<
  Pick<
    InvoiceHandlerOptions,
    'stripe' | 'session' | 'authorize' | 'now' | 'timeout' | 'bus' | 'log' | 'onError'
  >
> &
  Pick<InvoiceHandlerOptions, 'trace' | 'basePath' | 'publishableKey' | 'livemode' | 'onCustomerCreated'> & {
    limits: LimitConfig;
    turns: InvoiceTurns;
    webhookSecrets: readonly string[];
    /** Events may come over the embedder's bus, also where this process has no webhook. */
    ownBus: boolean;
    origins: ReadonlySet<string>;
    allowHeaders: readonly string[];
    linkHosts: readonly string[];
    currencies: readonly string[];
    reservedMetadata: readonly string[];
  };

/** Currencies offered where the embedder names none: the common ones of Stripe's list, with each number of minor units. */
const CURRENCIES = [
  'usd', 'eur', 'gbp', 'aud', 'brl', 'cad', 'chf', 'czk', 'dkk', 'hkd', 'huf', 'inr', 'jpy', 'krw', 'kwd', 'mxn',
  'nok', 'nzd', 'pln', 'ron', 'sek', 'sgd', 'thb', 'zar',
]; // prettier-ignore

/** Fills in defaults, and refuses to go on without what nobody can guess. */
export function readOptions<S extends HandlerSession>(
  options: InvoiceHandlerOptions<S>,
  defaultBus: () => EventBus,
): Config {
  requireStripe(options?.stripe);
  requireCallback(
    options.session,
    'session',
    'session: async (request) => ({ user: { id }, scope: { customers: [] } }) or null',
  );
  requireCallback(
    options.authorize,
    'authorize',
    "authorize: (session, action, invoice) => session.role === 'admin' || action === 'read'",
  );
  const secrets = [options.webhookSecret ?? []].flat();
  for (const secret of secrets) requireWebhookSecret(secret);
  return {
    stripe: options.stripe,
    // The session that `session` gave is handed to `authorize` unchanged, so the two agree on its type.
    session: options.session,
    authorize: options.authorize as Config['authorize'],
    onCustomerCreated: options.onCustomerCreated as Config['onCustomerCreated'],
    now: options.now ?? (() => Math.floor(Date.now() / 1000)),
    timeout: options.timeout ?? 30_000,
    bus: options.bus ?? defaultBus(),
    limits: readLimits(options.limits),
    turns: options.turns ?? createLocalTurns(),
    log: options.log ?? (() => {}),
    trace: options.trace,
    onError: options.onError ?? ((error) => console.error('invoice-elements:', loggable(error))),
    basePath: options.basePath,
    publishableKey: requirePublishable(options.publishableKey),
    livemode: options.livemode ?? options.publishableKey?.startsWith('pk_live_'),
    webhookSecrets: secrets,
    ownBus: options.bus !== undefined,
    origins: new Set(options.origins?.map(requireOrigin)),
    allowHeaders: options.allowHeaders?.map(requireHeader) ?? [],
    linkHosts: options.linkHosts ?? [],
    currencies: options.currencies ?? CURRENCIES,
    reservedMetadata: options.reservedMetadata ?? [],
  };
}

function refuse(what: string, mend: string): never {
  throw new TypeError(`createInvoiceHandler: ${what} ${mend}`);
}

function requireStripe(stripe: unknown): void {
  if (!stripe || typeof stripe !== 'object' || !('invoices' in stripe)) {
    refuse('`stripe` is missing.', 'Give it the SDK: stripe: new Stripe(process.env.STRIPE_SECRET_KEY).');
  }
}

function requireCallback(callback: unknown, name: string, example: string): void {
  if (typeof callback !== 'function') {
    refuse(
      `\`${name}\` is missing; without it anybody could reach every invoice.`,
      `Give it a function, such as ${example}.`,
    );
  }
}

function requireWebhookSecret(secret: unknown): void {
  const mend = 'Give it the whole signing secret (whsec_…) and nothing else, or leave it out.';
  if (typeof secret !== 'string' || !secret || /\s/.test(secret)) {
    refuse('`webhookSecret` is empty or holds white space.', mend);
  }
  if (/^([srp]k|we|acct)_/.test(secret)) refuse('`webhookSecret` is a key or an id.', mend);
}

/** A secret key here would be handed to every page. */
function requirePublishable(key: string | undefined): string | undefined {
  if (key !== undefined && !key.startsWith('pk_')) {
    refuse('`publishableKey` is not a publishable key.', 'It starts with pk_; every page is told it.');
  }
  return key;
}

function requireOrigin(origin: string): string {
  const isExact = URL.canParse(origin) && new URL(origin).origin === origin;
  if (!isExact || !/^https?:/.test(origin) || origin.includes('*')) {
    refuse(
      `\`origins\` holds "${origin}".`,
      'Write each one as browsers send it: https://app.example.com, without a path or a slash.',
    );
  }
  return origin;
}

/** A star would let pages send whatever they like, and a comma more than one. */
function requireHeader(name: string): string {
  if (!/^[\w-]+$/.test(name)) {
    refuse(`\`allowHeaders\` holds "${name}".`, 'Write the name of one header each, such as x-tenant-token.');
  }
  return name.toLowerCase();
}
