/** Paying in the page itself: by keyboard, under the demo's strict policy, with the stand-in for Stripe.js. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { badgeOf, contentOf, openDesk, SECRET, type Desk, standsAs } from './operator.js';
import { browser, demo, world } from './demo.js';

/** An open invoice of the first tenant, made for the test. */
async function openInvoice(currency: 'eur' | 'usd'): Promise<string> {
  const customer = currency === 'eur' ? world.customers.acme : world.customers.globex;
  const { id } = await world.stripe.invoices.create({ customer: customer.id, currency });
  await world.stripe.invoices.addLines(id, { lines: [{ amount: 120_00, description: 'Work' }] });
  await world.stripe.invoices.finalizeInvoice(id);
  return id;
}

async function atInvoice(id: string, work: (desk: Desk, element: Locator) => Promise<void>): Promise<Desk> {
  const desk = await openDesk(browser, `${demo.url}/#/invoices/${id}`);
  try {
    await work(desk, desk.page.locator('invoice-app invoice-payment'));
  } finally {
    await desk.context.close();
  }
  return desk;
}

/** Nothing that is kept of the page has a secret in it. */
async function holdsNoSecret(page: Page): Promise<void> {
  assert.doesNotMatch(await contentOf(page), SECRET);
  assert.doesNotMatch(page.url(), SECRET);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(kept, SECRET);
}

/** Presses Tab until the focus is on a control of this name, through all shadow roots. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  for (let press = 0; press < 12; press++) {
    const focused = await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.closest('label')?.textContent ?? at?.textContent ?? '';
    });
    if (typeof name === 'string' ? focused.includes(name) : name.test(focused)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`no ${String(name)} was reached`);
}

test('an invoice is paid by keyboard alone, 3-D Secure and all', async () => {
  const id = await openInvoice('eur');
  const { complaints } = await atInvoice(id, async ({ page }, element) => {
    await badgeOf(page).getByText('Open').waitFor();
    await element.getByRole('button', { name: 'Pay €120.00' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Card number').waitFor();
    await tabTo(page, 'Card number');
    await page.keyboard.type('4000002500003155');
    await holdsNoSecret(page);
    await tabTo(page, 'Pay €120.00');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: '3-D Secure test' }).waitFor();
    await tabTo(page, 'Complete');
    await page.keyboard.press('Enter');
    await element.getByText('€120.00 paid. Thank you.').waitFor();
    await standsAs(page, 'Paid');
    await holdsNoSecret(page);
  });
  assert.deepEqual(complaints, []);
  const invoice = await world.stripe.invoices.retrieve(id);
  assert.deepEqual([invoice.status, invoice.amount_paid], ['paid', 120_00]);
});

test('a bank debit is on its way, and is paid once the clock has moved on', async () => {
  const id = await openInvoice('usd');
  await atInvoice(id, async ({ page }, element) => {
    await element.getByRole('button', { name: 'Pay $120.00' }).click();
    await page.getByText('US bank account').click();
    await page.getByLabel('Test account').selectOption('000123456789');
    await element.getByRole('button', { name: 'Pay $120.00' }).click();
    await element.getByText('Your payment of $120.00 is on its way.').waitFor();
    world.clock.advance(200);
    world.stub.tick();
    await element.getByText('$120.00 paid. Thank you.').waitFor();
  });
});

test('two windows pay an invoice once', async () => {
  const id = await openInvoice('eur');
  const first = await openDesk(browser, `${demo.url}/#/invoices/${id}`);
  await atInvoice(id, async ({ page }, element) => {
    const theirs = first.page.locator('invoice-app invoice-payment');
    for (const [window, at] of [
      [first.page, theirs],
      [page, element],
    ] as const) {
      await at.getByRole('button', { name: 'Pay €120.00' }).click();
      await window.getByLabel('Card number').fill('4242424242424242');
    }
    await element.getByRole('button', { name: 'Pay €120.00' }).click();
    await element.getByText('Thank you').waitFor();
    await theirs.getByText('has been paid meanwhile').waitFor();
    assert.equal(await first.page.getByLabel('Card number').count(), 0);
  });
  await first.context.close();
  const { data } = await world.stripe.events.list({ type: 'payment_intent.succeeded', limit: 100 });
  const { payments } = await world.stripe.invoices.retrieve(id, { expand: ['payments'] });
  const intent = payments?.data[0]?.payment.payment_intent;
  assert.equal(data.filter(({ data: { object } }) => (object as { id: string }).id === intent).length, 1);
});

test('nothing of Stripe’s is loaded from elsewhere, before or while somebody pays', async () => {
  const id = await openInvoice('eur');
  await atInvoice(id, async ({ page, context }, element) => {
    const foreign: string[] = [];
    context.on('request', (request) => {
      if (!request.url().startsWith(demo.url)) foreign.push(request.url());
    });
    await element.getByRole('button', { name: 'Pay €120.00' }).click();
    await page.getByLabel('Card number').waitFor();
    assert.deepEqual(foreign, []);
  });
});

test('nothing is to be paid by whoever may only look, nor of a draft', async () => {
  const id = await openInvoice('eur');
  const desk = await openDesk(browser, `${demo.url}/#/invoices/${id}`, 'alpha-viewer');
  await badgeOf(desk.page).getByText('Open').waitFor();
  await desk.page.getByText('Bill to').filter({ visible: true }).first().waitFor();
  assert.equal(await desk.page.locator('invoice-app invoice-payment').isVisible(), false);
  await desk.context.close();
});
