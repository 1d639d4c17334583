import { expect, fixture, html } from '@open-wc/testing';
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import {
  ADAPTER_CONTEXT,
  ContextRequestEvent,
  adapterForUrl,
  getDefaultAdapter,
  provideAdapter,
  requestAdapter,
  setDefaultAdapter,
  watchDefaultAdapter,
} from '../../src/adapter/context.js';
import type { AdapterProvider } from '../../src/adapter/context.js';

/** An adapter that is only known by its name. */
const named = (name: string) => ({ name }) as unknown as InvoiceAdapter;
const nameOf = (adapter: InvoiceAdapter | null) =>
  (adapter as unknown as { name: string } | null)?.name ?? null;

class TestProvider extends HTMLElement {
  #adapter: InvoiceAdapter | null = null;
  #provider?: AdapterProvider;

  get adapter(): InvoiceAdapter | null {
    return this.#adapter;
  }
  set adapter(adapter: InvoiceAdapter | null) {
    this.#adapter = adapter;
    this.#provider?.update();
  }
  connectedCallback(): void {
    const name = this.getAttribute('name');
    if (name) this.#adapter = named(name);
    this.#provider = provideAdapter(this, () => this.#adapter);
  }
  disconnectedCallback(): void {
    this.#provider?.dispose();
  }
}
customElements.define('test-provider', TestProvider);

class TestConsumer extends HTMLElement {
  heard: (string | null)[] = [];
  #stop?: () => void;

  connectedCallback(): void {
    this.#stop = requestAdapter(this, (adapter) => this.heard.push(nameOf(adapter)));
  }
  disconnectedCallback(): void {
    this.#stop?.();
  }
}
customElements.define('test-consumer', TestConsumer);

const consumerIn = (root: ParentNode) => root.querySelector<TestConsumer>('test-consumer')!;

describe('the nearest provider', () => {
  it('is found at once, the inner one before the outer', async () => {
    const root = await fixture(html`
      <test-provider name="outer"
        ><test-provider name="inner"><test-consumer></test-consumer></test-provider
      ></test-provider>
    `);
    expect(consumerIn(root).heard).to.deep.equal(['inner']);
  });

  it('is none where there is none', async () => {
    const root = await fixture(html`<div><test-consumer></test-consumer></div>`);
    expect(consumerIn(root).heard).to.deep.equal([null]);
  });

  it('is found across shadow roots', async () => {
    const root = await fixture(html`<test-provider name="outer"><div></div></test-provider>`);
    let at: Element = root.querySelector('div')!;
    for (const mode of ['open', 'closed'] as const) {
      const shadow = at.attachShadow({ mode });
      at = shadow.appendChild(document.createElement('div'));
    }
    const consumer = new TestConsumer();
    at.append(consumer);
    expect(consumer.heard).to.deep.equal(['outer']);
  });

  it('may be upgraded later than the elements inside it', async () => {
    const root = await fixture(html`
      <test-provider name="outer"
        ><late-provider name="late"><test-consumer></test-consumer></late-provider
      ></test-provider>
    `);
    expect(consumerIn(root).heard).to.deep.equal(['outer']);
    customElements.define('late-provider', class extends TestProvider {});
    expect(consumerIn(root).heard).to.deep.equal(['outer', 'late']);
  });

  it('may change its adapter, lose it to the one around it, and get it back', async () => {
    const root = await fixture<TestProvider>(html`
      <test-provider name="outer"
        ><test-provider><test-consumer></test-consumer></test-provider
      ></test-provider>
    `);
    const inner = root.querySelector<TestProvider>('test-provider')!;
    const { heard } = consumerIn(root);
    expect(heard).to.deep.equal(['outer']);
    inner.adapter = named('first');
    inner.adapter = named('second');
    inner.adapter = null;
    root.adapter = named('other');
    inner.adapter = named('third');
    root.adapter = named('unheard');
    expect(heard).to.deep.equal(['outer', 'first', 'second', 'outer', 'other', 'third']);
  });

  it('is another one after a move, and none after it has gone', async () => {
    const root = await fixture(html`
      <div>
        <test-provider name="a"><test-consumer></test-consumer></test-provider>
        <test-provider name="b"></test-provider>
      </div>
    `);
    const [, b] = root.querySelectorAll<TestProvider>('test-provider');
    const consumer = consumerIn(root);
    b!.append(consumer);
    expect(consumer.heard).to.deep.equal(['a', 'b']);
    b!.replaceWith(...b!.childNodes);
    expect(consumer.heard).to.deep.equal(['a', 'b', null]);
  });

  it('stays the same for those who are taken out together with it', async () => {
    const root = await fixture(
      html`<div>
        <test-provider name="a"><test-consumer></test-consumer></test-provider>
      </div>`,
    );
    const consumer = consumerIn(root);
    root.replaceChildren();
    expect(consumer.heard).to.deep.equal(['a']);
  });

  it('does not answer its own request, nor one for another context, and answers a single one once', async () => {
    const root = await fixture<TestProvider>(html`<test-provider name="a"><p></p></test-provider>`);
    const p = root.querySelector('p')!;
    const heard: unknown[] = [];
    const ask = (from: Element, context: unknown) =>
      from.dispatchEvent(new ContextRequestEvent(context, from, (adapter) => heard.push(nameOf(adapter))));
    ask(root, ADAPTER_CONTEXT);
    ask(p, 'another');
    expect(heard).to.deep.equal([]);
    ask(p, ADAPTER_CONTEXT);
    root.adapter = named('b');
    expect(heard).to.deep.equal(['a']);
  });
});

describe('the default adapter', () => {
  it('is told to those who watch it, when it changes', () => {
    const heard: (string | null)[] = [];
    const stop = watchDefaultAdapter((adapter) => heard.push(nameOf(adapter)));
    const a = named('a');
    setDefaultAdapter(a);
    setDefaultAdapter(a);
    expect(getDefaultAdapter()).to.equal(a);
    setDefaultAdapter(null);
    stop();
    setDefaultAdapter(named('b'));
    setDefaultAdapter(null);
    expect(heard).to.deep.equal(['a', null]);
  });
});

describe('an adapter by URL', () => {
  it('is one for all ways to write that URL', () => {
    const adapter = adapterForUrl('/api/billing');
    for (const same of ['/api/billing/', `${location.origin}/api/billing`, '/api/../api/billing']) {
      expect(adapterForUrl(same)).to.equal(adapter);
    }
    expect(adapterForUrl('/api/other')).not.to.equal(adapter);
  });

  it('asks that URL', async () => {
    const asked: string[] = [];
    const { fetch } = window;
    window.fetch = async (request) => {
      asked.push((request as Request).url);
      return new Response('{"id":"in_1"}', { headers: { 'content-type': 'application/json' } });
    };
    try {
      expect((await adapterForUrl('/api/asked').retrieve('in_1')).id).to.equal('in_1');
    } finally {
      window.fetch = fetch;
    }
    expect(asked).to.deep.equal([`${location.origin}/api/asked/invoices/in_1`]);
  });
});
