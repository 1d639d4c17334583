import { expect, fixture, html } from '@open-wc/testing';
import { InvoiceCreditNote } from '../../src/components/invoice-credit-note/invoice-credit-note.js';
import type { InvoiceState } from '../../src/invoice/state.js';
import { creditedBefore } from '../../stories/support/creditable.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { byItems, notesOf, previews, ready, readyScene, scene, types } from './credit-note-scene.js';
import { adapterFor, deaf, focused, part, refusal, shows, textOf, worldHere } from './harness.js';
import { until } from './until.js';

const voids = (request: Request): boolean => request.method === 'POST' && request.url.endsWith('/void');
const dialogIn = (element: Element): HTMLDialogElement | null =>
  element.shadowRoot?.querySelector('dialog') ?? null;
const closed = (element: Element): Promise<void> => until(() => !dialogIn(element), 'the dialog is closed');

describe('invoice-credit-note, what there is', () => {
  describe('the credit notes that there are', () => {
    it('are listed, the newest first, with what became of the money', async () => {
      const { element } = await readyScene({ prepare: creditedBefore });
      const notes = [...(element.shadowRoot?.querySelectorAll('[part=note]') ?? [])].map(textOf);
      expect(notes[0]).to.match(/-CN-03 €30\.00 Nov 21, 2026 · Lowered what was due/);
      expect(notes[1]).to.match(/-CN-02 Void €300\.00.*Duplicate/);
      expect(notes[1]).to.not.match(/PDF Void$/);
      expect(notes[2]).to.match(/-CN-01 €1,200\.00.*Order change.*The second day of the workshop/);
      const pdf = await part<HTMLAnchorElement>(element, 'pdf');
      expect([new URL(pdf.href).origin, pdf.rel, pdf.target]).to.deep.equal([
        location.origin,
        'noopener noreferrer',
        '_blank',
      ]);
    });

    it('are all there is to see where the page wants no form, and nothing is previewed', async () => {
      const world = await worldHere();
      const made = await scenarios.open(world);
      await creditedBefore(world, made);
      const asked: string[] = [];
      const adapter = adapterFor(world, (request, next) => {
        if (previews(request)) asked.push(request.url);
        return next(request);
      });
      const element = await fixture<InvoiceCreditNote>(html`
        <invoice-credit-note
          list-only
          plain
          lang="en"
          .adapter=${adapter}
          invoice-id=${made.id}
        ></invoice-credit-note>
      `);
      (await part(element, 'void')).click();
      await shows(element, 'What is due rises from €2,406.50 to €2,436.50.');
      expect(element.shadowRoot?.querySelector('form, [part=preview]')).to.equal(null);
      (await part(element, 'confirm-void')).click();
      await shows(element, /Credit note \S+-CN-03 is void\./);
      expect(asked).to.deep.equal([]);
    });

    it('are voided, once, after a question', async () => {
      const { element, world, id, events, count } = await readyScene({ prepare: creditedBefore });
      const button = await part(element, 'void');
      button.focus();
      button.click();
      await until(() => dialogIn(element)?.open);
      await shows(element, /Void credit note \S+-CN-03\?/);
      await shows(element, 'What is due rises from €2,406.50 to €2,436.50.');
      await Promise.all((dialogIn(element)?.getAnimations() ?? []).map(({ finished }) => finished));
      expect(focused()?.part.value).to.equal('keep');
      await expect(element).to.be.accessible();
      const confirm = await part(element, 'confirm-void');
      confirm.click();
      confirm.click();
      await closed(element);
      await shows(element, /Credit note \S+-CN-03 is void\./);
      await until(() => focused()?.id === 'notes-title');
      await shows(element, '€2,436.50 of €3,636.50 can still be credited');
      expect(count('credit_note.voided')).to.equal(1);
      expect(types(events)).to.deep.equal(['invoice-credit-void', 'invoice-credit-voided']);
      expect(events[1]?.detail.invoice.amount_remaining).to.equal(243_650);
      expect(textOf(element)).to.not.contain('changed meanwhile');
      expect((await notesOf(world, id))[0]?.status).to.equal('void');
    });

    it('stay where the person, or the page, thinks better of it', async () => {
      const { element, count } = await readyScene({ prepare: creditedBefore });
      const button = await part(element, 'void');
      button.focus();
      button.click();
      (await part(element, 'keep')).click();
      await closed(element);
      await until(() => focused() === button);
      element.addEventListener('invoice-credit-void', (event) => event.preventDefault());
      button.click();
      (await part(element, 'confirm-void')).click();
      await closed(element);
      expect(count('credit_note.voided')).to.equal(0);
    });

    it('stay where Stripe refuses, which is explained', async () => {
      const { element, world, id } = await readyScene({ prepare: creditedBefore, between: deaf });
      (await part(element, 'void')).click();
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      (await part(element, 'confirm-void')).click();
      await shows(element, 'Not voided');
      await shows(element, 'The invoice is not open any more, so its credit notes stay.');
      expect(element.shadowRoot?.querySelectorAll('[part=confirm-void]')).to.have.length(0);
      await until(() => focused()?.part.value === 'keep');
    });

    it('are found void after a lost answer', async () => {
      let lost = false;
      const { element, count } = await readyScene({
        prepare: creditedBefore,
        between: async (request, next) => {
          const answer = await next(request);
          if (!lost && voids(request)) {
            lost = true;
            throw new TypeError('lost');
          }
          return answer;
        },
      });
      (await part(element, 'void')).click();
      (await part(element, 'confirm-void')).click();
      await shows(element, /Credit note \S+-CN-03 is void\./);
      expect(count('credit_note.voided')).to.equal(1);
    });

    it('cannot be voided once the invoice is paid, which is said', async () => {
      const { element } = await readyScene({
        prepare: async (world, invoice) => {
          await creditedBefore(world, invoice);
          await world.stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_visa' });
        },
      });
      await shows(element, 'A credit note can be voided only while its invoice is open.');
      expect(element.shadowRoot?.querySelectorAll('[part=void]')).to.have.length(0);
    });

    it('are all that is shown to those who may only look', async () => {
      const asked: string[] = [];
      const { element } = await scene({
        prepare: creditedBefore,
        adapter: { headers: { 'x-demo-user': 'alpha-viewer' } },
        between: (request, next) => {
          if (previews(request)) asked.push(request.url);
          return next(request);
        },
      });
      await shows(element, 'You may see this invoice, but not credit it.');
      await shows(element, '-CN-01');
      expect(element.shadowRoot?.querySelectorAll('[part=issue], [part=void]')).to.have.length(0);
      expect(asked).to.deep.equal([]);
    });

    it('have no link that leads elsewhere', async () => {
      const { element } = await readyScene({
        prepare: creditedBefore,
        between: async (request, next) => {
          const answer = await next(request);
          if (!request.url.includes('/credit_notes?')) return answer;
          const text = (await answer.text()).replaceAll(
            `"pdf":"${location.origin}`,
            '"pdf":"https://elsewhere.example',
          );
          return new Response(text, answer);
        },
      });
      await shows(element, '-CN-01');
      expect(element.shadowRoot?.querySelectorAll('a')).to.have.length(0);
    });
  });

  describe('nothing to write', () => {
    const states: [InvoiceState, string][] = [
      ['draft', 'This invoice is still a draft'],
      ['void', 'This invoice is void'],
      ['uncollectible', 'This invoice is uncollectible.'],
      ['credited', 'Nothing is left to credit'],
      ['refunded', 'Nothing is left to credit'],
      ['unknown', 'No credit note can be written for an invoice that is “under_review”.'],
    ];
    for (const [state, words] of states) {
      it(`says why: ${state}`, async () => {
        const { element } = await scene({ state });
        await shows(element, words);
        expect(element.shadowRoot?.querySelectorAll('[part=issue]')).to.have.length(0);
        await expect(element).to.be.accessible();
      });
    }

    it('says that the backend has no credit notes', async () => {
      const { element } = await scene({
        between: async (request, next) =>
          request.url.includes('/credit_notes') ? refusal(404, 'route_unknown') : next(request),
      });
      await shows(element, 'The backend of this page has no credit notes.');
    });

    it('says what went wrong where the credit notes could not be read, and tries again', async () => {
      let dead = true;
      const failed = (): Response => refusal(500, 'internal_error', 'Broken.', { retryable: true });
      const { element } = await scene({
        between: async (request, next) =>
          dead && request.url.includes('/credit_notes') ? failed() : next(request),
      });
      await shows(element, 'The server could not answer.');
      dead = false;
      (await part(element, 'retry')).click();
      await ready(element);
    });

    it('needs an adapter', async () => {
      const world = await worldHere();
      const invoice = await scenarios.open(world);
      const element = await fixture<InvoiceCreditNote>(
        html`<invoice-credit-note .invoice=${invoice}></invoice-credit-note>`,
      );
      await shows(element, 'Not connected to a backend.');
      expect(() => InvoiceCreditNote.define()).to.not.throw();
    });

    it('is the same where properties are set before it is in the page', async () => {
      const world = await worldHere();
      const { id } = await scenarios.open(world);
      const element = document.createElement('invoice-credit-note');
      Object.assign(element, { adapter: adapterFor(world), invoiceId: id, plain: true });
      const page = await fixture<HTMLElement>(html`<div lang="de"></div>`);
      page.append(element);
      await ready(element);
      await shows(element, 'Gutschrift ausstellen');
      await byItems(element);
      page.lang = 'en';
      await shows(element, 'Issue credit note');
    });
  });
});
