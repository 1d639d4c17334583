import { expect } from '@open-wc/testing';
import { browserRuns, type RunRecord } from '../../src/adapter/browser-runs.js';
import { lockFree, takeLock } from '../../src/adapter/page-lock.js';
import type { Fingerprint } from '../../src/invoice/fingerprint.js';
import { receipt } from './receipts.js';

const forget = (): Promise<void> =>
  new Promise((done) => {
    const request = indexedDB.deleteDatabase('invoice-elements-runs');
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });

const record = (name: string, more: Partial<RunRecord> = {}): RunRecord => ({
  name,
  backend: 'acct test me',
  work: { action: 'finalize' },
  ids: ['in_1', 'in_2'],
  known: {},
  created: Math.floor(Date.now() / 1000),
  phase: 'running',
  again: null,
  ...more,
});

describe('the shelf of runs', () => {
  beforeEach(forget);
  afterEach(forget);

  it('keeps a run with its receipts for another page of the same person, and for nobody else', async () => {
    const shelf = await browserRuns();
    expect(shelf.lasting).to.equal(true);
    await shelf.keep(record('one'));
    await shelf.keepReceipt('one', receipt('in_1', 'refused'));
    await shelf.keepReceipt('one', receipt('in_2', 'done'));
    await shelf.keepReceipt('one', receipt('in_1', 'done', 2));
    const other = await browserRuns();
    expect((await other.find('acct test me'))?.name).to.equal('one');
    expect(await other.find('acct live me')).to.equal(null);
    const receipts = await other.receipts('one');
    expect(receipts.map(({ invoice, round }) => `${invoice} ${round}`)).to.deep.equal(['in_2 1', 'in_1 2']);
  });

  it('forgets a run with all of it, and those that nobody came back to', async () => {
    const shelf = await browserRuns();
    await shelf.keep(record('one'));
    await shelf.keepShown('one', new Map([['in_1', { total: 5 } as Fingerprint]]));
    await shelf.keepReceipt('one', receipt('in_1', 'done'));
    expect((await shelf.shown('one')).get('in_1')?.total).to.equal(5);
    await shelf.forget('one');
    expect(await shelf.find('acct test me')).to.equal(null);
    expect(await shelf.receipts('one')).to.deep.equal([]);
    expect((await shelf.shown('one')).size).to.equal(0);
    await shelf.keep(record('old', { created: Math.floor(Date.now() / 1000) - 40 * 86_400 }));
    expect(await shelf.find('acct test me')).to.equal(null);
  });

  it('goes on where somebody has deleted the database', async () => {
    const shelf = await browserRuns();
    await shelf.keep(record('one'));
    await forget();
    await shelf.keep(record('two'));
    expect((await shelf.find('acct test me'))?.name).to.equal('two');
  });

  it('lasts as long as the page where the browser keeps nothing', async () => {
    const own = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB');
    Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: undefined });
    try {
      const shelf = await browserRuns();
      expect(shelf.lasting).to.equal(false);
      await shelf.keep(record('one'));
      await shelf.keepReceipt('one', receipt('in_1', 'done'));
      expect((await shelf.find('acct test me'))?.name).to.equal('one');
      expect(await shelf.receipts('one')).to.have.length(1);
      await shelf.forget('one');
      expect(await shelf.find('acct test me')).to.equal(null);
    } finally {
      if (own) Object.defineProperty(globalThis, 'indexedDB', own);
      else delete (globalThis as { indexedDB?: unknown }).indexedDB;
    }
  });

  it('is worked on by one at a time', async () => {
    const release = await takeLock('run one');
    expect(release).to.not.equal(null);
    expect(await takeLock('run one')).to.equal(null);
    let free = false;
    const waiting = lockFree('run one', new AbortController().signal).then(() => (free = true));
    expect(free).to.equal(false);
    release?.();
    await waiting;
    const again = await takeLock('run one');
    expect(again).to.not.equal(null);
    again?.();
  });
});
