/** The Invoices page of the demo, by keyboard alone, by mouse alone, by links, by reload and by the back button. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type Stripe from 'stripe';
import { focusedText, openDesk, rowOf, standsAs } from './operator.js';
import { browser, demo, draftOf120, world } from './demo.js';

/** The newest of all. */
async function draft(): Promise<string> {
  world.clock.advance(60);
  return draftOf120(world);
}

test('by keyboard alone: from the list into a draft, finalized, and back to its row', async () => {
  const id = await draft();
  const newest = await draft();
  const { page, context, complaints } = await openDesk(browser, `${demo.url}/`);
  const reach = async (text: string): Promise<void> => {
    for (let press = 0; press < 60 && (await focusedText(page)) !== text; press++)
      await page.keyboard.press('Tab');
    assert.equal(await focusedText(page), text);
  };
  await reach('Invoices');
  await page.keyboard.press('Enter');
  await rowOf(page, id).waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === 'invoice-app');
  assert.equal(await focusedText(page), 'Invoices');
  // Past the way to a new invoice, what stands above the rows, and the box for all of them.
  const first = rowOf(page, newest).and(page.locator(':focus'));
  for (let press = 0; press < 40 && !(await first.count()); press++) await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForFunction((hash) => location.hash === hash, `#/invoices/${id}`);
  await page.getByRole('button', { name: 'Finalize invoice' }).waitFor();
  assert.equal(await focusedText(page), 'Draft for Acme GmbH');
  await reach('Finalize invoice');
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Cancel' })
    .and(page.locator(':focus'))
    .waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(/^Invoice \S+ is open$/).waitFor();
  await page.locator('invoice-app').getByRole('button', { name: 'Show the invoice' }).press('Enter');
  await standsAs(page, 'Open');
  await page.goBack();
  await rowOf(page, id).and(page.locator(':focus')).waitFor();
  await rowOf(page, id).getByText('Open').waitFor();
  await context.close();
  assert.deepEqual(complaints, []);
  assert.equal((await world.stripe.invoices.retrieve(id)).status, 'open');
});

test('by keyboard alone: forty drafts finalized at once, over a reload in the middle, each once and with a receipt', async () => {
  const ids: string[] = [];
  for (let made = 0; made < 40; made++) ids.unshift(await draft());
  const { page, context, complaints } = await openDesk(browser, `${demo.url}/#/invoices`);
  const finalized = async (): Promise<string[]> => {
    const events = world.stripe.events.list({ type: 'invoice.finalized', limit: 100 });
    const all = (await events).data.map(({ data: { object } }) => (object as Stripe.Invoice).id);
    return all.filter((id) => ids.includes(id));
  };
  const button = (name: string | RegExp) => page.locator('invoice-list').getByRole('button', { name });
  await rowOf(page, ids[0] ?? '').focus();
  await page.keyboard.press('Space');
  for (let row = 1; row < ids.length; row++) await page.keyboard.press('Shift+ArrowDown');
  await page.getByText('40 selected').first().waitFor();
  await page.keyboard.press('Alt+Enter');
  await button('Finalize').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await button('Cancel').and(page.locator(':focus')).waitFor();
  await page.getByRole('dialog').getByText('€4,800.00').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('progressbar').waitFor();
  await page.waitForFunction(() => {
    const list = document.querySelector('invoice-app')?.shadowRoot?.querySelector('invoice-list');
    return Number(list?.shadowRoot?.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')) > 4;
  });
  await page.reload();
  await button('Go on').waitFor();
  const before = (await finalized()).length;
  assert.ok(before > 4 && before < 40, `${before} were finalized before the reload`);
  await button('Go on').press('Enter');
  await page.getByText('40 of 40 finalized').first().waitFor();
  await button('Receipt').press('Enter');
  assert.equal(await page.getByRole('dialog').getByRole('listitem').count(), 40);
  await page.keyboard.press('Escape');
  await context.close();
  assert.deepEqual(complaints, []);
  assert.deepEqual((await finalized()).sort(), [...ids].sort(), 'each of them once');
});

test('by mouse alone: drafts are filtered, chosen by their boxes and by a range, and deleted', async () => {
  const [third, second, first] = [await draft(), await draft(), await draft()];
  const { page, context, complaints } = await openDesk(browser, `${demo.url}/#/invoices`);
  const list = page.locator('invoice-list');
  const box = (id: string) => rowOf(page, id).getByRole('checkbox');
  await list.getByRole('button', { name: 'Filter: Created' }).click();
  await page.getByRole('dialog', { name: 'Created' }).waitFor();
  const { x = 0, y = 0 } = (await list.locator('#status-button').boundingBox()) ?? {};
  await page.mouse.click(x + 8, y + 8);
  await page.getByRole('dialog', { name: 'Status' }).getByText('Draft').click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await list.getByRole('button', { name: 'Status: Draft', exact: true }).waitFor();
  await box(first).click();
  await box(third).click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').first().waitFor();
  for (const id of [first, second, third]) assert.ok(await box(id).isChecked(), id);
  await box(second).click();
  await page.getByText('2 selected').first().waitFor();
  assert.ok(!(await box(second).isChecked()));
  await list.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 drafts' }).click();
  await page.getByText('2 of 2 deleted').first().waitFor();
  await context.close();
  assert.deepEqual(complaints, []);
  await assert.rejects(world.stripe.invoices.retrieve(first), { code: 'resource_missing' });
  assert.equal((await world.stripe.invoices.retrieve(second)).status, 'draft');
});

test('a link to an invoice opens it, also after a reload, and the back button leads to where one was', async () => {
  const id = await draft();
  await world.stripe.invoices.finalizeInvoice(id);
  const { page, context, complaints } = await openDesk(browser, `${demo.url}/#/invoices/${id}`);
  await standsAs(page, 'Open');
  assert.match(await page.title(), /^Invoice \S+-\d+ · Northwind Studio$/);
  await page.reload();
  await standsAs(page, 'Open');
  await page.getByRole('link', { name: 'Back to invoices' }).click();
  await rowOf(page, id).and(page.locator(':focus')).waitFor();
  assert.equal(await page.title(), 'Invoices · Northwind Studio');
  await page.goBack();
  await standsAs(page, 'Open');
  await page.getByRole('link', { name: 'Elements' }).click();
  await page.getByRole('heading', { name: 'invoice-timeline' }).waitFor();
  await page.goBack();
  await standsAs(page, 'Open');
  await context.close();
  assert.deepEqual(complaints, []);
});
