import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-preview/invoice-preview.define.js';
import '../../src/components/invoice-status-badge/invoice-status-badge.define.js';
import type { InvoiceStatusBadge } from '../../src/components/invoice-status-badge/invoice-status-badge.js';
import { storeFor } from '../../src/adapter/store.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { scenarios } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import {
  adapterFor,
  deaf,
  part,
  refusal,
  shows,
  textOf,
  worldHere,
  type Fetch,
  type WorldHere,
} from './harness.js';
import { until } from './until.js';

const label = async (badge: Element): Promise<string> => textOf(await part(badge, 'label'));

const ofPayments = ({ url }: Request): boolean => new URL(url).pathname.endsWith('/invoice_payments');

/**
 * Counts what the page asks of the backend, and the backend of Stripe, about payments. Where it must count exactly there is
 * no live line, on which there may still be to be heard what made the invoices.
 */
async function counted(live = false): Promise<{
  world: WorldHere;
  between: (request: Request, next: Fetch) => Promise<Response>;
  page: Request[];
  stripe: Request[];
}> {
  const page: Request[] = [];
  const stripe: Request[] = [];
  const world = await worldHere({
    carry: (ask) => (request) => {
      if (ofPayments(request)) stripe.push(request);
      return ask(request);
    },
  });
  const between = (request: Request, next: Fetch): Promise<Response> => {
    if (ofPayments(request)) page.push(request);
    return live ? next(request) : deaf(request, next);
  };
  return { world, between, page, stripe };
}

async function badgeOf(
  id: string,
  world: World,
  between?: (request: Request, next: Fetch) => Promise<Response>,
): Promise<InvoiceStatusBadge> {
  return fixture<InvoiceStatusBadge>(html`
    <invoice-status-badge .adapter=${adapterFor(world, between)} invoice-id=${id}></invoice-status-badge>
  `);
}

/** Without the payments that the scenario has read. */
function plain({ payments: _, ...invoice }: Record<string, unknown>): Record<string, unknown> {
  return invoice;
}

describe('the states of a badge that hang on payments', () => {
  const states: [InvoiceState, string][] = [
    ['refunded', 'Refunded'],
    ['partially_refunded', 'Partially refunded'],
    ['pending', 'Pending'],
    ['action_required', 'Action required'],
    ['payment_failed', 'Payment failed'],
    ['paid', 'Paid'],
    ['open', 'Open'],
  ];
  for (const [state, word] of states) {
    it(`come to ${word} from the id alone`, async () => {
      const { world, between, page } = await counted();
      const { id } = await scenarios[state](world);
      const badge = await badgeOf(id, world, between);
      const changes: Event[] = [];
      badge.addEventListener('invoice-change', (event) => changes.push(event));
      await until(() => badge.matches(':state(certain)'), `certain, not ${badge.shadowRoot?.textContent}`);
      expect(await label(badge)).to.equal(word);
      expect(badge.matches(`:state(${state})`)).to.equal(true);
      expect(page).to.have.length(1);
      expect(changes, 'the invoice itself is no other one').to.have.length(0);
      await expect(badge).to.be.accessible();
    });
  }

  it('need one request for a hundred badges, and hardly more calls to Stripe', async () => {
    const { world, between, page, stripe } = await counted();
    const lines = [{ description: 'A', quantity: '1', unitAmount: '5000' }];
    for (let index = 0; index < 25; index++) {
      for (const state of ['open', 'paid', 'pending', 'refunded'] as const)
        await scenarios[state](world, { lines });
    }
    const adapter = adapterFor(world, between);
    const { data } = await adapter.list({ limit: 100 });
    page.length = 0;
    stripe.length = 0;
    const list = await fixture<HTMLElement>(html`
      <div>
        ${data.map((invoice) => html`<invoice-status-badge plain .adapter=${adapter} .invoice=${invoice}></invoice-status-badge>`)}
      </div>
    `);
    const badges = [...list.children] as InvoiceStatusBadge[];
    await until(() => badges.every((badge) => badge.matches(':state(certain)')), 'all of them');
    const count = (state: string): number =>
      badges.filter((badge) => badge.matches(`:state(${state})`)).length;
    expect(['open', 'paid', 'pending', 'refunded'].map(count)).to.deep.equal([25, 25, 25, 25]);
    expect(page).to.have.length(1);
    // A hundred payments a call; some of the invoices have two.
    expect(stripe.length).to.be.within(1, 2);
  }).timeout(20_000);

  it('ask for nothing that payments could not change, nor what is not in view', async () => {
    const { world, between, page } = await counted();
    const adapter = adapterFor(world, between);
    const [draft, gone, open] = [
      await scenarios.draft(world),
      await scenarios.void(world),
      plain(await scenarios.open(world)),
    ];
    const place = await fixture<HTMLElement>(html`
      <div>
        <invoice-status-badge .adapter=${adapter} .invoice=${draft}></invoice-status-badge>
        <invoice-status-badge .adapter=${adapter} .invoice=${gone}></invoice-status-badge>
        <invoice-status-badge .adapter=${adapter} .invoice=${open}></invoice-status-badge>
      </div>
    `);
    const [, , last] = place.querySelectorAll('invoice-status-badge');
    last!.style.cssText = 'position: absolute; inset-block-start: 400vh';
    await shows(last!, 'Open');
    const other = await badgeOf((await scenarios.paid(world)).id, world);
    await until(() => other.matches(':state(certain)'), 'one that was asked for later');
    expect(page).to.have.length(0);
    expect(last!.matches(':state(likely)')).to.equal(true);
    last!.scrollIntoView();
    await until(() => last!.matches(':state(certain)'), 'in view');
    expect(page).to.have.length(1);
  });

  it('are left alone where the page says so', async () => {
    const { world, between, page } = await counted();
    const { id } = await scenarios.refunded(world);
    const badge = await fixture<InvoiceStatusBadge>(html`
      <invoice-status-badge
        .adapter=${adapterFor(world, between)}
        invoice-id=${id}
        without-payments
      ></invoice-status-badge>
    `);
    const other = await badgeOf(id, world);
    await until(() => other.matches(':state(refunded)'), 'another page');
    expect(await label(badge)).to.equal('Paid');
    expect([page.length, badge.matches(':state(likely)')]).to.deep.equal([0, true]);
    badge.withoutPayments = false;
    await until(() => badge.matches(':state(refunded):state(certain)'), 'asked after all');
  });

  it('say the plainer word, and that it is only likely, where the backend cannot tell', async () => {
    const world = await worldHere();
    const { id } = await scenarios.refunded(world);
    let asked = 0;
    const badge = await badgeOf(id, world, (request, next) => {
      if (!ofPayments(request)) return next(request);
      asked++;
      return Promise.resolve(refusal(400, 'parameter_unknown', 'Received unknown parameter: invoices.'));
    });
    await until(() => asked === 1, 'asked');
    await world.stripe.invoices.update(id, { metadata: { seen: 'yes' } });
    await storeFor(badge.adapter!).refresh(id);
    await badge.updateComplete;
    expect(await label(badge)).to.equal('Paid');
    expect([asked, badge.matches(':state(likely)'), badge.matches(':state(certain)')]).to.deep.equal([
      1,
      true,
      false,
    ]);
    await expect(badge).to.be.accessible();
  });

  it('follow what happens: the payments of before are not said of the invoice as it is now', async () => {
    const { world, between, page } = await counted(true);
    const { id } = await scenarios.action_required(world);
    const badge = await badgeOf(id, world, between);
    await until(() => badge.matches(':state(action_required)'), 'waits for the customer');
    await world.listening;
    await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
    await until(() => badge.matches(':state(paid):state(certain)'), 'paid');
    expect(page.length).to.be.greaterThan(1);
  });

  it('are told to everybody who shows the invoice', async () => {
    const { world, between, page } = await counted();
    const { id } = await scenarios.partially_refunded(world);
    const adapter = adapterFor(world, between);
    const place = await fixture<HTMLElement>(html`
      <div>
        <invoice-status-badge .adapter=${adapter} invoice-id=${id}></invoice-status-badge>
        <invoice-status-badge .adapter=${adapter} invoice-id=${id}></invoice-status-badge>
        <invoice-preview .adapter=${adapter} invoice-id=${id}></invoice-preview>
      </div>
    `);
    await shows(place.lastElementChild as Element, '€909.12 has been given back.');
    for (const badge of place.querySelectorAll('invoice-status-badge'))
      await shows(badge, 'Partially refunded');
    const live = storeFor(adapter).peek(id);
    expect(live.status === 'loaded' && live.invoice.payments?.[0]?.amount_refunded).to.equal(90_912);
    expect(page).to.have.length(1);
  });
});
