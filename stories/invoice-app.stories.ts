import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import '../src/components/invoice-app/invoice-app.define.js';
import type { InvoiceApp } from '../src/components/invoice-app/invoice-app.js';
import type { InvoiceState } from '../src/invoice/state.js';
import { scenarios } from '../server-stub/scenarios.js';
import type { World } from '../server-stub/world.js';
import {
  inScene,
  part,
  sceneOf,
  settled,
  shows,
  until,
  type Scene,
  type SceneOptions,
} from './support/scene.js';

const appIn = (canvas: HTMLElement): InvoiceApp | null => canvas.querySelector('invoice-app');

const meta: Meta = {
  title: 'Elements/invoice-app',
  component: 'invoice-app',
  async play({ canvasElement }) {
    await settled(appIn(canvasElement));
  },
};

export default meta;

type Story = StoryObj;

const STATES: InvoiceState[] = ['paid', 'void', 'partially_paid', 'open', 'past_due', 'scheduled', 'draft'];

/** Some invoices more, an hour apart. */
async function someMore(world: World): Promise<void> {
  for (const state of STATES) {
    await scenarios[state](world);
    world.clock.advance(3600);
  }
}

/** @param path - where the app is; what the scenario has made, unless given */
const at = (options: SceneOptions, path = (scene: Scene) => scene.invoice?.id ?? ''): Story => ({
  ...inScene(options),
  render(_args, context) {
    const scene = sceneOf(context);
    return html`<invoice-app adapter-url=${scene.url} path=${path(scene)}></invoice-app>`;
  },
});

export const List: Story = at({ then: someMore, state: 'draft' }, () => '');

export const Empty: Story = {
  ...inScene({ person: 'beta-admin' }),
  render: (_args, context) =>
    html`<invoice-app adapter-url=${sceneOf(context).url} path="?view=past_due"></invoice-app>`,
};

export const NewInvoice: Story = at({}, () => 'new');

export const Draft: Story = at({ state: 'draft' });

export const Open: Story = at({
  state: 'open',
  async then({ clock }) {
    clock.advance(3 * 86_400);
  },
});

/** A page adds an action, a panel and a column of its own. */
export const Extended: Story = {
  ...inScene({ state: 'paid' }),
  render(_args, context) {
    const { url, invoice } = sceneOf(context);
    return html`<invoice-app adapter-url=${url} path=${invoice?.id ?? ''}>
      <button slot="detail-actions">Open in CRM</button>
      <section slot="detail-panel">
        <h3>Account manager</h3>
        <p>Robin Park, since 2024</p>
      </section>
    </invoice-app>`;
  },
};

export const NotFound: Story = {
  ...at({}, () => 'in_ofsomebodyelse'),
  async play({ canvasElement }) {
    await shows(appIn(canvasElement), '.problem');
  },
};

/** What was typed could not be saved, and the person wants to leave. */
export const Leaving: Story = {
  ...at({ state: 'draft' }),
  async play({ canvasElement, ...context }) {
    const app = appIn(canvasElement);
    const editor = await shows(app, 'invoice-draft-editor');
    const memo = (await shows(editor, 'textarea')) as HTMLTextAreaElement;
    await settled(app);
    sceneOf(context).faults.push({ status: 403, match: ({ method }) => method === 'POST' });
    memo.value = 'With thanks';
    memo.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until(() => (editor as Element & { dirty: boolean }).dirty, 'something unsaved');
    (await part(app, 'back')).click();
    await part(app, 'stay');
  },
};
