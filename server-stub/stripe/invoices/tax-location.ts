/** Where a customer is, as far as automatic tax can tell, and what the model taxes there. */
import type { Context } from '../core/world.js';
import type { Address, Customer } from '../objects.js';

/** Standard rates in percent; other countries are not taxed by the model. */
export const standardRates: Record<string, { name: string; percentage: number }> = {
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

/** Where a country alone says too little: what its postal codes look like. A state serves as well. */
const POSTAL_CODES: Record<string, RegExp> = {
  US: /^\d{5}(-\d{4})?$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
};

/** The location that automatic tax works with, or null when it is not usable. */
export function taxLocation(customer: Pick<Customer, 'address' | 'shipping'> | undefined): Address | null {
  const address = customer?.shipping?.address ?? customer?.address ?? null;
  if (!address?.country || !/^[A-Z]{2}$/.test(address.country)) return null;
  const postalCode = POSTAL_CODES[address.country];
  if (!postalCode) return address;
  if (address.postal_code) return postalCode.test(address.postal_code) ? address : null;
  return address.state ? address : null;
}

/** What a customer carries under `tax` when asked by `expand`. */
export function includeCustomerTax({ world }: Context, customerId: string): object {
  const customer = world.customers.get(customerId);
  const location = taxLocation(customer);
  const source = customer?.shipping ? 'shipping_destination' : 'billing_address';
  return {
    automatic_tax: taxState(world.taxService, location),
    ip_address: null,
    location: location && { country: location.country, source, state: location.state },
    provider: 'stripe',
  };
}

function taxState(service: Context['world']['taxService'], location: Address | null): string {
  if (service === 'down') return 'failed';
  if (!location?.country) return 'unrecognized_location';
  return service === 'active' && standardRates[location.country] ? 'supported' : 'not_collecting';
}
