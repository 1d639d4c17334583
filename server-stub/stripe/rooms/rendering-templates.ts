/** Rendering templates: how invoices may look. Stripe makes them in its Dashboard only, the stand-in by `addTemplate`. */
import { listOf, one } from '../core/answers.js';
import { must } from '../core/find.js';
import { listPage } from '../core/list.js';
import { expandable, integer, oneOf, paging } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import { id, route, type Route } from '../core/route.js';
import type { Call, World } from '../core/world.js';
import type { RenderingTemplate } from '../objects.js';

const PATH = '/v1/invoice_rendering_templates';

export const renderingTemplateRoutes: Route[] = [
  route(
    'GET',
    PATH,
    listOf('invoice_rendering_template'),
    { ...paging, status: oneOf('active', 'archived') },
    (call) =>
      listPage(call.world.renderingTemplates, call.params, {
        url: PATH,
        kind: 'invoice rendering template',
        match: ({ status }) => call.params.status === undefined || status === call.params.status,
      }),
  ),
  route(
    'GET',
    `${PATH}/:template`,
    one('invoice_rendering_template'),
    { ...expandable, version: integer },
    (call) => {
      const template = templateOf(call);
      const { version = template.version } = call.params;
      if (version < 1 || version > template.version) {
        throw refuse('too_large', { limit: template.version }, 'version');
      }
      return { ...template, version };
    },
  ),
  setStatus('archive', 'archived'),
  setStatus('unarchive', 'active'),
];

function setStatus(word: string, status: RenderingTemplate['status']): Route {
  return route('POST', `${PATH}/:template/${word}`, one('invoice_rendering_template'), expandable, (call) =>
    Object.assign(templateOf(call), { status }),
  );
}

function templateOf(call: Call<unknown>): RenderingTemplate {
  return must(call.world.renderingTemplates, 'invoice rendering template', id(call, 'template'), 'template');
}

/** Makes a template, as the Dashboard would. */
export function addTemplate(world: World, wanted: { nickname?: string; now: number }): RenderingTemplate {
  return world.renderingTemplates.insert({
    id: world.shared.newId('inrtem'),
    object: 'invoice_rendering_template',
    created: wanted.now,
    livemode: false,
    metadata: {},
    nickname: wanted.nickname ?? null,
    status: 'active',
    version: 1,
  });
}
