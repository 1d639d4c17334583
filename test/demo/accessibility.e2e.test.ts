/** The demo and the hosted page, wide and at 320 px, light and dark: clean by axe, and nothing to scroll sideways. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { browser, demo, world } from './demo.js';

let axe = '';

before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});

const WIDTHS = [1280, 320];
const SCHEMES = ['light', 'dark'] as const;

/** Opens an address, makes it ready, and holds it to be clean in every width and scheme. */
async function look(url: string, ready: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ reducedMotion: 'reduce', locale: 'en-US' });
  await page.goto(url);
  await ready(page);
  await page.evaluate(axe);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await redrawn(page);
      await isClean(page, `${width} px, ${colorScheme}`);
    }
  }
  await page.close();
}

/** What follows the window by script has followed: it hears of it with a frame, and draws with another. */
async function redrawn(page: Page): Promise<void> {
  for (let frame = 0; frame < 4; frame++)
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
}

async function isClean(page: Page, where: string): Promise<void> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  const said = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
  assert.deepEqual(said, [], where);
  const spare = await page.evaluate(
    () => document.documentElement.clientWidth - document.documentElement.scrollWidth,
  );
  assert.equal(spare, 0, `${where}: something is wider than the page`);
}

const listed = (page: Page): Promise<void> => page.locator('invoice-app invoice-list .row').first().waitFor();

async function linkOf(status: string): Promise<string> {
  const { data } = await world.stripe.invoices.list({ limit: 100 });
  const found = data.find(
    (invoice) => invoice.status === status && world.tenants.alpha.customers.has(invoice.customer as string),
  );
  return `${demo.url}${new URL(found?.hosted_invoice_url ?? assert.fail(status)).pathname}`;
}

test('the demo with a new invoice', () =>
  look(`${demo.url}/`, async (page) => {
    await page.getByLabel('Description, item 1').waitFor();
  }));

test('the demo with all invoices', () => look(`${demo.url}/#/invoices`, listed));

test('the demo with the single elements', () =>
  look(`${demo.url}/#/elements`, async (page) => {
    await page.locator('#pieces invoice-list').scrollIntoViewIfNeeded();
    await page.locator('#pieces invoice-list .row[data-id]').first().waitFor();
    await page.locator('#pieces invoice-credit-note').getByLabel('Amount').first().waitFor();
    await page.locator('#pieces invoice-preview').getByRole('table').waitFor();
  }));

for (const status of ['draft', 'open', 'paid']) {
  test(`the demo with an invoice that is ${status}`, async () => {
    const response = await fetch(`${demo.url}/api/billing/invoices?status=${status}&limit=1`);
    const { data } = (await response.json()) as { data: { id: string }[] };
    await look(`${demo.url}/#/invoices/${data[0]?.id}`, async (page) => {
      await page.locator('invoice-app').getByText('Bill to').first().waitFor();
      await page.locator('invoice-app invoice-timeline').getByRole('listitem').first().waitFor();
    });
  });
}

test('the demo in German, from right to left', () =>
  look(`${demo.url}/`, async (page) => {
    await page.locator('.settings').evaluate((settings: HTMLDetailsElement) => (settings.open = true));
    await page.getByLabel('Language').selectOption('de');
    await page.getByLabel('Schreibrichtung').selectOption('rtl');
    await page.getByRole('heading', { name: 'Neue Rechnung' }).waitFor();
    await page.getByRole('button', { name: 'Rechnung finalisieren' }).waitFor();
  }));

for (const status of ['open', 'paid', 'void', 'uncollectible']) {
  test(`the hosted page of an invoice that is ${status}`, async () => {
    await look(await linkOf(status), (page) => page.getByRole('table').waitFor());
  });
}

test('the hosted page after a declined card, chosen by keyboard', async () => {
  await look(await linkOf('open'), async (page) => {
    await page.getByRole('radio').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('button').press('Enter');
    await page.getByRole('alert').getByText('Your card was declined.').waitFor();
  });
});

test('the hosted page of a link that leads nowhere', () =>
  look(`${demo.url}/i/acct_none/test_none`, (page) => page.getByRole('heading').waitFor()));
