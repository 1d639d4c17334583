/** What is written: how much, how it is given back, why, and what the customer is told. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { formatDecimal } from '../../invoice/money.js';
import type { CreditNote } from '../../invoice/wire.js';
import { refundedTo, type Drawing } from './drawing.js';
import { renderItems } from './items.js';
import { renderFault, renderNumberField } from './number-field.js';
import { WAYS_BACK, type WayBack } from './split.js';
import type { Way } from './typed.js';

/** Stripe's limit, characters. */
const MEMO_LENGTH = 5000;

const REASONS = ['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory'] as const;

export function renderForm(drawing: Drawing): TemplateResult {
  const { model } = drawing;
  return html`<div class="form" .inert=${model.issuing.locked}>
    ${renderHowMuch(drawing)} ${renderSplit(drawing)} ${renderReason(drawing)} ${renderMemo(drawing)}
    ${renderEmail(drawing)}
  </div>`;
}

function renderHowMuch(drawing: Drawing): TemplateResult {
  const { model, words } = drawing;
  const { way } = model.writing.typed;
  const choice = (value: Way, label: string): TemplateResult =>
    html`<label>
      <input
        type="radio"
        name="way"
        .value=${value}
        .checked=${live(way === value)}
        @change=${() => model.writing.setWay(value)}
      />
      <span>${label}</span>
    </label>`;
  return html`
    <fieldset part="way" class="ways">
      <legend class="label">${words.how_much}</legend>
      <div class="segments">${choice('amount', words.by_amount)} ${choice('items', words.by_items)}</div>
    </fieldset>
    ${way === 'amount' ? renderAmount(drawing) : renderItems(drawing)}
  `;
}

function renderAmount(drawing: Drawing): TemplateResult {
  const { model, facts, words } = drawing;
  const { limits, invoice } = facts;
  const taxed = invoice.total_taxes.some(({ amount }) => amount !== 0);
  return html`<div class="block">
    ${renderNumberField(drawing, {
      field: { name: 'amount' },
      label: words.amount,
      value: model.writing.typed.amount ?? limits.creditable,
      most: limits.creditable,
    })}
    ${taxed ? html`<p class="hint">${words.no_tax}</p>` : nothing}
  </div>`;
}

/** Only where something that was paid is credited; the three amounts are always all of it. */
function renderSplit(drawing: Drawing): TemplateResult | typeof nothing {
  const { model, words, money, facts } = drawing;
  const { split } = model.writing;
  if (!split) return nothing;
  const { parts, total } = split;
  const method = refundedTo(drawing);
  const most = Math.min(total, facts.limits.refundable);
  const labels: Record<WayBack, { label: string; hint: string }> = {
    refund: { label: method ? words.refund_to(method) : words.refund, hint: words.refund_hint(money(most)) },
    balance: { label: words.balance, hint: words.balance_hint },
    outside: { label: words.outside, hint: words.outside_hint },
  };
  const shown = WAYS_BACK.filter((way) => way !== 'refund' || facts.limits.refundable > 0);
  const sum = shown.reduce((all, way) => all + (model.writing.faults.has(way) ? 0 : parts[way]), 0);
  return html`<fieldset part="split" class="split">
    <legend class="label">${words.given_back}</legend>
    <p class="hint">${words.split_about(money(total))}</p>
    ${shown.map((way) => renderNumberField(drawing, { field: { name: way }, value: parts[way], beside: true, ...labels[way] }))}
    ${shown.length < WAYS_BACK.length ? html`<p class="hint">${words.no_refund}</p>` : nothing}
    <p class="row together">
      <span>${words.together_label}</span>
      <span class="number">${words.together(money(sum), money(total))}</span>
    </p>
  </fieldset>`;
}

function renderReason(drawing: Drawing): TemplateResult {
  const { model, words } = drawing;
  const { reason } = model.writing.typed;
  const choose = (event: Event): void => {
    const chosen = REASONS.find((each) => each === (event.target as HTMLSelectElement).value);
    model.writing.say({ reason: (chosen ?? null) satisfies CreditNote['reason'] });
  };
  return html`<div>
    <label class="label" for="reason">${words.reason}</label>
    <select id="reason" aria-describedby="reason-fault" @change=${choose}>
      <option value="" ?selected=${reason === null}>${words.no_reason}</option>
      ${REASONS.map(
        (each) =>
          html`<option value=${each} ?selected=${each === reason}>${words[`reason_${each}`]}</option>`,
      )}
    </select>
    ${renderFault(drawing, 'reason')}
  </div>`;
}

function renderMemo(drawing: Drawing): TemplateResult {
  const { model, words, speech } = drawing;
  const { memo } = model.writing.typed;
  const left = MEMO_LENGTH - memo.length;
  const nearlyFull = left * 8 < MEMO_LENGTH;
  return html`<div>
    <label class="label" for="memo">${words.memo}</label>
    <textarea
      id="memo"
      rows="2"
      maxlength=${MEMO_LENGTH}
      aria-describedby="memo-hint"
      .value=${live(memo)}
      @input=${(event: Event) => model.writing.say({ memo: (event.target as HTMLTextAreaElement).value })}
    ></textarea>
    <p class="hint" id="memo-hint">
      ${words.memo_hint} ${nearlyFull ? words.memo_left(formatDecimal(String(left), speech.lang)) : nothing}
    </p>
  </div>`;
}

function renderEmail({ model, facts, words }: Drawing): TemplateResult {
  const address = facts.invoice.customer_email;
  if (!address) return html`<p class="hint">${words.no_email}</p>`;
  return html`<div class="check">
    <input
      type="checkbox"
      id="email"
      .checked=${live(model.writing.typed.email)}
      @change=${(event: Event) => model.writing.say({ email: (event.target as HTMLInputElement).checked })}
    />
    <label for="email">${words.email(address)}</label>
  </div>`;
}
