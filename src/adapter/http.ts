import { readInvoice, readLine, readPayments } from '../invoice/shape.js';
import type { Invoice, Line, Payment } from '../invoice/types.js';
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
  PromotionCode,
  RenderingTemplate,
  ReviseParams,
  SearchParams,
  Session,
  ShippingRate,
  TaxRate,
  UpdateParams,
} from '../invoice/wire.js';
import { DEFAULT_RETRY, isProblem, ownProblem } from './adapter.js';
import type {
  ConnectionState,
  InvoiceAdapter,
  InvoiceProblem,
  PaymentBatch,
  ReadOptions,
  RetryPolicy,
  WriteOptions,
} from './adapter.js';
import { searchCustomers } from './customer-search.js';
import { readDiscounts } from './discounts.js';
import { LiveLine } from './live-line.js';
import { readBatch } from './payment-batch.js';
import type { HttpAdapterOptions } from './options.js';
import { Tabs } from './tabs.js';
import { PAGE_SIZE, Transport } from './transport.js';
import type { Query } from './transport.js';

export type { HttpAdapterOptions } from './options.js';

/** Milliseconds; the backend greets each listener at once. */
const DEAF_AFTER = 10_000;
const COUPONS = 300;

/** Speaks to the backend handler of this package: Stripe's paths and names, JSON both ways. */
export class HttpAdapter implements InvoiceAdapter {
  readonly retry: RetryPolicy;
  readonly address: string;
  readonly #http: Transport;
  readonly #live: LiveLine;
  readonly #onUnsupported: HttpAdapterOptions['onUnsupported'];
  /** What the session names; undefined where it names nothing. */
  #features?: readonly Feature[];
  readonly #unsupported = new Set<Feature>();

  constructor(options: HttpAdapterOptions) {
    const { deafAfter = DEAF_AFTER, ...polling } = options.polling || {};
    this.retry = { ...DEFAULT_RETRY, ...options.retry };
    this.address = String(options.url);
    this.#onUnsupported = options.onUnsupported;
    this.#http = new Transport(options, this.retry, () => this.#live.restart());
    this.#live = new LiveLine({
      tabs: new Tabs(String(options.url)),
      open: (headers, signal) => this.#http.open('/events', headers, signal),
      retry: this.retry,
      polling: options.polling !== false && polling,
      deafAfter,
      isPaused: () => this.connection === 'signed-out',
    });
  }

  get connection(): ConnectionState {
    return this.#http.connection.state;
  }

  watchConnection(listener: (state: ConnectionState) => void): () => void {
    return this.#http.connection.watch(listener);
  }

  resume(): void {
    this.#http.resume();
  }

  supports(feature: Feature): boolean {
    return !this.#unsupported.has(feature) && (this.#features?.includes(feature) ?? true);
  }

  async session(options?: ReadOptions): Promise<Session> {
    const session = await this.#http.read<Session>('/session', {}, options);
    this.#features = session.features;
    return session;
  }

  async retrieve(id: string, options?: ReadOptions): Promise<Invoice> {
    return readInvoice(await this.#http.read(invoicePath(id), {}, options));
  }

  async list(params: ListParams = {}, options?: ReadOptions): Promise<Page<Invoice>> {
    const page = await this.#http.read<Page<object>>('/invoices', { ...params }, options);
    return { ...page, data: page.data.map((invoice) => readInvoice(invoice)) };
  }

  async lines(id: string, options?: ReadOptions): Promise<Line[]> {
    const lines = await this.#http.readAll(invoicePath(id, 'lines'), {}, options);
    return lines.map((line) => readLine(line));
  }

  create(params: CreateParams, options: WriteOptions): Promise<Invoice> {
    return this.#change('/invoices', params, options);
  }

  createAndFinalize(params: CreateAndFinalizeParams, options: WriteOptions): Promise<Invoice> {
    return this.#change('/invoices/create_and_finalize', params, options);
  }

  update(id: string, params: UpdateParams, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id), params, options);
  }

  async delete(id: string, options: WriteOptions): Promise<void> {
    await this.#http.send('DELETE', invoicePath(id), options);
    this.#live.hurry(id);
  }

  addLines(id: string, lines: LineParams[], options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'add_lines'), { lines }, options);
  }

  updateLines(id: string, lines: (LineParams & { id: string })[], options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'update_lines'), { lines }, options);
  }

  removeLines(id: string, lines: string[], options: WriteOptions): Promise<Invoice> {
    const removed = lines.map((line) => ({ id: line, behavior: 'delete' }));
    return this.#change(invoicePath(id, 'remove_lines'), { lines: removed }, options);
  }

  finalize(id: string, params: FinalizeParams, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'finalize'), params, options);
  }

  send(id: string, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'send'), {}, options);
  }

  void(id: string, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'void'), {}, options);
  }

  markUncollectible(id: string, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'mark_uncollectible'), {}, options);
  }

  searchCustomers(text: string, options?: ReadOptions): Promise<Customer[]> {
    const list = async (query: Query, path = '/customers'): Promise<Customer[]> =>
      (await this.#http.read<Page<Customer>>(path, query, options)).data;
    return searchCustomers(text, list, (id) => this.customer(id, options));
  }

  customer(id: string, options?: ReadOptions): Promise<Customer> {
    return this.#http.read(`/customers/${encodeURIComponent(id)}`, {}, options);
  }

  prices(currency: string, options?: ReadOptions): Promise<Price[]> {
    const query = { 'active': true, currency, 'type': 'one_time', 'expand[]': 'data.product' };
    return this.#http.readAll('/prices', query, options);
  }

  taxRates(options?: ReadOptions): Promise<TaxRate[]> {
    return this.#http.readAll('/tax_rates', { active: true }, options);
  }

  subscribe(listener: (change: Change) => void): () => void {
    return this.#live.subscribe(listener);
  }

  async search({ query, limit, page }: SearchParams, options?: ReadOptions): Promise<Page<Invoice>> {
    return this.#optional('invoice_search', async () => {
      const asked = { query, limit, page };
      const found = await this.#http.read<Page<object>>('/invoices/search', asked, options);
      return { ...found, data: found.data.map((invoice) => readInvoice(invoice)) };
    });
  }

  async invoiceEvents(id: string, options?: ReadOptions): Promise<InvoiceEvent[]> {
    return this.#optional('invoice_events', async () => {
      const path = invoicePath(id, 'events');
      const { data } = await this.#http.read<Page<InvoiceEvent>>(path, { limit: PAGE_SIZE }, options);
      return data;
    });
  }

  async revise(params: ReviseParams, options: WriteOptions): Promise<Invoice> {
    return this.#change('/invoices', params, options);
  }

  async preview(params: PreviewParams, options?: ReadOptions): Promise<Invoice> {
    return this.#optional('invoice_preview', async () =>
      readInvoice(await this.#http.send('POST', '/invoices/create_preview', options, { ...params })),
    );
  }

  async discounts(id: string, options?: ReadOptions): Promise<AppliedDiscount[]> {
    const invoice = await this.#http.read(
      invoicePath(id),
      { 'expand[]': 'discounts.source.coupon' },
      options,
    );
    const onLines = readInvoice(invoice).lines.some((line) => line.discounts.length > 0);
    // Through the invoice this would be a level more than Stripe expands.
    const lines = onLines
      ? await this.#http.readAll(
          invoicePath(id, 'lines'),
          { 'expand[]': 'data.discounts.source.coupon' },
          options,
        )
      : [];
    return readDiscounts([invoice, ...lines]);
  }

  pay(id: string, params: PayParams, options: WriteOptions): Promise<Invoice> {
    return this.#change(invoicePath(id, 'pay'), params, options);
  }

  async payments(id: string, options?: ReadOptions): Promise<Payment[]> {
    return readPayments(await this.#http.readAll('/invoice_payments', { invoice: id }, options)) ?? [];
  }

  async paymentsOf(
    ids: readonly string[],
    since: number | null,
    options?: ReadOptions,
  ): Promise<PaymentBatch> {
    return this.#optional('payment_batches', async () => {
      const asked = { 'invoices': ids, 'created[gte]': since };
      return readBatch(ids, await this.#http.read('/invoice_payments', asked, options));
    });
  }

  async paymentMethods(customer: string, options?: ReadOptions): Promise<PaymentMethod[]> {
    return this.#optional('payment_methods', () =>
      this.#http.readAll(`/customers/${escaped(customer)}/payment_methods`, {}, options),
    );
  }

  async confirmationSecret(id: string, options?: ReadOptions): Promise<ConfirmationSecret | null> {
    const query = { 'expand[]': 'confirmation_secret' };
    const { confirmation_secret } = await this.#http.read<{
      confirmation_secret?: ConfirmationSecret | null;
    }>(invoicePath(id), query, options);
    return confirmation_secret ?? null;
  }

  async attachPayment(id: string, params: AttachPaymentParams, options: WriteOptions): Promise<Invoice> {
    return this.#optional('attach_payment', () =>
      this.#change(invoicePath(id, 'attach_payment'), params, options),
    );
  }

  async createCustomer(params: CustomerParams, options: WriteOptions): Promise<Customer> {
    return this.#optional('create_customer', () => this.#write('/customers', params, options));
  }

  async updateCustomer(id: string, params: CustomerParams, options: WriteOptions): Promise<Customer> {
    return this.#optional('update_customer', () => this.#write(`/customers/${escaped(id)}`, params, options));
  }

  async coupons(options?: ReadOptions): Promise<Coupon[]> {
    const coupons = await this.#optional('coupons', () =>
      this.#http.readAll<Coupon>('/coupons', {}, options, COUPONS),
    );
    return coupons.filter(({ valid }) => valid);
  }

  async promotionCodes(code?: string, options?: ReadOptions): Promise<PromotionCode[]> {
    return this.#optional('promotion_codes', () =>
      this.#http.readAll('/promotion_codes', { active: true, code }, options),
    );
  }

  async shippingRates(options?: ReadOptions): Promise<ShippingRate[]> {
    return this.#optional('shipping_rates', () =>
      this.#http.readAll('/shipping_rates', { active: true }, options),
    );
  }

  async renderingTemplates(options?: ReadOptions): Promise<RenderingTemplate[]> {
    return this.#optional('invoice_rendering_templates', () =>
      this.#http.readAll('/invoice_rendering_templates', { status: 'active' }, options),
    );
  }

  async creditNotes(
    params: PageParams & { invoice: string },
    options?: ReadOptions,
  ): Promise<Page<CreditNote>> {
    return this.#optional('credit_notes', () => this.#http.read('/credit_notes', { ...params }, options));
  }

  async createCreditNote(params: CreditNoteParams, options: WriteOptions): Promise<CreditNote> {
    return this.#optional('credit_notes', () => this.#write('/credit_notes', params, options));
  }

  async previewCreditNote(params: CreditNoteParams, options?: ReadOptions): Promise<CreditNote> {
    return this.#optional('credit_notes', () =>
      this.#http.read('/credit_notes/preview', { ...params }, options),
    );
  }

  async voidCreditNote(id: string, options: WriteOptions): Promise<CreditNote> {
    return this.#optional('credit_notes', () =>
      this.#write(`/credit_notes/${escaped(id)}/void`, {}, options),
    );
  }

  async #change(path: string, body: object, options: WriteOptions): Promise<Invoice> {
    return readInvoice(await this.#write<object>(path, body, options));
  }

  async #write<T extends object>(path: string, body: object, options: WriteOptions): Promise<T> {
    const answer = await this.#http.send<T>('POST', path, options, { ...body });
    this.#live.hurry(invoiceOf(answer));
    return answer;
  }

  /** Asks for what the backend may not have, but no second time where it has not. */
  async #optional<T>(feature: Feature, ask: () => Promise<T>): Promise<T> {
    if (!this.supports(feature)) throw notSupported(feature);
    try {
      return await ask();
    } catch (error) {
      if (!isRouteMissing(error, feature)) throw error;
      if (this.supports(feature)) {
        this.#unsupported.add(feature);
        this.#onUnsupported?.(feature);
      }
      throw notSupported(feature, error);
    }
  }
}

/** These ask about no object, so that a 404 can only mean the route. */
const OF_NO_OBJECT: readonly Feature[] = [
  'invoice_search',
  'create_customer',
  'coupons',
  'promotion_codes',
  'shipping_rates',
  'invoice_rendering_templates',
  'payment_batches',
];

function isRouteMissing(error: unknown, feature: Feature): boolean {
  if (!isProblem(error)) return false;
  const { status, code } = error;
  if (status === 405 || status === 501 || code === 'route_unknown') return true;
  // A backend that knows payments of one invoice only takes the others for a mistake.
  if (feature === 'payment_batches' && status === 400) return true;
  return status === 404 && OF_NO_OBJECT.includes(feature);
}

function notSupported(feature: Feature, cause?: unknown): InvoiceProblem {
  const detail = `The backend has no ${feature.replaceAll('_', ' ')}.`;
  return ownProblem('not_supported', detail, { status: 501, retryable: false, cause });
}

const escaped = encodeURIComponent;

/** The invoice that an answer is, or is about. */
function invoiceOf({
  object,
  id,
  invoice,
}: {
  object?: unknown;
  id?: unknown;
  invoice?: unknown;
}): string | undefined {
  const about = object === 'invoice' ? id : invoice;
  return typeof about === 'string' ? about : undefined;
}

function invoicePath(id: string, action?: string): string {
  return `/invoices/${encodeURIComponent(id)}${action ? `/${action}` : ''}`;
}
