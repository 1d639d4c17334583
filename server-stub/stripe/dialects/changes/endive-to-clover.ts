/** Endive, dahlia and clover: keys that were added, and the coupon that moved below `source` and `promotion`. */
import type { World } from '../../core/world.js';
import { isRecord, without, type Older, type VersionChange } from '../change.js';

const customerAccount = without('customer_account');

/** A coupon as it was embedded; of a deleted one only the id is left. */
function coupon(world: World, id: unknown): unknown {
  return isRecord(id) ? id : (world.coupons.get(String(id)) ?? { id, object: 'coupon', deleted: true });
}

/** Turns `source` or `promotion` back into `coupon`. */
const couponFrom =
  (key: string) =>
  (older: Older, _newest: unknown, world: World): void => {
    const holder = older[key];
    Reflect.deleteProperty(older, key);
    older['coupon'] = isRecord(holder) && holder['coupon'] != null ? coupon(world, holder['coupon']) : null;
  };

/** Newest first. */
export const endiveToClover: VersionChange[] = [
  {
    version: '2026-09-30.endive',
    undo: {
      invoice: without('status_details'),
      invoiceitem: without('invoicing_rules'),
      product: without('tax_details'),
    },
  },
  { version: '2026-08-26.dahlia', undo: { invoiceitem: without('frozen_fields') } },
  {
    version: '2026-07-29.dahlia',
    undo: { refund: without('customer', 'customer_account', 'payment_method') },
  },
  { version: '2026-05-27.dahlia', undo: { invoice: without('amount_paid_off_stripe') } },
  {
    version: '2026-03-25.dahlia',
    undo: {
      credit_note_line_item: without('metadata'),
      invoiceitem: without('quantity_decimal'),
      line_item: without('quantity_decimal'),
    },
  },
  {
    version: '2025-12-15.clover',
    undo: {
      credit_note: customerAccount,
      customer: customerAccount,
      customer_balance_transaction: customerAccount,
      discount: customerAccount,
      invoice: customerAccount,
      invoiceitem: customerAccount,
      line_item: without('subtotal'),
      payment_intent: customerAccount,
      promotion_code: customerAccount,
      tax_id: customerAccount,
    },
  },
  {
    version: '2025-10-29.clover',
    undo: {
      credit_note(older) {
        if (!Array.isArray(older['refunds'])) return;
        older['refunds'] = older['refunds'].map((entry: Older) => {
          const copy = { ...entry };
          without('payment_record_refund', 'type')(copy);
          return copy;
        });
      },
    },
  },
  {
    version: '2025-09-30.clover',
    undo: {
      customer: without('business_name', 'individual_name'),
      discount: couponFrom('source'),
      invoiceitem: without('net_amount', 'proration_details'),
      promotion_code: couponFrom('promotion'),
    },
  },
];
