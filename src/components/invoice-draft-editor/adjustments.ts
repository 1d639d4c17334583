/** What is put on a line or on the whole invoice beside its price: tax rates, discounts, promotion codes. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DiscountParams } from '../../invoice/wire.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { same } from './equal.js';
import { couponName } from '../internal/names.js';
import { discountName, rateName } from './naming.js';
import { renderPicked, type Choice, type Picked } from './picked.js';
import type { View } from './view.js';

interface Adjusting<Value> extends Pick<Picked, 'id' | 'label' | 'add'> {
  chosen: readonly Value[];
  onChange(chosen: Value[]): void;
}

export function renderTaxRates(
  view: View,
  { chosen, onChange, ...picked }: Adjusting<string>,
): TemplateResult {
  const words = view.source.wordsOf('draftMore', draftMore);
  const choice = (id: string): Choice => ({ value: id, name: rateName(id, view) });
  const active = [...view.catalog.rates.values()].filter((rate) => rate.active);
  return renderPicked({
    ...picked,
    remove: words.take_off,
    chosen: chosen.map(choice),
    choices: active.map(({ id }) => choice(id)),
    onAdd: (id) => onChange([...chosen, id]),
    onRemove: (id) => onChange(chosen.filter((each) => each !== id)),
  });
}

/** @param row - key of the row that they are for; null for the whole invoice */
export function renderDiscounts(
  view: View,
  row: number | null,
  { chosen, onChange, ...picked }: Omit<Adjusting<DiscountParams>, 'add'>,
): TemplateResult {
  const words = view.source.wordsOf('draftMore', draftMore);
  return html`<div>
    ${renderPicked({
      ...picked,
      add: words.add_discount,
      remove: words.take_off,
      chosen: chosen.map((discount) => ({ value: idOf(discount), name: discountName(discount, view) })),
      choices: couponChoices(view, chosen),
      onAdd: (coupon) => onChange([...chosen, { coupon }]),
      onRemove: (id) => onChange(chosen.filter((each) => idOf(each) !== id)),
    })}
    ${renderCode(view, row)}
  </div>`;
}

const CODE_WORDS = {
  unknown: (words: typeof draftMore) => words.code_unknown,
  theirs: (words: typeof draftMore) => words.code_not_theirs,
} as const;

function renderCode({ actions, source, codeFault }: View, row: number | null): TemplateResult {
  const words = source.wordsOf('draftMore', draftMore);
  const id = row === null ? 'code' : `code-${row}`;
  const fault = codeFault?.row === row ? codeFault : null;
  const take = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    const input = (event.currentTarget as HTMLElement).parentElement?.querySelector('input');
    if (input?.value.trim()) actions.code(row, input.value.trim(), () => (input.value = ''));
  };
  return html`<label class="label" for=${id}>${words.code}</label>
    <div class="beside">
      <input
        id=${id}
        class="code"
        type="text"
        autocomplete="off"
        autocapitalize="characters"
        aria-invalid=${fault ? 'true' : 'false'}
        aria-describedby="${id}-said"
        @keydown=${(event: KeyboardEvent) => (event.key === 'Enter' && !event.isComposing ? take(event) : undefined)}
      />
      <button type="button" @click=${take}>${words.apply}</button>
    </div>
    <p class="fault" id="${id}-said" role="status">
      ${fault ? CODE_WORDS[fault.why](words)(fault.code) : nothing}
    </p>`;
}

/** The id that a discount is named by, of whatever kind. */
const idOf = ({ coupon, promotion_code, discount }: DiscountParams): string =>
  coupon ?? promotion_code ?? discount ?? '';

/** The coupons that can be put on: valid, of this currency, and not on it yet. */
function couponChoices({ catalog, draft, lang }: View, taken: readonly DiscountParams[]): Choice[] {
  const names = new Set(taken.map((discount) => catalog.couponOf(discount, draft.madeFrom)?.id));
  return [...catalog.coupons.values()]
    .filter(
      ({ id, valid, currency }) => valid && !names.has(id) && (!currency || same(currency, draft.currency)),
    )
    .map((coupon) => ({ value: coupon.id, name: couponName(coupon, lang) }));
}
