/** The editor's draft without its element, over the real handler and the stand-in, with a line that can fail. */
import { HttpAdapter } from '../../../src/adapter/http.js';
import type { InvoiceProblem } from '../../../src/adapter/adapter.js';
import { storeFor, type InvoiceStore } from '../../../src/adapter/store.js';
import {
  newDraft,
  typeInto,
  type Draft,
  type Field,
} from '../../../src/components/invoice-draft-editor/draft.js';
import { Saver, type SaverHost } from '../../../src/components/invoice-draft-editor/saver.js';
import type { Invoice } from '../../../src/invoice/types.js';
import type { World } from '../../../server-stub/world.js';

/** What happens to one write: it passes, gets lost before or after it was done, or is answered with 500 either way. */
export type Fate = 'pass' | 'lost' | 'done but lost' | 'refused by a fault' | 'done but answered 500';

export class Desk implements SaverHost {
  readonly store: InvoiceStore;
  readonly saver = new Saver(this);
  readonly problems: InvoiceProblem[] = [];
  /** `POST /invoices/in_…/add_lines` and the like, in order. */
  readonly writes: { path: string; body: Record<string, unknown>; key: string }[] = [];
  /** Fates of the next writes; those after them pass. */
  fates: Fate[] = [];
  /** Called while a write is under way. */
  during: (() => void) | null = null;
  savedId = '';
  draft: Draft | null;

  constructor(
    private readonly world: World,
    readonly customer: string,
    currency: string,
  ) {
    this.store = storeFor(
      new HttpAdapter({
        url: 'http://localhost:4242/api/billing',
        fetch: (request) => this.#carry(request),
        retry: { attempts: 2, baseDelay: 0, maxDelay: 0 },
      }),
    );
    this.draft = newDraft(currency);
  }

  /** A desk whose page knows the backend's clock. */
  static async open(world: World, customer = world.customers.globex.id, currency = 'usd'): Promise<Desk> {
    const desk = new Desk(world, customer, currency);
    await desk.store.session();
    return desk;
  }

  created(invoice: Invoice): void {
    this.savedId = invoice.id;
  }

  saved(): void {}

  failed(problem: InvoiceProblem): void {
    this.problems.push(problem);
  }

  changed(): void {}

  /** Types into a cell of the row at an index; the last one is always empty. */
  type(index: number, field: Field, text: string, locale = 'en'): void {
    const row = this.draft?.rows[index];
    if (this.draft && row) this.draft = typeInto(this.draft, row.key, field, text, locale);
  }

  /** Types a whole line. */
  line(index: number, description: string, quantity: string, price: string, locale?: string): void {
    this.type(index, 'description', description, locale);
    this.type(index, 'quantity', quantity, locale);
    this.type(index, 'price', price, locale);
  }

  /** The lines at Stripe. */
  async atStripe(): Promise<string[]> {
    const { data } = await this.world.stripe.invoices.listLineItems(this.savedId, { limit: 100 });
    return data.map(
      ({ description, quantity_decimal, pricing }) =>
        `${description} | ${String(quantity_decimal)} × ${String(pricing?.unit_amount_decimal)}`,
    );
  }

  async #carry(request: Request): Promise<Response> {
    const reach = this.world.asUser('alpha-admin');
    if (request.method === 'GET') return reach(request);
    this.writes.push({
      path: new URL(request.url).pathname.replace('/api/billing', ''),
      body: (await request.clone().json()) as Record<string, unknown>,
      key: request.headers.get('idempotency-key') ?? '',
    });
    this.during?.();
    const fate = this.fates.shift() ?? 'pass';
    if (fate === 'lost') throw new TypeError('Failed to fetch');
    if (fate === 'refused by a fault') return broken();
    const answer = await reach(request);
    if (fate === 'done but lost') throw new TypeError('Failed to fetch');
    return fate === 'pass' ? answer : broken();
  }
}

const broken = (): Response =>
  Response.json(
    {
      type: 'about:blank',
      title: 'Broken',
      status: 500,
      detail: 'Broken',
      code: 'internal_error',
      retryable: true,
    },
    { status: 500, headers: { 'content-type': 'application/problem+json' } },
  );
