/** The demo with its stand-in and a browser, there for all tests of a file. */
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { startDemo, type Demo } from '../../server-stub/demo/server.js';
import type { World } from '../../server-stub/world.js';
import { launchBrowser } from '../browser.js';

export let demo: Demo;
export let browser: Browser;
export let world: World;

before(async () => {
  demo = await startDemo({ port: 0 });
  world = demo.world ?? assert.fail('the stand-in is off');
  browser = await launchBrowser();
});
after(async () => {
  await browser.close();
  await demo.close();
});

/** A draft of the first tenant over €120.00, by mail; answers its id. */
export async function draftOf120({ stripe, customers }: World): Promise<string> {
  const { id } = await stripe.invoices.create({
    customer: customers.acme.id,
    currency: 'eur',
    collection_method: 'send_invoice',
    days_until_due: 14,
  });
  await stripe.invoices.addLines(id, { lines: [{ amount: 120_00, description: 'Work' }] });
  return id;
}
