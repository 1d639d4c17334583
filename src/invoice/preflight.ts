/** What would stop a finalization, or make it end otherwise than expected. Codes and keys only; words are translations. */
import { chargeStep, minimumCharge } from './money.js';
import { readInvoice } from './shape.js';
import { explainError } from './errors.js';
import type { Mend } from './errors.js';
import type { Invoice, InvoiceInput } from './types.js';

export type PreflightCode =
  | 'no_customer'
  | 'no_items'
  | 'too_many_items'
  | 'email_missing'
  | 'tax_location_missing'
  | 'tax_failed'
  | 'currency_mismatch'
  | 'amount_indivisible'
  | 'due_date_past'
  | 'payment_method_missing'
  | 'below_minimum'
  | 'credits_customer'
  | 'nothing_due'
  | 'failed_before';

/** `error`: it will fail, or cannot be meant. `warning`: look at it. `notice`: goes through, and ends in another way. */
export type Severity = 'error' | 'warning' | 'notice';

export interface Finding {
  code: PreflightCode;
  /** The field of the invoice, or of the customer as `customer.email`, that it is about. */
  field: string | null;
  /** Key of what to do about it. */
  mend: Mend;
  severity: Severity;
}

export interface PreflightOptions {
  /** Unix seconds. Without it dates are not looked at. */
  now?: number;
  /** The customer, where more is known than the invoice says. */
  customer?: {
    email?: string | null;
    currency?: string | null;
    address?: { country?: string | null } | null;
  } | null;
  /** Whether there is something to charge; left out where that is not known. */
  has_payment_method?: boolean;
}

/** Stripe takes so many items on one invoice. */
export const MAX_LINES = 250;

interface Check {
  code: PreflightCode;
  field: string | null;
  mend: Mend;
  severity: Severity;
  holds: (invoice: Invoice, options: PreflightOptions) => boolean;
}

const lineCount = (invoice: Invoice) => Math.max(invoice.lines.length, invoice.lines_total ?? 0);
const isSent = (invoice: Invoice) => invoice.collection_method === 'send_invoice';

function lacksTaxLocation({ automatic_tax }: Invoice, { customer }: PreflightOptions): boolean {
  if (!automatic_tax.enabled) return false;
  return (
    automatic_tax.status === 'requires_location_inputs' ||
    (customer?.address === null && automatic_tax.status !== 'complete')
  );
}

const CHECKS: Check[] = [
  {
    code: 'no_customer',
    field: 'customer',
    mend: 'choose_customer',
    severity: 'error',
    holds: (invoice) => invoice.customer === null,
  },
  // Stripe would take it, and make a numbered invoice over nothing that nobody can take back.
  {
    code: 'no_items',
    field: 'lines',
    mend: 'add_item',
    severity: 'error',
    holds: (invoice) => lineCount(invoice) === 0,
  },
  {
    code: 'too_many_items',
    field: 'lines',
    mend: 'split_invoice',
    severity: 'error',
    holds: (invoice) => lineCount(invoice) > MAX_LINES,
  },
  {
    code: 'email_missing',
    field: 'customer.email',
    mend: 'add_email',
    severity: 'error',
    holds: (invoice, { customer }) => isSent(invoice) && !invoice.customer_email && !customer?.email,
  },
  {
    code: 'tax_location_missing',
    field: 'customer.address',
    mend: 'add_address',
    severity: 'error',
    holds: lacksTaxLocation,
  },
  {
    code: 'tax_failed',
    field: 'automatic_tax',
    mend: 'retry_tax',
    severity: 'error',
    holds: ({ automatic_tax }) => automatic_tax.enabled && automatic_tax.status === 'failed',
  },
  {
    code: 'currency_mismatch',
    field: 'lines',
    mend: 'use_one_currency',
    severity: 'error',
    holds: (invoice) =>
      invoice.lines.some((line) => line.currency && line.currency.toLowerCase() !== invoice.currency),
  },
  {
    code: 'currency_mismatch',
    field: 'currency',
    mend: 'check_currency',
    severity: 'warning',
    holds: (invoice, { customer }) =>
      Boolean(customer?.currency) && customer?.currency?.toLowerCase() !== invoice.currency,
  },
  {
    code: 'amount_indivisible',
    field: 'total',
    mend: 'round_amounts',
    severity: 'warning',
    holds: (invoice) => invoice.amount_due % chargeStep(invoice.currency) !== 0,
  },
  {
    code: 'due_date_past',
    field: 'due_date',
    mend: 'set_due_date',
    severity: 'warning',
    holds: (invoice, { now }) => now !== undefined && invoice.due_date !== null && invoice.due_date < now,
  },
  {
    code: 'payment_method_missing',
    field: 'customer.payment_method',
    mend: 'add_payment_method',
    severity: 'warning',
    holds: (invoice, options) =>
      !isSent(invoice) && invoice.amount_due > 0 && options.has_payment_method === false,
  },
  {
    code: 'below_minimum',
    field: 'total',
    mend: 'raise_amount',
    severity: 'warning',
    holds: ({ amount_due, currency }) => amount_due > 0 && amount_due < (minimumCharge(currency) ?? 0),
  },
  {
    code: 'credits_customer',
    field: 'total',
    mend: 'check_amounts',
    severity: 'notice',
    holds: (invoice) => invoice.total < 0,
  },
  {
    code: 'nothing_due',
    field: 'total',
    mend: 'check_amounts',
    severity: 'notice',
    holds: (invoice) => lineCount(invoice) > 0 && invoice.total >= 0 && invoice.amount_due <= 0,
  },
];

/** Why the last try failed, unless one of the checks has found the same thing by itself. */
function failedBefore(invoice: Invoice, found: Finding[]): Finding[] {
  const failure = invoice.last_finalization_error;
  if (!failure) return [];
  const { field, mend } = explainError(failure.code);
  if (found.some((finding) => finding.mend === mend)) return [];
  return [{ code: 'failed_before', field: field ?? failure.param, mend, severity: 'warning' }];
}

/**
 * What would stop a draft from being finalized, or make it end in another way, the gravest first.
 *
 * Amounts are judged as the object has them: for a draft that is being typed, put the estimate into `total` and
 * `amount_due`. Nothing found is no promise, for Stripe knows more.
 */
export function preflight(draft: InvoiceInput, options: PreflightOptions = {}): Finding[] {
  const invoice = readInvoice(draft);
  const found = CHECKS.filter((check) => check.holds(invoice, options)).map(
    ({ code, field, mend, severity }): Finding => ({ code, field, mend, severity }),
  );
  const rank: Severity[] = ['error', 'warning', 'notice'];
  return [...found, ...failedBefore(invoice, found)].sort(
    (a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity),
  );
}
