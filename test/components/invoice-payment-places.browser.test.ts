/** Stripe's form in the document, shown in shadow roots of whatever strangers there are; and what it looks like there. */
import { expect } from '@open-wc/testing';
import { gate, isCall, part, shows, textOf } from './harness.js';
import { find, formRoot, opened, paid, scene, typed } from './payment-scene.js';
import { until } from './until.js';

const CARD = '4242 4242 4242 4242';

/** Somebody's element around another one, in whose shadow root that other one stands. */
function stranger(inner: HTMLElement, withSlot: boolean): HTMLElement {
  const host = document.createElement('section');
  const root = host.attachShadow({ mode: 'open' });
  const box = document.createElement('div');
  box.append(inner, ...(withSlot ? [document.createElement('slot')] : []));
  root.append(box);
  return host;
}

const frame = (): HTMLElement | null => document.querySelector('stripe-js-stand-in-frame');
const isSeen = (): boolean => (frame()?.getBoundingClientRect().height ?? 0) > 50;
const places: HTMLElement[] = [];

/** Puts an element into so many shadow roots of strangers, and those into the page. */
function nest(element: HTMLElement, depth: number, withSlot: boolean): HTMLElement {
  let at = element;
  for (let level = 0; level < depth; level++) at = stranger(at, withSlot);
  document.body.append(at);
  places.push(at);
  return at;
}

afterEach(() => {
  for (const place of places.splice(0)) place.remove();
});

describe('invoice-payment in a page', () => {
  for (const depth of [0, 1, 2, 3]) {
    for (const withSlot of depth ? [false, true] : [false]) {
      it(`pays inside ${depth} shadow roots ${withSlot ? 'with' : 'without'} a slot of their own`, async () => {
        const { element } = await scene();
        const outer = nest(element, depth, withSlot);
        await opened(element);
        expect(frame()?.getRootNode()).to.equal(document);
        expect(outer.contains(frame())).to.equal(true);
        await until(isSeen, 'the form has a size');
        const box = element.getBoundingClientRect();
        expect(frame()?.getBoundingClientRect().top).to.be.within(box.top, box.bottom);
        await typed(CARD);
        (await part(element, 'confirm')).click();
        await shows(element, 'Thank you');
        expect(document.querySelectorAll('[slot^=invoice-payment]')).to.have.length(0);
        expect(outer.childElementCount + element.childElementCount).to.equal(0);
      });
    }
  }

  it('pays inside a provider', async () => {
    const { element } = await scene();
    const provider = document.createElement('invoice-provider');
    provider.append(element);
    document.body.append(provider);
    places.push(provider);
    await paid(element);
    await shows(element, 'Thank you');
  });

  it('pays when it is moved while it is open, wherever it goes', async () => {
    const { element } = await scene();
    await opened(element);
    for (const depth of [0, 2, 1, 0]) {
      nest(element, depth, false);
      await find(formRoot, 'input[type=text]');
      await until(isSeen, `the form has a size in ${depth} shadow roots`);
      expect(document.querySelectorAll('stripe-js-stand-in-frame')).to.have.length(1);
    }
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, 'Thank you');
  });

  it('opens where it is by the time that it can, when it is moved before', async () => {
    const { opened: answered, open } = gate();
    const { element } = await scene({
      toStripe: async (request, next) => {
        await answered;
        return next(request);
      },
    });
    (await part(element, 'button')).click();
    await until(frame);
    const outer = nest(element, 1, false);
    open();
    await part(element, 'confirm');
    expect(outer.contains(frame())).to.equal(true);
    expect(document.querySelectorAll('stripe-js-stand-in-frame')).to.have.length(1);
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, 'Thank you');
  });

  it('says so where the form cannot be mounted anew after a move', async () => {
    const { element, world } = await scene();
    await opened(element);
    world.stub.faults.next({ match: 'GET /v1/payment_intents/*', kind: '500' });
    nest(element, 1, false);
    await shows(element, 'The server could not answer');
    (await part(element, 'retry')).click();
    await part(element, 'confirm');
  });

  it('shows the form again where somebody has drawn a host on the way anew', async () => {
    const { element } = await scene();
    const outer = nest(element, 2, false);
    await opened(element);
    const inner = outer.shadowRoot?.querySelector('section') as HTMLElement;
    for (const host of [inner, element, outer]) {
      host.replaceChildren();
      await until(isSeen, 'the form is back');
    }
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await shows(element, 'Thank you');
  });

  it('leaves nothing behind when it is taken away', async () => {
    const { element } = await scene();
    const outer = nest(element, 2, false);
    await opened(element);
    outer.remove();
    await until(() => !element.shadowRoot?.querySelector('[part=confirm]'));
    expect(frame()).to.equal(null);
    expect(outer.childElementCount).to.equal(0);
    document.body.append(outer);
    await shows(element, 'Pay €3,636.50');
    await paid(element);
    await shows(element, 'Thank you');
  });

  it('goes on with what is being paid when it is taken away, and tells what came of it', async () => {
    const { opened: answered, open } = gate();
    const { element, world, id, events, calls } = await scene({
      toStripe: async (request, next) => {
        if (isCall(request, 'POST', '/confirm')) await answered;
        return next(request);
      },
    });
    const outer = nest(element, 1, false);
    await opened(element);
    await typed(CARD);
    (await part(element, 'confirm')).click();
    await until(() => calls.some((call) => call.endsWith('/confirm')));
    element.remove();
    open();
    await until(() => events.some(({ type }) => type === 'invoice-paid'));
    expect((await world.stripe.invoices.retrieve(id)).status).to.equal('paid');
    await until(() => frame() === null);
    expect(outer.childElementCount).to.equal(0);
  });

  it('pays nothing when it is taken away before anything is sent', async () => {
    const { opened: answered, open } = gate();
    let waits = false;
    const { element, world, id, calls } = await scene({
      between: async (request, next) => {
        if (waits && isCall(request, 'GET', id)) await answered;
        return next(request);
      },
    });
    await opened(element);
    await typed(CARD);
    waits = true;
    (await part(element, 'confirm')).click();
    await until(() => element.shadowRoot?.querySelector('.confirming'));
    element.remove();
    open();
    await until(() => frame() === null);
    expect((await world.stripe.invoices.retrieve(id)).status).to.equal('open');
    expect(calls.some((call) => call.endsWith('/confirm'))).to.equal(false);
  });

  it('begins anew for another invoice', async () => {
    const { element, world } = await scene();
    await opened(element);
    const { scenarios } = await import('../../server-stub/scenarios.js');
    const { id } = await scenarios.open(world, { customer: 'sakura' });
    element.invoiceId = id;
    await shows(element, 'Pay ¥516,500');
    expect(frame()).to.equal(null);
    await paid(element);
    await shows(element, '¥516,500 paid. Thank you.');
  });
});

describe('the look of the form', () => {
  const variable = (name: string): string => frame()?.style.getPropertyValue(`--${name}`) ?? '';

  it('is the element’s own, and follows it', async () => {
    const { element } = await scene();
    element.style.colorScheme = 'light';
    element.style.setProperty('--invoice-radius', '3px');
    await opened(element);
    expect(variable('colorPrimary')).to.equal('rgb(79, 70, 229)');
    expect(variable('colorBackground')).to.equal('rgb(255, 255, 255)');
    expect(variable('borderRadius')).to.equal('3px');
    expect(variable('fontFamily')).to.equal(getComputedStyle(element).fontFamily);
    element.style.colorScheme = 'dark';
    await until(() => variable('colorPrimary') === 'rgb(165, 161, 255)', 'the accent of a dark page');
    expect(variable('colorBackground')).to.match(/^rgb\((\d{1,2}), \1, \1\)$/);
    element.style.setProperty('--invoice-accent', 'oklch(0.6 0.2 30 / 50%)');
    await until(() => variable('colorPrimary') !== 'rgb(165, 161, 255)', 'the accent of the page');
    expect(variable('colorPrimary')).to.match(/^rgb\(\d+, \d+, \d+\)$/);
  });

  it('speaks the language of the page, also when that changes', async () => {
    const { element } = await scene();
    element.lang = 'de';
    await shows(element, /3\.636,50\s€ bezahlen/);
    await opened(element);
    expect(textOf(formRoot() as Node)).to.contain('Kartennummer');
    element.lang = 'en';
    await until(() => textOf(formRoot() as Node).includes('Card number'));
  });
});
