/**
 * The main job in the demo, as an operator does it: write a draft, finalize it knowingly, open the link, see it paid.
 * And the same with everything going wrong that can; whatever happens, Stripe has what was agreed to, once.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../../server-stub/people.js';
import {
  agreedOnce,
  askToFinalize,
  badgeOf,
  countInvoices,
  idOf,
  isOpen,
  openDesk,
  rowOf,
  orders,
  saved,
  writeDraft,
  type Desk,
  standsAs,
} from './operator.js';
import { browser, demo, world } from './demo.js';

async function atDesk(work: (desk: Desk) => Promise<void>, person?: Person): Promise<Desk> {
  const desk = await openDesk(browser, demo.url, person);
  try {
    await work(desk);
    assert.deepEqual(await desk.leaks(), []);
  } finally {
    await desk.context.close();
  }
  return desk;
}

for (const order of Object.values(orders)) {
  test(`from draft to paid in ${order.currency}`, async () => {
    const { complaints } = await atDesk(async (desk) => {
      const { page, context } = desk;
      const id = await writeDraft(desk, order);
      await badgeOf(page).getByText('Draft').waitFor();
      await (await askToFinalize(desk)).click();
      await isOpen(page);
      await badgeOf(page).getByText('Open').waitFor();
      const invoice = await agreedOnce(world, id, order.total);
      assert.equal(invoice.currency, order.currency);
      assert.deepEqual(
        invoice.lines.data.map(({ description, quantity_decimal }) => [
          description,
          String(quantity_decimal),
        ]),
        order.lines.map(({ description, quantity }) => [description, quantity]),
      );

      const opened = context.waitForEvent('page');
      await page
        .getByRole('link', { name: 'View invoice' })
        .or(page.getByRole('button', { name: 'View invoice' }))
        .click();
      const hosted = await opened;
      assert.equal(new URL(hosted.url() === 'about:blank' ? demo.url : hosted.url()).origin, demo.url);
      await hosted.getByRole('button').waitFor();
      assert.equal((await hosted.getByRole('button').textContent())?.trim(), order.pay);
      await hosted.getByRole('button').click();
      await hosted.getByText('Thank you').waitFor();

      await badgeOf(page).getByText('Paid').waitFor();
      await page.getByText(/^Invoice \S+ is paid$/).waitFor();
      assert.equal((await world.stripe.invoices.retrieve(id)).amount_paid, order.total);
    });
    assert.deepEqual(complaints, []);
  });
}

test('two quick clicks finalize once', async () => {
  await atDesk(async (desk) => {
    const id = await writeDraft(desk, orders.usd);
    await (await askToFinalize(desk)).dblclick();
    await isOpen(desk.page);
    await agreedOnce(world, id, orders.usd.total);
  });
});

test('an answer that is lost on its way is found again, and nothing happens twice', async () => {
  await atDesk(async (desk) => {
    const { page } = desk;
    const id = await writeDraft(desk, orders.usd);
    let lost = 0;
    await page.route('**/finalize', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await (await askToFinalize(desk)).click();
    await isOpen(page);
    assert.ok(lost >= 1);
    await agreedOnce(world, id, orders.usd.total);
  });
});

test('lost answers while the draft is made leave one draft', async () => {
  await atDesk(async (desk) => {
    const { page } = desk;
    const before = await countInvoices(world);
    const losses = new Map<string, number>();
    await page.route(/\/invoices(\/in_\w+\/add_lines)?$/, async (route) => {
      const { pathname } = new URL(route.request().url());
      const count = (losses.get(pathname) ?? 0) + 1;
      losses.set(pathname, count);
      if (route.request().method() !== 'POST' || count > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    const id = await writeDraft(desk, orders.usd);
    await page.unrouteAll({ behavior: 'wait' });
    await (await askToFinalize(desk)).click();
    await isOpen(page);
    assert.ok(losses.size >= 1);
    assert.equal(await countInvoices(world), before + 1);
    await agreedOnce(world, id, orders.usd.total);
  });
});

test('a draft that changes behind the dialog is shown as it is now, and asked about again', async () => {
  await atDesk(async (desk) => {
    const { page } = desk;
    // The live line never opens, so that the page cannot know before it asks.
    await page.route('**/api/billing/events*', () => undefined);
    await page.reload();
    const id = await writeDraft(desk, orders.usd);
    const confirm = await askToFinalize(desk);
    const draft = await world.stripe.invoices.retrieve(id);
    const line = draft.lines.data[1] ?? assert.fail('no second line');
    const changed = await fetch(`${demo.url}/v1/invoices/${id}/lines/${line.id}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_e2e' },
      body: new URLSearchParams({ quantity: '2' }),
    });
    assert.equal(changed.status, 200);

    await confirm.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nothing has been finalized.').waitFor();
    assert.equal((await world.stripe.invoices.retrieve(id)).status, 'draft');
    await dialog.getByRole('button', { name: 'Review changes' }).click();
    await dialog.getByText('$302.77').first().waitFor();
    await dialog.getByRole('button', { name: 'Finalize', exact: true }).click();
    await isOpen(page);
    await agreedOnce(world, id, orders.usd.total + 49_90);
  });
});

test('a reload while it is being finalized comes back to the invoice, finalized once', async () => {
  await atDesk(async (desk) => {
    const { page } = desk;
    const id = await writeDraft(desk, orders.usd);
    let arrived = (): void => undefined;
    const atServer = new Promise<void>((resolve) => (arrived = resolve));
    await page.route('**/finalize', async (route) => {
      // It reaches the server; the page never hears of it.
      await route.fetch();
      arrived();
    });
    await (await askToFinalize(desk)).click();
    await atServer;
    await page.reload();
    assert.equal(idOf(page), id);
    // Opened anew, it is shown as the customer has it.
    await standsAs(page, 'Open');
    await page.getByRole('link', { name: 'View invoice' }).waitFor();
    await agreedOnce(world, id, orders.usd.total);
  });
});

test('what another person does at Stripe is seen at once, in the list and in the open invoice', async () => {
  await atDesk(async (desk) => {
    const { page } = desk;
    const id = await writeDraft(desk, orders.jpy);
    await world.stripe.invoices.finalizeInvoice(id);
    await badgeOf(page).getByText('Open').waitFor();
    await isOpen(page);
    await world.stripe.invoices.voidInvoice(id);
    await badgeOf(page).getByText('Void').waitFor();
    await page.getByRole('link', { name: 'Invoices', exact: true }).click();
    await rowOf(page, id).getByText('Void').waitFor();
    const other = await world.stripe.invoices.create({ customer: world.customers.acme.id });
    await rowOf(page, other.id).getByText('Draft').first().waitFor();
  });
});

test('a viewer finds the invoices and cannot finalize; another tenant has others', async () => {
  const draft = await world.stripe.invoices.create({ customer: world.customers.acme.id });
  await atDesk(async ({ page }) => {
    await page.goto(`${demo.url}/#/invoices/${draft.id}`);
    await badgeOf(page).getByText('Draft').waitFor();
    await page.getByText('You may see this draft, but not finalize it.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Finalize invoice' }).count(), 0);
  }, 'alpha-viewer');
  await atDesk(async ({ page }) => {
    await page.goto(`${demo.url}/#/invoices`);
    await page.getByRole('gridcell', { name: 'Initech LLC' }).first().waitFor();
    assert.equal(await page.getByText('Acme GmbH').count(), 0);
    await page.goto(`${demo.url}/#/invoices/${draft.id}`);
    await page.getByRole('alert').getByText('Not found').waitFor();
  }, 'beta-admin');
});

test('a draft that was left is found in the list, opened by keyboard, and written on', async () => {
  await atDesk(async (desk) => {
    const { page } = desk;
    const id = await writeDraft(desk, orders.kwd);
    await page.getByRole('link', { name: 'Invoices', exact: true }).click();
    await rowOf(page, id).waitFor();
    await rowOf(page, id).press('Enter');
    const app = page.locator('invoice-app');
    await app.getByLabel('Quantity, item 2').fill('3');
    await app.getByLabel('Memo').focus();
    await saved(page);
    assert.equal((await world.stripe.invoices.retrieve(id)).total, orders.kwd.total + 3250);
  });
});

test('the clock is moved on by keyboard, the page goes by the new time, and the focus stays', async () => {
  const { complaints } = await atDesk(async ({ page }) => {
    const { id } = await world.stripe.invoices.create({
      customer: world.customers.acme.id,
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    await world.stripe.invoices.addLines(id, { lines: [{ amount: 900, description: 'Work' }] });
    await world.stripe.invoices.finalizeInvoice(id);
    await page.goto(`${demo.url}/#/invoices/${id}`);
    await badgeOf(page).getByText('Open').waitFor();
    const before = world.clock.now();
    const clock = page.getByRole('group', { name: 'Clock of the stand-in' });
    await clock.getByRole('button', { name: '+30 days' }).press('Enter');
    await badgeOf(page).getByText('Past due').waitFor();
    assert.ok(world.clock.now() >= before + 30 * 86_400);
    const shown = Date.parse(String(await clock.locator('time').getAttribute('datetime'))) / 1000;
    assert.ok(Math.abs(shown - world.clock.now()) < 60);
    const focused = page.locator(':focus');
    assert.equal((await focused.textContent())?.trim(), '+30 days');
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('group', { name: 'Uhr des Stripe-Ersatzes' }).getByText('+30 Tage').waitFor();
  });
  assert.deepEqual(complaints, []);
});
