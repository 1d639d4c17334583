/** What every part of the element is drawn with. */
import { formatMoney } from '../../invoice/money.js';
import { creditNote } from '../../translations/en/credit-note.js';
import { methodName } from '../internal/method-name.js';
import type { Speech } from '../internal/speech.js';
import type { CreditModel } from './credit-model.js';
import type { Facts } from './facts.js';
import { refundablePayments } from './limits.js';

export interface Drawing {
  model: CreditModel;
  facts: Facts;
  words: typeof creditNote;
  speech: Speech;
  /** An amount of the invoice's currency, minor units. */
  money(amount: number): string;
  livemode: boolean;
  actions: Actions;
}

/** What the buttons ask the element for. */
export interface Actions {
  issue(): void;
  /** Left out, there is no button to leave by. */
  leave: (() => void) | null;
  startAgain(): void;
}

export function drawingOf(model: CreditModel, facts: Facts, speech: Speech, actions: Actions): Drawing {
  const { invoice, session } = facts;
  return {
    model,
    facts,
    words: speech.source.wordsOf('creditNote', creditNote),
    speech,
    money: (amount) => formatMoney(amount, invoice.currency, speech.lang),
    livemode: invoice.livemode ?? session?.livemode ?? true,
    actions,
  };
}

/** The card or account that a refund goes to; null where there are several, or nobody knows. */
export function refundedTo({ facts, speech }: Pick<Drawing, 'facts' | 'speech'>): string | null {
  const names = refundablePayments(facts.payments ?? []).map(({ method }) =>
    method ? methodName(method, speech.source) : null,
  );
  const [name = null] = names;
  return names.every((each) => each === name) ? name : null;
}
