import type { InvoiceAdapter } from '../../src/adapter/adapter.js';
import { storeFor } from '../../src/adapter/store.js';
import { expect } from '@open-wc/testing';
import {
  creates,
  find,
  issue,
  notesOf,
  previews,
  ready,
  readyScene,
  scene,
  type,
  types,
  valueOf,
} from './credit-note-scene.js';
import { deaf, gate, part, refusal, shows, textOf } from './harness.js';

const keyOf = (request: Request): string | null => request.headers.get('idempotency-key');

describe('invoice-credit-note, when things go another way', () => {
  describe('once', () => {
    it('makes one request of two quick clicks, with what was previewed', async () => {
      const sent: { key: string | null; body: unknown }[] = [];
      const shown: string[] = [];
      const { element, count, events } = await readyScene({
        state: 'paid',
        between: async (request, next) => {
          if (previews(request)) shown.push(new URL(request.url).search);
          if (creates(request)) sent.push({ key: keyOf(request), body: await request.clone().json() });
          return next(request);
        },
      });
      const button = await part(element, 'issue');
      button.click();
      button.click();
      await shows(element, 'is issued');
      expect(sent).to.have.length(1);
      expect(sent[0]?.key).to.match(/\S{8,}/);
      const { email_type, ...body } = sent[0]?.body as Record<string, unknown>;
      expect(email_type).to.equal('credit_note');
      const query = new URLSearchParams(shown.at(-1));
      expect(Object.fromEntries(query)).to.deep.equal(
        Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)])),
      );
      expect(count('credit_note.created')).to.equal(1);
      expect(count('refund.created')).to.equal(1);
      expect(types(events)).to.deep.equal(['invoice-credit', 'invoice-credited']);
    });

    it('is not issued while the preview is of something else', async () => {
      const { opened, open } = gate();
      let held = false;
      const { element, count } = await readyScene({
        between: async (request, next) => {
          if (held && previews(request)) await opened;
          return next(request);
        },
      });
      held = true;
      await type(element, 'amount', '100');
      const button = await part(element, 'issue');
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      button.click();
      await shows(element, 'Asking Stripe…');
      expect(textOf(await part(element, 'preview'))).to.contain('€3,636.50');
      open();
      await ready(element);
      expect(textOf(await part(element, 'preview'))).to.contain('€100.00');
      expect(count('credit_note.created')).to.equal(0);
    });

    it('never shows an older preview over a newer one', async () => {
      const { opened, open } = gate();
      const { element } = await readyScene({
        between: async (request, next) => {
          const answer = await next(request);
          if (previews(request) && request.url.includes('amount=11100')) await opened;
          return answer;
        },
      });
      await type(element, 'amount', '111');
      await shows(element, 'Asking Stripe…');
      await type(element, 'amount', '222');
      await ready(element);
      open();
      await element.updateComplete;
      expect(textOf(await part(element, 'preview'))).to.contain('€222.00');
    });

    it('finds out after a lost answer that it was issued, and issues it once', async () => {
      const { element, count, world } = await readyScene({ state: 'paid' });
      world.stub.faults.next({ match: 'POST /v1/credit_notes', kind: 'drop_after' });
      await issue(element);
      await shows(element, 'is issued');
      expect([count('credit_note.created'), count('refund.created')]).to.deep.equal([1, 1]);
    });

    it('takes a new key after an answered failure, having looked', async () => {
      const keys: (string | null)[] = [];
      const { element, count, world } = await readyScene({
        between: (request, next) => {
          if (creates(request)) keys.push(keyOf(request));
          return next(request);
        },
      });
      world.stub.faults.next({ match: 'POST /v1/credit_notes', kind: '500' });
      await issue(element);
      await shows(element, 'is issued');
      expect(new Set(keys).size).to.equal(2);
      expect(count('credit_note.created')).to.equal(1);
    });

    it('tries again visibly, while nothing else can be written', async () => {
      const { element, world } = await readyScene({
        set: { retry: { attempts: 5, baseDelay: 1500, maxDelay: 1500 } },
      });
      world.stub.faults.next({ match: 'POST /v1/credit_notes', kind: '429' });
      await issue(element);
      await shows(element, /Try 2 of 5 ?, next in \d s/);
      expect((await part(element, 'issue')).getAttribute('aria-busy')).to.equal('true');
      expect((await find(element, '.form')).inert).to.equal(true);
      await shows(element, 'is issued');
    });

    it('says where nobody knows whether it was issued, and looks before it does anything else', async () => {
      let dead = false;
      let sent = 0;
      const { element, world, id, events } = await readyScene({
        set: { retry: { attempts: 2, baseDelay: 1, maxDelay: 1 } },
        between: async (request, next) => {
          const answer = await next(request);
          if (creates(request) && sent++ === 0) dead = true;
          if (dead) throw new TypeError('lost');
          return answer;
        },
      });
      await type(element, 'amount', '100');
      await issue(element);
      await shows(element, 'Not known yet whether it was issued');
      expect(textOf(await part(element, 'issue'))).to.equal('Try again');
      expect((await find(element, '.form')).inert).to.equal(true);
      expect(types(events)).to.deep.equal(['invoice-credit', 'invoice-error']);
      await expect(element).to.be.accessible();
      dead = false;
      (await part(element, 'issue')).click();
      await shows(element, 'over €100.00 is issued');
      expect(await notesOf(world, id)).to.have.length(1);
      expect(types(events)).to.deep.equal(['invoice-credit', 'invoice-error', 'invoice-credited']);
    });
  });

  describe('refused', () => {
    it('says what Stripe says of it, at the preview, and takes no click', async () => {
      const { element, count } = await scene({ state: 'pending' });
      await shows(element, 'This invoice has a payment that is still clearing.');
      await shows(element, 'Wait until the payment has cleared or failed');
      (await part(element, 'issue')).click();
      await element.updateComplete;
      expect(count('credit_note.created')).to.equal(0);
      await expect(element).to.be.accessible();
    });

    it('says it at the field that it is about', async () => {
      const { element } = await readyScene({
        state: 'paid',
        between: async (request, next) =>
          previews(request) && request.url.includes('credit_amount')
            ? refusal(400, 'balance_currency', 'The balance is in usd.', { param: 'credit_amount' })
            : next(request),
      });
      await type(element, 'balance', '100');
      await shows(element, 'Stripe does not take it like this: The balance is in usd.');
      const field = await find(element, '#balance');
      expect(field.getAttribute('aria-invalid')).to.equal('true');
      await type(element, 'balance', '0');
      await ready(element);
      expect(field.getAttribute('aria-invalid')).to.equal('false');
    });

    it('when it is issued: keeps what was written, and asks for a new preview', async () => {
      let refuses = true;
      const { element, count, events } = await readyScene({
        between: async (request, next) =>
          refuses && creates(request) ? refusal(400, 'amount_too_large', 'Too much.') : next(request),
      });
      await type(element, 'amount', '100');
      await type(element, 'memo', 'Sorry');
      await issue(element);
      await shows(element, 'Not issued');
      await ready(element);
      expect([await valueOf(element, 'amount'), await valueOf(element, 'memo')]).to.deep.equal([
        '100.00',
        'Sorry',
      ]);
      refuses = false;
      await issue(element);
      await shows(element, 'over €100.00 is issued');
      expect(count('credit_note.created')).to.equal(1);
      expect(types(events)).to.deep.equal([
        'invoice-credit',
        'invoice-error',
        'invoice-credit',
        'invoice-credited',
      ]);
    });

    it('offline: nothing is lost, and the preview comes with the next try', async () => {
      let dead = false;
      const { element } = await readyScene({
        between: (request, next) => (dead ? Promise.reject(new TypeError('gone')) : next(request)),
      });
      dead = true;
      await type(element, 'amount', '100');
      await shows(element, 'The server cannot be reached.');
      dead = false;
      (await part(element, 'retry')).click();
      await ready(element);
      expect(await valueOf(element, 'amount')).to.equal('100.00');
    });
  });

  describe('an invoice that changes meanwhile', () => {
    it('moves what is possible, keeps what was written, and says so', async () => {
      const { element, world, id } = await readyScene();
      await type(element, 'amount', '1000');
      await type(element, 'memo', 'Sorry');
      await world.listening;
      await world.stripe.creditNotes.create({ invoice: id, amount: 300_000 });
      await shows(element, 'The invoice has changed meanwhile: €636.50 can still be credited.');
      await shows(element, 'That is more than there is: €636.50 at most.');
      expect([await valueOf(element, 'amount'), await valueOf(element, 'memo')]).to.deep.equal([
        '1,000.00',
        'Sorry',
      ]);
      (await part(element, 'most')).click();
      await ready(element);
      await issue(element);
      await shows(element, 'over €636.50 is issued');
    });

    it('is out of sight while the person is signed out, and nothing of it is lost', async () => {
      let signedOut = false;
      const { element, world } = await readyScene({
        between: async (request, next) =>
          signedOut ? refusal(401, 'authentication_required') : next(request),
      });
      await type(element, 'amount', '1000');
      await type(element, 'memo', 'Sorry');
      await world.listening;
      signedOut = true;
      await storeFor(element.adapter as InvoiceAdapter)
        .refresh(element.invoiceId)
        .catch(() => undefined);
      await shows(element, 'You are signed out.');
      signedOut = false;
      (await part(element, 'retry')).click();
      await ready(element);
      expect([await valueOf(element, 'amount'), await valueOf(element, 'memo')]).to.deep.equal([
        '1,000.00',
        'Sorry',
      ]);
    });

    it('asks how it is to be given back where it was paid', async () => {
      const { element, world, id } = await readyScene();
      await type(element, 'amount', '1000');
      await ready(element);
      await world.listening;
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      await shows(element, '€1,000.00 of it was paid already.');
      await ready(element);
      expect(await valueOf(element, 'refund')).to.equal('1,000.00');
    });

    it('is not credited past what the page has heard of: the preview of a paid one asks for a split', async () => {
      const { element, world, id, count } = await readyScene({ between: deaf });
      await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
      await issue(element);
      await shows(element, 'Not issued');
      await shows(element, 'What goes back does not add up to what was paid');
      expect(count('credit_note.created')).to.equal(0);
    });

    it('says so where it became void', async () => {
      const { element, world, id } = await readyScene();
      await world.listening;
      await world.stripe.invoices.voidInvoice(id);
      await shows(element, 'This invoice is void');
    });

    it('says nothing of what was done here', async () => {
      const { element } = await readyScene();
      await type(element, 'amount', '100');
      await issue(element);
      (await part(element, 'another')).click();
      await ready(element);
      expect(textOf(element)).to.not.contain('changed meanwhile');
    });
  });
});
