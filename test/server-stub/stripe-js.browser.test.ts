/** The stand-in for Stripe.js in a page: what it refuses, shows and answers, as Stripe.js does. */
import { expect } from '@open-wc/testing';
import { scenarios } from '../../server-stub/scenarios.js';
import { createStripeJs, type StripeJsOptions } from '../../server-stub/stripe-js/index.js';
import { createWorld, type World } from '../../server-stub/world.js';
import { until } from '../components/until.js';

interface Here {
  world: World;
  id: string;
  secret: string;
  intent: string;
  stripe: ReturnType<ReturnType<typeof createStripeJs>>;
}

async function here(options: StripeJsOptions = {}): Promise<Here> {
  const world = await createWorld();
  const { id } = await scenarios.open(world);
  const invoice = await world.stripe.invoices.retrieve(id, { expand: ['confirmation_secret'] });
  const secret = invoice.confirmation_secret?.client_secret ?? '';
  const make = createStripeJs({ fetch: (request) => world.stub.fetch(request), ...options });
  return { world, id, secret, intent: secret.split('_secret_')[0] ?? '', stripe: make('pk_test_page') };
}

const places: Element[] = [];
function place(into: ParentNode = document.body): HTMLElement {
  const node = document.createElement('div');
  into.append(node);
  places.push(node);
  return node;
}
afterEach(() => places.splice(0).forEach((node) => node.remove()));

const frameIn = (node: Element): (Element & { shadowRoot: ShadowRoot }) | null =>
  node.querySelector('stripe-js-stand-in-frame');
const numberIn = (node: Element): HTMLInputElement | null =>
  frameIn(node)?.shadowRoot.querySelector('input[type=text]') ?? null;

async function mounted({ stripe, secret }: Here) {
  const elements = stripe.elements({ clientSecret: secret });
  const element = elements.create('payment');
  const node = place();
  const heard: string[] = [];
  for (const type of ['loaderstart', 'ready', 'loaderror', 'change', 'focus', 'blur', 'escape'])
    element.on(type, () => heard.push(type));
  element.mount(node);
  await until(() => heard.includes('ready') || heard.includes('loaderror'));
  return { elements, element, node, heard };
}

function type(node: Element, number: string): void {
  const field = numberIn(node) as HTMLInputElement;
  field.value = number;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

const bank = (): HTMLDialogElement | undefined =>
  [...document.body.children]
    .map(({ shadowRoot }) => shadowRoot?.querySelector<HTMLDialogElement>('dialog[open]'))
    .find(Boolean) ?? undefined;

describe('the stand-in for Stripe.js', () => {
  it('mounts into the page’s own document, and nowhere else', async () => {
    const at = await here();
    const element = at.stripe.elements({ clientSecret: at.secret }).create('payment');
    expect(() => element.mount('#nowhere')).to.throw(/no DOM elements/);
    expect(() => element.mount(document.createElement('div'))).to.throw(/cannot be mounted in a ShadowRoot/);
    const root = place().attachShadow({ mode: 'open' });
    expect(() => element.mount(place(root))).to.throw(/cannot be mounted in a ShadowRoot/);
    const node = place();
    node.id = 'somewhere';
    element.mount('#somewhere');
    await until(() => numberIn(node));
    element.destroy();
    expect(node.childElementCount).to.equal(0);
    expect(() => element.mount(node)).to.throw(/already been destroyed/);
  });

  it('tells what happens in the form', async () => {
    const { element, node, heard } = await mounted(await here());
    expect(heard).to.deep.equal(['loaderstart', 'ready']);
    element.focus();
    await until(() => heard.includes('focus'));
    type(node, '4242');
    expect(heard).to.contain('change');
    numberIn(node)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    element.blur();
    expect(heard.slice(-2)).to.deep.equal(['escape', 'blur']);
    element.clear();
    expect(numberIn(node)?.value).to.equal('');
  });

  it('loses what was typed when its place is moved, until it is mounted anew', async () => {
    const { elements, element, node } = await mounted(await here());
    type(node, '4242424242424242');
    place().append(node);
    await elements.submit().then(
      () => expect.fail('it should be lost'),
      (error: Error) => expect(error.message).to.match(/make sure the Element .* is still mounted/),
    );
    element.unmount();
    element.mount(node);
    await until(() => numberIn(node));
    expect((await elements.submit()).error).to.deep.include({
      type: 'validation_error',
      code: 'incomplete_number',
    });
  });

  it('does not load for a payment that is over', async () => {
    const at = await here();
    await at.world.stripe.invoices.pay(at.id, { payment_method: 'pm_card_visa' });
    const { heard } = await mounted(at);
    expect(heard).to.deep.equal(['loaderstart', 'loaderror']);
  });

  it('asks the bank when it is told to handle the next action, and only then', async () => {
    const at = await here();
    await at.stripe.handleNextAction({ clientSecret: at.secret }).then(
      () => expect.fail('there is nothing to do'),
      (error: Error) => expect(error.message).to.match(/requires_action/),
    );
    await at.world.stripe.paymentIntents.confirm(at.intent, {
      payment_method: 'pm_card_authenticationRequired',
      return_url: location.href,
    });
    const handled = at.stripe.handleNextAction({ clientSecret: at.secret });
    await until(bank);
    expect(bank()?.textContent).to.contain('€3,636.50');
    bank()?.querySelector('button')?.click();
    expect((await handled).paymentIntent?.status).to.equal('succeeded');
    expect(bank()).to.equal(undefined);
    expect((await at.stripe.retrievePaymentIntent(at.secret)).paymentIntent?.status).to.equal('succeeded');
  });

  it('takes Escape at the bank’s question for a no', async () => {
    const at = await here();
    const { elements, node } = await mounted(at);
    type(node, '4000002500003155');
    const confirmed = at.stripe.confirmPayment({ elements, redirect: 'if_required' });
    await until(bank);
    bank()?.dispatchEvent(new Event('cancel'));
    expect((await confirmed).error?.code).to.equal('payment_intent_authentication_failure');
  });

  it('goes to the return address where it is not told to stay', async () => {
    const went: string[] = [];
    const at = await here({ navigate: (url) => went.push(url) });
    const { elements, node } = await mounted(at);
    type(node, '4242424242424242');
    await at.stripe.confirmPayment({
      elements,
      confirmParams: { return_url: 'https://shop.example/done?a=1#x' },
    });
    const url = new URL(went[0] ?? '');
    expect([url.pathname, url.hash, url.searchParams.get('a')]).to.deep.equal(['/done', '#x', '1']);
    expect(url.searchParams.get('payment_intent')).to.equal(at.intent);
    expect(url.searchParams.get('payment_intent_client_secret')).to.equal(at.secret);
    expect(url.searchParams.get('redirect_status')).to.equal('succeeded');
  });
});
