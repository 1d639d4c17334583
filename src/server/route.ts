/** What a route is: a row that says what it takes and needs, and the one function that does it. */
import type { Permission } from '../invoice/types.js';
import type { Access } from './authorize.js';
import type { Rule } from './input.js';
import type { Config } from './options.js';
import type { Memory } from './memory.js';
import type { Json, StripeCalls } from './stripe.js';

type ObjectRule = Extract<Rule, { type: 'object' }>;

export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below the mount, `:name` for a part that varies: `invoices/:id/finalize`. */
  path: string;
  query?: ObjectRule;
  body?: ObjectRule;
  /** Needs an idempotency key. */
  writes?: boolean;
  /** What has to be in scope before anything else is said. `given` is the body or query as it came, unchecked. */
  reach?: (access: Access, given: Json, params: Params, memory: Memory) => Promise<Reached>;
  /** What `authorize` is asked, about the invoice reached. */
  actions: readonly Permission[] | ((given: Json) => Permission[]);
  run: (context: Context) => Promise<Json | Response>;
}

export type Params = Readonly<Record<string, string>>;

/** Where a page of a list begins, or ends. */
export interface Places {
  after?: Json;
  before?: Json;
}

export interface Reached {
  /** The invoice that the request is about, as Stripe has it. */
  invoice?: Json;
  customer?: Json;
  /** The credit note that the request is about. */
  note?: Json;
  /** The rows that the cursors of a list name. */
  places?: Places;
  /** The answer, where nothing is left to be done (a draft deleted before). */
  done?: Json;
}

/** Everything that a route works with; made anew for each request. */
export interface Context extends Reached {
  request: Request;
  params: Params;
  /** Checked against the route's rules. */
  query: Json;
  body: Json;
  access: Access;
  stripe: StripeCalls;
  config: Config;
  memory: Memory;
  /** The idempotency key for Stripe; a request of several steps names each. */
  key: (step?: string) => string;
}

/** The invoice of a route that reaches one. */
export function invoiceOf(context: Context): Json {
  if (!context.invoice) throw new Error('This route reaches no invoice.');
  return context.invoice;
}
