import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-hosted-link/invoice-hosted-link.define.js';
import type { InvoiceHostedLink } from '../../src/components/invoice-hosted-link/invoice-hosted-link.js';
import { expiryOf, isTrusted } from '../../src/components/invoice-hosted-link/links.js';
import { readInvoice } from '../../src/invoice/shape.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { WORLD_START, type World } from '../../server-stub/world.js';
import { adapterFor, focused, isCall, part, refusal, shows, textOf, worldHere } from './harness.js';
import { until } from './until.js';

async function linkTo(
  id: string,
  world: World,
  between?: Parameters<typeof adapterFor>[1],
): Promise<InvoiceHostedLink> {
  return fixture<InvoiceHostedLink>(html`
    <invoice-hosted-link .adapter=${adapterFor(world, between)} invoice-id=${id}></invoice-hosted-link>
  `);
}

/** Stands in for the browser's new tabs, by frames of this page. */
function tabs(blocked = false): { opened: HTMLIFrameElement[]; restore: () => void } {
  const { open } = window;
  const opened: HTMLIFrameElement[] = [];
  window.open = () => {
    if (blocked) return null;
    const frame = document.createElement('iframe');
    document.body.append(frame);
    opened.push(frame);
    const tab = frame.contentWindow as Window;
    tab.close = () => frame.remove();
    return tab;
  };
  return {
    opened,
    restore: () => {
      window.open = open;
      opened.forEach((frame) => frame.remove());
    },
  };
}

function clipboard(write: (items: ClipboardItem[]) => Promise<void>): () => void {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { write } });
  return () => Reflect.deleteProperty(navigator, 'clipboard');
}

describe('invoice-hosted-link', () => {
  it('shows a real link that gives nothing away, copy and PDF', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const element = await linkTo(invoice.id, world);
    const view = await part<HTMLAnchorElement>(element, 'view');
    await until(() => element.shadowRoot?.querySelector('a[part=view]'));
    const link = await part<HTMLAnchorElement>(element, 'view');
    expect(textOf(view)).to.equal('View invoice');
    expect(link.href).to.equal(invoice['hosted_invoice_url']);
    expect(link.rel).to.equal('noopener noreferrer');
    expect(textOf(await part(element, 'copy'))).to.contain('Copy link');
    expect(textOf(await part(element, 'pdf'))).to.equal('PDF');
    await expect(element).to.be.accessible();
  });

  it('opens what the link is at the click, in a tab that knows nothing of this page', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const fresh = `${location.origin}/fresh.html`;
    let clicked = false;
    const element = await linkTo(invoice.id, world, async (request, next) => {
      const answer = await next(request);
      if (!isCall(request, 'GET', invoice.id)) return answer;
      const json = (await answer.json()) as object;
      return Response.json(clicked ? { ...json, hosted_invoice_url: fresh } : json);
    });
    await until(() => element.shadowRoot?.querySelector('a[part=view]'));
    const { opened, restore } = tabs();
    clicked = true;
    (await part(element, 'view')).click();
    expect(opened).to.have.length(1);
    const frame = opened[0] as HTMLIFrameElement;
    expect(frame.contentWindow?.opener).to.equal(null);
    await until(() => frame.contentWindow?.location.href === fresh, 'the tab is at the fresh link');
    expect(frame.contentDocument?.referrer).to.equal('');
    restore();
  });

  it('closes the tab and says why where the link can’t be read, and tries again', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    let dead = false;
    const element = await linkTo(id, world, (request, next) =>
      dead ? Promise.reject(new TypeError('gone')) : next(request),
    );
    await until(() => element.shadowRoot?.querySelector('a[part=view]'));
    const { opened, restore } = tabs();
    dead = true;
    (await part(element, 'view')).click();
    await shows(element, 'The server cannot be reached.');
    expect(opened[0]?.isConnected).to.equal(false);
    dead = false;
    (await part(element, 'retry')).click();
    await until(() => opened[1]?.contentWindow?.location.pathname.startsWith('/i/'));
    restore();
  });

  it('offers the link itself where the browser blocks the tab', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const element = await linkTo(invoice.id, world);
    await until(() => element.shadowRoot?.querySelector('a[part=view]'));
    const { restore } = tabs(true);
    (await part(element, 'view')).click();
    await shows(element, 'blocked the new tab');
    const link = element.shadowRoot?.querySelector<HTMLAnchorElement>('[part=note] a');
    expect(link?.href).to.equal(invoice['hosted_invoice_url']);
    restore();
  });

  it('copies within the click, before the link is read', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const element = await linkTo(invoice.id, world);
    let text = '';
    let begun = false;
    const restore = clipboard(async ([item]) => {
      begun = true;
      text = await (await (item as ClipboardItem).getType('text/plain')).text();
    });
    (await part(element, 'copy')).click();
    expect(begun).to.equal(true);
    await until(() => text === invoice['hosted_invoice_url']);
    await until(() => textOf(element.shadowRoot?.querySelector('[part=note]') as Element) === 'Copied');
    restore();
  });

  it('selects the text where the browser does not let it copy', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const element = await linkTo(invoice.id, world);
    await until(() => element.shadowRoot?.querySelector('a[part=view]'));
    const restore = clipboard(() => Promise.reject(new Error('not allowed')));
    (await part(element, 'copy')).click();
    await until(() => focused()?.localName === 'input');
    const input = focused() as HTMLInputElement;
    expect(input.value.slice(input.selectionStart ?? 0, input.selectionEnd ?? 0)).to.equal(
      invoice['hosted_invoice_url'],
    );
    await expect(element).to.be.accessible();
    restore();
  });

  it('says of a draft that the link is still to come, and shows it once there is one', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world);
    const element = await linkTo(id, world);
    await shows(element, 'There is no link yet');
    expect(element.shadowRoot?.querySelector('a, button')).to.equal(null);
    await world.listening;
    await world.stripe.invoices.finalizeInvoice(id);
    await shows(element, 'View invoice');
  });

  it('refuses a link that leads elsewhere', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const bad = { ...invoice, hosted_invoice_url: 'https://invoice.stripe.com.evil.example/i/x' };
    const element = await linkTo(invoice.id, world, (request, next) =>
      isCall(request, 'GET', invoice.id) ? Promise.resolve(Response.json(bad)) : next(request),
    );
    await shows(element, 'leads to invoice.stripe.com.evil.example');
    expect(element.shadowRoot?.querySelector('a')).to.equal(null);
  });

  it('says so where this person may not have the link', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const element = await linkTo(id, world, async (request, next) => {
      const answer = await next(request);
      if (!isCall(request, 'GET', '/session')) return answer;
      return Response.json({ ...((await answer.json()) as object), actions: ['read'] });
    });
    await shows(element, 'but not its link');
    expect(element.shadowRoot?.querySelector('a, button')).to.equal(null);
  });

  it('works from the invoice alone, without a backend', async () => {
    const world = await worldHere();
    const invoice = await scenarios.paid(world);
    const element = await fixture<InvoiceHostedLink>(
      html`<invoice-hosted-link .invoice=${invoice}></invoice-hosted-link>`,
    );
    expect((await part<HTMLAnchorElement>(element, 'view')).href).to.equal(invoice['hosted_invoice_url']);
  });

  for (const [status, words] of [
    [401, 'You are signed out.'],
    [403, 'You are not allowed to do this.'],
    [404, 'Not found.'],
  ] as const) {
    it(`has a face for ${status}`, async () => {
      const world = await worldHere();
      const element = await linkTo('in_1', world, async () => refusal(status, 'refused'));
      await shows(element, words);
      await expect(element).to.be.accessible();
    });
  }

  it('waits with a skeleton of its own size', async () => {
    const world = await worldHere();
    const element = await linkTo('in_1', world, () => new Promise<Response>(() => undefined));
    expect(element.shadowRoot?.querySelectorAll('.skeleton')).to.have.length(3);
    await expect(element).to.be.accessible();
  });
});

describe('hosted links', () => {
  const here = 'https://admin.example';
  const links: [string, string[], boolean][] = [
    ['https://invoice.stripe.com/i/acct_1/test_2?s=ap', [], true],
    ['https://pay.stripe.com/invoice/acct_1/test_2/pdf?s=ap', [], true],
    ['http://invoice.stripe.com/i/x', [], false],
    ['https://invoice.stripe.com:8443/i/x', [], false],
    ['https://invoice.stripe.com@evil.example/i/x', [], false],
    ['https://user:word@invoice.stripe.com/i/x', [], false],
    ['https://stripe.com/i/x', [], false],
    ['https://admin.example/i/x', [], true],
    ['http://admin.example/i/x', [], false],
    ['https://billing.acme.example/i/x', [], false],
    ['https://billing.acme.example/i/x', ['billing.acme.example'], true],
    ['http://billing.acme.example/i/x', ['billing.acme.example'], false],
    ['http://localhost:4242/i/x', [], false],
    ['http://localhost:4242/i/x', ['localhost:4242'], true],
    ['http://localhost:4242/i/x', ['localhost:1'], false],
    ['javascript:alert(1)', [], false],
    ['data:text/html,x', [], false],
    ['/i/x', [], false],
    ['', [], false],
  ];
  for (const [url, hosts, trusted] of links) {
    it(`${trusted ? 'trusts' : 'does not trust'} ${url || 'nothing'} with ${hosts.join() || 'no'} host`, () => {
      expect(isTrusted(url, hosts, here)).to.equal(trusted);
    });
  }

  it('expire 30 days after they are due, never more than 120 after finalization', () => {
    const day = 86_400;
    const at = (due_date: number | null): number | null =>
      expiryOf(readInvoice({ id: 'in_1', due_date, status_transitions: { finalized_at: WORLD_START } }));
    expect(at(null)).to.equal(WORLD_START + 30 * day);
    expect(at(WORLD_START + 14 * day)).to.equal(WORLD_START + 44 * day);
    expect(at(WORLD_START + 365 * day)).to.equal(WORLD_START + 120 * day);
    expect(expiryOf(readInvoice({ id: 'in_1' }))).to.equal(null);
  });
});
