/** Where the form cannot be had: Stripe.js that does not come, a page that forbids it, a backend that has nothing to pay with. */
import { expect } from '@open-wc/testing';
import { http, HttpResponse, type HttpHandler } from 'msw';
import { setupWorker } from 'msw/browser';
import { STRIPE_JS_URL } from '../../src/components/invoice-payment/stripe-js.js';
import { focused, gate, part, shows } from './harness.js';
import { formRoot, opened, paid, scene, standIn, typed, types } from './payment-scene.js';
import { until } from './until.js';

const SCRIPTS = 'https://js.stripe.com/*';
/** What comes in the place of Stripe's script: it takes what the test has laid ready. */
const SCRIPT = 'globalThis.Stripe = globalThis.laidReady;';

const refused = http.get(SCRIPTS, () => HttpResponse.error());
const empty = http.get(
  SCRIPTS,
  () => new HttpResponse('', { headers: { 'content-type': 'text/javascript' } }),
);
const served = http.get(
  SCRIPTS,
  () => new HttpResponse(SCRIPT, { headers: { 'content-type': 'text/javascript' } }),
);

const worker = setupWorker();
before(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
after(() => worker.stop());

const scripts = (): HTMLScriptElement[] => [
  ...document.querySelectorAll<HTMLScriptElement>('script[src*="js.stripe.com"]'),
];

/** A scene without Stripe.js on the page, which is what the network then answers. */
async function without(...network: HttpHandler[]): Promise<Awaited<ReturnType<typeof scene>>> {
  const made = await scene();
  delete window.Stripe;
  Object.assign(globalThis, { laidReady: standIn });
  worker.resetHandlers(...network);
  return made;
}

describe('Stripe.js', () => {
  for (const [what, fault] of [
    ['is refused', refused],
    ['brings nothing', empty],
  ] as const) {
    it(`that ${what} is said so, with another way to pay, and comes with another try`, async () => {
      const { element, events, count } = await without(fault);
      (await part(element, 'button')).focus();
      (await part(element, 'button')).click();
      await shows(element, /payment form could not be loaded.*content blocker/);
      await shows(element, /Stripe’s own page.*View invoice/);
      await expect(element).to.be.accessible();
      await until(() => focused()?.classList.contains('message'));
      expect(types(events)).to.deep.equal(['invoice-error']);
      expect(scripts()).to.have.length(0);
      (await part(element, 'retry')).click();
      await until(() => events.length === 2, 'it fails again');
      worker.resetHandlers(served);
      await part(element, 'retry');
      element.shadowRoot?.querySelector<HTMLElement>('[part=retry]')?.click();
      await part(element, 'confirm');
      expect(scripts().map(({ src }) => src)).to.deep.equal([STRIPE_JS_URL]);
      await typed('4242 4242 4242 4242');
      (await part(element, 'confirm')).click();
      await shows(element, 'Thank you');
      expect(count('charge.succeeded')).to.equal(1);
      scripts().forEach((script) => script.remove());
    });
  }

  it('is waited for where the page has a script tag of its own', async () => {
    const { element } = await without(served);
    const theirs = document.createElement('script');
    theirs.src = 'https://js.stripe.com/v3/';
    document.head.append(theirs);
    await paid(element);
    await shows(element, 'Thank you');
    expect(scripts()).to.deep.equal([theirs]);
    theirs.remove();
  });

  it('is not waited for by whoever has closed the form meanwhile', async () => {
    const { opened, open } = gate();
    const late = http.get(SCRIPTS, async () => {
      await opened;
      return new HttpResponse(SCRIPT, { headers: { 'content-type': 'text/javascript' } });
    });
    const { element } = await without(late);
    (await part(element, 'button')).click();
    await until(() => scripts().length === 1);
    (await part(element, 'cancel')).click();
    open();
    await until(() => window.Stripe);
    await shows(element, 'Pay €3,636.50');
    expect(formRoot()).to.equal(null);
    scripts().forEach((script) => script.remove());
  });
});

/** A page with a policy, in which Stripe.js is asked for; answers what came of it, and the script tag's address. */
async function inPage(policy: string, code: string): Promise<string> {
  const frame = document.createElement('iframe');
  frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module">
    globalThis.laidReady = Object.assign(() => ({}), { version: 'endive' });
    const say = (word) => parent.postMessage({ word: String(word) }, '*');
    try { ${code} } catch (error) { say(error.code ?? error.name); }
  </script>`;
  const said = new Promise<string>((resolve) => {
    addEventListener('message', function hear({ data, source }: MessageEvent<{ word?: string }>) {
      if (source !== frame.contentWindow || data.word === undefined) return;
      removeEventListener('message', hear);
      resolve(data.word);
    });
  });
  document.body.append(frame);
  const word = await said;
  frame.remove();
  return word;
}

const ASK = `const { stripeJs } = await import('${location.origin}/src/components/invoice-payment/stripe-js.ts');
  await stripeJs({ key: 'pk_test_x', account: null, locale: 'auto' });
  say(document.querySelector('script[src]').src);`;

describe('a page with a strict policy', () => {
  const TYPED = "require-trusted-types-for 'script'";

  it('lets Stripe.js through the policy of Trusted Types, and nothing else', async () => {
    worker.resetHandlers(served);
    expect(await inPage(`${TYPED}; trusted-types lit-html invoice-elements`, ASK)).to.equal(STRIPE_JS_URL);
    expect(await inPage(TYPED, ASK)).to.equal(STRIPE_JS_URL);
  });

  it('is told to be the reason where it knows no such policy', async () => {
    worker.resetHandlers(served);
    expect(await inPage(`${TYPED}; trusted-types lit-html`, ASK)).to.equal('stripe_js_policy');
  });

  it('is told to be the reason where it does not allow the script', async () => {
    worker.resetHandlers(served);
    expect(await inPage(`script-src ${location.origin} 'unsafe-inline'`, ASK)).to.equal('stripe_js_policy');
  });

  it('gets along with Trusted Types after a failure, where the loader would not', async () => {
    worker.resetHandlers(refused);
    const twice = `const { stripeJs } = await import('${location.origin}/src/components/invoice-payment/stripe-js.ts');
      const ask = () => stripeJs({ key: 'pk_test_x', account: null, locale: 'auto' });
      const first = await ask().then(() => 'came', (error) => error.code);
      parent.postMessage({ ready: true }, '*');
      await new Promise((resolve) => addEventListener('message', resolve, { once: true }));
      await ask();
      say(first + ' ' + document.querySelectorAll('script[src]').length);`;
    addEventListener('message', function hear({ data, source }: MessageEvent<{ ready?: boolean }>) {
      if (!data.ready) return;
      removeEventListener('message', hear);
      worker.resetHandlers(served);
      (source as Window).postMessage('go', '*');
    });
    expect(await inPage(`${TYPED}; trusted-types invoice-elements`, twice)).to.equal('stripe_js_failed 1');
  });

  it('the address is the one that the loader itself would ask for', async () => {
    worker.resetHandlers(served);
    const word = await inPage(
      "img-src 'none'",
      `const { loadStripe } = await import('${location.origin}/node_modules/@stripe/stripe-js/pure/index.mjs');
       await loadStripe('pk_test_x');
       say(document.querySelector('script[src]').src);`,
    );
    expect(word).to.equal(STRIPE_JS_URL);
  });
});

describe('a backend that cannot take the payment', () => {
  const answering = (path: RegExp, change: (body: Record<string, never>) => object) =>
    scene({
      between: async (request, next) => {
        const answer = await next(request);
        if (!path.test(request.url)) return answer;
        return Response.json(change((await answer.json()) as Record<string, never>));
      },
    });

  it('says that there is no publishable key, and offers the hosted page', async () => {
    const { element } = await answering(/\/session$/, (session) => ({ ...session, publishable_key: null }));
    (await part(element, 'button')).click();
    await shows(element, /not been given a publishable key.*Stripe’s own page.*View invoice/);
    (await part(element, 'cancel')).click();
    await shows(element, 'Pay €3,636.50');
  });

  it('says that there is nothing to pay with, and offers the hosted page', async () => {
    const { element } = await answering(/confirmation_secret/, (invoice) => ({
      ...invoice,
      confirmation_secret: null,
    }));
    (await part(element, 'button')).click();
    await shows(element, /cannot be paid on this page.*View invoice/);
  });

  it('says the same for an adapter that has no such call', async () => {
    const { element } = await scene({
      set: (_world, _id) => ({}),
    });
    const adapter = element.adapter;
    element.adapter = new Proxy(adapter as object, {
      get: (target, name) => {
        const value: unknown = name === 'confirmationSecret' ? undefined : Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }) as typeof adapter;
    (await part(element, 'button')).click();
    await shows(element, 'cannot be paid on this page');
  });

  it('names the connected account to Stripe.js, and no account else', async () => {
    const asked: (string | null)[] = [];
    let connected = true;
    const open = async (): Promise<void> => {
      const { element } = await scene({
        between: async (request, next) => {
          const answer = await next(request);
          if (!request.url.endsWith('/session')) return answer;
          const session = (await answer.json()) as { account: object };
          return Response.json({ ...session, account: { ...session.account, connected } });
        },
        toStripe: (request, next) => {
          asked.push(request.headers.get('stripe-account'));
          return next(request);
        },
      });
      await opened(element);
      element.hide();
    };
    await open();
    expect(new Set(asked).size).to.equal(1);
    expect(asked[0]).to.match(/^acct_/);
    asked.length = 0;
    connected = false;
    await open();
    expect(asked[0]).to.equal(null);
  });

  it('says why the form itself could not be loaded, and tries again', async () => {
    const { element, world, events } = await scene();
    await part(element, 'button');
    world.stub.faults.next({ match: 'GET /v1/payment_intents/*', kind: '500', times: 2 });
    (await part(element, 'button')).click();
    await shows(element, 'The server could not answer');
    expect(types(events)).to.deep.equal(['invoice-error']);
    (await part(element, 'retry')).click();
    await part(element, 'confirm');
    await typed('4242 4242 4242 4242');
    (await part(element, 'confirm')).click();
    await shows(element, 'Thank you');
  });

  it('says that the secret it was given is of a payment that is over, and reads another one', async () => {
    let old: object | null = null;
    const { element, world, id } = await scene({
      between: async (request, next) => {
        const answer = await next(request);
        if (!old || !request.url.includes('confirmation_secret')) return answer;
        return Response.json({ ...((await answer.json()) as object), confirmation_secret: old });
      },
    });
    const { currency, customer } = await world.stripe.invoices.retrieve(id);
    const intent = await world.stripe.paymentIntents.create({
      amount: 363650,
      currency,
      customer: customer as string,
    });
    await world.stripe.paymentIntents.cancel(intent.id);
    old = { client_secret: intent.client_secret, type: 'payment_intent' };
    (await part(element, 'button')).click();
    await shows(element, 'This payment has been finished or cancelled already');
    old = null;
    (await part(element, 'retry')).click();
    await part(element, 'confirm');
  });

  it('finds it paid where only the invoice does not show it yet', async () => {
    let stale = true;
    const { element, world, id } = await scene({
      between: async (request, next) => {
        const answer = await next(request);
        const { pathname, search } = new URL(request.url);
        if (!stale || !/\/invoices\/in_\w+$/.test(pathname)) return answer;
        const invoice = (await answer.json()) as object;
        const asked = search.includes('confirmation_secret');
        const old = { status: 'open', amount_remaining: 363650, allowed_actions: ['pay'] };
        return Response.json({ ...invoice, ...old, ...(asked && { confirmation_secret: secret }) });
      },
      set: () => ({ retry: { baseDelay: 20, maxDelay: 20 } }),
    });
    const { confirmation_secret: secret } = await world.stripe.invoices.retrieve(id, {
      expand: ['confirmation_secret'],
    });
    await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
    (await part(element, 'button')).click();
    await shows(element, 'was accepted. The invoice is being updated');
    stale = false;
    await shows(element, 'has been paid meanwhile');
  });
});
