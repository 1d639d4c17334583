/** The two comboboxes: the customer, and the description of a line with the catalog behind it. */
import { html } from 'lit';
import { formatDecimal, formatUnitAmount } from '../../invoice/money.js';
import type { Customer, Price } from '../../invoice/wire.js';
import type { ComboboxField } from '../internal/combobox.js';
import type { Row } from './draft.js';
import type { Terms } from './header-fields.js';
import { cellId, type View } from './view.js';

/** Stripe's limit on the description of an item. */
const DESCRIPTION_LENGTH = 5000;
/** How much of the catalog a list shows. */
const CHOICES = 50;

type Handlers<T> = Pick<ComboboxField<T>, 'onInput' | 'onPick' | 'onLeave'>;
type Words = Pick<View, 'words' | 'lang'>;

/** Somebody to choose, or the wish to make a new one of what was typed. */
export type CustomerChoice = Customer | { create: string };

export function customerField(
  { words }: Words,
  value: string,
  handlers: Handlers<CustomerChoice>,
): ComboboxField<CustomerChoice> {
  return {
    id: 'customer',
    value,
    placeholder: words.search_customers,
    clears: true,
    none: words.no_customers,
    failed: words.customers_failed,
    choice: (choice) => {
      if ('create' in choice) return html`<span>${words.new_customer}</span>`;
      const { id, name, email } = choice;
      return html`<span>${name || email || id}</span><span>${name ? email : ''}</span>`;
    },
    ...handlers,
  };
}

/** Days that are often given, or what was typed. */
export interface TermsChoice {
  terms: Terms;
  name: string;
  date: string;
}

export function termsField(
  { words }: Words,
  value: string,
  invalid: boolean,
  handlers: Handlers<TermsChoice>,
): ComboboxField<TermsChoice> {
  return {
    id: 'terms',
    value,
    label: words.terms,
    placeholder: words.terms_example,
    invalid,
    describedBy: invalid ? 'terms-fault' : undefined,
    choice: ({ name, date }) => html`<span>${name}</span><span>${date}</span>`,
    ...handlers,
  };
}

export function descriptionField(
  { words, lang }: Words,
  row: Row,
  index: number,
  invalid: boolean,
  handlers: Handlers<Price>,
): ComboboxField<Price> {
  const id = cellId(row, 'description');
  return {
    id,
    value: row.mine.description,
    label: words.cell(words.description, formatDecimal(String(index + 1), lang)),
    placeholder: words.describe,
    invalid,
    describedBy: invalid ? `fault-${id}` : undefined,
    maxLength: DESCRIPTION_LENGTH,
    choice: (price) =>
      html`<span>${priceName(price)}</span><span><bdi>${unitPrice(price, lang)}</bdi></span>`,
    ...handlers,
  };
}

/** What of the catalog has the text in its name. */
export function pricesNamed(prices: readonly Price[], text: string): readonly Price[] {
  const needle = text.trim().toLowerCase();
  return prices.filter((price) => priceName(price).toLowerCase().includes(needle)).slice(0, CHOICES);
}

const unitPrice = ({ unit_amount_decimal, currency }: Price, lang: string): string =>
  unit_amount_decimal === null ? '' : formatUnitAmount(unit_amount_decimal, currency, lang);

function priceName({ nickname, product, id }: Price): string {
  const name = typeof product === 'string' ? '' : product.name;
  return nickname || name || id;
}

/** Events of what is inside are no business of the page: fields are not its fields. */
export const stop = (event: Event): void => event.stopPropagation();

/** Moves a field that gets the focus out from under the bar at the foot, which browsers take for being in view. */
export function reveal({ target }: FocusEvent): void {
  const field = target as Element;
  if (field.matches('input, select, textarea')) field.scrollIntoView({ block: 'nearest' });
}
