import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { InvoicePreview } from '../../src/components/invoice-preview/invoice-preview.js';
import { scenarios } from '../../server-stub/scenarios.js';
import { adapterFor, part, shows, textOf, worldHere } from './harness.js';
import { paper, previewOf } from './invoice-preview/harness.js';
import { until } from './until.js';

describe('printing an invoice-preview', () => {
  const { print, document: page } = window;
  const title = page.title;
  const copy = (): HTMLElement | null => page.querySelector('invoice-print-copy');
  const visible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  let sheets = 0;

  beforeEach(() => {
    sheets = page.adoptedStyleSheets.length;
    // The dialog stays open until the test closes it.
    window.print = () => undefined;
  });
  afterEach(async () => {
    window.dispatchEvent(new Event('afterprint'));
    window.print = print;
    await emulateMedia({ media: 'screen' });
  });

  it('shows the printer the document and nothing else, whatever the page is made of', async () => {
    const world = await worldHere();
    const { id, number } = await scenarios.open(world);
    const place = await fixture<HTMLElement>(
      html`<div class="shell">
        <dialog></dialog>
        <p>Around it</p>
      </div>`,
    );
    const style = new CSSStyleSheet();
    style.replaceSync(
      '.shell { display: flex !important } body { padding: 3em; background: teal; color: lime }',
    );
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, style];
    const dialog = place.querySelector('dialog')!;
    dialog.showModal();
    const element = new InvoicePreview();
    element.adapter = adapterFor(world);
    element.invoiceId = id;
    dialog.append(element);
    await paper(element);
    expect(copy()).to.equal(null);
    const printing = element.print();
    await until(copy, 'the copy');
    const host = copy() as HTMLElement;
    expect(page.title).to.equal(number);
    expect(visible(host), 'not on the screen').to.equal(false);
    await emulateMedia({ media: 'print' });
    const shown = [...page.body.children].filter(visible);
    expect(shown).to.deep.equal([host]);
    expect(visible(element)).to.equal(false);
    expect(textOf(host)).to.equal(textOf(await paper(element)));
    const { backgroundColor, padding } = getComputedStyle(page.body);
    expect([backgroundColor, padding]).to.deep.equal(['rgba(0, 0, 0, 0)', '0px']);
    expect(getComputedStyle(host).color).to.equal('rgb(0, 0, 0)');
    const head = host.shadowRoot?.querySelector('thead');
    expect(getComputedStyle(head!).display).to.equal('table-header-group');
    await emulateMedia({ media: 'screen' });
    window.dispatchEvent(new Event('afterprint'));
    await printing;
    expect([copy(), page.title]).to.deep.equal([null, title]);
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((each) => each !== style);
    expect(page.adoptedStyleSheets).to.have.length(sheets);
  });

  it('is black on white also where the page is dark', async () => {
    const world = await worldHere();
    const { id } = await scenarios.draft(world);
    page.documentElement.style.cssText =
      'color-scheme: dark; --invoice-text: white; --invoice-surface: black';
    const element = await previewOf(id, world);
    await paper(element);
    void element.print();
    await until(copy, 'the copy');
    await emulateMedia({ media: 'print' });
    const text = copy()!.shadowRoot!.querySelector('.headline')!;
    const line = copy()!.shadowRoot!.querySelector('.lines td')!;
    expect(getComputedStyle(text).color).to.equal('rgb(0, 0, 0)');
    expect(getComputedStyle(line).color).to.equal('rgb(0, 0, 0)');
    expect(getComputedStyle(page.documentElement).colorScheme).to.equal('normal');
    expect(page.title).to.equal('Draft invoice Acme GmbH');
    page.documentElement.style.cssText = '';
  });

  it('waits for a document that is still on its way', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const element = new InvoicePreview();
    element.adapter = adapterFor(world);
    element.invoiceId = id;
    page.body.append(element);
    const printing = element.print();
    expect(copy()).to.equal(null);
    await until(copy, 'the copy');
    window.dispatchEvent(new Event('afterprint'));
    await printing;
    element.remove();
  });

  it('prints one at a time, and gives the page back the title that it has chosen meanwhile', async () => {
    const world = await worldHere();
    const [one, other] = [await scenarios.open(world), await scenarios.paid(world)];
    const first = await previewOf(one.id, world);
    const second = await previewOf(other.id, world);
    await Promise.all([paper(first), paper(second)]);
    const printing = first.print();
    await until(copy, 'the copy');
    void second.print();
    await printing;
    await until(() => page.title === other['number'], 'the second');
    expect(page.querySelectorAll('invoice-print-copy')).to.have.length(1);
    page.title = 'Another page';
    window.dispatchEvent(new Event('afterprint'));
    expect(page.title).to.equal('Another page');
    page.title = title;
  });

  it('ends with the print medium where the browser tells nothing else', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const element = await previewOf(id, world);
    await paper(element);
    (await part(element, 'print')).click();
    await until(copy, 'the copy');
    await emulateMedia({ media: 'print' });
    await until(() => matchMedia('print').matches && visible(copy() as HTMLElement), 'the medium');
    await new Promise(requestAnimationFrame);
    await emulateMedia({ media: 'screen' });
    await until(() => copy() === null, 'the end');
  });

  it('says so where the browser can’t print', async () => {
    const world = await worldHere();
    const { id } = await scenarios.open(world);
    const element = await previewOf(id, world);
    await paper(element);
    Object.defineProperty(window, 'print', { configurable: true, writable: true, value: undefined });
    (await part(element, 'print')).click();
    await shows(element, 'This browser cannot print.');
  });
});
