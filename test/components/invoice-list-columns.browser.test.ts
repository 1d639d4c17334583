import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import { pointIn, shows } from './harness.js';
import { focusIs, hasStates, headsOf, listScene, openPanel, press } from './invoice-list-scene.js';
import { until } from './until.js';

const STOCK = [
  ['paid', 'acme'],
  ['draft', 'globex'],
] as const;

const ALL = ['Draft', 'Paid'];

describe('invoice-list columns', () => {
  before(() => setViewport({ width: 1100, height: 700 }));
  beforeEach(() => localStorage.clear());

  const columns = ['Status', 'Number', 'Customer', 'Total', 'Remaining', 'Due', 'Created'];

  it('are chosen and moved, seen at once, remembered, and given back', async () => {
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    expect(headsOf(list)).to.deep.equal(columns);
    const panel = await openPanel(list, 'columns');
    const box = (id: string): HTMLInputElement =>
      panel.querySelector(`[data-column=${id}] input`) as HTMLInputElement;
    box('created').click();
    box('due').click();
    box('amount_remaining').click();
    box('currency').click();
    await until(() => headsOf(list).join() === 'Status,Number,Customer,Total,Currency');
    await press(list, 'Move Customer up');
    await until(() => headsOf(list).join() === 'Status,Customer,Number,Total,Currency');
    await shows(list, 'Customer is now 2 of 14.');
    await expect(list).to.be.accessible();

    const other = await listScene({ stock: STOCK });
    await until(() => headsOf(other.list).join() === 'Status,Customer,Number,Total,Currency');
    other.list.remember = 'another';
    await until(() => headsOf(other.list).join() === columns.join());

    await press(list, 'Reset');
    await until(() => headsOf(list).join() === columns.join());
    expect(localStorage.length).to.equal(0);
  });

  it('move by Alt and arrows with the focus on them; the number stays', async () => {
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    const panel = await openPanel(list, 'columns');
    const box = (id: string): HTMLInputElement =>
      panel.querySelector(`[data-column=${id}] input`) as HTMLInputElement;
    box('status').focus();
    await sendKeys({ press: 'Alt+ArrowDown' });
    await sendKeys({ press: 'Alt+ArrowDown' });
    await until(() => headsOf(list).join().startsWith('Number,Customer,Status'));
    await focusIs('[data-column=status] input');
    box('number').click();
    expect(box('number').checked).to.equal(true);
    expect(headsOf(list)).to.include('Number');
  });

  it('say which of them have no room; those that nobody has chosen give way first', async () => {
    const { list } = await listScene({ stock: STOCK, width: 800 });
    await hasStates(list, ...ALL);
    const panel = await openPanel(list, 'columns');
    panel.querySelector<HTMLInputElement>('[data-column=description] input')?.click();
    await shows(list, /No room for .*Memo as wide as the list is now\./);
    expect(headsOf(list)).to.not.include('Memo');
    (list.parentElement as HTMLElement).style.width = '1000px';
    await until(() => headsOf(list).includes('Memo'));
    await shows(list, 'No room for Remaining and Created as wide as the list is now.');
    (list.parentElement as HTMLElement).style.width = '1800px';
    await until(() => headsOf(list).includes('Created'));
    await until(() => !panel.textContent?.includes('No room'));
  });

  it('tell whole under the pointer what they cut off, and nothing else', async () => {
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    const [globex, acme] = [
      ...(list.shadowRoot?.querySelectorAll<HTMLElement>('.row [data-column=customer]') ?? []),
    ];
    if (!globex || !acme) throw new Error('two customers');
    for (const cell of [globex, acme]) await sendMouse({ type: 'move', position: pointIn(cell) });
    expect(globex.title).to.equal('Globex Corporation');
    expect(acme.title).to.equal('');
  });

  it('are cut off at the end of what they say, also in a page of the other direction', async () => {
    const { list } = await listScene({ stock: STOCK });
    (list.parentElement as HTMLElement).dir = 'rtl';
    await hasStates(list, ...ALL);
    const [globex, acme] = [
      ...(list.shadowRoot?.querySelectorAll<HTMLElement>('.row [data-column=customer]') ?? []),
    ].map((cell) => {
      const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (walker.nextNode() && !walker.currentNode.textContent?.trim());
      return { cell: cell.getBoundingClientRect(), text: walker.currentNode };
    });
    if (!globex || !acme) throw new Error('two customers');
    const span = document.createRange();
    span.setStart(globex.text, 0);
    span.setEnd(globex.text, 1);
    expect(span.toString()).to.equal('G');
    expect(span.getBoundingClientRect().left, 'its first letter').to.be.at.least(globex.cell.left);
    span.selectNodeContents(acme.text);
    expect(span.toString()).to.equal('Acme GmbH');
    expect(span.getBoundingClientRect().right, 'at the right').to.be.closeTo(acme.cell.right, 1);
  });

  it('begin where their headings do', async () => {
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    for (const id of ['status', 'customer', 'due', 'created']) {
      const starts = [...(list.shadowRoot?.querySelectorAll(`[data-column=${id}]`) ?? [])].map((cell) => {
        const { left } = cell.getBoundingClientRect();
        return left + parseFloat(getComputedStyle(cell).paddingInlineStart);
      });
      expect(starts).to.have.length(3);
      for (const start of starts) expect(start, id).to.be.closeTo(starts[0] ?? 0, 0.1);
    }
  });

  it('can be chosen where nothing can be kept', async () => {
    const kept = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem') as PropertyDescriptor;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      const { list } = await listScene({ stock: STOCK });
      await hasStates(list, ...ALL);
      const panel = await openPanel(list, 'columns');
      panel.querySelector<HTMLInputElement>('[data-column=created] input')?.click();
      await until(() => !headsOf(list).includes('Created'));
    } finally {
      Object.defineProperty(Storage.prototype, 'setItem', kept);
    }
  });

  it('are left to the page, with all else above the rows, where it wants that', async () => {
    const { list } = await listScene({ stock: STOCK });
    list.withoutTools = true;
    await list.updateComplete;
    expect(list.shadowRoot?.querySelector('[part=tools]')).to.equal(null);
    await hasStates(list, ...ALL);
  });
});
