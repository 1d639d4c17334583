/** What the form says, in the languages of the kit. */
import type { MethodType } from '../stripe/money/test-methods.js';
import type { Outcome } from './entries.js';

export interface Words {
  standIn: string;
  methods: string;
  type: Readonly<Record<MethodType, string>>;
  number: Readonly<Record<MethodType, string>>;
  test: Readonly<Record<MethodType, string>>;
  choose: string;
  outcome: Readonly<Record<Outcome, string>>;
  incomplete: Readonly<Record<MethodType, string>>;
  invalid: string;
  authenticate: string;
  authenticateText: (amount: string) => string;
  complete: string;
  fail: string;
}

const en: Words = {
  standIn: 'This is a stand-in for Stripe’s own form.',
  methods: 'Payment method',
  type: { card: 'Card', us_bank_account: 'US bank account', sepa_debit: 'SEPA Direct Debit' },
  number: { card: 'Card number', us_bank_account: 'Account number', sepa_debit: 'IBAN' },
  test: { card: 'Test card', us_bank_account: 'Test account', sepa_debit: 'Test account' },
  choose: 'Choose one…',
  outcome: {
    succeeds: 'the payment succeeds',
    declined: 'declined',
    no_funds: 'too little money',
    expired: 'expired',
    wrong_cvc: 'wrong security code',
    broken: 'processing error',
    authentication: '3-D Secure',
    authentication_declined: '3-D Secure, then declined',
    arrives: 'the money arrives later',
    bounces: 'the money never arrives',
    stays: 'stays on its way',
  },
  incomplete: {
    card: 'Your card number is incomplete.',
    us_bank_account: 'Your account number is incomplete.',
    sepa_debit: 'Your IBAN is incomplete.',
  },
  invalid: 'Your card number is invalid.',
  authenticate: '3-D Secure test',
  authenticateText: (amount) => `Your bank asks whether it is you who pays ${amount}.`,
  complete: 'Complete',
  fail: 'Fail authentication',
};

const de: Words = {
  standIn: 'Dies ist ein Ersatz für Stripes eigenes Formular.',
  methods: 'Zahlungsart',
  type: { card: 'Karte', us_bank_account: 'US-Bankkonto', sepa_debit: 'SEPA-Lastschrift' },
  number: { card: 'Kartennummer', us_bank_account: 'Kontonummer', sepa_debit: 'IBAN' },
  test: { card: 'Testkarte', us_bank_account: 'Testkonto', sepa_debit: 'Testkonto' },
  choose: 'Auswählen …',
  outcome: {
    succeeds: 'die Zahlung gelingt',
    declined: 'wird abgelehnt',
    no_funds: 'nicht gedeckt',
    expired: 'abgelaufen',
    wrong_cvc: 'falsche Prüfnummer',
    broken: 'Fehler bei der Verarbeitung',
    authentication: '3-D Secure',
    authentication_declined: '3-D Secure, dann abgelehnt',
    arrives: 'das Geld kommt später an',
    bounces: 'das Geld kommt nie an',
    stays: 'bleibt unterwegs',
  },
  incomplete: {
    card: 'Ihre Kartennummer ist unvollständig.',
    us_bank_account: 'Ihre Kontonummer ist unvollständig.',
    sepa_debit: 'Ihre IBAN ist unvollständig.',
  },
  invalid: 'Ihre Kartennummer ist ungültig.',
  authenticate: '3-D-Secure-Test',
  authenticateText: (amount) => `Ihre Bank fragt, ob Sie es sind, der ${amount} bezahlt.`,
  complete: 'Bestätigen',
  fail: 'Ablehnen',
};

/** German where it is asked for, English for everything else. */
export function wordsFor(locale: string): Words {
  const wanted = locale === 'auto' ? (globalThis.navigator?.language ?? 'en') : locale;
  return /^de\b/i.test(wanted) ? de : en;
}
