/** What issuing the credit note will do, in sentences: to the invoice, with the money, who is told, and for how long. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../internal/icons.js';
import { sign } from '../internal/signs.js';
import { refundedTo, type Drawing } from './drawing.js';
import type { Previewed } from './preview.js';

interface Fact {
  drawing: TemplateResult;
  sentence: string;
}

export function renderConsequences(drawing: Drawing, shown: Previewed, isCurrent: boolean): TemplateResult {
  const facts = [...moneyFacts(drawing, shown), emailFact(drawing), undoFact(drawing, shown)];
  return html`<ul class="facts ${isCurrent ? '' : 'stale'}">
    ${facts.map((fact) => html`<li>${fact.drawing}<span>${fact.sentence}</span></li>`)}
  </ul>`;
}

function moneyFacts(drawing: Drawing, { note, invoice, params }: Previewed): Fact[] {
  const { words, money, livemode } = drawing;
  const { refund_amount = 0, credit_amount = 0, out_of_band_amount = 0 } = params;
  const facts: Fact[] = [];
  const due = invoice.amount_remaining;
  if (note.pre_payment_amount > 0) {
    const after = due - note.pre_payment_amount;
    facts.push(
      after > 0
        ? { drawing: sign('partly'), sentence: words.lowers(money(due), money(after)) }
        : { drawing: sign('positive'), sentence: words.settles(money(due)) },
    );
  }
  if (refund_amount > 0) {
    const method = refundedTo(drawing);
    const amount = money(refund_amount);
    const refunds = method ? words.refunds(amount, method) : words.refunds_somewhere(amount);
    facts.push({ drawing: icon('card'), sentence: livemode ? refunds : `${refunds} ${words.no_money}` });
  }
  if (credit_amount > 0) facts.push({ drawing: icon('undo'), sentence: words.credits(money(credit_amount)) });
  if (out_of_band_amount > 0)
    facts.push({ drawing: icon('hand'), sentence: words.notes_outside(money(out_of_band_amount)) });
  return facts;
}

function emailFact({ model, facts, words, livemode }: Drawing): Fact {
  const address = facts.invoice.customer_email;
  if (!address || !model.writing.typed.email) return { drawing: icon('mail'), sentence: words.emails_nobody };
  return { drawing: icon('mail'), sentence: livemode ? words.emails(address) : words.emails_test(address) };
}

/** A credit note is voided only while its invoice is open, which it is no longer when nothing stays due. */
function undoFact({ words }: Drawing, { note, invoice, params }: Previewed): Fact {
  const staysOpen = invoice.status === 'open' && invoice.amount_remaining > note.pre_payment_amount;
  if (staysOpen) return { drawing: icon('lock'), sentence: words.undo_open };
  return { drawing: icon('lock'), sentence: params.refund_amount ? words.undo_refund : words.undo_paid };
}
