/**
 * What the draft's ids stand for: tax rates, coupons, codes, shipping rates, templates. Each kind is asked for once, when
 * it is first needed, and what is not there yet (or not to be had) is simply not known.
 */
import type { InvoiceAdapter } from '../../adapter/adapter.js';
import type {
  Coupon,
  DiscountParams,
  Price,
  PromotionCode,
  RenderingTemplate,
  ShippingRate,
  TaxRate,
} from '../../invoice/wire.js';

/** A discount as the draft has it, with what it takes off. */
export interface KnownDiscount {
  coupon: Coupon | null;
  /** What it can be given again by. */
  madeFrom: DiscountParams;
}

type Kind = 'rates' | 'coupons' | 'shipping' | 'templates';

export class Catalog {
  readonly rates = new Map<string, TaxRate>();
  readonly coupons = new Map<string, Coupon>();
  /** Those that were found. */
  readonly codes = new Map<string, PromotionCode>();
  readonly shipping = new Map<string, ShippingRate>();
  readonly templates = new Map<string, RenderingTemplate>();
  /** By the id of the discount (`di_…`). */
  readonly discounts = new Map<string, KnownDiscount>();

  /** Ids of the prices that were asked for last. */
  priceIds: readonly string[] = [];

  readonly #asked = new Set<string>();
  #prices: { currency: string; list: Promise<readonly Price[]> } | null = null;

  constructor(
    private readonly adapter: () => InvoiceAdapter | null,
    private readonly changed: () => void,
  ) {}

  /** What the discounts were made from, by their ids. */
  get origins(): Record<string, DiscountParams> {
    return Object.fromEntries([...this.discounts].map(([id, { madeFrom }]) => [id, madeFrom]));
  }

  /** The prices in a currency, asked for once. */
  prices(currency: string): Promise<readonly Price[]> {
    const adapter = this.adapter();
    if (!adapter) return Promise.resolve([]);
    if (this.#prices?.currency !== currency) {
      const list = adapter.prices(currency);
      const asked = (this.#prices = { currency, list });
      list.then(
        (prices) => {
          this.priceIds = prices.map(({ id }) => id);
          this.changed();
        },
        () => {
          if (this.#prices === asked) this.#prices = null;
        },
      );
    }
    return this.#prices.list;
  }

  /** Asks once which prices are of the catalog, whatever comes of it. */
  needPrices(currency: string): void {
    this.#once(`prices ${currency}`, () => this.prices(currency));
  }

  /** Asks for a kind; tries again at the next call where it failed. */
  need(kind: Kind): void {
    const adapter = this.adapter();
    if (!adapter) return;
    this.#once(kind, async () => {
      for (const each of (await listOf(kind, adapter)) ?? []) this[kind].set(each.id, each as never);
    });
  }

  /** Asks what the discounts of a draft at Stripe are, where there are any that are not known. */
  needDiscounts(invoice: string, ids: readonly string[]): void {
    const adapter = this.adapter();
    const unknown = ids.filter((id) => !this.discounts.has(id));
    if (!adapter?.discounts || !unknown.length) return;
    this.#once(`discounts ${unknown.join()}`, async () => {
      for (const { id, coupon, promotion_code } of (await adapter.discounts?.(invoice)) ?? []) {
        const madeFrom = promotion_code
          ? { promotion_code }
          : coupon
            ? { coupon: coupon.id }
            : { discount: id };
        this.discounts.set(id, { coupon, madeFrom });
        if (coupon) this.coupons.set(coupon.id, coupon);
      }
    });
  }

  /** A code that a person wrote, where there is such a one. */
  async findCode(text: string): Promise<PromotionCode | null> {
    const [code] = (await this.adapter()?.promotionCodes?.(text)) ?? [];
    if (code) this.codes.set(code.id, code);
    return code ?? null;
  }

  /**
   * The coupon behind a discount, however it is named; null where it is not known.
   * @param madeFrom - what the draft knows of where its discounts come from
   */
  couponOf(given: DiscountParams, madeFrom: Readonly<Record<string, DiscountParams>> = {}): Coupon | null {
    const known = this.discounts.get(given.discount ?? '')?.coupon;
    if (known) return known;
    const { coupon, promotion_code: code } = madeFrom[given.discount ?? ''] ?? given;
    if (coupon) return this.coupons.get(coupon) ?? null;
    const behind = this.codes.get(code ?? '')?.promotion.coupon;
    return typeof behind === 'string' ? (this.coupons.get(behind) ?? null) : (behind ?? null);
  }

  #once(what: string, load: () => Promise<unknown>): void {
    if (this.#asked.has(what)) return;
    this.#asked.add(what);
    load().then(this.changed, () => this.#asked.delete(what));
  }
}

function listOf(kind: Kind, adapter: InvoiceAdapter): Promise<readonly { id: string }[]> | undefined {
  switch (kind) {
    case 'rates':
      return adapter.taxRates();
    case 'coupons':
      return adapter.coupons?.();
    case 'shipping':
      return adapter.shippingRates?.();
    case 'templates':
      return adapter.renderingTemplates?.();
  }
}
