import type { PaidWith } from '../../invoice/types.js';
import type { PaymentMethod } from '../../invoice/wire.js';
import { paymentMethods } from '../../translations/en/payment-methods.js';
import type { WordSource } from './problem.js';

/** The name of a type of payment method. */
export const typeName = (type: string, source: WordSource): string =>
  methodName({ type, brand: null, last4: null }, source);

/** “Visa •••• 4242”, “SEPA Direct Debit •••• 3000”, “Bank transfer”; a type that has no name here is shown as Stripe writes it. */
export function methodName({ type, brand, last4 }: PaidWith, source: WordSource): string {
  const words = source.wordsOf('paymentMethods', paymentMethods);
  const named: Readonly<Record<string, unknown>> = words;
  const known = named[`brand_${brand}`] ?? named[`method_${type}`];
  const name = typeof known === 'string' ? known : type.replaceAll('_', ' ');
  return last4 ? words.ending(name, last4) : name;
}

/** What of a saved method its name is made of. */
export function paidWith({ type, card, us_bank_account, sepa_debit }: PaymentMethod): PaidWith {
  const last4 = card?.last4 ?? us_bank_account?.last4 ?? sepa_debit?.last4 ?? null;
  return { type, brand: card?.brand ?? null, last4 };
}
