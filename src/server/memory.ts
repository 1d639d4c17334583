/** What one process keeps between requests. All of it may be lost at any time without harm. */
import type { Refusal } from './problems.js';
import { Recent } from './recent.js';
import type { Json } from './stripe.js';

export interface Memory {
  /** Drafts deleted here, as they were, so that a repeated DELETE is the success that the first one was. */
  deleted: Recent<Json>;
  /** Final refusals of `create_and_finalize` by key, so that a repeat hears the same one after its draft is gone. */
  refused: Recent<Refusal>;
  /** How passing on went, by ids of webhook events, so that a twin waits for it and is answered alike. */
  events: Recent<Promise<void>>;
  /** Accounts as `GET /session` tells of them, by id; what they say hardly ever changes. */
  accounts: Recent<Json>;
  /** Whether the key is a live one, under the empty key; asked once. */
  livemode: Recent<boolean>;
  /** Customers of scopes that list them, for a few seconds; null for a deleted one. `at` is Unix seconds. */
  customers: Recent<{ at: number; customer: Json | null }>;
}

export function createMemory(): Memory {
  return {
    deleted: new Recent(1000),
    refused: new Recent(1000),
    events: new Recent(5000),
    accounts: new Recent(1000),
    livemode: new Recent(1),
    customers: new Recent(5000),
  };
}
