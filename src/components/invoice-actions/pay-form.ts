/** The part of the dialog in which it is chosen what is charged. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PaymentMethod } from '../../invoice/wire.js';
import { methodName, paidWith } from '../internal/method-name.js';
import { sign } from '../internal/signs.js';
import type { Speech } from '../internal/speech.js';
import { wordsOf } from './deeds.js';
import { OTHER, type PayChoice } from './pay-choice.js';

export function renderPayForm(pay: PayChoice, readonly: boolean, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  const { methods } = pay;
  switch (methods.status) {
    case 'loading':
      return html`<p class="muted">${words.pay_loading}</p>`;
    case 'untold':
      return html`${renderMore(pay, readonly, speech)}`;
    case 'error':
      return html`<p class="warned">${sign('warning')}<span>${words.pay_unknown}</span></p>
        ${renderMore(pay, readonly, speech)}`;
    case 'loaded':
      return html`${
          methods.methods.length
            ? nothing
            : html`<p class="warned">
                ${sign('warning')}<span>${words.pay_none} ${words.pay_none_mend}</span>
              </p>`
        }
        <fieldset class="methods" .inert=${readonly}>
          <legend>${words.pay_what}</legend>
          ${methods.methods.map((method) => renderMethod(method, pay, speech))} ${renderOther(pay, speech)}
        </fieldset>
        ${renderMore(pay, readonly, speech)}`;
  }
}

function renderMethod(method: PaymentMethod, pay: PayChoice, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  const { card, is_default, id } = method;
  const expires = card
    ? words.pay_expires(String(card.exp_month).padStart(2, '0'), String(card.exp_year % 100).padStart(2, '0'))
    : '';
  return html`<label class="method">
    <input
      type="radio"
      name="method"
      .checked=${live(pay.chosen === id)}
      @change=${() => pay.choose({ chosen: id })}
    />
    <span><bdi>${methodName(paidWith(method), speech.source)}</bdi></span>
    <small class="muted">${[expires, is_default ? words.pay_default : ''].filter(Boolean).join(' · ')}</small>
  </label>`;
}

function renderOther(pay: PayChoice, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  const chosen = pay.chosen === OTHER;
  const wrong = chosen && pay.fault === 'id_wrong';
  return html`<label class="method">
      <input
        type="radio"
        name="method"
        .checked=${live(chosen)}
        @change=${() => pay.choose({ chosen: OTHER })}
      />
      <span>${words.pay_other}</span>
    </label>
    ${
      chosen
        ? html`<div class="sub">
            <label for="other">${words.pay_other_id}</label>
            <input
              id="other"
              type="text"
              autocomplete="off"
              spellcheck="false"
              maxlength="255"
              aria-invalid=${wrong}
              aria-describedby="other-fault"
              .value=${live(pay.other)}
              @input=${(event: Event) => pay.choose({ other: (event.target as HTMLInputElement).value })}
            />
            <p id="other-fault" class="fault">${wrong ? words.pay_id_wrong : nothing}</p>
          </div>`
        : nothing
    }`;
}

function renderMore(pay: PayChoice, readonly: boolean, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  const wrong = pay.fault === 'mandate_wrong';
  const checked = (event: Event): boolean => (event.target as HTMLInputElement).checked;
  return html`<details class="more" .inert=${readonly}>
    <summary>${words.pay_more}</summary>
    <div class="sub">
      <label class="check">
        <input
          type="checkbox"
          .checked=${live(pay.present)}
          @change=${(event: Event) => pay.choose({ present: checked(event) })}
        />
        <span>${words.pay_present}</span>
      </label>
      <label for="mandate">${words.pay_mandate}</label>
      <input
        id="mandate"
        type="text"
        autocomplete="off"
        spellcheck="false"
        maxlength="255"
        placeholder="mandate_…"
        aria-invalid=${wrong}
        aria-describedby="mandate-fault"
        .value=${live(pay.mandate)}
        @input=${(event: Event) => pay.choose({ mandate: (event.target as HTMLInputElement).value })}
      />
      <p id="mandate-fault" class="fault">${wrong ? words.pay_mandate_wrong : nothing}</p>
      ${
        pay.chargesSource
          ? html`<label class="check">
              <input
                type="checkbox"
                .checked=${live(pay.forgive)}
                @change=${(event: Event) => pay.choose({ forgive: checked(event) })}
              />
              <span>${words.pay_forgive}</span>
            </label>`
          : nothing
      }
    </div>
  </details>`;
}
