/** Webhook endpoints: registered over the API, or in process with a handler. */
import { isSpoken } from '../dialects/index.js';
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage } from '../core/list.js';
import {
  boolean,
  expandable,
  list,
  mergeMetadata,
  metadata,
  paging,
  required,
  text,
  textOrNull,
  type Shape,
} from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Endpoint } from '../core/webhooks.js';
import type { World } from '../core/world.js';
import { eventMatches } from './events.js';

const shape = { ...expandable, description: textOrNull, metadata } satisfies Shape;

export const webhookEndpointRoutes: Route[] = [
  route('GET', '/v1/webhook_endpoints', listOf('webhook_endpoint'), paging, (call) =>
    listPage(call.world.endpoints, call.params, {
      url: '/v1/webhook_endpoints',
      kind: 'webhook endpoint',
      render: (endpoint) => endpoint.wire,
    }),
  ),
  route(
    'POST',
    '/v1/webhook_endpoints',
    one('webhook_endpoint'),
    {
      ...shape,
      api_version: text,
      connect: boolean,
      enabled_events: required(list(text)),
      url: required(text),
    },
    (call) => {
      const { params } = call;
      checkUrl(params.url);
      const version = params.api_version;
      if (version !== undefined && !isSpoken(version))
        throw refuse('bad_version', { version }, 'api_version');
      const { id: made } = addEndpoint(call.world, {
        url: params.url,
        events: params.enabled_events,
        now: call.now,
        ...(version !== undefined && { apiVersion: version }),
      });
      const endpoint = must(call.world.endpoints, 'webhook endpoint', made, 'id');
      endpoint.wire.description = params.description ?? null;
      endpoint.wire.metadata = mergeMetadata({}, params.metadata);
      return { ...endpoint.wire, secret: endpoint.secret };
    },
  ),
  route(
    'GET',
    '/v1/webhook_endpoints/:id',
    one('webhook_endpoint'),
    expandable,
    (call) => must(call.world.endpoints, 'webhook endpoint', id(call, 'id'), 'webhook_endpoint').wire,
  ),
  route(
    'POST',
    '/v1/webhook_endpoints/:id',
    one('webhook_endpoint'),
    { ...shape, disabled: boolean, enabled_events: list(text), url: text },
    (call) => {
      const { wire } = must(call.world.endpoints, 'webhook endpoint', id(call, 'id'), 'webhook_endpoint');
      const { description, disabled, enabled_events, url } = call.params;
      if (url !== undefined) checkUrl(url);
      if (description !== undefined) wire.description = description;
      if (disabled !== undefined) wire.status = disabled ? 'disabled' : 'enabled';
      if (enabled_events !== undefined) wire.enabled_events = enabled_events;
      if (url !== undefined) wire.url = url;
      wire.metadata = mergeMetadata(wire.metadata, call.params.metadata);
      return wire;
    },
  ),
  route('DELETE', '/v1/webhook_endpoints/:id', one('webhook_endpoint'), {}, (call) => {
    const endpoint = must(call.world.endpoints, 'webhook endpoint', id(call, 'id'), 'webhook_endpoint');
    call.world.endpoints.remove(endpoint.id);
    return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
  }),
];

function checkUrl(url: string): void {
  if (!/^https?:\/\//.test(url)) throw refuse('bad_url');
}

/** Registers an endpoint; without `events` it hears all, without `secret` it gets one. */
export function addEndpoint(
  world: World,
  wanted: {
    url?: string;
    handler?: (request: Request) => Promise<Response>;
    secret?: string;
    events?: string[];
    apiVersion?: string;
    now: number;
  },
): { id: string; secret: string } {
  const { newId } = world.shared;
  const wire: Endpoint['wire'] = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: wanted.apiVersion ?? null,
    application: null,
    created: wanted.now,
    description: null,
    enabled_events: wanted.events ?? ['*'],
    livemode: false,
    metadata: {},
    status: 'enabled',
    url: wanted.url ?? 'https://webhook.invalid/',
  };
  const secret = wanted.secret ?? newId('whsec');
  world.endpoints.insert({
    id: wire.id,
    wire,
    secret,
    handler: wanted.handler ?? null,
    listens: (type) =>
      wire.status === 'enabled' && wire.enabled_events.some((event) => eventMatches(event, type)),
  });
  return { id: wire.id, secret };
}
