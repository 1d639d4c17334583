/**
 * Looks before the first customer does: whether the key may do what the handler will ask of it, and whether keys and
 * secrets belong together. Asks Stripe a few small questions and changes nothing: the writes among them are about objects
 * that cannot exist.
 */
import type Stripe from 'stripe';
import type { InvoiceHandlerOptions } from './options.js';
import { isStripeFailure } from './problems.js';
import { rowsOf, StripeCalls, type Json } from './stripe.js';

export interface StartFinding {
  code:
    | 'key_refused'
    | 'permission_missing'
    | 'mode_mismatch'
    | 'webhook_secret_invalid'
    | 'publishable_key_invalid'
    | 'stripe_unreachable';
  /** `error`: something will not work. `warning`: it works with less. */
  severity: 'error' | 'warning';
  /** What is wrong and what mends it, for whoever runs the server; holds no key. */
  detail: string;
}

type StartOptions = Pick<
  InvoiceHandlerOptions,
  'stripe' | 'publishableKey' | 'livemode' | 'webhookSecret' | 'timeout'
> & {
  /** Look at this connected account (`acct_…`) instead of the key's own. */
  account?: string;
};

interface Probe {
  /** As the Dashboard calls it where restricted keys are made. Write has Read in it. */
  permission: string;
  /** What is lost without it. */
  need: string;
  optional?: true;
  ask: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>;
}

/** Part of ids that nothing has. */
const NOBODY = 'start_check_of_nothing';
const one = { limit: 1 };

/** Everything that the routes ask of a key, each by a question that needs nothing else. */
const PROBES: Probe[] = [
  { permission: 'Invoices: Read', need: 'to show invoices', ask: async (stripe, options) => stripe.invoices.list(one, options) },
  { permission: 'Invoices: Write', need: 'to make, finalize and send invoices', ask: (stripe, options) => stripe.invoices.update(`in_${NOBODY}`, {}, keyed(options)) },
  { permission: 'Customers: Read', need: 'to choose a customer', ask: async (stripe, options) => stripe.customers.list(one, options) },
  { permission: 'Customers: Write', need: 'to make and change customers in the page', optional: true, ask: (stripe, options) => stripe.customers.update(`cus_${NOBODY}`, {}, keyed(options)) },
  { permission: 'PaymentIntents: Read', need: 'to tell what was paid, and to pay in the page', ask: (stripe, options) => stripe.paymentIntents.retrieve(`pi_${NOBODY}`, {}, options) },
  { permission: 'Charges: Read', need: 'to tell what was refunded', ask: (stripe, options) => stripe.charges.retrieve(`ch_${NOBODY}`, {}, options) },
  { permission: 'Payment Methods: Read', need: 'to choose what to charge', optional: true, ask: (stripe, options) => stripe.paymentMethods.retrieve(`pm_${NOBODY}`, {}, options) },
  { permission: 'Payment Records: Read', need: 'to attach a payment that was made outside Stripe', optional: true, ask: (stripe, options) => stripe.paymentRecords.retrieve(`pr_${NOBODY}`, {}, options) },
  { permission: 'Products: Read', need: 'to offer products for lines', ask: async (stripe, options) => stripe.products.list(one, options) },
  { permission: 'Prices: Read', need: 'to offer prices for lines', ask: async (stripe, options) => stripe.prices.list(one, options) },
  { permission: 'Tax Rates: Read', need: 'to offer tax rates', ask: async (stripe, options) => stripe.taxRates.list(one, options) },
  { permission: 'Coupons: Read', need: 'to offer coupons', ask: async (stripe, options) => stripe.coupons.list(one, options) },
  { permission: 'Promotion Codes: Read', need: 'to offer promotion codes', optional: true, ask: async (stripe, options) => stripe.promotionCodes.list(one, options) },
  { permission: 'Shipping Rates: Read', need: 'to offer shipping rates', optional: true, ask: async (stripe, options) => stripe.shippingRates.list(one, options) },
  { permission: 'Invoice Rendering Templates: Read', need: 'to offer templates of the look of an invoice', optional: true, ask: async (stripe, options) => stripe.invoiceRenderingTemplates.list(one, options) },
  { permission: 'Credit Notes: Read', need: 'to show credit notes', optional: true, ask: async (stripe, options) => stripe.creditNotes.list(one, options) },
  { permission: 'Credit Notes: Write', need: 'to make and void credit notes', optional: true, ask: (stripe, options) => stripe.creditNotes.update(`cn_${NOBODY}`, {}, keyed(options)) },
  { permission: 'Events: Read', need: 'to tell the history of an invoice', optional: true, ask: async (stripe, options) => stripe.events.list(one, options) },
  { permission: 'Accounts: Read', need: "to tell the account's name, country and currency", optional: true, ask: (stripe, options) => stripe.accounts.retrieveCurrent({}, options) },
  { permission: 'Balance: Read', need: 'to tell test from live mode (or give `livemode`)', optional: true, ask: (stripe, options) => stripe.balance.retrieve({}, options) },
]; // prettier-ignore

const keyed = (options: Stripe.RequestOptions): Stripe.RequestOptions => ({
  ...options,
  idempotencyKey: crypto.randomUUID(),
});

/**
 * Everything that is not as it should be, empty where all is well. Give it the options of the handler, once, before the
 * server listens; it never throws for what it finds.
 */
export async function checkStart(options: StartOptions): Promise<StartFinding[]> {
  const calls = new StripeCalls(
    { stripe: options.stripe, timeout: options.timeout ?? 30_000 },
    options.account,
  );
  const findings = [...secretFindings(options), ...publishableFindings(options)];
  const [first, ...rest] = PROBES;
  const heard = first ? [await ask(first, calls)] : [];
  // A key that is refused, or a Stripe that is away, answers each further question alike.
  if (!heard.some(endsThere)) heard.push(...(await Promise.all(rest.map((probe) => ask(probe, calls)))));
  const end = heard.find(endsThere);
  if (end) return [...findings, end];
  const lacking = heard.filter((answer) => 'code' in answer);
  const answers = heard.flatMap((answer) => ('json' in answer ? [answer.json] : []));
  return [...findings, ...lacking, ...modeFindings(options, answers)];
}

type Heard = { json: Json } | StartFinding;

const endsThere = (heard: Heard): heard is StartFinding =>
  'code' in heard && heard.code !== 'permission_missing';

async function ask(probe: Probe, calls: StripeCalls): Promise<Heard> {
  try {
    return { json: await calls.json(probe.ask) };
  } catch (error) {
    const status = isStripeFailure(error) ? (error.statusCode ?? 0) : 0;
    if (status === 401)
      return failing('key_refused', 'Stripe does not take the key. Give `stripe` a valid one.');
    if (status === 403) return permissionMissing(probe, error instanceof Error ? error.message : '');
    // A 404 for what cannot exist, or any other word on the parameters, means that the key may ask.
    if (status >= 400 && status < 500 && status !== 429) return { json: {} };
    return failing(
      'stripe_unreachable',
      'Stripe could not be reached or did not answer; nothing is known yet.',
    );
  }
}

const failing = (code: StartFinding['code'], detail: string): StartFinding => ({
  code,
  severity: 'error',
  detail,
});

/** Stripe's own name of a permission (`rak_invoice_read`) is in its message. */
function permissionMissing({ permission, need, optional }: Probe, message: string): StartFinding {
  const name = /\brak_\w+/.exec(message)?.[0];
  return {
    code: 'permission_missing',
    severity: optional ? 'warning' : 'error',
    detail: `The key lacks “${permission}”${name ? ` (${name})` : ''}, needed ${need}. Add it to the restricted key in the Dashboard.`,
  };
}

/** {@link createInvoiceHandler} refuses blanks as well; here everything is told at once. */
function secretFindings({ webhookSecret = [] }: StartOptions): StartFinding[] {
  return [webhookSecret].flat().flatMap((secret, index) => {
    const which = Array.isArray(webhookSecret) ? `\`webhookSecret\` number ${index + 1}` : '`webhookSecret`';
    const wrong = /^\s*$/.test(secret)
      ? 'is empty'
      : /\s/.test(secret)
        ? 'holds white space'
        : secret.startsWith('whsec_')
          ? null
          : 'does not start with whsec_: it is no signing secret';
    const mend = 'Copy the signing secret of the endpoint, whole and by itself.';
    return wrong === null ? [] : [failing('webhook_secret_invalid', `${which} ${wrong}. ${mend}`)];
  });
}

function publishableFindings({ publishableKey }: StartOptions): StartFinding[] {
  if (publishableKey === undefined || /^pk_(test|live)_\w+$/.test(publishableKey)) return [];
  const detail =
    '`publishableKey` is no publishable key. Give the one that starts with pk_test_ or pk_live_.';
  return [failing('publishable_key_invalid', detail)];
}

/** A page with a live publishable key over a test secret key, or the other way round, cannot take a payment. */
function modeFindings({ publishableKey, livemode }: StartOptions, answers: Json[]): StartFinding[] {
  const told = answers.flatMap((answer) => [answer, ...rowsOf(answer)]).find((each) => 'livemode' in each);
  if (!told) return [];
  const key = told['livemode'] === true ? 'live' : 'test';
  const mode = (live: boolean): string => (live ? 'live' : 'test');
  const page = publishableKey && /^pk_(test|live)_/.exec(publishableKey)?.[1];
  const findings: StartFinding[] = [];
  if (page && page !== key) {
    const detail = `The key of \`stripe\` is of ${key} mode and \`publishableKey\` of ${page} mode. Take both from the same mode.`;
    findings.push(failing('mode_mismatch', detail));
  }
  if (livemode !== undefined && mode(livemode) !== key) {
    const detail = `The key of \`stripe\` is of ${key} mode and \`livemode\` says ${mode(livemode)}. Correct it or leave it out.`;
    findings.push(failing('mode_mismatch', detail));
  }
  return findings;
}
