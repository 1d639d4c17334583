import { html, type TemplateResult } from 'lit';
import { panelWords, type Panel, type PanelHost } from './panel.js';

/** How a query is written, as far as it is needed for invoices. (docs: search, query language and fields for invoices) */
export class QueryHelp implements Panel {
  readonly focus = '.form';

  constructor(private readonly panel: PanelHost) {}

  render(): TemplateResult {
    const words = panelWords(this.panel.read());
    const terms = [
      ['number', words.help_number],
      ['status', words.help_status],
      ['customer', words.help_customer],
      ['total', words.help_total],
      ['currency', words.help_currency],
      ['created', words.help_created],
      ['metadata["…"]', words.help_metadata],
      [':', words.help_exactly],
      ['~', words.help_part],
      ['> < >= <=', words.help_compare],
      ['-', words.help_not],
    ] as const;
    return html`<div class="form help" tabindex="-1">
      <dl>
        ${terms.map(
          ([term, meaning]) =>
            html`<dt><code dir="ltr">${term}</code></dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
      <p class="hint">${words.help_join}</p>
      <p class="hint">
        ${words.help_example}
        <code dir="ltr">status:"open" AND total>=10000 AND currency:"eur"</code>
      </p>
    </div>`;
  }
}
