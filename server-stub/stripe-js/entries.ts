/** What can be typed or chosen in the form, and what becomes of it: no page needed. */
import {
  isMethodType,
  testAccounts,
  testCards,
  TEST_ROUTING_NUMBER,
  type MethodType,
  type TestMethod,
} from '../stripe/money/test-methods.js';

/** What stands in the form. */
export interface Entry {
  type: MethodType;
  /** The number of a card or an account, or an IBAN, as it was typed. */
  number: string;
}

/** What a test method does, as a key of the words. */
export type Outcome =
  | 'succeeds'
  | 'declined'
  | 'no_funds'
  | 'expired'
  | 'wrong_cvc'
  | 'broken'
  | 'authentication'
  | 'authentication_declined'
  | 'arrives'
  | 'bounces'
  | 'stays';

export interface Choice {
  number: string;
  outcome: Outcome;
}

/** The types of an intent that the form can take. */
export const usableTypes = (types: readonly string[]): MethodType[] => types.filter(isMethodType);

/** Test cards or accounts of a type, each number once. */
export function choicesOf(type: MethodType): Choice[] {
  const all: readonly TestMethod[] = type === 'card' ? testCards : testAccounts;
  const numbers = new Map(
    all.filter((method) => method.type === type).map((method) => [method.number, outcomeOf(method)]),
  );
  return [...numbers].map(([number, outcome]) => ({ number, outcome }));
}

const DECLINES: Readonly<Record<string, Outcome>> = {
  insufficient_funds: 'no_funds',
  expired_card: 'expired',
  incorrect_cvc: 'wrong_cvc',
  processing_error: 'broken',
};

function outcomeOf(method: TestMethod): Outcome {
  if (method.outcome === 'processing') {
    if (method.stays) return 'stays';
    return method.code === undefined ? 'arrives' : 'bounces';
  }
  if (method.outcome === 'requires_action')
    return method.code === undefined ? 'authentication' : 'authentication_declined';
  return method.outcome === 'succeeds' ? 'succeeds' : (DECLINES[method.decline_code ?? ''] ?? 'declined');
}

const squeezed = (number: string): string => number.replace(/[\s-]/g, '').toUpperCase();

/** Why an entry cannot be sent, as Stripe.js says before it asks anybody; null where nothing speaks against it. */
export function faultOf({ type, number }: Entry): 'incomplete' | 'invalid' | null {
  const digits = squeezed(number);
  if (type === 'card') {
    if (/\D/.test(digits)) return 'invalid';
    if (digits.length < 13) return 'incomplete';
    return addsUp(digits) ? null : 'invalid';
  }
  return digits.length < (type === 'sepa_debit' ? 15 : 4) ? 'incomplete' : null;
}

/** The check digit of a card number (ISO/IEC 7812). */
function addsUp(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

export interface BillingDefaults {
  name?: string | undefined;
  email?: string | undefined;
}

/** The entry as form fields of a confirmation. */
export function methodData(
  { type, number }: Entry,
  { name, email }: BillingDefaults,
): Record<string, string> {
  const digits = squeezed(number);
  const data: Record<string, string> =
    type === 'card'
      ? { 'card[number]': digits }
      : type === 'sepa_debit'
        ? { 'sepa_debit[iban]': digits }
        : {
            'us_bank_account[account_number]': digits,
            'us_bank_account[routing_number]': TEST_ROUTING_NUMBER,
          };
  const named: Record<string, string | undefined> = {
    type,
    ...data,
    'billing_details[name]': name,
    'billing_details[email]': email,
  };
  return Object.fromEntries(
    Object.entries(named)
      .filter((field): field is [string, string] => Boolean(field[1]))
      .map(([field, value]) => [`payment_method_data[${field.replace(/(\[|$)/, ']$1')}`, value]),
  );
}
