/**
 * The smallest amount that Stripe charges, in minor units (docs: currencies, minimum and maximum amounts). An invoice
 * that asks for less is marked paid and the amount goes to the customer's balance. Currencies that are not listed
 * have no minimum here.
 */
const minimums: Record<string, number> = {
  usd: 50,
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
};

export function minimumCharge(currency: string): number {
  return minimums[currency] ?? 1;
}
