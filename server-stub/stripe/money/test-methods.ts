/**
 * Stripe's test payment methods, as far as paying an invoice needs them: cards by number for the hosted page, bank
 * accounts by number or IBAN, all of them by token for the API. Source: the testing pages of Stripe's docs.
 */
export type MethodType = 'card' | 'us_bank_account' | 'sepa_debit';

/** Why a payment fails: Stripe's code, what the issuer said, and the sentence for people. */
interface Failure {
  code?: string;
  decline_code?: string;
  message?: string;
}

export interface TestCard extends Failure {
  type: 'card';
  number: string;
  /** The payment method token, `pm_card_…`. */
  token: string;
  brand: string;
  /** What a payment with it does; one that is declined once it was authenticated has a `code` as well. */
  outcome: 'succeeds' | 'declined' | 'requires_action';
}

/** A bank account that is debited: the money is on its way for a while, and a `code` says that it never arrives. */
export interface TestAccount extends Failure {
  type: 'us_bank_account' | 'sepa_debit';
  /** Account number or IBAN. */
  number: string;
  token: string;
  outcome: 'processing';
  /** Stays on its way for ever. */
  stays?: true;
}

export type TestMethod = TestCard | TestAccount;

/** The currency that a type can only pay in; null where it is any. */
const CURRENCIES: Record<MethodType, string | null> = {
  card: null,
  us_bank_account: 'usd',
  sepa_debit: 'eur',
};
const TYPES = Object.keys(CURRENCIES) as MethodType[];

/** The types of payment method that can pay in a currency. */
export function typesFor(currency: string): MethodType[] {
  return TYPES.filter((type) => (CURRENCIES[type] ?? currency) === currency);
}

/** Whether a type is one the stand-in has payment methods of. */
export function isMethodType(type: string): type is MethodType {
  return (TYPES as string[]).includes(type);
}

/** The routing number of all test bank accounts in the US. */
export const TEST_ROUTING_NUMBER = '110000000';

const card = (
  outcome: TestCard['outcome'],
  number: string,
  token: string,
  brand = 'visa',
  failure: Failure = {},
): TestCard => ({ type: 'card', number, token, brand, outcome, ...failure });
const good = (number: string, token: string, brand: string): TestCard =>
  card('succeeds', number, token, brand);
const declined = (
  number: string,
  token: string,
  code: string,
  decline_code: string,
  message: string,
): TestCard => card('declined', number, token, 'visa', { code, decline_code, message });

const DECLINED = ['card_declined', 'generic_decline', 'Your card was declined.'] as const;

export const testCards: readonly TestCard[] = [
  good('4242424242424242', 'pm_card_visa', 'visa'),
  good('4000056655665556', 'pm_card_visa_debit', 'visa'),
  good('5555555555554444', 'pm_card_mastercard', 'mastercard'),
  good('378282246310005', 'pm_card_amex', 'amex'),
  good('6011111111111117', 'pm_card_discover', 'discover'),
  declined('4000000000000002', 'pm_card_visa_chargeDeclined', ...DECLINED),
  declined('4000000000000002', 'pm_card_chargeDeclined', ...DECLINED),
  declined(
    '4000000000009995',
    'pm_card_chargeDeclinedInsufficientFunds',
    'card_declined',
    'insufficient_funds',
    'Your card has insufficient funds.',
  ),
  declined(
    '4000000000000069',
    'pm_card_chargeDeclinedExpiredCard',
    'expired_card',
    'expired_card',
    'Your card has expired.',
  ),
  declined(
    '4000000000000127',
    'pm_card_chargeDeclinedIncorrectCvc',
    'incorrect_cvc',
    'incorrect_cvc',
    "Your card's security code is incorrect.",
  ),
  declined(
    '4000000000000119',
    'pm_card_chargeDeclinedProcessingError',
    'processing_error',
    'processing_error',
    'An error occurred while processing your card. Try again in a little bit.',
  ),
  declined('4000000000000341', 'pm_card_chargeCustomerFail', ...DECLINED),
  card('requires_action', '4000002500003155', 'pm_card_authenticationRequired'),
  card('requires_action', '4000000000003220', 'pm_card_threeDSecure2Required'),
  card('requires_action', '4000008400001629', 'pm_card_threeDSecureRequiredChargeDeclined', 'visa', {
    code: 'card_declined',
    decline_code: 'generic_decline',
    message: 'Your card was declined.',
  }),
];

const NO_FUNDS: Failure = {
  code: 'insufficient_funds',
  message: "The customer's account has insufficient funds to cover this payment.",
};
const FAILED: Failure = { code: 'payment_intent_payment_attempt_failed', message: 'The payment failed.' };

const account = (
  type: TestAccount['type'],
  number: string,
  token: string,
  failure: Failure = {},
): TestAccount => ({
  type,
  number,
  token,
  outcome: 'processing',
  ...failure,
});

/** Bank accounts in the US, and in the countries of the euro. */
export const testAccounts: readonly TestAccount[] = [
  account('us_bank_account', '000123456789', 'pm_usBankAccount_success'),
  account('us_bank_account', '000111111113', 'pm_usBankAccount_accountClosed', {
    code: 'account_closed',
    message: "The customer's bank account has been closed.",
  }),
  account('us_bank_account', '000111111116', 'pm_usBankAccount_noAccount', {
    code: 'no_account',
    message: "The customer's bank account could not be located.",
  }),
  account('us_bank_account', '000222222227', 'pm_usBankAccount_insufficientFunds', NO_FUNDS),
  account('us_bank_account', '000333333335', 'pm_usBankAccount_debitNotAuthorized', {
    code: 'debit_not_authorized',
    message: 'The customer has notified their bank that this payment was unauthorized.',
  }),
  { ...account('us_bank_account', '000000000009', 'pm_usBankAccount_processing'), stays: true },
  account('sepa_debit', 'AT611904300234573201', 'pm_success_at'),
  account('sepa_debit', 'AT861904300235473202', 'pm_failed_at', FAILED),
  account('sepa_debit', 'AT981904300002222227', 'pm_insufficientFunds_at', NO_FUNDS),
  account('sepa_debit', 'DE89370400440532013000', 'pm_success_de'),
  account('sepa_debit', 'DE62370400440532013001', 'pm_failed_de', FAILED),
  account('sepa_debit', 'DE65370400440002222227', 'pm_insufficientFunds_de', NO_FUNDS),
  account('sepa_debit', 'FR1420041010050500013M02606', 'pm_success_fr'),
  account('sepa_debit', 'FR8420041010050500013M02607', 'pm_failed_fr', FAILED),
  account('sepa_debit', 'FR9720041010050000002222227', 'pm_insufficientFunds_fr', NO_FUNDS),
];

/** A card by its number (blanks allowed) or its token. */
export function findTestCard(numberOrToken: string): TestCard | undefined {
  const wanted = numberOrToken.replace(/\s/g, '');
  return testCards.find((candidate) => candidate.number === wanted || candidate.token === wanted);
}

/** A bank account of a type by its number or IBAN (blanks allowed). */
export function findTestAccount(type: TestAccount['type'], number: string): TestAccount | undefined {
  const wanted = number.replace(/\s/g, '').toUpperCase();
  return testAccounts.find((candidate) => candidate.type === type && candidate.number === wanted);
}

/** Any test method by its token. */
export function findTestMethod(token: string): TestMethod | undefined {
  return [...testCards, ...testAccounts].find((candidate) => candidate.token === token);
}
