/** Events, as they were when they happened. */
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage, within } from '../core/list.js';
import { boolean, expandable, list, paging, text, timeRange } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';

const MAX_TYPES = 20;
const filters = { ...paging, created: timeRange, delivery_success: boolean, type: text, types: list(text) };

export const eventRoutes: Route[] = [
  route('GET', '/v1/events', listOf('event'), filters, (call) => {
    const { created, delivery_success, type, types } = call.params;
    if (types && types.length > MAX_TYPES) throw refuse('too_many', { limit: MAX_TYPES }, 'types');
    return listPage(call.world.events, call.params, {
      url: '/v1/events',
      kind: 'event',
      match: (event) =>
        (type === undefined || eventMatches(type, event.type)) &&
        (types === undefined || types.some((wanted) => eventMatches(wanted, event.type))) &&
        (delivery_success === undefined || delivery_success === (event.pending_webhooks === 0)) &&
        within(event.created, created),
    });
  }),
  route('GET', '/v1/events/:id', one('event'), expandable, (call) =>
    must(call.world.events, 'event', id(call, 'id'), 'id'),
  ),
];

/** `*` stands for everything, `invoice.*` for a family. */
export function eventMatches(wanted: string, type: string): boolean {
  return wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1)));
}
