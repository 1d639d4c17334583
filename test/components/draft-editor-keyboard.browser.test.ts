/** A whole invoice by the keyboard alone: written, corrected, undone and finalized, in two languages' numbers. */
import { assert } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CustomerName } from '../../server-stub/customers.js';
import { formatMoney } from '../../src/invoice/money.js';
import type { World } from '../../server-stub/world.js';
import { atStripe, field, open, press, rootOf, saved, type } from './draft-editor/page.js';
import { until } from './until.js';

/** What has the focus, through all shadow roots. */
function focusedDeep(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

function nameOf(element: Element | null): string {
  const labels = (element as HTMLInputElement | null)?.labels;
  const text = element?.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element?.textContent ?? '';
  return text.replace(/\s+/g, ' ').trim();
}

/** Goes on by Tab until something of this name has the focus. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  for (let tries = 0; tries < 120; tries++) {
    if (name.test(nameOf(focusedDeep()))) return;
    await sendKeys({ press: key });
  }
  assert.fail(`nothing named ${name} is reached by ${key}; the focus is in “${nameOf(focusedDeep())}”`);
}

interface Language {
  lang: string;
  customer: CustomerName;
  currency: string;
  /** The first cell, as it is named. */
  description: string;
  /** As people type them there, and what they are in minor units. */
  numbers: readonly [quantity: string, price: string, minor: number][];
  wrong: string;
  price3: string;
  words: {
    tax: RegExp;
    rates: RegExp;
    discounts: RegExp;
    coupons: RegExp;
    finalize: RegExp;
    sure: RegExp;
    saved: RegExp;
  };
}

const LANGUAGES: Language[] = [
  {
    lang: 'de', customer: 'acme', currency: 'eur', description: 'Beschreibung, Position 1',
    numbers: [['2,5', '80', 20000], ['1', '1.234,56', 123456], ['3', '3*49,90', 44910], ['1', '-20,00', -2000]],
    wrong: 'zwei', price3: 'Preis, Position 3',
    words: { tax: /^Steuer/, rates: /^Steuersätze/, discounts: /^Rabatte/, coupons: /^Rabatte auf/, finalize: /^Rechnung finalisieren/, sure: /^Finalisieren$/, saved: /^Gespeichert/ },
  },
  {
    lang: 'ja', customer: 'sakura', currency: 'jpy', description: 'Description, item 1',
    numbers: [['2.5', '80', 200], ['１', '１２,０００', 12000], ['3', '3*499', 4491], ['1', '-200', -200]],
    wrong: '二', price3: 'Price, item 3',
    words: { tax: /^Tax/, rates: /^Tax rates for/, discounts: /^Discounts/, coupons: /^Discounts on/, finalize: /^Finalize invoice/, sure: /^Finalize$/, saved: /^Saved/ },
  },
]; // prettier-ignore

async function shelves({ stripe }: World): Promise<void> {
  await stripe.taxRates.create({ display_name: 'VAT', percentage: 19, inclusive: false });
  await stripe.coupons.create({ name: 'Spring', percent_off: 10, duration: 'once' });
}

/** Chooses in the menu that has the focus, by the first letter. */
async function chooseBy(letter: string): Promise<void> {
  await sendKeys({ press: letter });
}

describe('invoice-draft-editor, by the keyboard alone', () => {
  for (const language of LANGUAGES) {
    it(`twenty lines with tax and a discount, in ${language.lang}`, async function () {
      this.timeout(60_000);
      const { lang, customer, currency, words, numbers } = language;
      const desk = await open({ lang, customer, currency, prepare: shelves });
      await until(() => rootOf(desk).querySelector('.more'));
      await field(desk, language.description);
      await tabTo(new RegExp(language.description));
      for (let index = 0; index < 20; index++) {
        const [quantity, price] = numbers[index % numbers.length]!;
        await type(`No. ${index + 1}`);
        await press('Tab');
        await type(quantity);
        await press('Tab');
        await type(price);
        await press('Enter');
      }
      await saved(desk, words.saved);
      const lines = await atStripe(desk);
      assert.lengthOf(lines, 20);
      assert.isTrue(
        lines.every((line, index) => line.startsWith(`No. ${index + 1} |`)),
        'in the order in which they were written',
      );

      // Something wrong, given back by Escape; something else, taken back by undo.
      await tabTo(new RegExp(`^${language.price3}$`), 'Shift+Tab');
      await type(language.wrong);
      await press('Escape');
      await type('1');
      await press('Control+z');

      await tabTo(words.tax);
      await press('Enter');
      await tabTo(words.rates);
      await chooseBy('V');
      await tabTo(words.discounts);
      await press('Enter');
      await tabTo(words.coupons);
      await chooseBy('S');
      await saved(desk, words.saved);
      assert.deepEqual(await atStripe(desk), lines);

      const sum = Array.from({ length: 20 }, (_, index) => numbers[index % numbers.length]![2]).reduce(
        (a, b) => a + b,
      );
      const draft = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
      assert.equal(draft.subtotal, sum);
      assert.lengthOf(draft.discounts, 1);
      assert.lengthOf(draft.default_tax_rates, 1);
      const shown = rootOf(desk).querySelector('.totals .total dd')?.textContent?.trim();
      assert.equal(shown, formatMoney(draft.total, currency, lang));
      assert.equal(
        rootOf(desk).querySelector('.deviation')?.textContent ?? '',
        '',
        'the estimate was the same',
      );

      await tabTo(words.finalize);
      await press('Enter');
      await until(() => focusedDeep()?.closest('dialog'), 'the dialog has the focus');
      await tabTo(words.sure);
      await press('Enter');
      await until(
        async () => (await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId)).status === 'open',
        'it is open',
      );
      const open_ = await desk.world.stripe.invoices.retrieve(desk.editor.invoiceId);
      assert.equal(open_.total, draft.total);
      assert.isFalse(desk.editor.dirty);
    });
  }
});
