/**
 * What a version change is made of: the version that brought it, and how each kind of object looked before.
 */
import type { World } from '../core/world.js';
import type {
  Charge,
  Customer,
  Discount,
  InvoiceItem,
  LineItem,
  PaymentIntent,
  Price,
  Product,
  TaxRate,
  WireInvoice,
} from '../objects.js';
import type { KnownVersion } from './versions.js';

/** An object on its way back through the versions: a copy, of which only the top level may be changed in place. */
export type Older = Record<string, unknown>;

/** Takes one change back. `newest` is the same object in the newest shape; what is put in may be in that shape too. */
export type Undo<T> = (older: Older, newest: T, world: World) => void;

/** What is undone for, by the word in `object`. */
interface Objects {
  charge: Charge;
  credit_note: Older;
  credit_note_line_item: Older;
  customer: Customer;
  customer_balance_transaction: Older;
  discount: Discount;
  invoice: WireInvoice;
  invoiceitem: InvoiceItem;
  line_item: LineItem;
  payment_intent: PaymentIntent;
  price: Price;
  product: Product;
  promotion_code: Older;
  refund: Older;
  tax_id: Older;
  tax_rate: TaxRate;
}
export type ObjectType = keyof Objects;

export interface VersionChange {
  /** From this version on objects look as they do now, as far as this change goes. */
  version: KnownVersion;
  undo: { [T in ObjectType]?: Undo<Objects[T]> };
}

/** For keys that came with the version. */
export const without =
  (...keys: string[]) =>
  (older: Older): void => {
    for (const key of keys) Reflect.deleteProperty(older, key);
  };

/** The same below a key: `within('automatic_tax', without('liability'))`. */
export const within =
  (key: string, undo: (inner: Older) => void) =>
  (older: Older): void => {
    const inner = older[key];
    if (!isRecord(inner)) return;
    const copy = { ...inner };
    undo(copy);
    older[key] = copy;
  };

/** Several things one after the other. */
export const all =
  <T>(...undos: Undo<T>[]): Undo<T> =>
  (older, newest, world) => {
    for (const undo of undos) undo(older, newest, world);
  };

export function isRecord(value: unknown): value is Older {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
