/**
 * Payment methods made from test cards and accounts, and which one pays: by id, or by a test token, which makes a new one.
 */
import { list, object, oneOf, required, text, textOrNull, metadata, mergeMetadata } from '../core/params.js';
import type { Read, Shape } from '../core/params.js';
import { refuse } from '../core/refusals.js';
import type { Context, MethodRecord, World } from '../core/world.js';
import {
  findTestAccount,
  findTestCard,
  findTestMethod,
  TEST_ROUTING_NUMBER,
  type TestAccount,
  type TestCard,
  type TestMethod,
} from '../money/test-methods.js';
import type { BillingDetails, Invoice, PaymentMethod } from '../objects.js';

/** Billing details of a payment method, or of a reported payment. */
export const billingShape = object({
  address: object({
    city: textOrNull,
    country: textOrNull,
    line1: textOrNull,
    line2: textOrNull,
    postal_code: textOrNull,
    state: textOrNull,
  }),
  email: textOrNull,
  name: textOrNull,
  phone: textOrNull,
  tax_id: textOrNull,
});
type BillingInput = ReturnType<typeof billingShape.read>;

/** The parameters that make a payment method, on its own or as `payment_method_data` of an intent. */
export const methodShape = {
  allow_redisplay: oneOf('always', 'limited', 'unspecified'),
  billing_details: billingShape,
  card: object({
    cvc: text,
    exp_month: text,
    exp_year: text,
    networks: object({ preferred: text, available: list(text) }),
    number: text,
    token: text,
  }),
  metadata,
  sepa_debit: object({ iban: required(text) }),
  type: required(oneOf('card', 'sepa_debit', 'us_bank_account')),
  us_bank_account: object({
    account_holder_type: oneOf('company', 'individual'),
    account_number: required(text),
    account_type: oneOf('checking', 'savings'),
    routing_number: required(text),
  }),
} satisfies Shape;
type MethodInput = Read<typeof methodShape>;

/** Makes a payment method from parameters; `at` is the name that they stand under, for refusals. */
export function createMethod(context: Context, input: MethodInput, at = ''): MethodRecord {
  const record = makeMethod(context, testMethodOf(input, at), null);
  const { method } = record;
  method.billing_details = toBilling(input.billing_details);
  method.metadata = mergeMetadata({}, input.metadata);
  const bank = input.us_bank_account;
  if (method.us_bank_account && bank) {
    method.us_bank_account.account_holder_type = bank.account_holder_type ?? 'individual';
    method.us_bank_account.account_type = bank.account_type ?? 'checking';
  }
  return record;
}

function testMethodOf(input: MethodInput, at: string): TestMethod {
  const named = (name: string): string => (at === '' ? name : `${at}[${name.replace(/(\[|$)/, ']$1')}`);
  const missing = () => refuse('missing_parameter', { name: named(input.type) }, named(input.type));
  switch (input.type) {
    case 'card': {
      if (!input.card) throw missing();
      const { number, token = '' } = input.card;
      const card = findTestCard(number ?? token.replace(/^tok_/, 'pm_card_'));
      if (!card && number !== undefined) throw refuse('incorrect_number');
      if (!card) throw refuse('no_such', { kind: 'token', id: token }, named('card[token]'), 400);
      return card;
    }
    case 'us_bank_account': {
      if (!input.us_bank_account) throw missing();
      const { account_number, routing_number } = input.us_bank_account;
      if (routing_number !== TEST_ROUTING_NUMBER)
        throw refuse(
          'bad_routing_number',
          { number: routing_number },
          named('us_bank_account[routing_number]'),
        );
      return testAccount('us_bank_account', account_number, named('us_bank_account[account_number]'));
    }
    case 'sepa_debit':
      if (!input.sepa_debit) throw missing();
      return testAccount('sepa_debit', input.sepa_debit.iban, named('sepa_debit[iban]'));
  }
}

function testAccount(type: TestAccount['type'], number: string, at: string): TestAccount {
  const account = findTestAccount(type, number);
  const example = type === 'sepa_debit' ? 'DE89370400440532013000' : '000123456789';
  if (!account) throw refuse('bad_account_number', { example }, at);
  return account;
}

/** What was given, and null for the rest. */
export function toBilling(input: BillingInput | undefined): BillingDetails {
  const { address = {}, email = null, name = null, phone = null, tax_id = null } = input ?? {};
  const {
    city = null,
    country = null,
    line1 = null,
    line2 = null,
    postal_code = null,
    state = null,
  } = address;
  return { address: { city, country, line1, line2, postal_code, state }, email, name, phone, tax_id };
}

/** Makes a payment method from a test card or account. */
export function makeMethod(context: Context, test: TestMethod, customer: string | null): MethodRecord {
  const { world, now } = context;
  const id = world.shared.newId('pm');
  return world.paymentMethods.insert({
    id,
    test,
    mandate: test.type === 'card' ? null : world.shared.newId('mandate'),
    method: {
      id,
      object: 'payment_method',
      allow_redisplay: 'unspecified',
      billing_details: toBilling(undefined),
      ...details(test, now),
      created: now,
      customer,
      livemode: false,
      metadata: {},
      type: test.type,
    },
  });
}

function details(
  test: TestMethod,
  now: number,
): Pick<PaymentMethod, 'card' | 'sepa_debit' | 'us_bank_account'> {
  const last4 = test.number.slice(-4);
  switch (test.type) {
    case 'card':
      return { card: cardDetails(test, now) };
    case 'sepa_debit':
      return {
        sepa_debit: {
          bank_code: test.number.slice(4, 12),
          branch_code: '',
          country: test.number.slice(0, 2),
          fingerprint: `sepa${last4}`,
          generated_from: { charge: null, setup_attempt: null },
          last4,
        },
      };
    case 'us_bank_account':
      return {
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          bank_name: 'STRIPE TEST BANK',
          financial_connections_account: null,
          fingerprint: `usba${last4}`,
          last4,
          networks: { preferred: 'ach', supported: ['ach'] },
          routing_number: TEST_ROUTING_NUMBER,
          status_details: null,
        },
      };
  }
}

function cardDetails(card: TestCard, now: number): NonNullable<PaymentMethod['card']> {
  return {
    brand: card.brand,
    country: 'US',
    exp_month: 12,
    exp_year: new Date(now * 1000).getUTCFullYear() + 4,
    funding: 'credit',
    last4: card.number.slice(-4),
  };
}

export function mustMethod(world: World, methodId: string, param: string, status = 400): MethodRecord {
  const record = world.paymentMethods.get(methodId);
  if (!record) throw refuse('no_such', { kind: 'PaymentMethod', id: methodId }, param, status);
  return record;
}

/** Whether an id is that of a stored method, or a test token. */
export function isMethod({ world }: Context, idOrToken: string): boolean {
  return findTestMethod(idOrToken) !== undefined || world.paymentMethods.get(idOrToken) !== undefined;
}

/** A stored method, or a new one when the id is a test token such as `pm_card_visa`. */
export function namedMethod(
  context: Context,
  idOrToken: string,
  param = 'payment_method',
  status = 400,
): MethodRecord {
  const test = findTestMethod(idOrToken);
  return test ? makeMethod(context, test, null) : mustMethod(context.world, idOrToken, param, status);
}

/**
 * The method an invoice is paid with: the one that is named (a test token is attached on the way), else the invoice's
 * default, else the customer's; null when there is none.
 */
export function payableMethod(context: Context, invoice: Invoice, named?: string): MethodRecord | null {
  const { world } = context;
  const test = named === undefined ? undefined : findTestMethod(named);
  if (test) return makeMethod(context, test, invoice.customer);
  const fallback =
    invoice.default_payment_method ??
    world.customers.get(invoice.customer)?.invoice_settings.default_payment_method;
  const chosen = named ?? fallback ?? null;
  return chosen === null ? null : mustMethod(world, chosen, 'payment_method');
}
