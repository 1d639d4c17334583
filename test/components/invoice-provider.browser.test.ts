import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-provider/invoice-provider.define.js';
import '../../src/components/invoice-status-badge/invoice-status-badge.define.js';
import { InvoiceProvider } from '../../src/components/invoice-provider/invoice-provider.js';
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import { requestAdapter } from '../../src/adapter/context.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, gate, isCall, shows, worldHere } from './harness.js';
import { until } from './until.js';

describe('invoice-provider', () => {
  it('gives its adapter to everything inside, which shares one live copy of each invoice', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    let reads = 0;
    // The live line tells of what was done just now, which is read again: it has to wait for the count.
    const { opened: counted, open } = gate();
    const adapter = adapterFor(world, async (request, next) => {
      if (isCall(request, 'GET', id)) reads += 1;
      if (request.url.endsWith('/events')) await counted;
      return next(request);
    });
    const provider = await fixture<InvoiceProvider>(html`
      <invoice-provider .adapter=${adapter}>
        <p><invoice-status-badge invoice-id=${id}></invoice-status-badge></p>
        <invoice-status-badge invoice-id=${id}></invoice-status-badge>
      </invoice-provider>
    `);
    const badges = [...provider.querySelectorAll('invoice-status-badge')];
    await Promise.all(badges.map((badge) => shows(badge, 'Open')));
    expect(reads).to.equal(1);
    open();
    await world.listening;
    await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
    await Promise.all(badges.map((badge) => shows(badge, 'Paid')));
  });

  it('serves those that were there before it was upgraded', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const page = await fixture<HTMLElement>(html`
      <late-provider><invoice-status-badge invoice-id=${id}></invoice-status-badge></late-provider>
    `);
    const badge = page.querySelector('invoice-status-badge') as Element;
    await shows(badge, 'Not available');
    Object.assign(page, { adapter: adapterFor(world) });
    InvoiceProvider.define('late-provider');
    await shows(badge, 'Open');
  });

  it('asks its URL with its own headers and credentials', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const { fetch } = window;
    const seen: (string | null)[] = [];
    window.fetch = (input, init) => {
      const request = new Request(input, init);
      if (!request.url.includes('/billing-here/')) return fetch(input, init);
      seen.push(`${request.headers.get('authorization')} ${request.credentials}`);
      return world.handler(new Request(request.url.replace('/billing-here/', '/api/billing/'), request));
    };
    const provider = await fixture<InvoiceProvider>(html`
      <invoice-provider
        adapter-url="/billing-here"
        credentials="include"
        .headers=${() => ({ authorization: 'Bearer t' })}
      >
        <invoice-status-badge invoice-id=${id}></invoice-status-badge>
      </invoice-provider>
    `);
    await shows(provider.firstElementChild as Element, 'Open');
    expect(new Set(seen)).to.deep.equal(new Set(['Bearer t include']));
    provider.remove();
    window.fetch = fetch;
  });

  it('sends the token of the page with each write', async () => {
    const { fetch } = window;
    const seen: (string | null)[] = [];
    window.fetch = async (input, init) => {
      const request = new Request(input, init);
      if (!request.url.includes('/billing-csrf/')) return fetch(input, init);
      seen.push(request.headers.get('x-xsrf-token'));
      return Response.json({ id: 'in_1', object: 'invoice' });
    };
    document.cookie = `XSRF-TOKEN=${encodeURIComponent('a/b=')}`;
    const provider = await fixture<InvoiceProvider>(html`
      <invoice-provider adapter-url="/billing-csrf" csrf="laravel"><p></p></invoice-provider>
    `);
    const inside = provider.querySelector('p') as HTMLElement;
    const adapter = await new Promise<InvoiceAdapter | null>((tell) => requestAdapter(inside, tell));
    await adapter?.send('in_1', { key: 'k1' });
    expect(seen).to.deep.equal(['a/b=']);
    document.cookie = 'XSRF-TOKEN=; max-age=0';
    window.fetch = fetch;
  });

  it('has everything inside read anew when the person has signed in again', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    let signedIn = false;
    const adapter = adapterFor(world, (request, next) =>
      signedIn ? next(request) : Promise.resolve(new Response(null, { status: 401 })),
    );
    const provider = await fixture<InvoiceProvider>(html`
      <invoice-provider .adapter=${adapter}>
        <invoice-status-badge invoice-id=${id}></invoice-status-badge>
      </invoice-provider>
    `);
    const badge = provider.querySelector('invoice-status-badge') as Element;
    await shows(badge, 'Signed out');
    signedIn = true;
    adapter.resume?.();
    await shows(badge, 'Open');
  });

  it('hands on another adapter when it gets one, and none when it has none', async () => {
    const [one, two] = [await worldHere(), await worldHere()];
    const { id } = await scenarios.open(one);
    await scenarios.open(two);
    await two.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
    const provider = await fixture<InvoiceProvider>(html`
      <invoice-provider .adapter=${adapterFor(one)}>
        <invoice-status-badge invoice-id=${id}></invoice-status-badge>
      </invoice-provider>
    `);
    const badge = provider.firstElementChild as Element;
    await shows(badge, 'Open');
    provider.adapter = adapterFor(two);
    await shows(badge, 'Paid');
    provider.adapter = null;
    await shows(badge, 'Not available');
  });

  it('is no box of its own', async () => {
    const provider = await fixture(html`<invoice-provider></invoice-provider>`);
    await until(() => getComputedStyle(provider).display === 'contents');
  });
});
