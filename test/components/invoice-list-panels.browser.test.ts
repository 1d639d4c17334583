import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../src/components/invoice-list/invoice-list.define.js';
import { pointIn } from './harness.js';
import { button, closed, focusIs, hasStates, listScene, openPanel, there } from './invoice-list-scene.js';
import { until } from './until.js';

/** From the oldest to the newest. */
const STOCK = [
  ['paid', 'acme'],
  ['open', 'acme'],
  ['scheduled', 'acme'],
] as const;

const ALL = ['Scheduled', 'Open', 'Paid'];

describe('invoice-list panels', () => {
  before(() => setViewport({ width: 1100, height: 700 }));

  it('close without a change by Escape and by a press beside them', async () => {
    const { list, told } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    const panel = await openPanel(list, 'status');
    panel.querySelector<HTMLInputElement>('input[name=paid]')?.click();
    await sendKeys({ press: 'Escape' });
    await closed(list);
    await focusIs('#status-button');
    const again = await openPanel(list, 'status');
    expect(again.querySelector<HTMLInputElement>('input[name=paid]')?.checked).to.equal(false);
    const { width, height } = again.getBoundingClientRect();
    await sendMouse({ type: 'click', position: pointIn(again, width + 80, height + 40) });
    await closed(list);
    expect(told).to.deep.equal([]);
  });

  it('give way to another one by one press on its button, and stay while a text is chosen in them', async () => {
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    const opener = await there(list, '#amount-button');
    await sendMouse({ type: 'click', position: pointIn(await there(list, '#created-button')) });
    await there(list, '#days-from');
    await sendMouse({ type: 'click', position: pointIn(opener) });
    await focusIs('#amount-from');
    await sendMouse({ type: 'move', position: pointIn(await there(list, '#amount-from')) });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [5, 690] });
    await sendMouse({ type: 'up' });
    await sendMouse({ type: 'click', position: pointIn(await there(list, '#amount-to')) });
    await focusIs('#amount-to');
    await sendMouse({ type: 'click', position: pointIn(opener) });
    await closed(list);
    await focusIs('#amount-button');
  });

  it('hang below their button, within the window', async () => {
    const { list } = await listScene({ stock: STOCK });
    await hasStates(list, ...ALL);
    const panel = await openPanel(list, 'created');
    const control = (await there(list, '#created-button')).getBoundingClientRect();
    await until(() => Math.abs(panel.getBoundingClientRect().left - control.left) < 1);
    await until(() => Math.abs(panel.getBoundingClientRect().top - control.bottom) < 8);
    await sendKeys({ press: 'Escape' });
    const last = await openPanel(list, 'columns');
    await until(() => last.getBoundingClientRect().right <= innerWidth - 8);
  });

  it('are folded behind one button in a narrow list', async () => {
    const { list } = await listScene({
      stock: STOCK,
      width: 320,
      filter: 'status=draft,paid&currency=eur',
    });
    await hasStates(list, 'Scheduled', 'Paid');
    const fold = await button(list, 'Filters (2)');
    const pill = await there(list, '#status-button');
    expect(pill.offsetParent).to.equal(null);
    fold.click();
    await until(() => pill.offsetParent);
    expect(fold.getAttribute('aria-expanded')).to.equal('true');
    const box = (list.parentElement as HTMLElement).getBoundingClientRect();
    for (const each of list.shadowRoot?.querySelectorAll('.tools-line *, .pills *, .views') ?? [])
      expect(each.getBoundingClientRect().right, each.className).to.be.at.most(box.right + 0.5);
    await expect(list).to.be.accessible();
  });
});
