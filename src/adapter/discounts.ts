import type { AppliedDiscount, Coupon } from '../invoice/wire.js';

/** A discount as it comes expanded: the coupon itself, or its id where Stripe did not expand it. */
interface ExpandedDiscount {
  id: string;
  promotion_code?: string | null;
  source?: { coupon?: Coupon | string | null } | null;
}

/** What carries discounts: an invoice or a line. */
interface Discounted {
  discounts?: (ExpandedDiscount | string | null)[] | null;
}

/** The discounts of all of them, each once, in the order in which they come. */
export function readDiscounts(owners: readonly Discounted[]): AppliedDiscount[] {
  const found = new Map<string, AppliedDiscount>();
  for (const discount of owners.flatMap(({ discounts }) => discounts ?? [])) {
    if (discount === null) continue;
    const read = readDiscount(typeof discount === 'string' ? { id: discount } : discount);
    if (!found.get(read.id)?.coupon) found.set(read.id, read);
  }
  return [...found.values()];
}

function readDiscount({ id, promotion_code, source }: ExpandedDiscount): AppliedDiscount {
  const coupon = source?.coupon;
  return {
    id,
    coupon: typeof coupon === 'object' ? coupon : null,
    promotion_code: promotion_code ?? null,
  };
}
