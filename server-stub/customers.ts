/**
 * The customers that every world begins with. A customer's currency is settled by the first invoice; until then it is
 * only what the scenarios invoice in.
 */
import type Stripe from 'stripe';
import type { TenantName } from './people.js';

export interface FirstCustomer {
  tenant: TenantName;
  /** Lower-case code. */
  currency: string;
  name: string;
  email: string;
  address?: Stripe.AddressParam;
}

export const FIRST_CUSTOMERS = {
  acme: {
    tenant: 'alpha',
    currency: 'eur',
    name: 'Acme GmbH',
    email: 'billing@acme.example',
    address: { line1: 'Lindenstraße 12', postal_code: '10969', city: 'Berlin', country: 'DE' },
  },
  globex: {
    tenant: 'alpha',
    currency: 'usd',
    name: 'Globex Corporation',
    email: 'ap@globex.example',
    address: { line1: '18 Harbor Street', postal_code: '97403', city: 'Eugene', state: 'OR', country: 'US' },
  },
  sakura: {
    tenant: 'alpha',
    currency: 'jpy',
    name: 'Sakura Design KK',
    email: 'keiri@sakura.example',
    address: { line1: '2-11-3 Meguro', postal_code: '153-0063', city: 'Tokyo', country: 'JP' },
  },
  dana: {
    tenant: 'alpha',
    currency: 'kwd',
    name: 'Dana Trading WLL',
    email: 'accounts@dana.example',
    address: { line1: 'Al-Shuhada Street 4', city: 'Kuwait City', country: 'KW' },
  },
  /** Has no address, so that automatic tax cannot work. */
  nimbus: { tenant: 'alpha', currency: 'usd', name: 'Nimbus Labs', email: 'hello@nimbus.example' },
  initech: {
    tenant: 'beta',
    currency: 'usd',
    name: 'Initech LLC',
    email: 'invoices@initech.example',
    address: {
      line1: '4120 Freidrich Lane',
      postal_code: '78744',
      city: 'Austin',
      state: 'TX',
      country: 'US',
    },
  },
  tulip: {
    tenant: 'beta',
    currency: 'eur',
    name: 'Tulip Works B.V.',
    email: 'finance@tulip.example',
    address: { line1: 'Keizersgracht 104', postal_code: '1015 CV', city: 'Amsterdam', country: 'NL' },
  },
  /** Has no address either. */
  pixel: { tenant: 'beta', currency: 'usd', name: 'Pixel & Plum', email: 'ops@pixelplum.example' },
} as const satisfies Record<string, FirstCustomer>;

/** The short name of such a customer. */
export type CustomerName = keyof typeof FIRST_CUSTOMERS;

/** The currency that a customer is invoiced in. */
export function currencyOf(name: CustomerName): string {
  return FIRST_CUSTOMERS[name].currency;
}
