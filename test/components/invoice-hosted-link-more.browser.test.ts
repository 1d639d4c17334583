import { expect, fixture, html } from '@open-wc/testing';
import '../../src/components/invoice-hosted-link/invoice-hosted-link.define.js';
import type { InvoiceHostedLink } from '../../src/components/invoice-hosted-link/invoice-hosted-link.js';
import { scenarios } from '../../server-stub/scenarios.js';
import type { World } from '../../server-stub/world.js';
import { adapterFor, focused, isCall, part, refusal, shows, textOf, worldHere } from './harness.js';
import { readQr } from './invoice-hosted-link/qr-reader.js';
import { until } from './until.js';

const DAY = 86_400;

async function linkTo(
  id: string,
  world: World,
  between?: Parameters<typeof adapterFor>[1],
): Promise<InvoiceHostedLink> {
  return fixture<InvoiceHostedLink>(html`
    <invoice-hosted-link .adapter=${adapterFor(world, between)} invoice-id=${id}></invoice-hosted-link>
  `);
}

const inside = <T extends Element = HTMLElement>(element: Element, selector: string): T | null =>
  element.shadowRoot?.querySelector<T>(selector) ?? null;

/** With the ways shown; `link` is what each read of the invoice then answers with. */
async function opened(
  world: World,
  id: string,
): Promise<{ element: InvoiceHostedLink; answer: (link: string) => void; fail: () => void }> {
  let link: string | null = null;
  let dead = false;
  const element = await linkTo(id, world, async (request, next) => {
    if (!isCall(request, 'GET', id)) return next(request);
    if (dead) return refusal(403, 'forbidden');
    const json = (await (await next(request)).json()) as object;
    return Response.json(link === null ? json : { ...json, hosted_invoice_url: link });
  });
  await until(() => inside(element, 'a[part=view]'), 'the link');
  (await part(element, 'more')).click();
  await part(element, 'qr');
  return { element, answer: (fresh) => (link = fresh), fail: () => (dead = true) };
}

/** What the drawn path shows, without its quiet zone. */
function modulesOf(svg: SVGSVGElement): boolean[][] {
  const { width } = svg.viewBox.baseVal;
  const grid = Array.from({ length: width }, () => Array<boolean>(width).fill(false));
  const path = svg.querySelector('path')?.getAttribute('d') ?? '';
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g))
    for (let step = 0; step < Number(length); step++) grid[Number(y)]![Number(x) + step] = true;
  return grid.slice(4, -4).map((row) => row.slice(4, -4));
}

/** Takes the place of the browser's own sharing. */
function sharing(share: ((data: ShareData) => Promise<void>) | undefined): () => void {
  Object.defineProperty(navigator, 'share', { configurable: true, value: share });
  return () => Reflect.deleteProperty(navigator, 'share');
}

describe('more ways of invoice-hosted-link', () => {
  it('are behind one button, which says whether they are shown', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const restore = sharing(() => Promise.resolve());
    const { element } = await opened(world, id);
    const button = await part(element, 'more');
    expect(button.ariaExpanded).to.equal('true');
    expect(
      inside(element, `#${button.getAttribute('aria-controls')}`)?.querySelectorAll('button'),
    ).to.have.length(3);
    expect(textOf(element))
      .to.contain('with a message to billing@acme.example')
      .and.to.contain('It is not Stripe’s email');
    await expect(element).to.be.accessible();
    button.click();
    await until(() => !inside(element, '[part=qr]'), 'hidden again');
    expect(button.ariaExpanded).to.equal('false');
    restore();
  });

  it('leave out sharing where the browser can’t', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const restore = sharing(undefined);
    const { element } = await opened(world, id);
    expect(inside(element, '[part=share]')).to.equal(null);
    restore();
  });

  it('show a QR code of the link that there is at the click', async () => {
    const world = await worldHere();
    const { id, number } = await scenarios.open(world);
    const { element, answer } = await opened(world, id);
    const fresh = `${location.origin}/i/acct_1/test_${'x'.repeat(120)}?s=ap`;
    answer(fresh);
    (await part(element, 'qr')).focus();
    (await part(element, 'qr')).click();
    await until(() => inside(element, 'dialog[open]'), 'the dialog');
    const code = inside<SVGSVGElement>(element, '[part=qr-code]') as SVGSVGElement;
    expect(readQr(modulesOf(code)).text).to.equal(fresh);
    expect([code.getAttribute('role'), code.ariaLabel]).to.deep.equal([
      'img',
      `QR code with the link to invoice ${String(number)}`,
    ]);
    expect(textOf(inside(element, 'dialog')!))
      .to.contain('can see this invoice and pay it')
      .and.to.contain('January 3, 2027');
    expect(focused()).to.equal(inside(element, '.close'));
    await Promise.all(
      inside(element, 'dialog')!
        .getAnimations()
        .map(({ finished }) => finished),
    );
    await expect(element).to.be.accessible();
    (focused() as HTMLElement).dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await until(() => !inside(element, 'dialog'), 'closed');
    await until(() => focused() === inside(element, '[part=qr]'), 'the focus is back');
  });

  it('draw the code dark on white in a dark page too', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const { element } = await opened(world, id);
    element.style.cssText = 'color-scheme: dark; --invoice-text: white; --invoice-surface: black';
    (await part(element, 'qr')).click();
    await until(() => inside(element, 'dialog[open]'), 'the dialog');
    const { backgroundColor, fill } = getComputedStyle(
      inside<SVGSVGElement>(element, '[part=qr-code]') as SVGSVGElement,
    );
    expect([backgroundColor, fill]).to.deep.equal(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
  });

  it('say so where the link is too long for a code', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const { element, answer } = await opened(world, id);
    answer(`${location.origin}/${'x'.repeat(700)}`);
    (await part(element, 'qr')).click();
    await shows(element, 'too long for a QR code');
    expect(inside(element, 'dialog')).to.equal(null);
  });

  it('call the person’s own mail program with what there is to say, and offer it once more', async () => {
    const world = await worldHere();
    const { id, number } = await scenarios.open(world);
    const { element, answer } = await opened(world, id);
    const fresh = `${location.origin}/i/fresh`;
    answer(fresh);
    const called: string[] = [];
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      called.push(this.href);
    };
    (await part(element, 'mail')).click();
    await shows(element, 'Your mail program should be open now.');
    HTMLAnchorElement.prototype.click = click;
    const link = inside<HTMLAnchorElement>(element, '[part=note] a');
    expect(called).to.deep.equal([link?.href]);
    const said = decodeURIComponent(link?.href ?? '');
    expect(said).to.contain('mailto:billing@acme.example?subject=Invoice');
    expect(said).to.contain(
      `invoice ${String(number)} over €3,636.50, due December 4, 2026:\r\n${fresh}\r\n`,
    );
    expect(said).to.contain('from Northwind Studio');
    await expect(element).to.be.accessible();
  });

  it('share the fresh link; thinking better of it is no failure', async () => {
    const world = await worldHere();
    const { id, number } = await scenarios.open(world);
    const shared: ShareData[] = [];
    let outcome: Error | null = null;
    const restore = sharing((data) => {
      shared.push(data);
      return outcome ? Promise.reject(outcome) : Promise.resolve();
    });
    const { element, answer } = await opened(world, id);
    const errors: Event[] = [];
    element.addEventListener('invoice-error', (event) => errors.push(event));
    const fresh = `${location.origin}/i/fresh`;
    answer(fresh);
    (await part(element, 'share')).click();
    await until(() => shared.length === 1, 'shared');
    expect(shared[0]).to.deep.equal({ title: `Invoice ${String(number)} from Northwind Studio`, url: fresh });
    outcome = new DOMException('', 'AbortError');
    await until(() => inside(element, '[part=share]')?.ariaBusy === 'false', 'free again');
    (await part(element, 'share')).click();
    await until(() => shared.length === 2, 'shared again');
    await element.updateComplete;
    expect(textOf(inside(element, '[part=note]')!)).to.equal('');
    outcome = new DOMException('', 'DataError');
    await until(() => inside(element, '[part=share]')?.ariaBusy === 'false', 'free again');
    (await part(element, 'share')).click();
    await shows(element, 'could not share it');
    expect(errors).to.deep.equal([]);
    restore();
  });

  it('ask for a second click where the browser has forgotten the first, and read nothing anew for it', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const shared: (string | undefined)[] = [];
    const restore = sharing(({ url }) => {
      shared.push(url);
      return shared.length === 1
        ? Promise.reject(new DOMException('', 'NotAllowedError'))
        : Promise.resolve();
    });
    const { element, fail } = await opened(world, id);
    (await part(element, 'share')).click();
    await shows(element, 'The link is ready.');
    fail();
    inside(element, '.start')?.click();
    await until(() => shared.length === 2, 'shared');
    expect(shared[1]).to.equal(shared[0]);
    await until(() => !inside(element, '.start'), 'done');
    restore();
  });

  it('say why where the link can’t be read, and try again', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    let broken = false;
    const element = await linkTo(id, world, (request, next) =>
      broken ? Promise.reject(new TypeError('gone')) : next(request),
    );
    await until(() => inside(element, 'a[part=view]'), 'the link');
    (await part(element, 'more')).click();
    await part(element, 'qr');
    broken = true;
    (await part(element, 'qr')).click();
    await shows(element, 'The server cannot be reached.');
    broken = false;
    (await part(element, 'retry')).click();
    await until(() => inside(element, 'dialog[open]'), 'the dialog');
  });

  it('refuse a link that leads elsewhere by then', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const { element, answer } = await opened(world, id);
    answer('https://evil.example/i/x');
    (await part(element, 'qr')).click();
    await shows(element, 'leads to evil.example');
    expect(inside(element, 'dialog')).to.equal(null);
  });

  it('end with their invoice: nothing of one is said of another', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const other = await scenarios.open(world);
    const { element } = await opened(world, id);
    (await part(element, 'qr')).click();
    await until(() => inside(element, 'dialog[open]'), 'the dialog');
    element.invoiceId = other.id;
    await until(() => !inside(element, 'dialog'), 'closed');
  });
});

describe('the end of hosted links', () => {
  it('is told, and told as past when the moment has come', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const element = await linkTo(id, world);
    await shows(element, 'Links to this invoice work until January 3, 2027.');
    world.clock.advance(44 * DAY + 1);
    const late = await linkTo(id, world);
    await shows(late, 'This link has probably expired');
  });

  it('turns by itself', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    world.clock.advance(44 * DAY - 1);
    const element = await linkTo(id, world);
    await shows(element, 'work until');
    await until(() => textOf(element).includes('probably expired'), 'expired');
  });
});
