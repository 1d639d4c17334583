/** Whose invoice it is, and who may do what. */
import { idOf, LINE, rowsOf, type Bench } from '../bench.js';
import type { Answer, Caller, Json } from '../caller.js';
import { demand, demandStatus, type Rule } from '../rule.js';

type Ask = (caller: Caller, id: string) => Promise<Answer>;
const post =
  (action: string, body: object = {}): Ask =>
  (caller, id) =>
    caller.post(`/invoices/${id}${action}`, body);

const REMOVAL = { lines: [{ id: 'il_conformance', behavior: 'delete' }] };

/** Every write to an invoice. */
const INVOICE_WRITES: Ask[] = [
  post('', { description: 'x' }),
  post('', { auto_advance: true }),
  post('/finalize'),
  post('/send'),
  post('/pay'),
  post('/pay', { paid_out_of_band: true }),
  post('/void'),
  post('/mark_uncollectible'),
  post('/add_lines', { lines: [LINE] }),
  post('/update_lines', { lines: [{ id: 'il_conformance', amount: 1 }] }),
  post('/remove_lines', REMOVAL),
  post('/lines/il_conformance', { amount: 1 }),
  (caller, id) => caller.delete(`/invoices/${id}`),
];

/** Every way to name an invoice; one of them malformed, since that must not tell the two apart either. */
const INVOICE_ASKS: Ask[] = [
  (caller, id) => caller.get(`/invoices/${id}`),
  (caller, id) => caller.get(`/invoices/${id}/lines`),
  (caller, id) => caller.get(`/invoice_payments?invoice=${id}`),
  (caller, id) => caller.get(`/invoices?starting_after=${id}`),
  ...INVOICE_WRITES,
  post('/finalize', { nonsense: 1 }),
];

/** Every way to name a customer. */
const CUSTOMER_ASKS: Ask[] = [
  (caller, id) => caller.get(`/customers/${id}`),
  (caller, id) => caller.get(`/invoices?customer=${id}`),
  (caller, customer) => caller.post('/invoices', { customer }),
  (caller, customer) => caller.post('/invoices/create_preview', { customer, invoice_items: [] }),
  (caller, customer) => caller.post('/invoices/create_and_finalize', { customer, lines: [LINE] }),
];

/** An answer without the id that was asked about, and without what numbers each request. */
function comparable({ status, body }: Answer, id: string): string {
  const { request_id: _request, instance: _instance, ...rest } = body;
  return JSON.stringify({ status, rest }).replaceAll(id, '*');
}

async function demandAlike(bench: Bench, asks: Ask[], foreign: string, missing: string): Promise<void> {
  for (const ask of asks) {
    const [one, other] = [await ask(bench.admin, foreign), await ask(bench.admin, missing)];
    demandStatus(one, 404, '(of another tenant)');
    demandStatus(other, 404, '(there is none)');
    demand(
      comparable(one, foreign) === comparable(other, missing),
      `${one.asked} (of another tenant) is answered in the words of ${other.asked} (there is none)`,
      `${String(one.body['detail'])} / ${String(other.body['detail'])}`,
    );
  }
}

async function foreignInvoice(bench: Bench): Promise<void> {
  const foreign = await bench.otherDraft();
  await demandAlike(bench, INVOICE_ASKS, idOf(foreign), 'in_conformance_none');
  await bench.demandUntouched(foreign, 'what another tenant tried', bench.people.other);
}

async function foreignCustomer(bench: Bench): Promise<void> {
  await demandAlike(bench, CUSTOMER_ASKS, bench.subjects.otherCustomer, 'cus_conformance_none');
}

async function foreignLists(bench: Bench): Promise<void> {
  const foreign = new Set([idOf(await bench.otherDraft()), bench.subjects.otherCustomer]);
  for (const path of ['/invoices?limit=100', '/customers?limit=100']) {
    const { asked, body } = demandStatus(await bench.admin.get(path), 200);
    const leaked = rowsOf(body).filter((row) => foreign.has(idOf(row)));
    demand(leaked.length === 0, `${asked} has nothing of another tenant`, leaked.map(idOf).join(', '));
  }
}

async function forgedCredentials(bench: Bench): Promise<void> {
  const forged = bench.admin.forged();
  const draft = await bench.draft();
  demandStatus(await forged.get('/session'), 401, '(with a forged credential)');
  demandStatus(await forged.get(`/invoices/${idOf(draft)}`), 401, '(with a forged credential)');
  demandStatus(await forged.post(`/invoices/${idOf(draft)}/finalize`), 401, '(with a forged credential)');
  await bench.demandUntouched(draft, 'a forged credential was used');
}

/** What a viewer tries that is not about one invoice. */
const making = (params: Json): ((caller: Caller) => Promise<Answer>)[] => [
  (caller) => caller.post('/invoices', params),
  (caller) => caller.post('/invoices/create_and_finalize', { ...params, lines: [LINE] }),
  (caller) => caller.post('/customers', { name: 'Conformance' }),
];

async function viewer(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  const { viewer } = bench.people;
  demandStatus(await viewer.get(`/invoices/${idOf(draft)}`), 200, '(by the viewer)');
  const tries = [
    ...INVOICE_WRITES.map((ask) => (caller: Caller) => ask(caller, idOf(draft))),
    ...making(bench.draftParams()),
  ];
  for (const ask of tries) demandStatus(await ask(viewer), 403, '(by the viewer)');
  await bench.demandUntouched(draft, 'what the viewer tried');
  const { body } = await viewer.get(`/invoices/${idOf(draft)}`);
  const allowed = body['allowed_actions'];
  demand(Array.isArray(allowed) && allowed.length === 0, 'the viewer is told no allowed_actions', allowed);
}

async function tenantMetadata(bench: Bench): Promise<void> {
  const draft = await bench.draft();
  for (const key of bench.subjects.tenantMetadata) {
    const metadata = { [key]: 'conformance' };
    for (const [path, body] of [
      ['/invoices', { ...bench.draftParams(), metadata }],
      [`/invoices/${idOf(draft)}`, { metadata }],
      ['/customers', { name: 'Conformance', metadata }],
    ] as const)
      demandStatus(await bench.admin.post(path, body), 400, `with metadata[${key}]`);
    const seen = (await bench.now(draft))['metadata'] as Json | null;
    demand(!seen || !(key in seen), `metadata[${key}] is not told to a page`, 'it is');
  }
}

export const accessRules: Rule[] = [
  {
    id: 'forged-credentials',
    sentence: 'A credential that nobody gave out is answered 401, before anything else is said or done.',
    check: forgedCredentials,
  },
  {
    id: 'foreign-invoice',
    sentence: "Another tenant's invoice and one that does not exist are the same 404, for every route.",
    needs: ['other'],
    check: foreignInvoice,
  },
  {
    id: 'foreign-customer',
    sentence: "Another tenant's customer and one that does not exist are the same 404, for every route.",
    needs: ['other'],
    check: foreignCustomer,
  },
  {
    id: 'foreign-lists',
    sentence: 'No list has an invoice or a customer of another tenant.',
    needs: ['other'],
    check: foreignLists,
  },
  {
    id: 'viewer',
    sentence: 'Whoever may only look is answered 403 to every write, and nothing happens.',
    needs: ['viewer'],
    check: viewer,
  },
  {
    id: 'tenant-metadata',
    sentence: 'Metadata that says whose an invoice is can be neither written nor seen by a page.',
    needs: ['tenantMetadata'],
    check: tenantMetadata,
  },
];
