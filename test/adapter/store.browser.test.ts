import { expect } from '@open-wc/testing';
import { InvoiceStore } from '../../src/adapter/store.js';
import { adapterOf, problem, version } from './support.js';
import { until } from '../components/until.js';

describe('a load that failed', () => {
  const hopes: [string, () => void][] = [
    ['the page is online again', () => window.dispatchEvent(new Event('online'))],
    ['the page is looked at again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ];
  for (const [name, hope] of hopes) {
    it(`is tried again when ${name}, while anyone watches`, async () => {
      let reads = 0;
      let online = false;
      const retrieve = async (id: string) => {
        reads++;
        if (!online) throw problem(0, 'network_error');
        return version(id);
      };
      const store = new InvoiceStore(adapterOf({ retrieve }).adapter);
      const stop = store.watch('in_1', () => {});
      await until(() => store.peek('in_1').status === 'error');
      online = true;
      hope();
      await until(() => store.peek('in_1').status === 'loaded');
      hope();
      stop();
      store.forget('in_1');
      await Promise.resolve();
      hope();
      await Promise.resolve();
      expect(reads).to.equal(2);
    });
  }
});
