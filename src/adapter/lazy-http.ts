import { DEFAULT_RETRY, ownProblem } from './adapter.js';
import type { InvoiceAdapter } from './adapter.js';
import type { HttpAdapter } from './http.js';

type Call = Exclude<
  keyof InvoiceAdapter,
  'retry' | 'address' | 'subscribe' | 'connection' | 'watchConnection' | 'resume' | 'supports'
>;

/** Every call of the interface that answers with a promise; a missing one does not compile. */
const CALLS = Object.keys({
  session: 0,
  retrieve: 0,
  list: 0,
  lines: 0,
  create: 0,
  createAndFinalize: 0,
  update: 0,
  delete: 0,
  addLines: 0,
  updateLines: 0,
  removeLines: 0,
  finalize: 0,
  send: 0,
  void: 0,
  markUncollectible: 0,
  searchCustomers: 0,
  customer: 0,
  prices: 0,
  taxRates: 0,
  search: 0,
  invoiceEvents: 0,
  revise: 0,
  preview: 0,
  discounts: 0,
  pay: 0,
  payments: 0,
  paymentsOf: 0,
  paymentMethods: 0,
  confirmationSecret: 0,
  attachPayment: 0,
  createCustomer: 0,
  updateCustomer: 0,
  coupons: 0,
  promotionCodes: 0,
  shippingRates: 0,
  renderingTemplates: 0,
  creditNotes: 0,
  createCreditNote: 0,
  previewCreditNote: 0,
  voidCreditNote: 0,
} satisfies Record<Call, 0>) as Call[];

/** An {@link HttpAdapter} whose code comes with its first use: an element that is handed its invoice never asks for it. */
export function lazyHttpAdapter(url: string): InvoiceAdapter {
  let loading: Promise<HttpAdapter> | undefined;
  let loaded: HttpAdapter | undefined;
  const load = (): Promise<HttpAdapter> =>
    (loading ??= import('./http.js').then(
      ({ HttpAdapter }) => (loaded = new HttpAdapter({ url })),
      (cause: unknown) => {
        loading = undefined;
        throw ownProblem('network_error', 'The adapter could not be loaded.', { cause });
      },
    ));
  const forward =
    (call: Call) =>
    async (...args: unknown[]) => {
      const adapter = (await load()) as unknown as Record<Call, (...args: unknown[]) => unknown>;
      return adapter[call](...args);
    };
  /** Does it as soon as the adapter is there, unless it was stopped before. */
  const whenLoaded = (begin: (adapter: HttpAdapter) => () => void): (() => void) => {
    let stop: (() => void) | undefined;
    let stopped = false;
    load().then(
      (adapter) => {
        if (!stopped) stop = begin(adapter);
      },
      () => {}, // the reads that fail for the same reason say so
    );
    return () => {
      stopped = true;
      stop?.();
    };
  };
  return {
    ...(Object.fromEntries(CALLS.map((call) => [call, forward(call)])) as Pick<InvoiceAdapter, Call>),
    retry: DEFAULT_RETRY,
    address: url,
    subscribe: (listener) => whenLoaded((adapter) => adapter.subscribe(listener)),
    get connection() {
      return loaded?.connection ?? 'online';
    },
    watchConnection: (listener) => whenLoaded((adapter) => adapter.watchConnection(listener)),
    resume: () => loaded?.resume(),
    supports: (feature) => loaded?.supports(feature) ?? true,
  };
}
