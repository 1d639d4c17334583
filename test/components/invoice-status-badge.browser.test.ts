import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-status-badge/invoice-status-badge.define.js';
import { InvoiceStatusBadge } from '../../src/components/invoice-status-badge/invoice-status-badge.js';
import { setDefaultAdapter } from '../../src/adapter/context.js';
import { ALL_STATES, type InvoiceState } from '../../src/invoice/state.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { WORLD_START, type World } from '../../server-stub/world.js';
import { adapterFor, refusal, shows, textOf, worldHere } from './harness.js';
import { until } from './until.js';

/** The exact words, in the order of an invoice's life. */
const WORDS: Record<InvoiceState, string> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  finalizing: 'Finalizing',
  finalization_failed: 'Finalization failed',
  open: 'Open',
  partially_paid: 'Partially paid',
  payment_failed: 'Payment failed',
  retrying: 'Retrying',
  past_due: 'Past due',
  pending: 'Pending',
  action_required: 'Action required',
  paid: 'Paid',
  credited: 'Credited',
  partially_refunded: 'Partially refunded',
  refunded: 'Refunded',
  uncollectible: 'Uncollectible',
  void: 'Void',
  deleted: 'Deleted',
  unknown: 'under_review',
};

const partsOf = (badge: Element, name: string): Element[] => [
  ...(badge.shadowRoot?.querySelectorAll(`[part=${name}]`) ?? []),
];
const label = (badge: Element): string => partsOf(badge, 'label').map(textOf).join();
const chips = (badge: Element): string[] => partsOf(badge, 'chip').map(textOf);

async function badgeIn(
  world: World,
  invoice: object,
  more: Partial<InvoiceStatusBadge> = {},
): Promise<InvoiceStatusBadge> {
  // Reads answer the scenario's own JSON, hand-made or not; the clock is the world's.
  const adapter = adapterFor(world, async (request, next) =>
    /\/invoices\/in_/.test(request.url) ? Response.json(invoice) : next(request),
  );
  const badge = await fixture<InvoiceStatusBadge>(html`
    <invoice-status-badge .adapter=${adapter} .invoice=${invoice}></invoice-status-badge>
  `);
  Object.assign(badge, more);
  await badge.updateComplete;
  return badge;
}

describe('invoice-status-badge', () => {
  for (const state of ALL_STATES) {
    it(`says ${WORDS[state]}, with a sign and a tone, and passes axe`, async () => {
      const world = await worldHere();
      const badge = await badgeIn(world, await scenarios[state](world));
      await until(() => label(badge) === WORDS[state], `${label(badge)} is not ${WORDS[state]}`);
      expect(badge.matches(`:state(${state})`)).to.equal(true);
      expect(partsOf(badge, 'sign')).to.have.length(1);
      await expect(badge).to.be.accessible();
    });
  }

  it('takes a bare status, of Stripe or of ours, and shows an unknown one as it is', async () => {
    const badge = await fixture<InvoiceStatusBadge>(
      html`<invoice-status-badge status="paid"></invoice-status-badge>`,
    );
    expect(label(badge)).to.equal('Paid');
    badge.status = 'past_due';
    await badge.updateComplete;
    expect(label(badge)).to.equal('Past due');
    badge.status = 'under_review';
    await badge.updateComplete;
    expect(label(badge)).to.equal('under_review');
    expect(badge.matches(':state(unknown):state(neutral)')).to.equal(true);
  });

  it('shows chips beside the state, and none when it is plain', async () => {
    const world = await worldHere();
    const badge = await badgeIn(world, await scenarios.draft(world, { lines: [] }));
    expect(chips(badge)).to.deep.equal(['No items', 'Test mode']);
    badge.plain = true;
    await badge.updateComplete;
    expect(chips(badge)).to.deep.equal([]);
    expect(label(badge)).to.equal('Draft');
  });

  it('tells a refund from payments that are set beside the invoice', async () => {
    const world = await worldHere();
    const { payments, ...invoice } = await scenarios.refunded(world);
    const badge = await badgeIn(world, invoice);
    await shows(badge, 'Paid');
    badge.payments = payments;
    await shows(badge, 'Refunded');
  });

  it('turns past due by itself when the moment comes', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const badge = await badgeIn(world, { ...invoice, due_date: WORLD_START + 1 });
    await shows(badge, 'Due soon');
    expect(label(badge)).to.equal('Open');
    await until(() => label(badge) === 'Past due', 'past due');
    expect(chips(badge)).to.not.include('Due soon');
  });

  it('is the same whether properties are set before or after it is in the page', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const early = new InvoiceStatusBadge();
    early.adapter = adapterFor(world);
    early.invoiceId = id;
    const late = new InvoiceStatusBadge();
    document.body.append(early, late);
    late.invoiceId = id;
    late.adapter = early.adapter;
    await Promise.all([shows(early, 'Open'), shows(late, 'Open')]);
    early.remove();
    late.remove();
  });

  it('finds the default adapter, and is upgraded with what was set before', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    setDefaultAdapter(adapterFor(world));
    const holder = document.createElement('div');
    holder.innerHTML = `<late-badge invoice-id="${id}" plain></late-badge>`;
    document.body.append(holder);
    InvoiceStatusBadge.define('late-badge');
    await shows(holder.firstElementChild as Element, /^Open$/);
    setDefaultAdapter(null);
    holder.remove();
  });

  it('may be defined twice', () => {
    expect(() => InvoiceStatusBadge.define()).to.not.throw();
    expect(customElements.get('invoice-status-badge')).to.equal(InvoiceStatusBadge);
  });

  it('speaks the nearest language, and another one when that changes', async () => {
    const page = await fixture<HTMLElement>(
      html`<div lang="de-AT"><invoice-status-badge status="past_due"></invoice-status-badge></div>`,
    );
    const badge = page.firstElementChild as Element;
    await shows(badge, 'Überfällig');
    page.lang = 'en';
    await shows(badge, 'Past due');
  });

  it('fires invoice-change for what it hears of, and not for what the page sets', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const adapter = adapterFor(world);
    const badge = await fixture<InvoiceStatusBadge>(
      html`<invoice-status-badge .adapter=${adapter} invoice-id=${id}></invoice-status-badge>`,
    );
    const changes: string[] = [];
    badge.addEventListener('invoice-change', ({ detail }) => changes.push(String(detail.invoice.status)));
    await shows(badge, 'Open');
    expect(changes).to.deep.equal([]);
    await world.listening;
    await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
    await shows(badge, 'Paid');
    expect(changes).to.deep.equal(['paid']);
  });

  const faces: [number, string][] = [
    [401, 'Signed out'],
    [403, 'No access'],
    [404, 'Not found'],
    [400, 'Not available'],
  ];
  for (const [status, words] of faces) {
    it(`has a face for ${status}`, async () => {
      const world = await worldHere();
      const adapter = adapterFor(world, async () => refusal(status, 'refused'));
      const badge = await fixture<InvoiceStatusBadge>(
        html`<invoice-status-badge .adapter=${adapter} invoice-id="in_1"></invoice-status-badge>`,
      );
      await shows(badge, words);
      expect(badge.matches(':state(error)')).to.equal(true);
      await expect(badge).to.be.accessible();
    });
  }

  it('says that it waits, and that there is nothing to ask', async () => {
    const world = await worldHere();
    const adapter = adapterFor(world, () => new Promise<Response>(() => undefined));
    const badge = await fixture<InvoiceStatusBadge>(
      html`<invoice-status-badge .adapter=${adapter} invoice-id="in_1"></invoice-status-badge>`,
    );
    expect(label(badge)).to.equal('Loading');
    expect(badge.matches(':state(loading)')).to.equal(true);
    await expect(badge).to.be.accessible();
    badge.adapter = null;
    await shows(badge, 'Not available');
  });
});
