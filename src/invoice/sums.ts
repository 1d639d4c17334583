/** What several invoices come to: amounts of different currencies are never added up. */

export interface Sum {
  /** Lower-case code. */
  currency: string;
  /** Minor units; of very many invoices it may be more than a number holds exactly. */
  amount: bigint;
  /** How many amounts it is of. */
  count: number;
}

/** One sum for each currency, in the order of their codes, so that none moves when another comes in. */
export function sumsPerCurrency(amounts: Iterable<{ currency: string; amount: number }>): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { currency: written, amount } of amounts) {
    const currency = written.toLowerCase();
    const sum = sums.get(currency) ?? { currency, amount: 0n, count: 0 };
    sums.set(currency, { currency, amount: sum.amount + BigInt(amount), count: sum.count + 1 });
  }
  return [...sums.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1));
}
