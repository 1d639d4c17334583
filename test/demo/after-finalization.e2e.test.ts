/** What an operator does with invoices that are finalized, and what every part of the page then shows, in two windows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badgeOf, openDesk, rowOf, standsAs, type Desk } from './operator.js';
import { browser, demo, draftOf120, world } from './demo.js';

async function openInvoice(): Promise<string> {
  const id = await draftOf120(world);
  await world.stripe.invoices.finalizeInvoice(id);
  return id;
}

async function withDesks(id: string, count: number, work: (desks: Desk[]) => Promise<void>): Promise<void> {
  const desks = await Promise.all(
    Array.from({ length: count }, () => openDesk(browser, `${demo.url}/#/invoices/${id}`)),
  );
  try {
    await Promise.all(desks.map(({ page }) => standsAs(page, 'Open')));
    await work(desks);
  } finally {
    for (const { context } of desks) await context.close();
  }
  assert.deepEqual(
    desks.flatMap(({ complaints }) => complaints),
    [],
  );
}

test('what one window does, the other one shows in every part, and so it does what happens at Stripe', async () => {
  const id = await openInvoice();
  await withDesks(id, 2, async ([here, there]) => {
    assert.ok(here && there);
    await here.page.getByRole('button', { name: 'More', exact: true }).click();
    await here.page.getByRole('menuitem', { name: 'Mark as uncollectible' }).click();
    await here.page.getByRole('dialog').getByRole('button', { name: 'Mark as uncollectible' }).click();
    await here.page.getByText('Marked as uncollectible.', { exact: true }).waitFor();
    for (const { page } of [here, there]) {
      await standsAs(page, 'Uncollectible');
      await page.locator('invoice-timeline').getByText('Uncollectible').first().waitFor();
    }
    // The money came after all, outside Stripe, and somebody noted that in the Dashboard.
    await world.stripe.invoices.pay(id, { paid_out_of_band: true });
    for (const { page } of [here, there]) {
      await standsAs(page, 'Paid');
      await page.locator('invoice-preview').getByText(/paid/).first().waitFor();
      await page
        .locator('invoice-timeline')
        .getByText(/outside Stripe/)
        .first()
        .waitFor();
      assert.equal(await page.locator('invoice-app invoice-payment').isVisible(), false);
    }
  });
});

test('an invoice is revised: the page goes on with the draft, and the first one is void once that is finalized', async () => {
  const id = await openInvoice();
  await withDesks(id, 1, async ([desk]) => {
    const { page } = desk ?? assert.fail();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Revise' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a revision' }).click();
    await page.waitForURL((url) => !url.hash.endsWith(id) && url.hash.startsWith('#/invoices/in_'));
    await page.getByRole('button', { name: 'Finalize invoice' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Finalize', exact: true }).click();
    await page.getByText(/^Invoice \S+ is open$/).waitFor();
    await page.getByRole('link', { name: 'Invoices', exact: true }).click();
    await rowOf(page, id).getByText('Void').waitFor();
  });
  assert.equal((await world.stripe.invoices.retrieve(id)).status, 'void');
});

test('a credit note is written by keyboard, and the amount due is lower everywhere', async () => {
  const id = await openInvoice();
  await withDesks(id, 1, async ([desk]) => {
    const { page } = desk ?? assert.fail();
    await page.getByRole('button', { name: 'More', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('w');
    await page.keyboard.press('Enter');
    const amount = page.getByRole('dialog').getByRole('textbox', { name: 'Amount' });
    await amount.fill('20.00');
    const issue = page.getByRole('dialog').getByRole('button', { name: 'Issue credit note' });
    await page.getByRole('dialog').getByText('€100.00').first().waitFor();
    await issue.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/is issued/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.locator('invoice-preview').getByText('€100.00').first().waitFor();
    await page.getByRole('button', { name: 'Pay €100.00' }).waitFor();
  });
  assert.equal((await world.stripe.invoices.retrieve(id)).amount_remaining, 100_00);
});

test('a draft is scheduled, the clock moves on, and it is finalized by itself', async () => {
  const id = await draftOf120(world);
  const { page, context } = await openDesk(browser, `${demo.url}/#/invoices/${id}`);
  const schedule = page.locator('invoice-app invoice-schedule');
  await schedule.getByRole('button', { name: 'Set a time' }).click();
  await schedule.getByRole('radio', { name: /Tomorrow morning/ }).check();
  await schedule.getByRole('button', { name: 'Continue' }).click();
  await schedule.getByRole('button', { name: 'Schedule', exact: true }).click();
  await badgeOf(page).getByText('Scheduled').waitFor();
  assert.ok((await world.stripe.invoices.retrieve(id)).automatically_finalizes_at);
  world.clock.advance(2 * 86_400);
  world.stub.tick();
  await badgeOf(page).getByText('Open').waitFor();
  await context.close();
});
