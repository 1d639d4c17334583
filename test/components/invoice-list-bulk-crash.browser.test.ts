import { expect } from '@open-wc/testing';
import type { InvoiceList } from '../../src/components/invoice-list/invoice-list.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { forgetRuns } from './bulk-scene.js';
import type { Backend } from './bulk-tab.js';
import { refusal, worldHere, type Fetch, type WorldHere } from './harness.js';
import { until } from './until.js';

/** A list in a frame of its own, each of which is another page of the same person. */
class Tab {
  readonly #frame = document.createElement('iframe');

  async open(): Promise<this> {
    this.#frame.width = '1000';
    this.#frame.height = '600';
    this.#frame.srcdoc = `<!doctype html><script type="module" src="${new URL('bulk-tab.ts', import.meta.url).href}"></script>`;
    document.body.append(this.#frame);
    await until(() => this.all('.row[role]').length > 0, 'rows in the frame');
    return this;
  }

  /** As if the browser had crashed. */
  crash(): void {
    this.#frame.remove();
  }

  all(selector: string): HTMLElement[] {
    const list = this.#frame.contentDocument?.querySelector<InvoiceList>('invoice-list');
    return [...(list?.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])];
  }

  async click(selector: string): Promise<void> {
    await until(() => this.all(selector).length, selector);
    this.all(selector)[0]?.click();
  }

  text(selector: string): string {
    return this.all(selector)
      .map(({ textContent }) => textContent)
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  async reads(text: RegExp): Promise<void> {
    await until(() => text.test(this.text('[part=run]')), String(text)).catch((error: Error) => {
      throw new Error(`${error.message}; it reads: ${this.text('[part=run]')}`);
    });
  }

  async finalizeAll(): Promise<void> {
    await this.click('#all');
    await this.click('[part~=act-finalize]');
    await this.click('[part=confirm]');
  }
}

/** How often each was finalized at Stripe. */
function finalizedIn(world: WorldHere): Map<string, number> {
  const times = new Map<string, number>();
  world.stub.onEvent(({ type, data }) => {
    if (type !== 'invoice.finalized') return;
    const { id = '' } = data.object as { id?: string };
    times.set(id, (times.get(id) ?? 0) + 1);
  });
  return times;
}

async function prepare(
  drafts: number,
  between: (request: Request, next: Fetch) => Promise<Response> = (request, next) => next(request),
): Promise<Map<string, number>> {
  const world = await worldHere();
  for (let made = 0; made < drafts; made++) {
    await scenarios.draft(world);
    world.clock.advance(1);
  }
  const backend: Backend = async (method, url, headers, body) => {
    if (new URL(url).pathname.endsWith('/events')) return { status: 404, headers: [], body: '' };
    const request = new Request(url, { method, headers, ...(body && { body }) });
    const answer = await between(request, world.handler);
    return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
  };
  Object.assign(window, { bulkBackend: backend });
  return finalizedIn(world);
}

const isFinalize = ({ url }: Request): boolean => url.endsWith('/finalize');

describe('invoice-list: a run that is interrupted', () => {
  const tabs: Tab[] = [];
  const tab = async (): Promise<Tab> => {
    const opened = await new Tab().open();
    tabs.push(opened);
    return opened;
  };
  beforeEach(forgetRuns);
  afterEach(async () => {
    for (const each of tabs.splice(0)) each.crash();
    await forgetRuns();
  });

  it('goes on after each crash where it stood, through failures, and finalizes nothing twice', async function () {
    this.timeout(30_000);
    let count = 0;
    const times = await prepare(30, async (request, next) => {
      if (!isFinalize(request)) return next(request);
      const at = ++count % 7;
      if (at === 1) return refusal(429, 'rate_limit', 'Slower.', { retryable: true });
      if (at === 2) return refusal(500, 'api_error', 'Broken.', { retryable: true });
      const answer = await next(request);
      if (at === 3) throw new TypeError('The line was lost.');
      return answer;
    });
    let one = await tab();
    await one.finalizeAll();
    for (const least of [6, 14]) {
      await until(() => times.size >= least, `${least} of them`);
      one.crash();
      one = await tab();
      await one.reads(/This was interrupted at \d+ of 30/);
      await one.click('[part=go-on-run]');
    }
    await one.reads(/30 of 30 finalized/);
    expect(times.size).to.equal(30);
    expect([...times.values()].filter((each) => each !== 1)).to.deep.equal([]);
    await one.click('[part=receipt]');
    await until(() => one.all('[part=receipts] li').length === 30, '30 rows in the receipt');
    expect(one.text('[part=kind]')).to.match(/All 30 Done \d+/);
  });

  it('can be ended where it stood; what was done is told', async function () {
    this.timeout(20_000);
    const times = await prepare(20);
    const one = await tab();
    await one.finalizeAll();
    await until(() => times.size >= 4, 'some');
    one.crash();
    const other = await tab();
    await other.reads(/This was interrupted at/);
    await other.click('[part=stop-run]');
    await other.reads(/of 20 finalized.*not touched/);
    const then = times.size;
    expect(then).to.be.lessThan(20);
    const third = await tab();
    await third.reads(/of 20 finalized.*not touched/);
    expect(times.size, 'nothing was done meanwhile').to.equal(then);
  });

  it('is taken over by a second tab once the first one is gone, not before', async function () {
    this.timeout(20_000);
    const times = await prepare(24);
    const one = await tab();
    await one.finalizeAll();
    await one.reads(/[1-9]\d* of 24/);
    const other = await tab();
    await other.reads(/Another tab is working on this/);
    one.crash();
    await other.reads(/This was interrupted at/);
    await other.click('[part=go-on-run]');
    await other.reads(/24 of 24 finalized/);
    expect([...times.values()]).to.deep.equal(Array.from({ length: 24 }, () => 1));
  });
});
