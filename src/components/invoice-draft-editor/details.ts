/** What a line can say beside its cells: when the service was given, its own taxes and discounts; and where it stands. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDecimal } from '../../invoice/money.js';
import type { Period } from '../../invoice/types.js';
import type { DiscountParams } from '../../invoice/wire.js';
import { draftMore } from '../../translations/en/draft-more.js';
import { same } from './equal.js';
import { written, type Row } from './draft.js';
import { couponName, discountName, rateName } from './naming.js';
import { canReorder } from './order.js';
import { renderPicked, type Choice } from './picked.js';
import type { View } from './view.js';

export function renderLineDetails(view: View, row: Row, index: number): TemplateResult {
  const { lang, actions, draft } = view;
  const words = view.source.wordsOf('draftMore', draftMore);
  const id = `details-${row.key}`;
  const last = written(draft).length - 1;
  const mayMove = canReorder(draft);
  const move = (by: number, text: string, off: boolean): TemplateResult =>
    html`<button
      type="button"
      aria-disabled=${off ? 'true' : 'false'}
      @click=${() => (off ? undefined : actions.move(row.key, by))}
    >
      ${text}
    </button>`;
  return html`<fieldset id=${id} class="detail">
    <legend class="label">${words.details_of(formatDecimal(String(index + 1), lang))}</legend>
    ${renderPeriod(view, row)} ${draft.header.automaticTax ? nothing : renderTaxes(view, row)}
    ${renderDiscounts(view, row)}
    <div class="buttons">
      ${move(-1, words.move_up, !mayMove || index === 0)}
      ${move(1, words.move_down, !mayMove || index >= last)}
      <button type="button" @click=${() => actions.remove(row.key)}>${words.remove}</button>
      <p class="hint">${mayMove ? words.move_cost : words.move_not}</p>
    </div>
  </fieldset>`;
}

const DAY = 86_400;

/** Stripe's periods are moments; here they are days of UTC, both of them whole. */
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

function secondsOf(day: string): number | null {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? null : time / 1000;
}

function renderPeriod({ source, actions }: View, row: Row): TemplateResult {
  const words = source.wordsOf('draftMore', draftMore);
  const { period } = row.mine;
  const input = (edge: 'start' | 'end', label: string): TemplateResult =>
    html`<label class="label" for="${edge}-${row.key}">${label}</label>
      <input
        id="${edge}-${row.key}"
        type="date"
        .value=${live(period ? dayOf(period[edge]) : '')}
        @change=${(event: Event) => {
          const day = secondsOf((event.target as HTMLInputElement).value);
          actions.line(row.key, { period: day === null ? null : periodWith(period, edge, day) });
        }}
      />`;
  return html`<div class="period">
    <div>${input('start', words.period_from)}</div>
    <div>${input('end', words.period_to)}</div>
  </div>`;
}

/** A service of one day until the other end is given; an end before the beginning moves the beginning. */
function periodWith(period: Period | null, edge: keyof Period, day: number): Period {
  const end = edge === 'end' ? day + DAY - 1 : (period?.end ?? day + DAY - 1);
  const start = edge === 'start' ? day : (period?.start ?? day);
  if (start <= end) return { start, end };
  return edge === 'start' ? { start, end: start + DAY - 1 } : { start: day, end };
}

function renderTaxes({ source, actions, catalog, words: own, lang }: View, row: Row): TemplateResult {
  const words = source.wordsOf('draftMore', draftMore);
  const rates = [...catalog.rates.values()];
  const name = (id: string): string => {
    const rate = catalog.rates.get(id);
    return rate ? rateName(rate, { words: own, lang }) : own.tax;
  };
  return renderPicked({
    id: `taxes-${row.key}`,
    label: words.line_taxes,
    add: row.mine.taxes.length ? words.add_tax : words.line_taxes_default,
    remove: words.take_off,
    chosen: row.mine.taxes.map((value) => ({ value, name: name(value) })),
    choices: rates.filter(({ active }) => active).map(({ id }) => ({ value: id, name: name(id) })),
    onAdd: (id) => actions.line(row.key, { taxes: [...row.mine.taxes, id] }),
    onRemove: (id) => actions.line(row.key, { taxes: row.mine.taxes.filter((each) => each !== id) }),
  });
}

function renderDiscounts(view: View, row: Row): TemplateResult {
  const words = view.source.wordsOf('draftMore', draftMore);
  const { discounts } = row.mine;
  const picked = renderPicked({
    id: `discounts-${row.key}`,
    label: words.line_discounts,
    add: words.add_discount,
    remove: words.take_off,
    chosen: discounts.map((discount) => ({ value: keyOf(discount), name: discountName(discount, view) })),
    choices: couponChoices(view, discounts),
    onAdd: (coupon) => view.actions.line(row.key, { discounts: [...discounts, { coupon }] }),
    onRemove: (key) =>
      view.actions.line(row.key, { discounts: discounts.filter((each) => keyOf(each) !== key) }),
  });
  return html`<div>${picked} ${renderCode(view, row.key)}</div>`;
}

const CODE_WORDS = {
  unknown: (words: typeof draftMore) => words.code_unknown,
  theirs: (words: typeof draftMore) => words.code_not_theirs,
} as const;

/** A promotion code, for a row or (null) for the whole invoice. */
export function renderCode({ actions, source, codeFault }: View, row: number | null): TemplateResult {
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

/** One text for a discount, however it is named. */
export const keyOf = ({ coupon, promotion_code, discount }: DiscountParams): string =>
  coupon ?? promotion_code ?? discount ?? '';

/** The coupons that can be put on: valid, of this currency, and not on it yet. */
export function couponChoices({ catalog, draft, lang }: View, taken: readonly DiscountParams[]): Choice[] {
  const names = new Set(taken.map((discount) => catalog.couponOf(discount, draft.madeFrom)?.id));
  return [...catalog.coupons.values()]
    .filter(
      ({ id, valid, currency }) => valid && !names.has(id) && (!currency || same(currency, draft.currency)),
    )
    .map((coupon) => ({ value: coupon.id, name: couponName(coupon, lang) }));
}
