/**
 * How a page reaches a backend. Elements know only this interface; {@link HttpAdapter} speaks the HTTP contract of the
 * handler, and an embedder may write another (over GraphQL, a native bridge, a worker).
 */
import type {
  AppliedDiscount,
  AttachPaymentParams,
  Change,
  ConfirmationSecret,
  Coupon,
  CreateAndFinalizeParams,
  CreateParams,
  CreditNote,
  CreditNoteParams,
  Customer,
  CustomerParams,
  Feature,
  FinalizeParams,
  InvoiceEvent,
  LineParams,
  ListParams,
  Page,
  PageParams,
  PaymentMethod,
  PayParams,
  PreviewParams,
  Price,
  Problem,
  PromotionCode,
  RenderingTemplate,
  ReviseParams,
  SearchParams,
  Session,
  ShippingRate,
  TaxRate,
  UpdateParams,
} from '../invoice/wire.js';
import { readInvoice } from '../invoice/shape.js';
import type { Invoice, Line, Payment } from '../invoice/types.js';

/** Options of a call that only reads. */
export interface ReadOptions {
  signal?: AbortSignal;
}

/** Options of a call that changes something. */
export interface WriteOptions extends ReadOptions {
  /**
   * The idempotency key: made once for what a person meant to do, and kept until a final answer. The same key with the
   * same parameters gets the first answer again, failures included (Stripe, idempotent requests).
   */
  key: string;
}

/** How often and how patiently one intent is tried. Delays are milliseconds. */
export interface RetryPolicy {
  /** All tries together, the first one included. */
  attempts: number;
  /** Upper bound of the first pause; it doubles each time, and the real pause is drawn from the upper half. */
  baseDelay: number;
  maxDelay: number;
}

/** Enough for a backend that restarts: up to about 7 seconds of pauses. */
export const DEFAULT_RETRY: RetryPolicy = { attempts: 5, baseDelay: 500, maxDelay: 8_000 };

/**
 * How the line to the backend stands: it answers, nothing comes back from it, or it answered 401 and waits for the person
 * to sign in again.
 */
export type ConnectionState = 'online' | 'offline' | 'signed-out';

/** Every method rejects with an {@link InvoiceProblem}, or with an `AbortError` where its signal was aborted. */
export interface InvoiceAdapter {
  /** Tried again by whoever owns the intent; an adapter itself never repeats a write. */
  readonly retry: RetryPolicy;

  /** Which backend it is, where a page has several: work that a browser keeps for one is not taken up by another. */
  readonly address?: string;

  session(options?: ReadOptions): Promise<Session>;

  retrieve(id: string, options?: ReadOptions): Promise<Invoice>;
  list(params?: ListParams, options?: ReadOptions): Promise<Page<Invoice>>;
  /** Every line, page by page where there are more than fit into the invoice. */
  lines(id: string, options?: ReadOptions): Promise<Line[]>;

  create(params: CreateParams, options: WriteOptions): Promise<Invoice>;
  createAndFinalize(params: CreateAndFinalizeParams, options: WriteOptions): Promise<Invoice>;
  update(id: string, params: UpdateParams, options: WriteOptions): Promise<Invoice>;
  /** Deletes a draft; doing it twice is a success. */
  delete(id: string, options: WriteOptions): Promise<void>;
  addLines(id: string, lines: LineParams[], options: WriteOptions): Promise<Invoice>;
  updateLines(id: string, lines: (LineParams & { id: string })[], options: WriteOptions): Promise<Invoice>;
  /** Removes the lines and deletes the invoice items behind them. */
  removeLines(id: string, lines: string[], options: WriteOptions): Promise<Invoice>;

  finalize(id: string, params: FinalizeParams, options: WriteOptions): Promise<Invoice>;
  send(id: string, options: WriteOptions): Promise<Invoice>;
  void(id: string, options: WriteOptions): Promise<Invoice>;
  markUncollectible(id: string, options: WriteOptions): Promise<Invoice>;

  /** Customers whose name or email holds the text; the newest ones for an empty text. */
  searchCustomers(text: string, options?: ReadOptions): Promise<Customer[]>;
  customer(id: string, options?: ReadOptions): Promise<Customer>;
  /** Active one-time prices in the currency, products expanded. */
  prices(currency: string, options?: ReadOptions): Promise<Price[]>;
  taxRates(options?: ReadOptions): Promise<TaxRate[]>;

  /**
   * Calls the listener for each change that the backend hears of, until the returned function is called.
   * A change is a hint to read again, never the truth. After a gap in the line comes one change of type {@link RESYNC}
   * for the invoice `*`: anything may have changed. An adapter without a live line returns a function that does nothing.
   */
  subscribe(listener: (change: Change) => void): () => void;

  /** Left out where an adapter cannot tell. */
  readonly connection?: ConnectionState;
  /** Calls the listener whenever `connection` becomes another one, until the returned function is called. */
  watchConnection?(listener: (state: ConnectionState) => void): () => void;
  /** The person has signed in again: what waits goes on, and what is watched is read anew. */
  resume?(): void;

  /**
   * Whether the backend has these routes; true until it is known that it has not. Left out, the methods below are there
   * or not. A call without the route behind it rejects with `not_supported`.
   */
  supports?(feature: Feature): boolean;

  // What follows is optional, so that an embedder's own adapter stays valid without it.

  /** One page of hits in Stripe's search language. A change is found only up to a minute later. */
  search?(params: SearchParams, options?: ReadOptions): Promise<Page<Invoice>>;
  /** What happened to the invoice, the newest first; at most a hundred steps of the last 30 days. */
  invoiceEvents?(id: string, options?: ReadOptions): Promise<InvoiceEvent[]>;
  /** A draft that takes the place of a finalized invoice, which becomes void when the draft is finalized. */
  revise?(params: ReviseParams, options: WriteOptions): Promise<Invoice>;
  /** What an invoice would come to, with what the customer has pending; nothing is made. */
  preview?(params: PreviewParams, options?: ReadOptions): Promise<Invoice>;
  /** What the discounts of the invoice and of its lines are, each once; those of the invoice come first. */
  discounts?(id: string, options?: ReadOptions): Promise<AppliedDiscount[]>;
  /** Charges the customer, or with `paid_out_of_band` marks it as paid outside Stripe. */
  pay?(id: string, params: PayParams, options: WriteOptions): Promise<Invoice>;
  /** What was paid on the invoice, or tried, the newest first. */
  payments?(id: string, options?: ReadOptions): Promise<Payment[]>;
  /**
   * The same of several invoices at once, at most 100: for states in a list. `since` is when the oldest of them was made,
   * in Unix seconds, where that is known.
   */
  paymentsOf?(ids: readonly string[], since: number | null, options?: ReadOptions): Promise<PaymentBatch>;
  /** What the customer can be charged with, the default one marked. */
  paymentMethods?(customer: string, options?: ReadOptions): Promise<PaymentMethod[]>;
  /** What Stripe.js confirms the payment with; null where the invoice cannot be paid now, or not by this person. */
  confirmationSecret?(id: string, options?: ReadOptions): Promise<ConfirmationSecret | null>;
  attachPayment?(id: string, params: AttachPaymentParams, options: WriteOptions): Promise<Invoice>;
  createCustomer?(params: CustomerParams, options: WriteOptions): Promise<Customer>;
  updateCustomer?(id: string, params: CustomerParams, options: WriteOptions): Promise<Customer>;
  /** Those that can still be used, among the newest 300. */
  coupons?(options?: ReadOptions): Promise<Coupon[]>;
  /** Active ones, all of them, or the one that is written so. */
  promotionCodes?(code?: string, options?: ReadOptions): Promise<PromotionCode[]>;
  /** Active ones. */
  shippingRates?(options?: ReadOptions): Promise<ShippingRate[]>;
  /** Active ones. */
  renderingTemplates?(options?: ReadOptions): Promise<RenderingTemplate[]>;
  creditNotes?(params: PageParams & { invoice: string }, options?: ReadOptions): Promise<Page<CreditNote>>;
  createCreditNote?(params: CreditNoteParams, options: WriteOptions): Promise<CreditNote>;
  /** What {@link createCreditNote} would make. */
  previewCreditNote?(params: CreditNoteParams, options?: ReadOptions): Promise<CreditNote>;
  voidCreditNote?(id: string, options: WriteOptions): Promise<CreditNote>;
}

/** Payments by invoice; of one that is not in it nothing is known. */
export interface PaymentBatch {
  payments: ReadonlyMap<string, Payment[]>;
  /** Not all of them were looked at: those without payments may be asked for again. */
  more: boolean;
}

/** The type of the change that stands for everything that may have been missed; its `invoice` is `*`. */
export const RESYNC = 'resync';

/**
 * A refusal of the backend, or the failure to reach it. Codes are those of the backend, and from the page's own side
 * `network_error`, `timeout`, `bad_answer` (what came was no answer of the backend), `authentication_required` and
 * `not_supported` (the backend has no such route).
 */
export class InvoiceProblem extends Error implements Problem {
  override readonly name = 'InvoiceProblem';
  readonly type: string;
  readonly title: string;
  /** The HTTP status; 0 where no answer came at all. */
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly param?: string;
  readonly decline_code?: string;
  readonly request_id?: string;
  readonly retryable: boolean;
  readonly differences?: Problem['differences'];
  readonly invoice?: Invoice;
  /** Milliseconds that the backend asked to wait (`Retry-After`). */
  readonly retryAfter?: number;
  /** Set where a write was given up and nobody can tell yet whether it was done. */
  unsettled?: boolean;
  /** The key of the last try of a write; begun again with it, the same work cannot be done twice. */
  key?: string;

  constructor(problem: Problem, options?: ErrorOptions & { retryAfter?: number }) {
    super(problem.detail || problem.title, options);
    this.type = problem.type;
    this.title = problem.title;
    this.status = problem.status;
    this.detail = problem.detail;
    this.code = problem.code;
    this.param = problem.param;
    this.decline_code = problem.decline_code;
    this.request_id = problem.request_id;
    this.retryable = problem.retryable;
    this.differences = problem.differences;
    this.invoice = problem.invoice && readInvoice(problem.invoice);
    this.retryAfter = options?.retryAfter;
  }
}

/** By name, because two copies of this package may be on one page. */
export function isProblem(error: unknown): error is InvoiceProblem {
  return error instanceof Error && error.name === 'InvoiceProblem';
}

/** A problem found on the page's side. `detail` is for developers; elements have their own words for each code. */
export function ownProblem(
  code: string,
  detail: string,
  { status = 0, retryable = true, cause }: { status?: number; retryable?: boolean; cause?: unknown } = {},
): InvoiceProblem {
  return new InvoiceProblem(
    { type: 'about:blank', title: detail, status, detail, code, retryable },
    { cause },
  );
}

/** Any thrown thing as a problem, so that an element has one kind of failure to show. */
export function toProblem(error: unknown): InvoiceProblem {
  return isProblem(error)
    ? error
    : ownProblem('unexpected', String(error), { retryable: false, cause: error });
}
