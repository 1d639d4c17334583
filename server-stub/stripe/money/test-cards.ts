/**
 * Stripe's test cards, as far as paying an invoice needs them: by number for the hosted page, by token for the API.
 */
export interface TestCard {
  number: string;
  /** The payment method token, `pm_card_…`. */
  token: string;
  brand: string;
  /** What a payment with it does. */
  outcome: 'succeeds' | 'declined' | 'requires_action';
  /** For declines. */
  code?: string;
  decline_code?: string;
  message?: string;
}

const declined = (
  number: string,
  token: string,
  code: string,
  decline_code: string,
  message: string,
): TestCard => ({
  number,
  token,
  brand: 'visa',
  outcome: 'declined',
  code,
  decline_code,
  message,
});
const good = (number: string, token: string, brand: string): TestCard => ({
  number,
  token,
  brand,
  outcome: 'succeeds',
});

export const testCards: readonly TestCard[] = [
  good('4242424242424242', 'pm_card_visa', 'visa'),
  good('4000056655665556', 'pm_card_visa_debit', 'visa'),
  good('5555555555554444', 'pm_card_mastercard', 'mastercard'),
  good('378282246310005', 'pm_card_amex', 'amex'),
  good('6011111111111117', 'pm_card_discover', 'discover'),
  declined(
    '4000000000000002',
    'pm_card_visa_chargeDeclined',
    'card_declined',
    'generic_decline',
    'Your card was declined.',
  ),
  declined(
    '4000000000000002',
    'pm_card_chargeDeclined',
    'card_declined',
    'generic_decline',
    'Your card was declined.',
  ),
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
  declined(
    '4000000000000341',
    'pm_card_chargeCustomerFail',
    'card_declined',
    'generic_decline',
    'Your card was declined.',
  ),
  {
    number: '4000002500003155',
    token: 'pm_card_authenticationRequired',
    brand: 'visa',
    outcome: 'requires_action',
  },
  {
    number: '4000000000003220',
    token: 'pm_card_threeDSecure2Required',
    brand: 'visa',
    outcome: 'requires_action',
  },
];

/** A card by its number (blanks allowed) or its token. */
export function findTestCard(numberOrToken: string): TestCard | undefined {
  const wanted = numberOrToken.replace(/\s/g, '');
  return testCards.find((card) => card.number === wanted || card.token === wanted);
}
