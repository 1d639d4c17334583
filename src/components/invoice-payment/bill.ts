/** What there is to pay, read anew each time that it matters. */
import { isProblem, ownProblem } from '../../adapter/adapter.js';
import type { InvoiceStore } from '../../adapter/store.js';
import type { Invoice } from '../../invoice/types.js';
import type { IntentFacts } from './mounted-form.js';
import { isPayable } from './payable.js';
import type { Return } from './returning.js';
import type { PaymentHost } from './steps.js';

/** What a person is about to pay, as it was shown. */
export interface Bill {
  store: InvoiceStore;
  invoice: Invoice;
  /** What the button says; minor units. */
  amount: number;
  /** Paid with an intent of the page's own, that has to be attached. */
  part: boolean;
  /** An earlier try may have gone through: look before the next one. */
  unsettled: boolean;
}

/** What there is to pay now, or why nothing can be paid here. */
export type Prospect =
  | { kind: 'payable'; store: InvoiceStore; invoice: Invoice; key: string; account: string | null }
  | { kind: 'closed'; invoice: Invoice }
  | { kind: 'under_way'; bill: Bill }
  | { kind: 'no_key' };

export type Payable = Extract<Prospect, { kind: 'payable' }>;

/** The invoice as the backend has it now; a live copy may be older. Rejects where the backend does not answer. */
export async function readAnew(store: InvoiceStore, id: string): Promise<Invoice> {
  const invoice = await store.adapter.retrieve(id);
  store.apply(invoice);
  return invoice;
}

export async function readProspect(store: InvoiceStore, id: string): Promise<Prospect> {
  const [invoice, session, amount] = await Promise.all([
    readAnew(store, id),
    store.session(),
    amountUnderWay(store, id),
  ]);
  if (!isPayable(invoice)) return { kind: 'closed', invoice };
  if (amount !== null) {
    return { kind: 'under_way', bill: { store, invoice, amount, part: false, unsettled: false } };
  }
  const { publishable_key: key, account } = session;
  if (!key) return { kind: 'no_key' };
  return { kind: 'payable', store, invoice, key, account: account.connected ? account.id : null };
}

/** What is on its way already and may still fail, such as a bank debit; null where nothing is, or nobody can tell. */
export async function amountUnderWay(store: InvoiceStore, id: string): Promise<number | null> {
  const payments = (await store.adapter.payments?.(id).catch(() => null)) ?? [];
  const moving = payments.filter(({ intent_status }) => intent_status === 'processing');
  return moving.length
    ? moving.reduce((sum, { amount_requested }) => sum + (amount_requested ?? 0), 0)
    : null;
}

/** The secret of the invoice's own payment; null where the backend gives none. */
export async function secretOf(store: InvoiceStore, id: string): Promise<string | null> {
  const { adapter } = store;
  const secret = await adapter.confirmationSecret?.(id);
  return secret?.type === 'payment_intent' ? secret.client_secret : null;
}

/** What would be charged has to be what the button says. */
export function checkIntent({ amount, currency }: IntentFacts, bill: Bill): void {
  if (amount === bill.amount && currency === bill.invoice.currency) return;
  throw ownProblem(
    'amount_mismatch',
    `The PaymentIntent is over ${amount} ${currency}, and ${bill.amount} ${bill.invoice.currency} were to be paid.`,
    { status: 409 },
  );
}

/** A secret of the page's own backend, over a part of what remains. */
export async function partSecret({ partial }: PaymentHost, amount: number): Promise<string> {
  try {
    const given = await partial?.(amount);
    if (typeof given?.client_secret === 'string') return given.client_secret;
    throw new TypeError('`partial` gave no client_secret.');
  } catch (cause) {
    if (isProblem(cause)) throw cause;
    throw ownProblem('partial_failed', String(cause), { status: 500, cause });
  }
}

/** Whether what an address tells of belongs to the invoice, where it is not marked. */
export async function isPaymentOf(
  store: InvoiceStore,
  id: string,
  { intent, secret }: Return,
): Promise<boolean> {
  const payments = await store.adapter.payments?.(id).catch(() => null);
  if (payments?.some((payment) => payment.intent === intent)) return true;
  return (await secretOf(store, id).catch(() => null)) === secret;
}
