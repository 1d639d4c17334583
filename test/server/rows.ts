/** Every route of the handler as a request that can be asked about own, foreign and missing things. */
import {
  addCustomer,
  addDraft,
  addOpen,
  createBackend,
  type Backend,
  type Caller,
  type Reply,
} from './harness.js';

/** What belongs to one tenant; in place of each id, the same names hold what is missing. */
export type Target = Record<
  'customer' | 'draft' | 'line' | 'open' | 'other' | 'note' | 'intent' | 'code' | 'event',
  string
>;
export const MISSING: Target = {
  customer: 'cus_nope', draft: 'in_nope', line: 'il_nope', open: 'in_none', other: 'in_no', note: 'cn_nope',
  intent: 'pi_nope', code: 'promo_nope', event: 'evt_nope',
}; // prettier-ignore

export interface Row {
  /** As the router has it. */
  route: string;
  path: (target: Target) => string;
  body?: (target: Target) => object;
  /** What a viewer may do as well. */
  reads?: true;
  /** Names nothing that could be foreign. */
  open?: true;
  /** What an admin is answered about what is their own; 200 unless it says so. */
  status?: number;
}

const line = { description: 'x', amount: 100 };
const invoice =
  (rest = ''): Row['path'] =>
  ({ draft }) =>
    `/invoices/${draft}${rest}`;
const opened =
  (rest: string): Row['path'] =>
  ({ open }) =>
    `/invoices/${open}${rest}`;
const at =
  (path: string): Row['path'] =>
  () =>
    path;
const query = encodeURIComponent('status:"open"');

export const ROWS: Row[] = [
  { route: 'GET /session', path: at('/session?'), reads: true, open: true },
  { route: 'GET /events', path: at('/events?'), reads: true, open: true },
  { route: 'GET /invoices', path: at('/invoices?'), reads: true, open: true },
  { route: 'GET /invoices', path: ({ customer }) => `/invoices?customer=${customer}`, reads: true },
  { route: 'GET /invoices', path: ({ draft }) => `/invoices?starting_after=${draft}`, reads: true },
  { route: 'GET /invoices', path: ({ draft }) => `/invoices?ending_before=${draft}`, reads: true },
  { route: 'POST /invoices', path: at('/invoices'), body: ({ customer }) => ({ customer }) },
  { route: 'POST /invoices', path: at('/invoices'), body: ({ open }) => ({ from_invoice: { action: 'revision', invoice: open } }) },
  { route: 'POST /invoices', path: at('/invoices'), body: ({ customer, code }) => ({ customer, currency: 'usd', discounts: [{ promotion_code: code }] }) },
  { route: 'GET /invoices/search', path: at(`/invoices/search?query=${query}`), reads: true, open: true },
  { route: 'POST /invoices/create_preview', path: at('/invoices/create_preview'), body: ({ customer }) => ({ customer, invoice_items: [{ ...line, currency: 'usd' }] }) },
  { route: 'POST /invoices/create_and_finalize', path: at('/invoices/create_and_finalize'), body: ({ customer }) => ({ customer, currency: 'usd', lines: [line] }) },
  { route: 'GET /invoices/:id', path: invoice('?'), reads: true },
  { route: 'GET /invoices/:id', path: opened('?expand[]=confirmation_secret'), reads: true },
  { route: 'POST /invoices/:id', path: invoice(), body: () => ({ description: 'x' }) },
  { route: 'POST /invoices/:id', path: invoice(), body: () => ({ auto_advance: true }) },
  { route: 'DELETE /invoices/:id', path: invoice() },
  { route: 'POST /invoices/:id/finalize', path: invoice('/finalize'), body: () => ({}) },
  { route: 'POST /invoices/:id/send', path: opened('/send'), body: () => ({}) },
  { route: 'POST /invoices/:id/pay', path: opened('/pay'), body: () => ({ payment_method: 'pm_card_visa' }) },
  { route: 'POST /invoices/:id/pay', path: opened('/pay'), body: () => ({ paid_out_of_band: true }) },
  { route: 'POST /invoices/:id/pay', path: invoice('/pay'), body: () => ({}), status: 409 },
  { route: 'POST /invoices/:id/void', path: opened('/void'), body: () => ({}) },
  { route: 'POST /invoices/:id/mark_uncollectible', path: opened('/mark_uncollectible'), body: () => ({}) },
  { route: 'POST /invoices/:id/attach_payment', path: opened('/attach_payment'), body: ({ intent }) => ({ payment_intent: intent }) },
  { route: 'GET /invoices/:id/events', path: invoice('/events?'), reads: true },
  { route: 'GET /invoices/:id/lines', path: invoice('/lines?'), reads: true },
  { route: 'POST /invoices/:id/lines/:line', path: ({ draft, line }) => `/invoices/${draft}/lines/${line}`, body: () => ({ amount: 1 }) },
  { route: 'POST /invoices/:id/add_lines', path: invoice('/add_lines'), body: () => ({ lines: [line] }) },
  { route: 'POST /invoices/:id/update_lines', path: invoice('/update_lines'), body: ({ line }) => ({ lines: [{ id: line, amount: 1 }] }) },
  { route: 'POST /invoices/:id/remove_lines', path: invoice('/remove_lines'), body: ({ line }) => ({ lines: [{ id: line, behavior: 'delete' }] }) },
  { route: 'GET /invoice_payments', path: ({ open }) => `/invoice_payments?invoice=${open}`, reads: true },
  { route: 'GET /invoice_payments', path: ({ open, other }) => `/invoice_payments?invoices[]=${open}&invoices[]=${other}`, reads: true, open: true },
  { route: 'GET /credit_notes', path: at('/credit_notes?'), reads: true, open: true },
  { route: 'GET /credit_notes', path: ({ other }) => `/credit_notes?invoice=${other}`, reads: true },
  { route: 'GET /credit_notes', path: ({ customer }) => `/credit_notes?customer=${customer}`, reads: true },
  { route: 'GET /credit_notes', path: ({ note }) => `/credit_notes?starting_after=${note}`, reads: true },
  { route: 'POST /credit_notes', path: at('/credit_notes'), body: ({ open }) => ({ invoice: open, amount: 100 }) },
  { route: 'GET /credit_notes/preview', path: ({ open }) => `/credit_notes/preview?invoice=${open}&amount=100` },
  { route: 'GET /credit_notes/:id', path: ({ note }) => `/credit_notes/${note}?`, reads: true },
  { route: 'POST /credit_notes/:id/void', path: ({ note }) => `/credit_notes/${note}/void`, body: () => ({}) },
  { route: 'GET /customers', path: at('/customers?'), reads: true, open: true },
  { route: 'POST /customers', path: at('/customers'), body: () => ({ name: 'New' }), open: true },
  { route: 'GET /customers/search', path: at(`/customers/search?query=${encodeURIComponent('name~"ann"')}`), reads: true, open: true },
  { route: 'GET /customers/:id', path: ({ customer }) => `/customers/${customer}?`, reads: true },
  { route: 'POST /customers/:id', path: ({ customer }) => `/customers/${customer}`, body: () => ({ name: 'Renamed' }) },
  { route: 'GET /customers/:id/payment_methods', path: ({ customer }) => `/customers/${customer}/payment_methods?` },
  ...['prices', 'products', 'tax_rates', 'coupons', 'promotion_codes', 'shipping_rates', 'invoice_rendering_templates'].map(
    (name): Row => ({ route: `GET /${name}`, path: at(`/${name}?`), reads: true, open: true }),
  ),
  { route: 'GET /promotion_codes', path: ({ customer }) => `/promotion_codes?customer=${customer}`, reads: true },
  { route: 'GET /promotion_codes', path: ({ code }) => `/promotion_codes?starting_after=${code}`, reads: true },
]; // prettier-ignore

export type Scoped = 'customers' | 'metadata';

export async function tenants(scoped: Scoped): Promise<{ backend: Backend; own: Target; foreign: Target }> {
  const backend = await createBackend({ onCustomerCreated: () => {} });
  const target = async (tenant: string): Promise<Target> => {
    if (scoped === 'metadata') backend.scopes[tenant] = { metadata: { tenant } };
    const { stripe } = backend;
    const customer = await addCustomer(
      backend,
      tenant,
      scoped === 'metadata' ? { metadata: { tenant } } : {},
    );
    const draft = await addDraft(backend, customer);
    const other = await addOpen(backend, customer);
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
    const code = { promotion: { type: 'coupon', coupon: coupon.id }, customer } as const;
    const [{ data: lines }, { data: events }, note, intent, promotion] = await Promise.all([
      stripe.invoices.listLineItems(draft),
      stripe.events.list({ type: 'invoice.created' }),
      stripe.creditNotes.create({ invoice: other, amount: 100 }),
      stripe.paymentIntents.create({ customer, currency: 'usd', amount: 1000 }),
      stripe.promotionCodes.create(code),
    ]);
    const event = events.find(({ data }) => (data.object as { id?: string }).id === draft)!.id;
    const open = await addOpen(backend, customer);
    return { customer, draft, other, open, line: lines[0]!.id, note: note.id, intent: intent.id, code: promotion.id, event }; // prettier-ignore
  };
  return { backend, own: await target('alpha'), foreign: await target('beta') };
}

/** The same request, or one that is not well-formed, to see what is said first. */
export function ask(
  caller: Caller,
  { route, path, body }: Row,
  target: Target,
  bad: boolean,
): Promise<Reply> {
  const address = path(target);
  if (route.startsWith('DELETE')) return caller.delete(address);
  if (body) return caller.post(address, { ...body(target), ...(bad && { nonsense: 1 }) });
  return answered(caller, `${address}${bad ? '&nonsense=1' : ''}`);
}

/** A stream of events is not waited for. */
async function answered(caller: Caller, path: string): Promise<Reply> {
  const response = await caller.raw(path);
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  if (isStream) await response.body?.cancel();
  const body = isStream ? {} : ((await response.json()) as Reply['body']);
  return { status: response.status, headers: response.headers, body };
}
