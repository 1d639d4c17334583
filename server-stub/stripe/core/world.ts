/**
 * All objects of one account. `Stripe-Account` gives each account its own world; clock, ids and listeners are shared.
 */
import type { StubClock } from '../clock.js';
import type { IdGenerator } from '../ids.js';
import type {
  Account,
  BalanceTransaction,
  Charge,
  Coupon,
  CreditNote,
  CreditNoteLineItem,
  Customer,
  Discount,
  Invoice,
  InvoiceItem,
  InvoicePayment,
  LineItem,
  PaymentIntent,
  PaymentMethod,
  PaymentRecord,
  Price,
  Product,
  PromotionCode,
  RenderingTemplate,
  ShippingRate,
  Refund,
  StripeEvent,
  Tax,
  TaxId,
  TaxRate,
  TransferData,
} from '../objects.js';
import type { Rate } from '../money/totals.js';
import type { Portion } from '../money/credit.js';
import type { TestMethod } from '../money/test-methods.js';
import type { SavedAnswer } from './idempotency.js';
import type { SearchIndex } from './search-index.js';
import { Table } from './table.js';
import type { Endpoint } from './webhooks.js';

/** An invoice with its lines, which are recomputed while it is a draft and stand still afterwards. */
export interface InvoiceRecord {
  id: string;
  invoice: Invoice;
  /** Ids of its invoice items, in the order of the lines. */
  items: string[];
  lines: LineItem[];
  /** Ids of its invoice payments, oldest first. */
  payments: string[];
  /** The secret part of the hosted link, from finalization on. */
  token: string | null;
  /** How many seconds late Stripe is with what it does to this invoice by itself. */
  lateness: number;
  /** Fields that are told otherwise than they are, as a later Stripe may tell them. */
  overrides: Record<string, unknown>;
  /** The taxes on its shipping, which its totals have in them. */
  shippingTaxes: Tax[];
  /** What of its payment goes to others; current invoices don't show it, their payment intents do. */
  connect: { application_fee_amount: number | null; transfer_data: TransferData | null };
}

/** How Stripe Tax is: at work, not activated on the account, or out of order. */
export type TaxService = 'active' | 'inactive' | 'down';

/** An invoice item; `lineId` is the line it makes on its invoice and stays through edits. */
export interface ItemRecord {
  id: string;
  item: InvoiceItem;
  lineId: string | null;
  /** Taxes that were worked out elsewhere and set by hand, in place of rates. */
  taxAmounts: Rate[] | null;
}

/** What a credit note took of a line of the invoice, by `units` or (null) by amount. */
export interface Taken {
  line: string;
  units: number | null;
  portion: Portion;
}

/** A credit note with its lines and what they took; `token` is the secret part of its link. */
export interface CreditNoteRecord {
  id: string;
  note: CreditNote;
  lines: CreditNoteLineItem[];
  taken: Taken[];
  token: string;
}

/** A payment method with the test card or account behind it. */
export interface MethodRecord {
  id: string;
  method: PaymentMethod;
  test: TestMethod;
  /** What its holder agreed to; bank accounts have one. */
  mandate: string | null;
}

/** What all worlds of one stand-in share. */
export interface Shared {
  clock: StubClock;
  newId: IdGenerator;
  /** The account's API version: of requests that name none, and of events. */
  apiVersion: string;
  /** Where hosted links lead when no request says otherwise. */
  origin: string;
  /** What searches see of the rows. */
  search: SearchIndex;
  /** Tells an event; `inVersion` is the same event as another API version renders it. */
  publish(event: StripeEvent, world: World, inVersion: (version: string) => StripeEvent): void;
}

export interface World {
  readonly shared: Shared;
  readonly account: Account;
  /** Worlds made by `Stripe-Account` mark their events with `account`. */
  readonly connected: boolean;
  readonly customers: Table<Customer>;
  readonly balanceTransactions: Table<BalanceTransaction>;
  readonly products: Table<Product>;
  readonly prices: Table<Price>;
  readonly taxRates: Table<TaxRate>;
  readonly taxIds: Table<TaxId>;
  readonly shippingRates: Table<ShippingRate>;
  readonly renderingTemplates: Table<RenderingTemplate>;
  readonly promotionCodes: Table<PromotionCode>;
  readonly coupons: Table<Coupon>;
  readonly discounts: Table<Discount>;
  readonly invoices: Table<InvoiceRecord>;
  readonly items: Table<ItemRecord>;
  readonly invoicePayments: Table<InvoicePayment>;
  readonly intents: Table<PaymentIntent>;
  readonly charges: Table<Charge>;
  readonly creditNotes: Table<CreditNoteRecord>;
  readonly refunds: Table<Refund>;
  readonly paymentMethods: Table<MethodRecord>;
  readonly paymentRecords: Table<PaymentRecord>;
  readonly events: Table<StripeEvent>;
  readonly endpoints: Table<Endpoint>;
  /** Ids of invoices that something will happen to by itself. */
  readonly waiting: Set<string>;
  /** Ids of invoices whose `invoice.created` has failed at an endpoint, or is held on its way there. */
  readonly unheard: Set<string>;
  /** When the money of an intent arrives or fails to (Unix seconds), by the intent's id. */
  readonly settling: Map<string, number>;
  /** The invoice payment that an intent or a payment record pays, by the id of either. */
  readonly paymentOf: Map<string, string>;
  readonly byToken: Map<string, string>;
  readonly numbers: Set<string>;
  /** One-off prices by what they cost, so that equal lines share one. */
  readonly oneOffPrices: Map<string, string>;
  readonly answers: Map<string, SavedAnswer>;
  taxService: TaxService;
}

export function createWorld(shared: Shared, account: Account, connected: boolean): World {
  return {
    shared,
    account,
    connected,
    customers: new Table(),
    balanceTransactions: new Table(),
    products: new Table(),
    prices: new Table(),
    taxRates: new Table(),
    taxIds: new Table(),
    shippingRates: new Table(),
    renderingTemplates: new Table(),
    promotionCodes: new Table(),
    coupons: new Table(),
    discounts: new Table(),
    invoices: new Table(),
    items: new Table(),
    invoicePayments: new Table(),
    intents: new Table(),
    charges: new Table(),
    creditNotes: new Table(),
    refunds: new Table(),
    paymentMethods: new Table(),
    paymentRecords: new Table(),
    events: new Table(),
    endpoints: new Table(),
    waiting: new Set(),
    unheard: new Set(),
    settling: new Map(),
    paymentOf: new Map(),
    byToken: new Map(),
    numbers: new Set(),
    oneOffPrices: new Map(),
    answers: new Map(),
    taxService: 'active',
  };
}

/** What the code that does the work knows about who asked: a request, or the clock (then both ids are null). */
export interface Context {
  readonly world: World;
  /** Unix seconds; for scheduled work the moment it was due. */
  readonly now: number;
  /** The origin of hosted links. */
  readonly origin: string;
  /** The API version that is spoken to whoever asked. */
  readonly version: string;
  readonly request: { id: string | null; idempotency_key: string | null };
  /** Asked with a publishable key, from a page. */
  readonly publishable?: boolean;
}

/** A context of nobody's request: of the clock, or of a customer at the hosted page or their bank. */
export function ownContext(world: World, given: { now?: number; origin?: string | undefined } = {}): Context {
  const { apiVersion, clock, origin } = world.shared;
  return {
    world,
    now: given.now ?? clock.now(),
    origin: given.origin ?? origin,
    version: apiVersion,
    request: { id: null, idempotency_key: null },
  };
}

/** A request on its way through one call. */
export interface Call<P> extends Context {
  readonly params: P;
  /** Ids from the path, by their placeholder. */
  readonly path: Record<string, string>;
}
