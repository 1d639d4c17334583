import { expect } from '@open-wc/testing';
import { HttpAdapter } from '../../src/adapter/http.js';
import { Tabs } from '../../src/adapter/tabs.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { storeFor } from '../../src/adapter/store.js';
import { adapterFor, deaf, worldHere } from '../components/harness.js';
import { until } from '../components/until.js';

describe('other tabs', () => {
  it('hear what this one has done, though no webhook tells of it', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    // Each adapter is as one of another tab: its channel is its own.
    const [here, there] = [adapterFor(world, deaf), adapterFor(world, deaf)];
    const stop = storeFor(there).watch(id, () => undefined);
    await storeFor(there).refresh(id);
    await here.void(id, { key: 'k' });
    await until(() => {
      const live = storeFor(there).peek(id);
      return live.status === 'loaded' && live.invoice.status === 'void';
    });
    stop();
  });

  it('hear of a credit note, which is about an invoice', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const [here, there] = [adapterFor(world, deaf), adapterFor(world, deaf)];
    const heard: string[] = [];
    const stop = there.subscribe(({ invoice }) => heard.push(invoice));
    await here.createCreditNote({ invoice: id, amount: 100 }, { key: 'k' });
    await until(() => heard.includes(id));
    stop();
  });

  it('of another backend hear nothing, nor does anybody once nobody listens', async () => {
    const heard: string[] = [];
    const [one, other] = [new Tabs('/a'), new Tabs('/b')];
    const stops = [one, other].map((tabs, index) =>
      tabs.listen(({ invoice }) => heard.push(`${index} ${invoice}`)),
    );
    new Tabs('/a').tell('in_1');
    await until(() => heard.length === 1);
    stops[0]?.();
    const last = new Promise<void>((done) => {
      const stop = new Tabs('/a').listen(({ invoice }) => {
        if (invoice !== 'in_2') return;
        stop();
        done();
      });
    });
    new Tabs('/a').tell('in_2');
    await last;
    stops[1]?.();
    expect(heard).to.deep.equal(['0 in_1']);
  });

  it('get no more than an id', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const messages: unknown[] = [];
    const channel = new BroadcastChannel('invoice-elements https://here.example/billing');
    channel.onmessage = ({ data }) => messages.push(data);
    const adapter = new HttpAdapter({
      url: 'https://here.example/billing',
      fetch: (request) =>
        world.asUser('alpha-admin')(
          new Request(
            request.url.replace('https://here.example/billing', `${location.origin}/api/billing`),
            request,
          ),
        ),
    });
    await adapter.void(id, { key: 'k' });
    await until(() => messages.length);
    channel.close();
    expect(messages).to.deep.equal([id]);
  });
});
