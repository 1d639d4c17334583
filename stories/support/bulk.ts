/** What stories of many invoices at once share: hands for the list, and a run that is left behind. */
import type { RunRecord } from '../../src/adapter/browser-runs.js';
import { browserRuns } from '../../src/adapter/browser-runs.js';
import { adapterForUrl } from '../../src/adapter/context.js';
import { backendOf } from '../../src/components/invoice-list/bulk/page-run.js';
import type { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import { part, until, type Scene } from './scene.js';

export const listIn = (canvas: HTMLElement): InvoiceList | null => canvas.querySelector('invoice-list');

/** Chooses all that are loaded. */
export async function chooseAll(canvas: HTMLElement): Promise<void> {
  await part(listIn(canvas), 'row');
  await until(() => listIn(canvas)?.shadowRoot?.querySelector('.bulk'), 'what can be done');
  listIn(canvas)?.shadowRoot?.querySelector<HTMLInputElement>('#all')?.click();
  await part(listIn(canvas), 'bulk');
}

export async function press(canvas: HTMLElement, name: string): Promise<void> {
  (await part(listIn(canvas), name)).click();
}

/** Chooses all and finalizes what can be. */
export async function finalizeAll(canvas: HTMLElement): Promise<void> {
  await chooseAll(canvas);
  await press(canvas, 'act-finalize');
  await press(canvas, 'confirm');
}

/** A run over all drafts of the scene, as a crash has left it. */
export async function leaveRun({ url, world }: Scene, done: number): Promise<void> {
  const { data } = await world.stripe.invoices.list({ limit: 100 });
  const ids = data.flatMap(({ id }) => id ?? []);
  const adapter = adapterForUrl(url);
  const shelf = await browserRuns();
  const record: RunRecord = {
    name: crypto.randomUUID(),
    backend: backendOf(adapter, await adapter.session()),
    work: { action: 'finalize' },
    ids,
    known: {},
    created: world.stub.clock.now(),
    phase: 'running',
    again: null,
  };
  await shelf.keep(record);
  for (const invoice of ids.slice(0, done)) {
    await shelf.keepReceipt(record.name, {
      invoice,
      outcome: 'done',
      number: null,
      status: 'open',
      customer: null,
      customer_name: null,
      currency: 'eur',
      total: 100,
      tries: 1,
      round: 1,
      at: world.stub.clock.now(),
      problem: null,
    });
  }
}
