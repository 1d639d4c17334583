/** What makes a new draft that says what an invoice says. */
import type { Invoice, Line } from './types.js';
import type { CreateParams, LineParams } from './wire.js';

const DAY = 86_400;

/** As many whole days to pay as the invoice gave; 30 where it names none. */
function daysToPay({ due_date, effective_at, status_transitions, created }: Invoice): number {
  const from = effective_at ?? status_transitions.finalized_at ?? created;
  if (due_date === null || from === null) return 30;
  return Math.max(0, Math.round((due_date - from) / DAY));
}

const TAX_DISPLAYS = ['exclude_tax', 'include_inclusive_tax'] as const;

function rendering({ rendering: of }: Invoice): CreateParams['rendering'] | null {
  const display = TAX_DISPLAYS.find((each) => each === of?.amount_tax_display);
  const template = of?.template;
  if (!display && !template) return null;
  return { ...(display && { amount_tax_display: display }), ...(template && { template }) };
}

/**
 * What the copy is made with. Not copied, because it belongs to the first one: number, dates, discounts, and whether
 * Stripe goes on by itself; the copy waits for a person.
 */
function paramsOf(invoice: Invoice): CreateParams | null {
  const { customer, shipping_cost: shipping } = invoice;
  if (!customer) return null;
  const sends = invoice.collection_method === 'send_invoice';
  const look = rendering(invoice);
  return {
    customer,
    currency: invoice.currency,
    collection_method: invoice.collection_method,
    ...(sends && { days_until_due: daysToPay(invoice) }),
    ...(invoice.description && { description: invoice.description }),
    ...(invoice.footer && { footer: invoice.footer }),
    ...(invoice.custom_fields.length && { custom_fields: invoice.custom_fields }),
    ...(invoice.automatic_tax.enabled && { automatic_tax: { enabled: true } }),
    ...(invoice.default_tax_rates.length && { default_tax_rates: invoice.default_tax_rates }),
    ...(invoice.payment_method_types?.length && {
      payment_settings: { payment_method_types: invoice.payment_method_types },
    }),
    ...(shipping?.shipping_rate && { shipping_cost: { shipping_rate: shipping.shipping_rate } }),
    ...(look && { rendering: look }),
    ...(Object.keys(invoice.metadata).length && { metadata: invoice.metadata }),
  };
}

/** A line again, at its price now: a price of the catalog may be another one by then, or gone. */
function lineParams(line: Line, invoice: Invoice): LineParams {
  const { description, unit_amount_decimal, period, tax_rates } = line;
  const own = !invoice.automatic_tax.enabled && !sameIds(tax_rates, invoice.default_tax_rates);
  const said = {
    ...(description && { description }),
    ...(own && tax_rates.length && { tax_rates }),
    ...(!line.discountable && { discountable: false }),
    ...(period && period.end > period.start && { period }),
  };
  if (unit_amount_decimal === null) return { ...said, amount: line.amount };
  return {
    ...said,
    quantity_decimal: line.quantity_decimal,
    price_data: {
      currency: line.currency,
      product_data: { name: description ?? '–' },
      unit_amount_decimal,
    },
  };
}

const sameIds = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((id) => others.includes(id));

/**
 * The calls that make a copy of an invoice: `create`, then `add_lines`. Give it with all of its lines; null where it has
 * no customer.
 */
export function copyParams(invoice: Invoice): { params: CreateParams; lines: LineParams[] } | null {
  const params = paramsOf(invoice);
  return params && { params, lines: invoice.lines.map((line) => lineParams(line, invoice)) };
}
