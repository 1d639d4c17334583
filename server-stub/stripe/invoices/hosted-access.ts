/**
 * What the hosted invoice page needs of the world: an invoice by its link, and a way to pay it with a test card.
 */
import { findTestCard } from '../money/test-cards.js';
import type { Account, LineItem, WireInvoice } from '../objects.js';
import type { Context, InvoiceRecord, World } from '../core/world.js';
import { methodFromCard } from '../rooms/payment-methods.js';
import { collect } from './payments.js';
import { renderInvoice } from './render.js';

export interface HostedInvoice {
  account: Account;
  /** As it travels; its `lines` hold the first ten. */
  invoice: WireInvoice;
  /** All lines. */
  lines: LineItem[];
  /** Whether there is something to pay: open or uncollectible, with an amount remaining. */
  payable: boolean;
}
export type HostedPayment =
  | { ok: true; invoice: WireInvoice }
  /** `code` as in Stripe's card errors (`card_declined`, `invoice_payment_intent_requires_action`), or `not_payable`. */
  | { ok: false; code: string; message: string; invoice: WireInvoice | null };

export interface HostedAccess {
  /** By the parts of the link's path, `/i/<accountId>/<token>`; null when there is no such invoice. */
  find(accountId: string, token: string, origin?: string): HostedInvoice | null;
  /** Pays with a test card, by number (`4242 4242 4242 4242`) or token (`pm_card_visa`). */
  pay(accountId: string, token: string, card: string, origin?: string): HostedPayment;
}

export function createHostedAccess(world: (accountId: string) => World | null): HostedAccess {
  const locate = (accountId: string, token: string, origin?: string) => {
    const found = world(accountId);
    const record = found?.invoices.get(found.byToken.get(token) ?? '');
    return found && record ? { context: contextOf(found, origin), record } : null;
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
        payable: payable(record),
      };
    },
    pay(accountId, token, number, origin) {
      const located = locate(accountId, token, origin);
      const card = findTestCard(number);
      if (!located || !payable(located.record)) {
        const invoice = located && renderInvoice(located.context, located.record);
        return { ok: false, code: 'not_payable', message: 'This invoice cannot be paid.', invoice };
      }
      const { context, record } = located;
      if (!card) {
        const message = 'Your card number is incorrect.';
        return { ok: false, code: 'incorrect_number', message, invoice: renderInvoice(context, record) };
      }
      const method = methodFromCard(context, card, null);
      const problem = collect(context, record, method, 'manual');
      const invoice = renderInvoice(context, record);
      if (!problem) return { ok: true, invoice };
      return { ok: false, code: problem.fields.code ?? 'card_declined', message: problem.message, invoice };
    },
  };
}

function payable({ invoice }: InvoiceRecord): boolean {
  return (invoice.status === 'open' || invoice.status === 'uncollectible') && invoice.amount_remaining > 0;
}

function contextOf(world: World, origin: string | undefined): Context {
  const { shared } = world;
  return {
    world,
    now: shared.clock.now(),
    origin: origin ?? shared.origin,
    version: shared.apiVersion,
    request: { id: null, idempotency_key: null },
  };
}
