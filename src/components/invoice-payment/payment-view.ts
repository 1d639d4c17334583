/** What is shown of a payment beyond the first button: the form's place, how it goes, and what came of it. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InvoiceAdapter, InvoiceProblem } from '../../adapter/adapter.js';
import { formatMoney } from '../../invoice/money.js';
import type { Invoice, InvoiceInput } from '../../invoice/types.js';
import { paymentForm } from '../../translations/en/payment-form.js';
import { problems } from '../../translations/en/problems.js';
import { explainProblem } from '../internal/explain.js';
import { renderFace, type ProblemFace } from '../internal/problem.js';
import { sign } from '../internal/signs.js';
import type { Speech } from '../internal/speech.js';
import { isPayable } from './payable.js';
import type { PaymentFlow } from './payment-flow.js';
import type { OpenStep, Step } from './steps.js';

/** What the element knows of the invoice. */
export interface PaymentContext {
  id: string;
  /** As the page has given it, where there is no backend to ask. */
  given: InvoiceInput | null;
  invoice: Invoice | null;
  adapter: InvoiceAdapter | null;
}

const wordsOf = ({ source }: Speech): typeof paymentForm => source.wordsOf('paymentForm', paymentForm);

/** Whether the element shows the flow rather than what it says of the invoice by itself. */
export const hasWord = ({ step }: PaymentFlow): boolean => step.name !== 'closed' || step.said !== null;

/** Whether the button that opens the form is in its place. */
export function mayOpen({ step }: PaymentFlow): boolean {
  if (step.name === 'done') return isPayable(step.invoice);
  return step.name === 'closed' || step.name === 'opening';
}

/** The form, or the question how much; and the probe that its look is read off. */
export function renderTop(flow: PaymentFlow, context: PaymentContext, speech: Speech): TemplateResult {
  const { step } = flow;
  const words = wordsOf(speech);
  const isOpen = step.name === 'opening' || step.name === 'open' || step.name === 'confirming';
  const { invoice } = context;
  return html`
    <span class="probe" aria-hidden="true"></span>
    ${step.name === 'choosing' ? renderChoice(step, flow, speech) : nothing}
    ${
      isOpen
        ? html`<div
            part="form"
            class="form ${step.name}"
            role="group"
            aria-label=${words.form(invoice?.number ?? context.id)}
          >
            <slot name=${flow.slot} @slotchange=${(event: Event) => mend(flow, event)}></slot>
            ${invoice?.livemode === false ? html`<small class="muted">${words.test_mode}</small>` : nothing}
          </div>`
        : nothing
    }
  `;
}

const mend = (flow: PaymentFlow, { target }: Event): void => flow.mend(target as HTMLSlotElement);

function renderChoice(
  { invoice, fault }: Extract<Step, { name: 'choosing' }>,
  flow: PaymentFlow,
  speech: Speech,
): TemplateResult {
  const words = wordsOf(speech);
  const money = (amount: number): string => formatMoney(amount, invoice.currency, speech.lang);
  const choose = (event: SubmitEvent): void => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = data.get('amount');
    void flow.choose(data.get('how') === 'part' && typeof text === 'string' ? text : null);
  };
  return html`
    <form id="choice" class="choice" novalidate @submit=${choose}>
      <fieldset>
        <legend>${words.how_much}</legend>
        <label class="row">
          <input type="radio" name="how" value="all" .checked=${!fault} />
          <bdi>${words.all(money(invoice.amount_remaining))}</bdi>
        </label>
        <label class="row">
          <input type="radio" name="how" value="part" .checked=${Boolean(fault)} />
          ${words.another}
        </label>
        <label class="amount">
          <span class="visually-hidden">${words.amount}</span>
          <input
            part="amount"
            name="amount"
            class="number"
            inputmode="decimal"
            autocomplete="off"
            aria-invalid=${fault ? 'true' : 'false'}
            aria-describedby=${fault ? 'fault' : nothing}
            @input=${pickPart}
          />
        </label>
      </fieldset>
      ${
        fault
          ? html`<p id="fault" class="fault">
              ${sign('urgent')}<bdi>${words[fault.word](money(fault.limit))}</bdi>
            </p>`
          : nothing
      }
    </form>
  `;
}

/** Whoever writes an amount means it. */
function pickPart({ target }: InputEvent): void {
  const { form } = target as HTMLInputElement;
  const part = form?.querySelector<HTMLInputElement>('input[value=part]');
  if (part) part.checked = true;
}

/** How it goes, and what came of it; told as it changes. */
export function renderStatus(
  flow: PaymentFlow,
  context: PaymentContext,
  speech: Speech,
): TemplateResult | typeof nothing {
  const { step } = flow;
  const words = wordsOf(speech);
  switch (step.name) {
    case 'choosing':
      return nothing;
    case 'closed':
      if (typeof step.said === 'string') return message(toneOf(step.said), words[step.said]);
      return step.said ? renderTrouble(step.said, speech) : nothing;
    case 'opening':
      return step.slow
        ? html`<p class="muted">${speech.source.wordsOf('problems', problems).slow}</p>`
        : nothing;
    case 'open':
      return renderOpen(step, flow, speech);
    case 'confirming':
      return html`<p class="muted">${words.confirming}</p>`;
    case 'returning':
      return html`<p class="muted">${words.returning}</p>`;
    case 'stopped':
      return renderStopped(step, context, speech);
    default:
      return renderSettling(step, flow, speech);
  }
}

function renderSettling(
  step: Extract<Step, { name: 'attaching' | 'updating' | 'pending' | 'done' }>,
  flow: PaymentFlow,
  speech: Speech,
): TemplateResult {
  const words = wordsOf(speech);
  const money = (amount: number, { currency }: Invoice): string => formatMoney(amount, currency, speech.lang);
  switch (step.name) {
    case 'attaching': {
      const amount = money(step.bill.amount, step.bill.invoice);
      if (!step.problem) return message('info', words.attaching(amount));
      const face = explainProblem(step.problem, speech.source, { plain: true });
      return html`
        ${message('warning', words.not_attached(amount), words.not_attached_text)}
        ${renderFace({ ...face, retry: true }, speech.source, () => void flow.attachAgain())}
      `;
    }
    case 'updating':
      return message('info', step.slow ? words.accepted_slow : words.accepted);
    case 'pending': {
      const { bill, own, instructed } = step;
      const amount = money(bill.amount, bill.invoice);
      if (instructed) return message('info', words.instructed(amount), words.instructed_text);
      return message('info', own ? words.pending(amount) : words.under_way(amount), words.pending_text);
    }
    case 'done': {
      const { invoice } = step;
      const amount = money(step.amount, invoice);
      const rest = money(invoice.amount_remaining, invoice);
      return message(
        'positive',
        invoice.status === 'paid' ? words.paid(amount) : words.paid_part(amount, rest),
      );
    }
  }
}

function renderOpen({ bill, changed, trouble }: OpenStep, flow: PaymentFlow, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  const money = (amount: number): string => formatMoney(amount, bill.invoice.currency, speech.lang);
  if (changed) {
    const now = money(changed.amount_remaining);
    return html`
      ${message('warning', words.changed(money(bill.amount), now))}
      <button type="button" part="review" @click=${() => void flow.agree()}>
        <bdi>${words.agree(now)}</bdi>
      </button>
    `;
  }
  if (typeof trouble === 'string') return message('warning', words[trouble]);
  return trouble ? renderTrouble(trouble, speech) : html`${nothing}`;
}

/** Why nothing was paid, or that nobody knows. */
function renderTrouble(problem: InvoiceProblem, speech: Speech): TemplateResult {
  const words = wordsOf(speech);
  return html`
    <p class="message" tabindex="-1">
      <strong>${problem.unsettled ? words.unsettled : words.not_charged}</strong>
    </p>
    ${renderFace(faceOf(problem, speech), speech.source)}
  `;
}

/** Problems that this form has words of its own for; about all others there is something in the explanations. */
function faceOf(problem: InvoiceProblem, speech: Speech): ProblemFace {
  const words = wordsOf(speech);
  const face = explainProblem(problem, speech.source, { plain: true });
  switch (problem.code) {
    case 'stripe_js_failed':
    case 'stripe_js_policy':
      // Being offline is the plainer reason.
      if (globalThis.navigator?.onLine === false && problem.retryable) return face;
      return {
        ...face,
        title: words[problem.code],
        detail: null,
        mend: words[`text_${problem.code}`],
        retry: true,
      };
    case 'amount_mismatch':
    case 'partial_failed':
      return { ...face, title: words[problem.code], detail: null, mend: null, retry: true };
    default:
      return face;
  }
}

function renderStopped(
  { reason, again }: Extract<Step, { name: 'stopped' }>,
  { id, given, adapter }: PaymentContext,
  speech: Speech,
): TemplateResult {
  const words = wordsOf(speech);
  return html`
    ${
      typeof reason === 'string'
        ? message('warning', words[reason])
        : html`<div class="message" tabindex="-1">
            ${renderFace({ ...faceOf(reason, speech), retry: true }, speech.source, again)}
          </div>`
    }
    <div class="elsewhere">
      <p>${words.elsewhere}</p>
      <invoice-hosted-link
        exportparts="view, copy, pdf"
        invoice-id=${adapter ? id : ''}
        .invoice=${adapter ? null : given}
        .adapter=${adapter}
      ></invoice-hosted-link>
    </div>
  `;
}

type Sign = Parameters<typeof sign>[0];

const toneOf = (said: string): Sign => (said === 'already_paid' ? 'positive' : 'info');

function message(tone: Sign, title: string, text = ''): TemplateResult {
  return html`
    <p class="message ${tone}" part="message" tabindex="-1">
      ${sign(tone)}<span
        ><bdi>${title}</bdi>${text ? html` <span class="muted">${text}</span>` : nothing}</span
      >
    </p>
  `;
}

/** What can be done now, beside opening the form. */
export function renderButtons(
  flow: PaymentFlow,
  pay: (amount: string) => string,
  speech: Speech,
): TemplateResult {
  const { step } = flow;
  const words = wordsOf(speech);
  const confirmable = (step.name === 'open' && !step.changed) || step.name === 'confirming';
  return html`
    ${
      flow.isOpen
        ? html`<button
            type="button"
            part="cancel"
            class="cancel"
            aria-disabled=${flow.locked}
            @click=${() => flow.cancel()}
          >
            ${step.name === 'stopped' ? words.close : words.cancel}
          </button>`
        : nothing
    }
    ${
      step.name === 'choosing'
        ? html`<button type="submit" form="choice" part="continue" class="primary">${words.go_on}</button>`
        : nothing
    }
    ${
      confirmable
        ? html`<button
            type="button"
            part="confirm"
            class="primary"
            aria-busy=${step.name === 'confirming'}
            @click=${() => void flow.confirm()}
          >
            ${step.name === 'confirming' ? html`<span class="spinner"></span>` : nothing}
            <bdi>${pay(formatMoney(step.bill.amount, step.bill.invoice.currency, speech.lang))}</bdi>
          </button>`
        : nothing
    }
  `;
}
