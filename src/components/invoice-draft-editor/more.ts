/** The fields that are rarely used: folded away, each with a word of what it holds. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { dateTimeFormat } from '../../invoice/intl.js';
import { formatDecimal, formatMoney, minorUnits } from '../../invoice/money.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { typeName } from '../internal/method-name.js';
import { renderDiscounts, renderTaxRates } from './adjustments.js';
import { discountName, rateName } from './naming.js';
import { refusalsOf } from './draft.js';
import { renderFailure } from './header.js';
import { headerFault, type Header, type HeaderName } from './header-fields.js';
import { renderCustomFields, renderMetadata } from './more-lists.js';
import { readDecimal, shiftPoint, showDecimal } from './numbers.js';
import { renderLongText } from './long-text.js';
import { renderPicked } from './picked.js';
import type { View } from './view.js';

const METHODS = [
  'card', 'link', 'us_bank_account', 'sepa_debit', 'bacs_debit', 'au_becs_debit', 'acss_debit', 'customer_balance', 'paypal',
  'ideal', 'bancontact', 'eps', 'p24', 'konbini', 'cashapp', 'revolut_pay', 'klarna', 'boleto',
]; // prettier-ignore
const FOOTER_LENGTH = 5000;
const NUMBER_LENGTH = 26;

type Words = typeof draftMore;

interface Section {
  id: string;
  names: readonly HeaderName[];
  title: string;
  /** What it holds, in a word; empty for nothing. */
  holds: string;
  body: () => TemplateResult;
  /** Kinds of things that are chosen from in it. */
  needs?: Parameters<View['catalog']['need']>[0][];
}

/** The control of a field that a failed finalization may be about. */
const CONTROL: Readonly<Record<string, string>> = {
  tax: 'automatic-tax',
  discounts: 'discounts',
  methods: 'methods',
};

export function renderMore(view: View): TemplateResult {
  const words = view.source.wordsOf('draftMore', draftMore);
  return html`<div class="more">
    ${sectionsOf(view, words).map((section) => renderSection(view, section))}
  </div>`;
}

function renderSection(view: View, { id, title, holds, body, names, needs = [] }: Section): TemplateResult {
  const refused = refusalsOf(view.draft).filter(({ field }) => field !== null && names.includes(field));
  const failed = CONTROL[id] ? view.failures.has(CONTROL[id]) : false;
  const wrong = failed || refused.length > 0 || names.some((name) => headerFault(name, view.draft.header));
  return html`<details
    id="more-${id}"
    class=${holds || wrong ? 'held' : ''}
    ?open=${failed || refused.length > 0 || view.unfolded.has(id)}
    @toggle=${(event: Event) => {
      const { open } = event.target as HTMLDetailsElement;
      // What was opened by a refusal stays open while it is mended.
      view.unfolded[open ? 'add' : 'delete'](id);
      if (open) needs.forEach((kind) => view.catalog.need(kind));
    }}
  >
    <summary><span>${title}</span> <span class="holds ${wrong ? 'fault' : ''}">${holds}</span></summary>
    <div class="body">
      ${body()} ${CONTROL[id] ? renderFailure(view, CONTROL[id]) : nothing}
      ${refused.map(
        ({ detail }) =>
          html`<p class="fault" role="alert">${view.words.refused} <span lang="en">${detail}</span></p>`,
      )}
    </div>
  </details>`;
}

function sectionsOf(view: View, words: Words): Section[] {
  const { draft, catalog, lang, actions } = view;
  const { header } = draft;
  const list = (names: readonly string[]): string => names.join(', ');
  return [
    {
      id: 'tax', names: ['taxes', 'automaticTax'], title: words.tax, needs: ['rates'],
      holds: header.automaticTax ? words.automatic : list(header.taxes.map((id) => rateName(id, view))), body: () => renderTax(view, words),
    },
    {
      id: 'discounts', names: ['discounts'], title: words.discounts, needs: ['coupons'],
      holds: list(header.discounts.map((discount) => discountName(discount, view))), body: () => renderDiscounts(view, null, {
        id: 'discounts', label: words.coupons, chosen: header.discounts, onChange: (discounts) => actions.header({ discounts }),
      }),
    },
    {
      id: 'shipping', names: ['shipping'], title: words.shipping, needs: ['shipping'],
      holds: shippingText(view), body: () => renderShipping(view, words),
    },
    {
      id: 'fields', names: ['fields'], title: words.fields,
      holds: list(header.fields.map(({ name, value }) => `${name} ${value}`.trim())), body: () => renderCustomFields(view, words),
    },
    { id: 'footer', names: ['footer'], title: words.footer, holds: firstWords(header.footer), body: () => renderLongText(view, { name: 'footer', label: words.footer, hint: words.footer_hint, most: FOOTER_LENGTH }) },
    {
      id: 'methods', names: ['methods'], title: words.methods,
      holds: list(header.methods.map((method) => typeName(method, view.source))), body: () => renderMethods(view, words),
    },
    {
      id: 'identity', names: ['number', 'effective'], title: words.identity,
      holds: list([header.number, header.effective ? dateText(header.effective, lang) : ''].filter(Boolean)),
      body: () => renderIdentity(view, words),
    },
    {
      id: 'look', names: ['template'], title: words.look, needs: ['templates'],
      holds: header.template ? (catalog.templates.get(header.template)?.nickname ?? words.template) : '',
      body: () => renderLook(view, words),
    },
    {
      id: 'metadata', names: ['metadata'], title: words.metadata,
      holds: list(header.metadata.map(({ name }) => name)), body: () => renderMetadata(view, words),
    },
  ];
} // prettier-ignore

const firstWords = (text: string): string => (text.length > 40 ? `${text.slice(0, 40).trimEnd()}…` : text);

const dateText = (seconds: number, lang: string): string =>
  dateTimeFormat(lang, { dateStyle: 'medium', timeZone: 'UTC' }).format(seconds * 1000);

function renderTax(view: View, words: Words): TemplateResult {
  const { draft, actions } = view;
  const { automaticTax, taxes } = draft.header;
  return html`<div class="check">
      <input
        type="checkbox"
        id="automatic-tax"
        .checked=${live(automaticTax)}
        @change=${(event: Event) =>
          actions.header({ automaticTax: (event.target as HTMLInputElement).checked, taxes: [] })}
      />
      <label for="automatic-tax">${words.automatic_tax}</label>
    </div>
    ${
      automaticTax
        ? html`<p class="hint">${automaticText(view, words)}</p>`
        : renderTaxRates(view, {
            id: 'default-taxes',
            label: words.default_taxes,
            add: words.add_tax,
            chosen: taxes,
            onChange: (chosen) => actions.header({ taxes: chosen }),
          })
    }`;
}

/** What Stripe says of its own working out. */
function automaticText({ invoice, draft }: View, words: Words): string {
  if (draft.rows.some(({ mine }) => mine.price?.startsWith('-'))) return words.automatic_negative;
  const { status, disabled_reason: reason } = invoice?.automatic_tax ?? {};
  const named: Readonly<Record<string, unknown>> = words;
  if (reason) {
    const known = named[`reason_${reason}`];
    return words.automatic_disabled(typeof known === 'string' ? known : reason);
  }
  const said = named[`automatic_${status ?? 'complete'}`];
  return typeof said === 'string' ? said : words.automatic_complete;
}

function shippingText({ draft, catalog, lang, source }: View): string {
  const words = source.wordsOf('draftMore', draftMore);
  const { shipping } = draft.header;
  if (!shipping) return '';
  if ('rate' in shipping) return catalog.shipping.get(shipping.rate)?.display_name ?? words.shipping;
  return [shipping.name, shipping.amount === null ? '' : formatMoney(shipping.amount, draft.currency, lang)]
    .filter(Boolean)
    .join(' · ');
}

function renderShipping({ draft, catalog, actions, lang }: View, words: Words): TemplateResult {
  const { shipping } = draft.header;
  const rates = [...catalog.shipping.values()].filter(
    ({ fixed_amount }) => fixed_amount?.currency === draft.currency,
  );
  const chosen = !shipping ? '' : 'rate' in shipping ? shipping.rate : 'own';
  const choose = (value: string): void => {
    const own = { name: words.shipping_name_default, amount: null, text: '' };
    actions.header({ shipping: value === '' ? null : value === 'own' ? own : { rate: value } });
  };
  const option = (value: string, name: string): TemplateResult =>
    html`<option value=${value} ?selected=${value === chosen}>${name}</option>`;
  return html`<label class="label" for="shipping">${words.shipping}</label>
    <select
      id="shipping"
      .value=${live(chosen)}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${option('', words.shipping_none)}
      ${rates.map(({ id, display_name, fixed_amount }) =>
        option(
          id,
          [display_name, fixed_amount && formatMoney(fixed_amount.amount, draft.currency, lang)]
            .filter(Boolean)
            .join(' · '),
        ),
      )}
      ${shipping && 'rate' in shipping && !catalog.shipping.has(shipping.rate) ? option(shipping.rate, words.shipping) : nothing}
      ${option('own', words.shipping_own)}
    </select>
    ${shipping && 'name' in shipping ? renderOwnShipping(shipping, { draft, actions, lang }, words) : nothing}`;
}

function renderOwnShipping(
  shipping: Extract<Header['shipping'], { name: string }>,
  { draft, actions, lang }: Pick<View, 'draft' | 'actions' | 'lang'>,
  words: Words,
): TemplateResult {
  const units = minorUnits(draft.currency);
  const read = (text: string): number | null => {
    const value = readDecimal(text, lang, draft.currency);
    const minor = value === null ? NaN : Number(shiftPoint(value, units));
    return Number.isSafeInteger(minor) && minor >= 0 ? minor : null;
  };
  const shown =
    shipping.amount === null
      ? shipping.text
      : showDecimal(shiftPoint(String(shipping.amount), -units), lang, units);
  return html`<div class="two">
    <div>
      <label class="label" for="shipping-name">${words.shipping_name}</label>
      <input
        id="shipping-name"
        type="text"
        maxlength="100"
        .value=${live(shipping.name)}
        @input=${(event: Event) =>
          actions.header({ shipping: { ...shipping, name: (event.target as HTMLInputElement).value } })}
      />
    </div>
    <div>
      <label class="label" for="shipping-amount">${words.shipping_amount}</label>
      <input
        id="shipping-amount"
        class="number"
        type="text"
        inputmode="decimal"
        autocomplete="off"
        aria-invalid=${shipping.amount === null && shipping.text ? 'true' : 'false'}
        .value=${live(shown)}
        @change=${(event: Event) => {
          const text = (event.target as HTMLInputElement).value;
          actions.header({ shipping: { ...shipping, text, amount: read(text) } });
        }}
      />
    </div>
  </div>`;
}

function renderMethods({ draft, actions, source }: View, words: Words): TemplateResult {
  const { methods } = draft.header;
  return renderPicked({
    id: 'methods',
    label: words.methods_label,
    add: methods.length ? words.add_method : words.methods_default,
    remove: words.take_off,
    chosen: methods.map((value) => ({ value, name: typeName(value, source) })),
    choices: METHODS.map((value) => ({ value, name: typeName(value, source) })),
    onAdd: (method) => actions.header({ methods: [...methods, method] }),
    onRemove: (method) => actions.header({ methods: methods.filter((each) => each !== method) }),
  });
}

function renderIdentity({ draft, actions, lang }: View, words: Words): TemplateResult {
  const { number, effective } = draft.header;
  const day = effective === null ? '' : new Date(effective * 1000).toISOString().slice(0, 10);
  return html`<div class="two">
      <div>
        <label class="label" for="number">${words.number}</label>
        <input
          id="number"
          type="text"
          autocomplete="off"
          maxlength=${NUMBER_LENGTH}
          aria-describedby="number-hint"
          .value=${live(number)}
          @input=${(event: Event) => actions.header({ number: (event.target as HTMLInputElement).value })}
        />
      </div>
      <div>
        <label class="label" for="effective">${words.effective}</label>
        <input
          id="effective"
          type="date"
          aria-describedby="effective-hint"
          .value=${live(day)}
          @change=${(event: Event) => {
            const time = Date.parse(`${(event.target as HTMLInputElement).value}T12:00:00Z`);
            actions.header({ effective: Number.isNaN(time) ? null : time / 1000 });
          }}
        />
        <p class="hint" id="effective-hint">${words.effective_hint}</p>
      </div>
    </div>
    <p class="hint" id="number-hint">
      ${words.number_hint}
      ${number.length * 2 > NUMBER_LENGTH ? words.left(formatDecimal(String(NUMBER_LENGTH - number.length), lang)) : ''}
    </p>`;
}

function renderLook({ draft, catalog, actions, customer, lang }: View, words: Words): TemplateResult {
  const { template } = draft.header;
  const known = [...catalog.templates.values()];
  const others =
    template && !catalog.templates.has(template) ? [{ id: template, nickname: words.template }] : [];
  const language = customer?.preferred_locales?.[0];
  const name = language ? new Intl.DisplayNames(lang, { type: 'language' }).of(language) : undefined;
  return html`<label class="label" for="template">${words.template}</label>
    <select
      id="template"
      .value=${live(template)}
      @change=${(event: Event) => actions.header({ template: (event.target as HTMLSelectElement).value })}
    >
      ${template ? nothing : html`<option value="">${words.template_default}</option>`}
      ${[...others, ...known].map(
        ({ id, nickname }) =>
          html`<option value=${id} ?selected=${id === template}>${nickname || id}</option>`,
      )}
    </select>
    <p class="hint">${name ? words.language(name) : words.language_account}</p>`;
}
