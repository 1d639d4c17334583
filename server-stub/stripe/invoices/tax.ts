/**
 * Which tax rates a line is taxed with: its own, else the invoice's defaults; or, with automatic tax, those of a small
 * fixed model by the customer's country. The model stands in for Stripe Tax: it needs a country (in the US and Canada
 * also a state or postal code), else the invoice asks for a location.
 */
import type { Address, Customer, Invoice, InvoiceItem, TaxRate } from '../objects.js';
import type { Rate } from '../money/totals.js';
import type { Context } from '../core/world.js';
import { createTaxRate } from '../rooms/tax-rates.js';

/** Standard rates in percent; other countries are not taxed by the model. */
const standardRates: Record<string, { name: string; percentage: number }> = {
  AT: { name: 'VAT', percentage: 20 },
  BE: { name: 'VAT', percentage: 21 },
  CH: { name: 'VAT', percentage: 8.1 },
  DE: { name: 'VAT', percentage: 19 },
  ES: { name: 'VAT', percentage: 21 },
  FR: { name: 'VAT', percentage: 20 },
  GB: { name: 'VAT', percentage: 20 },
  IE: { name: 'VAT', percentage: 23 },
  IT: { name: 'VAT', percentage: 22 },
  JP: { name: 'JCT', percentage: 10 },
  NL: { name: 'VAT', percentage: 21 },
};

/** The location that automatic tax works with, or null when it is not usable. */
function taxLocation(customer: Customer | undefined): Address | null {
  const address = customer?.shipping?.address ?? customer?.address ?? null;
  if (!address?.country) return null;
  const precise = address.country !== 'US' && address.country !== 'CA';
  return precise || address.postal_code || address.state ? address : null;
}

export function automaticTaxStatus(context: Context, invoice: Invoice): Invoice['automatic_tax']['status'] {
  if (!invoice.automatic_tax.enabled) return null;
  return taxLocation(context.world.customers.get(invoice.customer)) ? 'complete' : 'requires_location_inputs';
}

export function ratesFor(context: Context, invoice: Invoice, item: InvoiceItem): Rate[] {
  const customer = context.world.customers.get(invoice.customer);
  if (invoice.automatic_tax.enabled) return automaticRates(context, customer, item);
  const rates = item.tax_rates.length > 0 ? item.tax_rates : invoice.default_tax_rates;
  return rates.map((rate) => toRate(rate, customer));
}

function toRate(rate: TaxRate, customer: Customer | undefined): Rate {
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

function automaticRates(context: Context, customer: Customer | undefined, item: InvoiceItem): Rate[] {
  const country = taxLocation(customer)?.country ?? '';
  const standard = standardRates[country];
  if (!standard) return [];
  const inclusive = context.world.prices.get(item.pricing.price_details.price)?.tax_behavior === 'inclusive';
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
