/** A world whose SDK asks and is answered only as Stripe's own descriptions say. */
import { createWorld, type World, type WorldOptions } from '../../server-stub/index.js';
import { validatingFetch } from './schema.js';
import { validatingRequests } from './schema-requests.js';

export function validWorld(options: WorldOptions = {}): Promise<World> {
  return createWorld({
    ...options,
    carry: (ask) => validatingRequests(validatingFetch({ fetch: ask })),
  });
}
