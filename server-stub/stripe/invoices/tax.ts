/**
 * Which tax rates a line is taxed with: its own, else the invoice's defaults; or, with automatic tax, those of a small
 * fixed model by the customer's country. The model stands in for Stripe Tax: it needs a country (in the US and Canada
 * also a state or postal code that can be one), else the invoice asks for a location; it can be told to be out of order,
 * or not to be activated.
 */
import { refuse } from '../core/refusals.js';
import type { Context, ItemRecord } from '../core/world.js';
import type { Rate } from '../money/totals.js';
import type { Customer, Invoice, TaxBehavior, TaxRate } from '../objects.js';
import { createTaxRate } from '../rooms/tax-rates.js';
import { standardRates, taxLocation } from './tax-location.js';

export function automaticTaxStatus(context: Context, invoice: Invoice): Invoice['automatic_tax']['status'] {
  if (!invoice.automatic_tax.enabled) return null;
  if (context.world.taxService === 'down') return 'failed';
  return taxLocation(context.world.customers.get(invoice.customer)) ? 'complete' : 'requires_location_inputs';
}

/** Turns automatic tax on or off; on an account without Stripe Tax it cannot be turned on. */
export function setAutomaticTax(
  context: Context,
  invoice: Invoice,
  input: { enabled: boolean; liability?: Invoice['issuer'] | undefined },
): void {
  if (input.enabled && context.world.taxService === 'inactive') throw refuse('tax_inactive');
  invoice.automatic_tax = {
    disabled_reason: null,
    enabled: input.enabled,
    liability: input.enabled ? (input.liability ?? { type: 'self' }) : null,
    provider: input.enabled ? 'stripe' : null,
    status: null,
  };
}

export function ratesFor(context: Context, invoice: Invoice, { item, taxAmounts }: ItemRecord): Rate[] {
  if (taxAmounts) return taxAmounts;
  const customer = context.world.customers.get(invoice.customer);
  if (invoice.automatic_tax.enabled) {
    const price = context.world.prices.get(item.pricing.price_details.price);
    return automaticRates(context, customer, price?.tax_behavior);
  }
  const rates = item.tax_rates.length > 0 ? item.tax_rates : invoice.default_tax_rates;
  return rates.map((rate) => toRate(rate, customer));
}

/** Shipping is taxed by automatic tax only. */
export function shippingRates(context: Context, invoice: Invoice, behavior: TaxBehavior): Rate[] {
  if (!invoice.automatic_tax.enabled) return [];
  return automaticRates(context, context.world.customers.get(invoice.customer), behavior);
}

export function toRate(rate: TaxRate, customer: Customer | undefined): Rate {
  return {
    id: rate.id,
    percentage: rate.percentage,
    inclusive: rate.inclusive,
    reason: reason(rate, customer),
  };
}

/** Whether a rate was made by automatic tax, and put on no line by hand. */
export function isAutomatic(rate: TaxRate): boolean {
  return rate.metadata['automatic'] !== undefined;
}

function reason(rate: TaxRate, customer: Customer | undefined): string {
  if (customer?.tax_exempt === 'exempt') return 'customer_exempt';
  if (customer?.tax_exempt === 'reverse') return 'reverse_charge';
  return rate.percentage === 0 ? 'zero_rated' : 'standard_rated';
}

function automaticRates(
  context: Context,
  customer: Customer | undefined,
  behavior: TaxBehavior | undefined,
): Rate[] {
  const country = taxLocation(customer)?.country ?? '';
  const standard = standardRates[country];
  if (!standard || context.world.taxService !== 'active') return [];
  const inclusive = behavior === 'inclusive';
  const known = [...context.world.taxRates.newestFirst()].find(
    (rate) => rate.metadata['automatic'] === country && rate.inclusive === inclusive,
  );
  const rate =
    known ??
    createTaxRate(context, {
      display_name: standard.name,
      percentage: standard.percentage,
      inclusive,
      country,
      jurisdiction: country,
      active: false,
      metadata: { automatic: country },
    });
  return [toRate(rate, customer)];
}
