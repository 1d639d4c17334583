import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import { fill, hasStates, listScene, press, there } from './invoice-list-scene.js';
import { until } from './until.js';

const STOCK = [
  ['paid', 'acme'],
  ['open', 'acme'],
  ['draft', 'globex'],
] as const;

describe('invoice-list in the address', () => {
  let before = '';
  const begin = (search: string): void => history.pushState({ page: 1 }, '', `${location.pathname}${search}`);

  beforeEach(async () => {
    await setViewport({ width: 1100, height: 700 });
    before = location.search;
    localStorage.clear();
  });
  afterEach(() => history.pushState(null, '', location.pathname + before));

  it('is read at the beginning, before the filter of the page', async () => {
    begin('?tab=billing&view=paid');
    const { list, told } = await listScene({ stock: STOCK, mirror: '', filter: 'view=draft' });
    await hasStates(list, 'Paid');
    expect(told, 'nobody has chosen it').to.deep.equal([]);
  });

  it('follows each choice, and the back button goes back', async () => {
    begin('?tab=billing&q=a%20b#rows');
    const { list, told } = await listScene({ stock: STOCK, mirror: '' });
    await hasStates(list, 'Draft', 'Open', 'Paid');
    await press(list, 'Open');
    await hasStates(list, 'Open');
    expect(location.search + location.hash).to.equal('?tab=billing&q=a%20b&view=open#rows');
    await press(list, 'Paid');
    await hasStates(list, 'Paid');
    history.back();
    await hasStates(list, 'Open');
    expect(told.at(-1), 'the page hears of it').to.equal('view=open');
    history.back();
    await hasStates(list, 'Draft', 'Open', 'Paid');
    expect(location.search).to.equal('?tab=billing&q=a%20b');
    history.forward();
    await hasStates(list, 'Open');
    expect(history.state, 'what a router keeps there stays').to.deep.equal({ page: 1 });
  });

  it('makes no step back of what is still being typed', async () => {
    begin('?tab=billing');
    const { list, told } = await listScene({ stock: STOCK, mirror: '' });
    await hasStates(list, 'Draft', 'Open', 'Paid');
    const steps = history.length;
    const box = await there<HTMLInputElement>(list, '#search');
    fill(box, 'glob');
    await until(() => told.length === 1);
    fill(box, 'globex');
    await until(() => told.length === 2);
    expect(location.search).to.equal('?tab=billing&text=globex');
    expect(history.length).to.equal(steps);
    box.focus();
    await sendKeys({ press: 'Escape' });
    expect(location.search).to.equal('?tab=billing');
  });

  it('says that nothing is left out where the page leaves something out', async () => {
    begin('');
    const { list } = await listScene({ stock: STOCK, mirror: '', filter: 'view=open' });
    await hasStates(list, 'Open');
    expect(location.search, 'nothing was chosen').to.equal('');
    await press(list, 'All');
    expect(location.search).to.equal('?view=all');
    history.back();
    await hasStates(list, 'Open');
  });

  it('keeps two lists apart', async () => {
    begin('?inv-view=paid&view=draft');
    const named = await listScene({ stock: STOCK, mirror: 'inv' });
    const plain = await listScene({ stock: STOCK, mirror: '' });
    await hasStates(named.list, 'Paid');
    await hasStates(plain.list, 'Draft');
    await press(named.list, 'Open');
    expect(location.search).to.equal('?view=draft&inv-view=open');
    await hasStates(plain.list, 'Draft');
  });

  it('is left alone where it is not asked for', async () => {
    begin('?view=paid');
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, 'Draft', 'Open', 'Paid');
    await press(list, 'Open');
    await hasStates(list, 'Open');
    expect(location.search).to.equal('?view=paid');
  });
});
