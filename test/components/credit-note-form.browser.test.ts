import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import { storeFor } from '../../src/adapter/store.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { taxedAndDiscounted } from '../../stories/support/creditable.js';
import {
  byItems,
  find,
  issue,
  notesOf,
  ready,
  readyScene,
  type,
  types,
  valueOf,
} from './credit-note-scene.js';
import { focused, part, shows, textOf } from './harness.js';
import { until } from './until.js';

describe('invoice-credit-note, the form', () => {
  describe('amounts', () => {
    it('are those of the currency', async () => {
      const yen = await readyScene({ scenario: { customer: 'sakura' } });
      expect(await valueOf(yen.element, 'amount')).to.equal('516,500');
      await type(yen.element, 'amount', '1.5');
      await shows(yen.element, 'This is no amount. Write it like 1,250.');
      const dinar = await readyScene({ scenario: { customer: 'dana' } });
      expect(await valueOf(dinar.element, 'amount')).to.equal('1,144.000');
    });

    it('are read as the reader writes them, and echoed while they are written', async () => {
      const { element } = await readyScene({ lang: 'de' });
      expect(await valueOf(element, 'amount')).to.equal('3.636,50');
      await type(element, 'amount', '1.234', false);
      await shows(element, /= 1\.234,00\s€/);
      await type(element, 'amount', '12,5');
      await shows(element, /Senkt den offenen Betrag von 3\.636,50\s€ auf 3\.624,00\s€/);
      await expect(element).to.be.accessible();
      await issue(element);
      await shows(element, /Gutschrift \S+ über 12,50\s€ ist ausgestellt/);
    });

    const faults: [string, RegExp][] = [
      ['', /Write an amount, such as 12\.50\./],
      ['many', /This is no amount\. Write it like 12\.50\./],
      ['0', /It must be more than zero\./],
      ['3636.51', /That is more than there is: €3,636\.50 at most\./],
    ];
    for (const [text, words] of faults) {
      it(`that are wrong (“${text}”) are told at the field, and one click mends them`, async () => {
        const { element, count } = await readyScene();
        const field = await type(element, 'amount', text);
        await shows(element, words);
        await shows(element, 'Not up to date');
        expect(field.getAttribute('aria-describedby')).to.contain('amount-fault');
        (await part(element, 'issue')).click();
        await until(() => focused() === field);
        expect(count('credit_note.created')).to.equal(0);
        (await part(element, 'most')).click();
        await ready(element);
        expect(await valueOf(element, 'amount')).to.equal('3,636.50');
      });
    }

    it('that nobody has left yet are not called wrong while they are written', async () => {
      const { element } = await readyScene();
      await type(element, 'amount', '', false);
      await element.updateComplete;
      expect(textOf(await find(element, '#amount-fault'))).to.equal('');
    });
  });

  describe('by keyboard alone', () => {
    it('is written, issued and left', async () => {
      const { element, world, id, events } = await readyScene({ set: { cancelable: true } });
      element.shadowRoot?.querySelector<HTMLElement>('.segments input')?.focus();
      await sendKeys({ press: 'Tab' });
      expect(focused()?.id).to.equal('amount');
      await sendKeys({ press: 'Control+A' });
      await sendKeys({ type: '50' });
      // Enter in a field issues nothing.
      await sendKeys({ press: 'Enter' });
      for (const at of ['most', 'reason', 'memo', 'email', 'cancel']) {
        await sendKeys({ press: 'Tab' });
        expect([focused()?.id, focused()?.part.value]).to.include(at);
      }
      await ready(element);
      await sendKeys({ press: 'Tab' });
      await sendKeys({ press: 'Enter' });
      await shows(element, 'over €50.00 is issued');
      await until(() => focused()?.classList.contains('done-title'));
      expect(await notesOf(world, id)).to.have.length(1);
      (await part(element, 'close')).click();
      expect(types(events)).to.deep.equal(['invoice-credit', 'invoice-credited', 'invoice-credit-cancel']);
      expect(events[2]?.detail.creditNote.amount).to.equal(5000);
    });

    it('turns from amount to items with an arrow', async () => {
      const { element } = await readyScene();
      element.shadowRoot?.querySelector<HTMLElement>('.segments input')?.focus();
      await sendKeys({ press: 'ArrowRight' });
      await find(element, '.items');
      await sendKeys({ press: 'Tab' });
      expect(focused()?.part.value).to.equal('all');
    });

    it('goes to the first item where none is chosen', async () => {
      const { element } = await readyScene();
      const [first] = await byItems(element);
      (await part(element, 'issue')).click();
      await shows(element, 'Choose at least one item.');
      await until(() => focused() === first);
    });
  });

  describe('in a page', () => {
    it('has no heading and no way to leave unless they are asked for', async () => {
      const { element, events } = await readyScene();
      expect(element.shadowRoot?.querySelector('h2')?.textContent).to.equal('Credit note');
      expect(element.shadowRoot?.querySelector('[part=cancel]')).to.equal(null);
      element.plain = true;
      element.cancelable = true;
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('h2')).to.equal(null);
      (await part(element, 'cancel')).click();
      expect(types(events)).to.deep.equal(['invoice-credit-cancel']);
      expect(events[0]?.detail.creditNote).to.equal(null);
    });

    it('is emptied by reset(), and by another invoice', async () => {
      const { element, world } = await readyScene();
      await type(element, 'amount', '10');
      await type(element, 'memo', 'Sorry');
      element.reset();
      await ready(element);
      expect([await valueOf(element, 'amount'), await valueOf(element, 'memo')]).to.deep.equal([
        '3,636.50',
        '',
      ]);
      await type(element, 'memo', 'Sorry');
      const other = (
        (await taxedAndDiscounted(world, {
          id: '',
          object: 'invoice',
          customer: world.customers.acme.id,
          currency: 'eur',
        })) as { id: string }
      ).id;
      element.invoiceId = other;
      await until(() => textOf(element).includes('984.99'));
      await ready(element);
      expect(await valueOf(element, 'memo')).to.equal('');
    });

    it('turns to an invoice that the page knows already', async () => {
      const { element, world } = await readyScene();
      const paid = await scenarios.paid(world);
      await fixture(html`
        <invoice-credit-note .adapter=${element.adapter} invoice-id=${paid.id}></invoice-credit-note>
      `);
      await until(() => storeFor(element.adapter as InvoiceAdapter).peek(paid.id).status === 'loaded');
      element.invoiceId = paid.id;
      await shows(element, 'Refund to Visa');
    });

    it('lets the page take over, and issues nothing then', async () => {
      const { element, count } = await readyScene();
      element.addEventListener('invoice-credit', (event) => event.preventDefault());
      await issue(element);
      await ready(element);
      expect(count('credit_note.created')).to.equal(0);
    });

    it('begins another one where something is left', async () => {
      const { element, world, id } = await readyScene();
      await type(element, 'amount', '3000');
      await issue(element);
      (await part(element, 'another')).click();
      await ready(element);
      expect(await valueOf(element, 'amount')).to.equal('636.50');
      await issue(element);
      await shows(element, /-CN-02 over €636\.50 is issued/);
      expect(await notesOf(world, id)).to.have.length(2);
      await until(() => element.shadowRoot?.querySelectorAll('[part=note]').length === 2);
      expect(element.shadowRoot?.querySelectorAll('[part=another]')).to.have.length(0);
    });
  });
});
