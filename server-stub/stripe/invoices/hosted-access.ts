/**
 * What the hosted pages need of the world: an invoice by its link, and the ways to pay it with a test card and to
 * authenticate that; a credit note by the link to its PDF.
 */
import { Problem } from '../core/problem.js';
import { refuse } from '../core/refusals.js';
import { ownContext, type Context, type InvoiceRecord, type World } from '../core/world.js';
import { findTestCard, type TestCard } from '../money/test-methods.js';
import type { Account, CreditNoteLineItem, LineItem, WireCreditNote, WireInvoice } from '../objects.js';
import { endAuthentication, type Authentication } from '../payments/authentication.js';
import { makeMethod } from '../payments/methods.js';
import { collect } from './collect.js';
import { defaultPayment, isProcessing } from './payments.js';
import { renderCreditNote, renderInvoice } from './render.js';

export interface HostedInvoice {
  account: Account;
  /** As it travels; its `lines` hold the first ten. */
  invoice: WireInvoice;
  /** All lines. */
  lines: LineItem[];
  /** Whether there is something to pay: open or uncollectible, with an amount remaining and no money on its way. */
  payable: boolean;
  /** What the last payment waits for: the customer to authenticate it, or the bank to carry the money. */
  waitsFor: 'authentication' | 'bank' | null;
}
/** A credit note with all of its lines, and the invoice that it is of. */
export interface HostedCreditNote extends Pick<HostedInvoice, 'account' | 'invoice'> {
  note: WireCreditNote;
  lines: CreditNoteLineItem[];
}

export type HostedPayment =
  | { ok: true; invoice: WireInvoice }
  /** `code` as in Stripe's card errors (`card_declined`, `invoice_payment_intent_requires_action`), or `not_payable`. */
  | { ok: false; code: string; message: string; invoice: WireInvoice | null };

export interface HostedAccess {
  /** By the parts of the link's path, `/i/<accountId>/<token>`; null when there is no such invoice. */
  find(accountId: string, token: string, origin?: string): HostedInvoice | null;
  /** By the parts of the path of its PDF, `/credit_notes/<accountId>/<token>/pdf`; null when there is none. */
  findCreditNote(accountId: string, token: string, origin?: string): HostedCreditNote | null;
  /** Pays with a test card, by number (`4242 4242 4242 4242`) or token (`pm_card_visa`). */
  pay(accountId: string, token: string, card: string, origin?: string): HostedPayment;
  /** Ends the authentication that the last payment waits for. */
  authenticate(accountId: string, token: string, how: Authentication, origin?: string): HostedPayment;
}

export function createHostedAccess(world: (accountId: string) => World | null): HostedAccess {
  const locate = (accountId: string, token: string, origin?: string) => {
    const found = world(accountId);
    const record = found?.invoices.get(found.byToken.get(token) ?? '');
    return found && record ? { context: ownContext(found, { origin }), record } : null;
  };
  return {
    find(accountId, token, origin) {
      const located = locate(accountId, token, origin);
      if (!located) return null;
      const { context, record } = located;
      return {
        account: context.world.account,
        invoice: renderInvoice(context, record),
        lines: record.lines,
        payable: payable(context.world, record),
        waitsFor: waitsFor(context.world, record),
      };
    },
    findCreditNote(accountId, token, origin) {
      const found = world(accountId);
      const issued = found && [...found.creditNotes.newestFirst()].find((each) => each.token === token);
      const record = issued && found.invoices.get(issued.note.invoice);
      if (!found || !issued || !record) return null;
      const context = ownContext(found, { origin });
      const note = renderCreditNote(context, issued);
      return { account: found.account, invoice: renderInvoice(context, record), note, lines: issued.lines };
    },
    pay(accountId, token, number, origin) {
      const located = locate(accountId, token, origin);
      if (!located || !payable(located.context.world, located.record)) return notPayable(located);
      const card = findTestCard(number);
      const problem = card ? payWith(located, card) : refuse('incorrect_number');
      return answer(located, problem);
    },
    authenticate(accountId, token, how, origin) {
      const located = locate(accountId, token, origin);
      const intent = located && defaultPayment(located.context.world, located.record)?.intent;
      if (!located || intent?.status !== 'requires_action') return notPayable(located);
      return answer(located, endAuthentication(located.context, intent, how));
    },
  };
}

interface Located {
  context: Context;
  record: InvoiceRecord;
}

/** Tries a card; an invoice whose settings want no cards refuses it. */
function payWith({ context, record }: Located, card: TestCard): Problem | null {
  try {
    return collect(context, record, makeMethod(context, card, null), 'manual');
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

function answer({ context, record }: Located, problem: Problem | null): HostedPayment {
  const invoice = renderInvoice(context, record);
  if (!problem) return { ok: true, invoice };
  return { ok: false, code: problem.fields.code ?? 'card_declined', message: problem.message, invoice };
}

function notPayable(located: Located | null): HostedPayment {
  const invoice = located && renderInvoice(located.context, located.record);
  return { ok: false, code: 'not_payable', message: 'This invoice cannot be paid.', invoice };
}

function payable(world: World, record: InvoiceRecord): boolean {
  const { status, amount_remaining } = record.invoice;
  const open = status === 'open' || status === 'uncollectible';
  return open && amount_remaining > 0 && !isProcessing(world, record);
}

function waitsFor(world: World, record: InvoiceRecord): HostedInvoice['waitsFor'] {
  if (isProcessing(world, record)) return 'bank';
  return defaultPayment(world, record)?.intent.status === 'requires_action' ? 'authentication' : null;
}
