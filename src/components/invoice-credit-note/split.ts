/** How what was paid is given back: three amounts that are always all of it. Minor units. */

/** By a refund through Stripe, to the customer's balance, or outside Stripe. */
export const WAYS_BACK = ['refund', 'balance', 'outside'] as const;
export type WayBack = (typeof WAYS_BACK)[number];

export type Split = Readonly<Record<WayBack, number>>;

/** What the person has asked for, the latest wish first. */
export type Wishes = readonly Readonly<{ way: WayBack; amount: number }>[];

/** What is to be given back, and how much of it can be refunded at most. */
export interface GivenBack {
  total: number;
  refundable: number;
}

/** As much as can go this way. */
export const mostOf = (way: WayBack, { total, refundable }: GivenBack): number =>
  way === 'refund' ? Math.min(total, Math.max(0, refundable)) : total;

/** The wish takes the place of an earlier one for the same way. */
export function withWish(wishes: Wishes, way: WayBack, amount: number): Wishes {
  return [{ way, amount }, ...wishes.filter((wish) => wish.way !== way)];
}

/**
 * All of it in three parts. Wishes are met as far as there is enough, the latest first; what is left goes to the ways that
 * nobody has asked for, a refund before all, and then to the oldest wish.
 */
export function splitOf(back: GivenBack, wishes: Wishes): Split {
  const split: Record<WayBack, number> = { refund: 0, balance: 0, outside: 0 };
  let left = back.total;
  const add = (way: WayBack, wanted: number): void => {
    const part = Math.max(0, Math.min(wanted, left, mostOf(way, back) - split[way]));
    split[way] += part;
    left -= part;
  };
  for (const { way, amount } of wishes) add(way, amount);
  const unasked = WAYS_BACK.filter((way) => !wishes.some((wish) => wish.way === way));
  for (const way of [...unasked, ...wishes.map((wish) => wish.way).reverse()]) add(way, left);
  return split;
}
