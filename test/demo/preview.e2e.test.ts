/** The printed invoice, as the PDF that a person saves of it: the document alone, under the demo's strict policy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import type Stripe from 'stripe';
import { pdfPages } from '../pdf-text.js';
import { browser, demo, world } from './demo.js';

/** An open invoice, or a draft, with so many lines. */
async function invoiceOf(
  count: number,
  pageSize: 'a4' | 'letter',
  finalize: boolean,
): Promise<Stripe.Invoice> {
  const { stripe, customers } = world;
  const { id } = await stripe.invoices.create({
    customer: customers.acme.id,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 14,
    footer: 'Northwind Studio, Hamburg',
    rendering: { pdf: { page_size: pageSize } },
  });
  const lines = Array.from({ length: count }, (_, index) => ({
    description: `Ticket ${1000 + index}${index % 5 ? '' : ', and all that was said and done about it over the weeks'}`,
    amount: 1900 + index,
  }));
  await stripe.invoices.addLines(id, { lines });
  return finalize ? stripe.invoices.finalizeInvoice(id) : stripe.invoices.retrieve(id);
}

/** The demo's page with the preview in it; what it complains about is kept. */
async function opened(id: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage({ locale: 'en-US', colorScheme: 'dark' });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  await page.goto(demo.url);
  await page.evaluate((invoiceId) => {
    const element = document.createElement('invoice-preview');
    element.setAttribute('adapter-url', '/api/billing');
    element.setAttribute('invoice-id', invoiceId);
    document.querySelector('main')?.append(element);
    // A browser without a screen has no dialog; what follows prints in its place.
    window.print = () => undefined;
  }, id);
  return { page, complaints };
}

async function printed(page: Page): Promise<{ pages: string[]; title: string; pdf: string }> {
  await page.locator('invoice-preview').getByRole('button', { name: 'Print or save as PDF' }).click();
  await page.locator('invoice-print-copy').waitFor({ state: 'attached' });
  const title = await page.title();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return { pages: pdfPages(pdf), title, pdf: pdf.toString('latin1') };
}

/** Glyphs stand where they stand; how a text was cut into pieces says nothing. */
const squeezed = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

test('250 lines make one clean PDF: every row once and whole, the head on each page, nothing of the page around', async () => {
  const invoice = await invoiceOf(250, 'a4', true);
  const { page, complaints } = await opened(invoice.id);
  const before = await page.title();
  const { pages, title, pdf } = await printed(page);
  assert.equal(title, invoice.number);
  assert.ok(pages.length > 5 && pages.length < 15, `${pages.length} pages`);
  const all = squeezed(pages.join(' '));
  for (let line = 0; line < 250; line++)
    assert.equal(all.split(`Ticket${1000 + line}`).length, 2, `line ${line}`);
  pages.forEach((text, index) => {
    const said = squeezed(text);
    assert.ok(said.includes('DescriptionQuantityUnitpriceAmount'), `the head on page ${index + 1}`);
    assert.ok(said.includes(`${index + 1}/${pages.length}`), `the number of page ${index + 1}`);
    assert.ok(said.includes(squeezed(invoice.number ?? '')), 'the number of the invoice');
    // A row that was torn apart would have its amount on another page.
    const rows = [...said.matchAll(/Ticket(\d{4}).*?€[\d.]+€([\d.]+)/g)];
    for (const [, ticket, amount] of rows)
      assert.equal(amount, ((1900 + Number(ticket) - 1000) / 100).toFixed(2), `ticket ${ticket}`);
  });
  assert.ok(squeezed(pages.at(-1) ?? '').includes('NorthwindStudio,Hamburg'));
  const around = ['Signed in as', 'New invoice', 'Demo settings', 'Print or save'];
  assert.deepEqual(
    around.filter((text) => all.includes(squeezed(text))),
    [],
  );
  assert.match(pdf, /\/MediaBox \[0 0 59[456](\.\d+)? 84[123]/, 'A4');
  assert.match(pdf, /\/URI \(http/, 'the link to pay');
  assert.equal(await page.locator('invoice-print-copy').count(), 0);
  assert.equal(await page.title(), before);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('a draft is marked on each page, on the paper that it names', async () => {
  const draft = await invoiceOf(60, 'letter', false);
  const { page, complaints } = await opened(draft.id);
  const { pages, title, pdf } = await printed(page);
  assert.equal(title, 'Draft invoice Acme GmbH');
  assert.ok(pages.length >= 2);
  for (const text of pages) assert.ok(squeezed(text).includes(squeezed('Draft – not a bill')), text);
  assert.match(pdf, /\/MediaBox \[0 0 612(\.\d+)? 792/, 'letter');
  assert.deepEqual(complaints, []);
  await page.close();
});
