/** Two copies of the kit on one page, tags of the page's own, and languages of its own. */
import { expect, fixture, html } from '@open-wc/testing';
import { define } from '../../src/components/internal/define.js';
import { InvoiceStatusBadge } from '../../src/components/invoice-status-badge/invoice-status-badge.js';
import { registerTranslation } from '../../src/translations/registry.js';

/** What the console is told while something is done. */
function warnings(work: () => void): string[] {
  const told: string[] = [];
  const { warn } = console;
  console.warn = (...words: unknown[]) => told.push(words.join(' '));
  try {
    work();
  } finally {
    console.warn = warn;
  }
  return told;
}

describe('define', () => {
  it('leaves a tag of the same version alone, without a word', () => {
    InvoiceStatusBadge.define();
    expect(warnings(() => InvoiceStatusBadge.define())).to.deep.equal([]);
    expect(customElements.get('invoice-status-badge')).to.equal(InvoiceStatusBadge);
  });

  it('leaves a tag of another version, or of a stranger, as it is and says so', () => {
    class Older extends InvoiceStatusBadge {
      static override readonly version = '0.0.1';
    }
    InvoiceStatusBadge.define();
    const [other] = warnings(() => define(Older));
    expect(other).to.contain('<invoice-status-badge>').and.to.contain('0.0.1');
    expect(customElements.get('invoice-status-badge')).to.equal(InvoiceStatusBadge);

    customElements.define('invoice-taken', class extends HTMLElement {});
    const [stranger] = warnings(() => InvoiceStatusBadge.define('invoice-taken'));
    expect(stranger).to.contain('another library');
  });

  it('gives the same element a second tag', async () => {
    InvoiceStatusBadge.define();
    InvoiceStatusBadge.define('acme-status');
    const element = await fixture<InvoiceStatusBadge>(html`<acme-status status="void"></acme-status>`);
    expect(element).to.be.instanceOf(InvoiceStatusBadge);
    expect(element.shadowRoot?.textContent).to.contain('Void');
  });
});

describe('registerTranslation', () => {
  it('rewords one thing and adds a language, at once and on every element', async () => {
    InvoiceStatusBadge.define();
    const page = await fixture(html`
      <div>
        <invoice-status-badge status="uncollectible" lang="en-GB"></invoice-status-badge>
        <invoice-status-badge status="paid" lang="fr-CA"></invoice-status-badge>
      </div>
    `);
    const badges = [...page.querySelectorAll('invoice-status-badge')];
    const words = (): string[] => badges.map((badge) => badge.shadowRoot?.textContent?.trim() ?? '');
    expect(words()).to.deep.equal(['Uncollectible', 'Paid']);
    registerTranslation({ lang: 'en-GB', groups: { statusBadge: { uncollectible: 'Written off' } } });
    registerTranslation({ lang: 'fr', groups: { statusBadge: { paid: 'Payée' } } });
    await Promise.all(badges.map((badge) => badge.updateComplete));
    expect(words()).to.deep.equal(['Written off', 'Payée']);
  });
});
