import { expect } from '@open-wc/testing';
import { InvoicePreview } from '../../src/components/invoice-preview/invoice-preview.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, isCall, part, refusal, shows, textOf, worldHere } from './harness.js';
import { inside, paper, previewOf } from './invoice-preview/harness.js';
import { until } from './until.js';

const rows = (element: Element): string[] =>
  [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.lines tbody tr') ?? [])].map(textOf);

const manyLines = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    description: `Ticket ${index}`,
    quantity: '1',
    unitAmount: '1900',
  }));

describe('invoice-preview', () => {
  it('shows the invoice as the customer sees it', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const element = await previewOf(invoice.id, world);
    const sheet = await paper(element);
    const text = textOf(sheet);
    for (const said of [
      'Invoice Northwind Studio',
      `Invoice number ${String(invoice['number'])}`,
      'Bill to Acme GmbH Lindenstraße 12 10969 Berlin Germany billing@acme.example',
      '€3,636.50 due December 4, 2026',
      'Amount due €3,636.50',
    ])
      expect(text).to.contain(said);
    expect(rows(element)).to.have.length(3);
    expect(rows(element)[1]).to.contain('Interface design, November').and.to.contain('€1,187.50');
    expect(inside(element, '.mark')).to.equal(null);
    const heading = inside(element, '[role=heading]');
    expect([heading?.textContent, heading?.ariaLevel]).to.deep.equal(['Invoice', '2']);
    await expect(element).to.be.accessible();
  });

  it('marks a draft, once for the eye and once in words, and follows what becomes of it', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world);
    const element = await previewOf(id, world);
    await shows(element, 'this is not a bill yet');
    expect(inside(element, '.mark')?.dataset['mark']).to.equal('Draft – not a bill');
    expect(inside(element, '.mark')?.ariaHidden).to.equal('true');
    expect(inside(element, '[part=pay]')).to.equal(null);
    await expect(element).to.be.accessible();
    await world.listening;
    await world.stripe.invoices.addLines(id, { lines: [{ description: 'Travel', amount: 5000 }] });
    await shows(element, '€3,686.50 due');
    expect(rows(element)).to.have.length(4);
    await world.stripe.invoices.finalizeInvoice(id);
    await until(() => inside(element, '[part=pay]'), 'the link to pay');
    expect(inside(element, '.mark')).to.equal(null);
    await world.stripe.invoices.pay(id, { payment_method: 'pm_card_visa' });
    await shows(element, 'Amount due €0.00');
    expect(inside(element, '[part=pay]')).to.equal(null);
    await world.stripe.invoices.update(id, { metadata: { seen: 'yes' } });
  });

  it('reads the lines that the invoice came without', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world, { lines: manyLines(250) });
    const element = await previewOf(id, world);
    await until(() => rows(element).length === 250, 'all lines');
    // The answer to a write carries the first ten only.
    await element.adapter?.update(id, { description: 'x' }, { key: 'k1' });
    const invoice = await element.adapter!.update(id, { description: 'Thank you' }, { key: 'k2' });
    expect(invoice.lines).to.have.length(10);
    element.invoice = invoice;
    element.invoiceId = '';
    element.adapter = adapterFor(world);
    await shows(element, 'Thank you');
    await until(() => rows(element).length === 250, 'all lines again');
  });

  it('shows the lines that it has where the others can’t be read, says so, and tries again', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world, { lines: manyLines(25) });
    const cut = await world.stripe.invoices.retrieve(id);
    let fails = true;
    const element = await previewOf(id, world, {
      between: (request, next) => {
        if (isCall(request, 'GET', id)) return Promise.resolve(Response.json(cut));
        if (fails && isCall(request, 'GET', '/lines')) return Promise.resolve(refusal(403, 'forbidden'));
        return next(request);
      },
    });
    await shows(element, 'and 15 more that could not be read');
    await shows(element, 'not complete');
    expect(inside(element, '[part=problem]')).to.not.equal(null);
    await expect(element).to.be.accessible();
    fails = false;
    element.shadowRoot?.querySelector<HTMLElement>('[part=retry]')?.click();
    await until(() => rows(element).length === 25 || !inside(element, '[part=retry]'), 'the rest');
  });

  it('names taxes and discounts, and draws the document without them where they can’t be had', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world);
    const rate = await world.stripe.taxRates.create({
      display_name: 'VAT',
      percentage: 19,
      inclusive: false,
    });
    const coupon = await world.stripe.coupons.create({
      name: 'Spring sale',
      percent_off: 10,
      duration: 'once',
    });
    await world.stripe.invoices.update(id, {
      default_tax_rates: [rate.id],
      discounts: [{ coupon: coupon.id }],
    });
    const element = await previewOf(id, world);
    await shows(element, 'VAT 19%');
    await shows(element, 'Spring sale (10% off)');
    const poor = await previewOf(id, world, {
      between: (request, next) =>
        /tax_rates|expand/.test(request.url) ? Promise.resolve(refusal(403, 'forbidden')) : next(request),
    });
    await shows(poor, 'Subtotal €3,636.50 Discount -€363.65');
    await shows(poor, /Tax €621\.8\d/);
  });

  it('waits for names only so long', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const element = await previewOf(id, world, {
      between: (request, next) =>
        /customers|session/.test(request.url) ? new Promise<Response>(() => undefined) : next(request),
    });
    await shows(element, '€3,636.50 due December 4, 2026');
    expect(inside(element, '.seller')).to.equal(null);
  });

  it('is in the language of the customer, else of the page, unless the page says which', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    await world.stripe.customers.update(world.customers.acme.id, { preferred_locales: ['xx', 'de-AT'] });
    const element = await previewOf(id, world);
    await shows(element, 'Rechnungsnummer');
    await shows(element, 'In Austrian German, the customer’s language.');
    expect((await paper(element)).lang).to.equal('de-AT');
    element.documentLang = 'en';
    await shows(element, 'Invoice number');
    expect(textOf(element)).to.not.contain('the customer’s language');
    element.documentLang = 'he';
    await element.updateComplete;
    expect((await paper(element)).dir).to.equal('rtl');
    await world.stripe.customers.update(world.customers.globex.id, { preferred_locales: ['fr'] });
    const other = await previewOf((await scenarios.open(world, { customer: 'globex' })).id, world);
    await shows(other, 'Invoice number');
    expect((await paper(other)).lang).to.match(/^en/);
  });

  it('leads to the hosted page by the link that it has at the click', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const fresh = `${location.origin}/fresh.html`;
    let clicked = false;
    const element = await previewOf(id, world, {
      between: async (request, next) => {
        const answer = await next(request);
        if (!clicked || !isCall(request, 'GET', id)) return answer;
        return Response.json({ ...((await answer.json()) as object), hosted_invoice_url: fresh });
      },
    });
    const link = await part<HTMLAnchorElement>(element, 'pay');
    expect([link.rel, link.target]).to.deep.equal(['noopener noreferrer', '_blank']);
    const { open } = window;
    const frame = document.createElement('iframe');
    window.open = () => {
      document.body.append(frame);
      return frame.contentWindow;
    };
    clicked = true;
    link.click();
    await until(() => frame.contentWindow?.location.href === fresh, 'the tab is at the fresh link');
    window.open = open;
    frame.remove();
  });

  it('says why where the link can’t be read at the click', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    let dead = false;
    const element = await previewOf(id, world, {
      between: (request, next) => (dead ? Promise.resolve(refusal(403, 'forbidden')) : next(request)),
    });
    const link = await part<HTMLAnchorElement>(element, 'pay');
    const { open } = window;
    let closed = false;
    window.open = () => {
      const { document: inner } = document.createElement('iframe').contentWindow ?? { document };
      return { document: inner.implementation.createHTMLDocument(), close: () => (closed = true) } as never;
    };
    const errors: number[] = [];
    element.addEventListener('invoice-error', ({ detail }) => errors.push(detail.problem.status));
    dead = true;
    link.click();
    await shows(element, 'You are not allowed to do this.');
    window.open = open;
    expect([closed, errors]).to.deep.equal([true, [403]]);
  });

  it('offers no link that leads elsewhere, nor one that this person may not have', async () => {
    const world = await worldHere();
    const invoice = await scenarios.open(world);
    const bad = { ...invoice, hosted_invoice_url: 'https://invoice.stripe.com.evil.example/i/x' };
    const element = await previewOf(invoice.id, world, {
      between: (request, next) =>
        isCall(request, 'GET', invoice.id) ? Promise.resolve(Response.json(bad)) : next(request),
    });
    await paper(element);
    expect(element.shadowRoot?.querySelector('a')).to.equal(null);
  });

  it('works from the invoice alone, without a backend, also where it is set late', async () => {
    const world = await worldHere();
    const invoice = await scenarios.paid(world);
    const element = new InvoicePreview();
    document.body.append(element);
    await shows(element, 'There is nothing to show yet.');
    element.invoice = invoice;
    await shows(element, '€3,636.50 paid November 20, 2026');
    element.headingLevel = 9;
    await element.updateComplete;
    expect(inside(element, '[role=heading]')?.ariaLevel).to.equal('2');
    element.remove();
  });

  it('says that a draft was deleted', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world);
    const element = await previewOf(id, world);
    await paper(element);
    await world.listening;
    await world.stripe.invoices.del(id);
    await shows(element, /deleted|Not found/);
    expect(inside(element, '.sheet')).to.equal(null);
  });

  for (const [status, words] of [
    [401, 'You are signed out.'],
    [403, 'You are not allowed to do this.'],
    [404, 'Not found.'],
  ] as const) {
    it(`has a face for ${status}`, async () => {
      const world = await worldHere();
      const element = await previewOf('in_1', world, { between: async () => refusal(status, 'refused') });
      await shows(element, words);
      await expect(element).to.be.accessible();
      await element.print();
    });
  }

  it('waits with a sheet of its own size', async () => {
    const world = await worldHere();
    const element = await previewOf('in_1', world, { between: () => new Promise<Response>(() => undefined) });
    expect(inside(element, '.sheet .skeleton')).to.not.equal(null);
    await expect(element).to.be.accessible();
  });
});
