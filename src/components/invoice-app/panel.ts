import { html, type TemplateResult } from 'lit';

/** Something that is about the invoice, with a heading below the page's; `level` is 1 to 6. */
export const renderPanel = (
  level: number,
  name: string,
  heading: string,
  body: TemplateResult,
): TemplateResult =>
  html`<section part="panel" class="panel ${name}" aria-labelledby="panel-${name}">
    <div id="panel-${name}" class="panel-heading" role="heading" aria-level=${Math.min(6, level + 1)}>
      ${heading}
    </div>
    ${body}
  </section>`;
