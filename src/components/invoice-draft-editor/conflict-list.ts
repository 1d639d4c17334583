/** What two people changed at once: what it was, what each made of it, and which is to hold. */
import { html, nothing, type TemplateResult } from 'lit';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatDecimal, minorUnits } from '../../invoice/money.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { typeName } from '../internal/method-name.js';
import { fields as fieldWords } from '../../translations/en/fields.js';
import { openConflicts } from './conflicts.js';
import type { Conflict } from './draft.js';
import type { Header, HeaderName } from './header-fields.js';
import type { LineName, LineValues } from './line-fields.js';
import { periodText } from '../internal/names.js';
import { discountName, rateName } from './naming.js';
import { showDecimal } from './numbers.js';
import type { View } from './view.js';

export function renderConflicts(view: View): TemplateResult | typeof nothing {
  const conflicts = openConflicts(view.draft);
  if (!conflicts.length) return nothing;
  const words = view.source.wordsOf('draftMore', draftMore);
  return html`<section class="conflicts" part="conflicts" aria-label=${words.conflict_title}>
    <h3>${words.conflict_title}</h3>
    <p class="hint">${words.conflict_hint}</p>
    ${conflicts.map((conflict) => renderConflict(view, conflict))}
  </section>`;
}

function renderConflict(view: View, conflict: Conflict): TemplateResult {
  const words = view.source.wordsOf('draftMore', draftMore);
  const { actions } = view;
  const name = nameOf(view, conflict);
  const gone = conflict.field === null;
  const { before, theirs, mine } = textsOf(view, conflict);
  const side = (title: string, text: string): TemplateResult =>
    html`<div>
      <dt>${title}</dt>
      <dd>${text || html`<em>${words.nothing}</em>`}</dd>
    </div>`;
  return html`<div class="conflict" role="group" aria-label=${name}>
    <h4>${gone ? words.conflict_removed(name) : name}</h4>
    ${gone ? nothing : html`<dl>${side(words.before, before)} ${side(words.theirs, theirs)} ${side(words.mine, mine)}</dl>`}
    <div class="buttons">
      <button
        type="button"
        aria-label="${words.keep_mine}: ${name}"
        @click=${() => actions.keepMine(conflict)}
      >
        ${words.keep_mine}
      </button>
      <button
        type="button"
        aria-label="${gone ? words.let_go : words.take_theirs}: ${name}"
        @click=${() => actions.takeTheirs(conflict)}
      >
        ${gone ? words.let_go : words.take_theirs}
      </button>
    </div>
  </div>`;
}

function nameOf(view: View, { row, field }: Conflict): string {
  const words = view.source.wordsOf('draftMore', draftMore);
  const names = view.source.wordsOf('fields', fieldWords);
  if (row === null) return headerName(view, words, field);
  const item = view.draft.rows.findIndex(({ key }) => key === row) + 1;
  return field === null ? names.item(item) : names.inItem(lineName(view, words, field), item);
}

function lineName({ words: own }: View, words: typeof draftMore, name: LineName): string {
  if (name === 'taxes') return words.line_taxes;
  if (name === 'discounts') return words.line_discounts;
  return name === 'period' ? words.period : own[name];
}

function headerName({ words: own }: View, words: typeof draftMore, name: HeaderName): string {
  const names: Record<HeaderName, string> = {
    collection: own.collection, terms: own.due_date, memo: own.memo, footer: words.footer, fields: words.fields,
    discounts: words.discounts, taxes: words.default_taxes, automaticTax: words.automatic_tax, shipping: words.shipping,
    methods: words.methods, template: words.template, metadata: words.metadata, effective: words.effective, number: words.number,
  }; // prettier-ignore
  return names[name];
}

function textsOf(view: View, conflict: Conflict): Record<'before' | 'theirs' | 'mine', string> {
  if (conflict.row === null) {
    const text = (header: Header): string => headerText(view, conflict.field, header);
    return { before: text(conflict.before), theirs: text(conflict.theirs), mine: text(view.draft.header) };
  }
  const row = view.draft.rows.find(({ key }) => key === conflict.row);
  const { field } = conflict;
  if (!row || field === null) return { before: '', theirs: '', mine: '' };
  const text = (values: LineValues): string => lineText(view, field, values);
  return {
    before: text(conflict.before),
    theirs: text(conflict.theirs),
    mine: row.typed[field as 'price'] ?? text(row.mine),
  };
}

function lineText(view: View, name: LineName, values: LineValues): string {
  const { lang, draft } = view;
  switch (name) {
    case 'description':
      return values.description;
    case 'quantity':
      return values.quantity ? showDecimal(values.quantity, lang) : '';
    case 'price':
      return values.price ? showDecimal(values.price, lang, minorUnits(draft.currency)) : '';
    case 'taxes':
      return values.taxes.map((id) => rateText(id, view)).join(', ');
    case 'discounts':
      return values.discounts.map((discount) => discountName(discount, view)).join(', ');
    case 'period':
      return values.period ? periodText(values.period, lang) : '';
  }
}

/** Two rates that are not known must not look the same. */
const rateText = (id: string, view: View): string => (view.catalog.rates.has(id) ? rateName(id, view) : id);

function headerText(view: View, name: HeaderName, header: Header): string {
  const { words: own, lang, source } = view;
  const words = source.wordsOf('draftMore', draftMore);
  switch (name) {
    case 'collection':
      return header.collection === 'send_invoice' ? own.send_short : own.charge;
    case 'terms':
      return termsText(view, header);
    case 'taxes':
      return header.taxes.map((id) => rateText(id, view)).join(', ');
    case 'discounts':
      return header.discounts.map((discount) => discountName(discount, view)).join(', ');
    case 'automaticTax':
      return header.automaticTax ? words.automatic : words.off;
    case 'shipping':
      return !header.shipping ? '' : 'rate' in header.shipping ? header.shipping.rate : header.shipping.name;
    case 'methods':
      return header.methods.map((method) => typeName(method, source)).join(', ');
    case 'fields':
    case 'metadata':
      return header[name].map((pair) => `${pair.name}: ${pair.value}`).join(', ');
    case 'effective':
      return header.effective === null
        ? ''
        : dateTimeFormat(lang, { dateStyle: 'medium' }).format(header.effective * 1000);
    default:
      return header[name];
  }
}

function termsText({ words, lang }: View, { terms }: Header): string {
  const [unit, count] = terms.split(':');
  if (unit === 'date') return dateTimeFormat(lang, { dateStyle: 'medium' }).format(Number(count) * 1000);
  return unit === 'days' ? words.terms_days(formatDecimal(String(count), lang), count === '1') : '';
}
