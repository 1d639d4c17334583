/** What an operator does in the demo, step by step, and what Stripe then says of it. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type Stripe from 'stripe';
import { FIRST_CUSTOMERS } from '../../server-stub/customers.js';
import { people, type Person } from '../../server-stub/people.js';
import type { World } from '../../server-stub/world.js';

export interface TypedLine {
  description: string;
  quantity: string;
  price: string;
}

/** Three lines of one currency, and what they add up to in minor units. */
export interface Order {
  customer: string;
  currency: string;
  lines: TypedLine[];
  total: number;
  /** The words on the customer's button. */
  pay: string;
}

export const orders: Record<'usd' | 'jpy' | 'kwd', Order> = {
  usd: {
    customer: 'Globex',
    currency: 'usd',
    lines: [
      { description: 'Consulting', quantity: '2.5', price: '80.00' },
      { description: 'Hosting', quantity: '1', price: '49.90' },
      { description: 'Stickers', quantity: '3', price: '0.99' },
    ],
    total: 252_87,
    pay: 'Pay $252.87',
  },
  jpy: {
    customer: 'Sakura',
    currency: 'jpy',
    lines: [
      { description: 'Logo', quantity: '2', price: '12000' },
      { description: 'Paper', quantity: '1', price: '500' },
      { description: 'Stamps', quantity: '3', price: '333' },
    ],
    total: 25_499,
    pay: 'Pay ¥25,499',
  },
  kwd: {
    customer: 'Dana',
    currency: 'kwd',
    lines: [
      { description: 'Survey', quantity: '1', price: '12.500' },
      { description: 'Signs', quantity: '2', price: '3.250' },
      { description: 'Delivery', quantity: '1', price: '0.990' },
    ],
    total: 19_990,
    pay: 'Pay KWD\u00a019.990',
  },
};

/** One browser window of one operator; what the page complains about is kept. */
export interface Desk {
  page: Page;
  context: BrowserContext;
  complaints: string[];
  /**
   * What came over the wire, or stands in the page, that this person's browser may not hold: a key, a signing secret, a
   * client secret, another tenant's customer; where it was found.
   */
  leaks(): Promise<string[]>;
}

/** Of an operator's page; a client secret is for whoever pays. */
export const SECRET = /\b[sr]k_(test|live)_\w+|\bwhsec_\w+|\b\w+_secret_\w+/;

/** Names and mail addresses of the customers of other tenants. */
function strangers(person: Person): string[] {
  const { tenant } = people[person];
  const others = Object.values(FIRST_CUSTOMERS).filter((customer) => customer.tenant !== tenant);
  assert.ok(others.length > 0);
  return others.flatMap(({ name, email }) => [name, email]);
}

/** All that a page has in it: markup, what elements drew into their shadow roots, and what stands in its fields. */
export function contentOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const texts = [document.documentElement.outerHTML];
    const roots: (Document | ShadowRoot)[] = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        if ('value' in element) texts.push(String(element.value));
        if (!element.shadowRoot) continue;
        roots.push(element.shadowRoot);
        texts.push(element.shadowRoot.innerHTML);
      }
    }
    return texts.join('\n');
  });
}

export async function openDesk(browser: Browser, url: string, person?: Person): Promise<Desk> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 } });
  if (person) await context.addCookies([{ name: 'x-demo-user', value: person, url }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  const foreign = strangers(person ?? 'alpha-admin');
  const leakIn = (text: string): string | null =>
    SECRET.exec(text)?.[0] ?? foreign.find((name) => text.includes(name)) ?? null;
  const answers: Promise<string | null>[] = [];
  // Scripts and styles as well as data; the live line has no end to wait for, and pages that went away have nothing.
  context.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
    const leak = response.text().then(leakIn);
    answers.push(leak.then((found) => found && `${response.url()}: ${found}`).catch(() => null));
  });
  await page.goto(url);
  const leaks = async (): Promise<string[]> => {
    const found = [...(await Promise.all(answers)), leakIn(await contentOf(page))];
    return found.filter((leak) => leak !== null);
  };
  return { page, context, complaints, leaks };
}

/** Writes a draft and waits until it is saved; answers its id. */
export async function writeDraft({ page }: Desk, { customer, lines }: Order): Promise<string> {
  await page.getByLabel('Bill to').fill(customer);
  await page.getByRole('option', { name: customer }).click();
  for (const [index, line] of lines.entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Add item' }).click();
    await page.getByLabel(`Description, item ${index + 1}`).fill(line.description);
    await page.getByLabel(`Quantity, item ${index + 1}`).fill(line.quantity);
    await page.getByLabel(`Price, item ${index + 1}`).fill(line.price);
  }
  await page.getByLabel('Memo').fill('With thanks');
  await page.waitForURL(/#\/invoices\/in_/);
  await saved(page);
  return idOf(page);
}

/** Waits until Stripe has everything that was typed. */
export async function saved(page: Page): Promise<void> {
  await page
    .locator('invoice-draft-editor:not(:state(dirty)):not(:state(saving))')
    .getByText(/^Saved/)
    .waitFor();
}

export const idOf = (page: Page): string =>
  /in_\w+$/.exec(page.url())?.[0] ?? assert.fail(`no invoice in ${page.url()}`);

/** Opens the dialog, and answers the button in it that does it. */
export async function askToFinalize({ page }: Desk): Promise<Locator> {
  await page.getByRole('button', { name: 'Finalize invoice' }).click();
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Finalize', exact: true });
  await confirm.waitFor();
  return confirm;
}

/** The badge of the invoice that the page shows. */
export const badgeOf = (page: Page): Locator =>
  page.locator('invoice-status-badge').filter({ visible: true });

/** The row of an invoice in the list. */
export const rowOf = (page: Page, id: string): Locator =>
  page.locator(`invoice-app invoice-list .row[data-id="${id}"]`);

/** The element that has the focus, through all shadow roots: what stands in it, and whose row it is. */
export const focusedText = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  });

export const isOpen = (page: Page): Promise<void> => page.getByText(/^Invoice \S+ is open$/).waitFor();

/** The state of the finalized invoice that the page shows from all sides. */
export const standsAs = (page: Page, state: string): Promise<void> =>
  page.locator('invoice-app .facts invoice-status-badge').getByText(state, { exact: true }).waitFor();

/** Holds the world to what the operator agreed to: this invoice, this total, once. */
export async function agreedOnce(world: World, id: string, total: number): Promise<Stripe.Invoice> {
  const invoice = await world.stripe.invoices.retrieve(id);
  assert.equal(invoice.status, 'open');
  assert.equal(invoice.total, total);
  const { data } = await world.stripe.events.list({ type: 'invoice.finalized', limit: 100 });
  const mine = data.filter(({ data: { object } }) => (object as Stripe.Invoice).id === id);
  assert.equal(mine.length, 1, 'finalized once');
  return invoice;
}

/** How many invoices there are at Stripe. */
export async function countInvoices(world: World): Promise<number> {
  return (await world.stripe.invoices.list({ limit: 100 })).data.length;
}
