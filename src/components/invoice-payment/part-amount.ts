/** What a person may pay of an invoice. */
import { chargeStep, minimumCharge, parseMoney } from '../../invoice/money.js';
import type { Invoice } from '../../invoice/types.js';

/** What is wrong with an amount, as a key of the words, with the amount that is the limit. */
export interface AmountFault {
  word: 'amount_missing' | 'amount_least' | 'amount_most' | 'amount_rest' | 'amount_step';
  /** Minor units. */
  limit: number;
}

/** Reads what was typed: an amount in minor units, or what is wrong with it. */
export function readPart(text: string, invoice: Invoice, locale: string): number | AmountFault {
  const { amount_remaining: most, currency } = invoice;
  const amount = parseMoney(text, currency, locale);
  const step = chargeStep(currency);
  const least = Math.max(minimumCharge(currency) ?? 1, step);
  if (amount === null) return { word: 'amount_missing', limit: most };
  if (amount > most) return { word: 'amount_most', limit: most };
  if (amount < Math.min(least, most)) return { word: 'amount_least', limit: Math.min(least, most) };
  if (amount % step !== 0) return { word: 'amount_step', limit: amount - (amount % step) };
  const rest = most - amount;
  // What would be left could never be charged.
  return rest > 0 && rest < least ? { word: 'amount_rest', limit: least } : amount;
}
