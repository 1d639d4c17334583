/** Credit notes: made, previewed, listed, voided, and whose they are. */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import type { CreditNote } from '../../src/invoice/wire.js';
import {
  addCustomer,
  addDraft,
  addOpen,
  createBackend,
  newKey,
  type Backend,
  type Json,
  type Reply,
} from './harness.js';

const idsOf = ({ body }: Reply): string[] => body['data'].map(({ id }: Json) => String(id));

test('an open invoice is previewed, credited in part by its lines, and the note voided again', async () => {
  const backend = await createBackend();
  const open = await addOpen(backend, await addCustomer(backend, 'alpha'));
  const admin = backend.as('alpha-admin');
  const [line] = (await admin.get(`/invoices/${open}/lines`)).body['data'];
  const body = { invoice: open, lines: [{ type: 'invoice_line_item', invoice_line_item: line.id, amount: 400 }], reason: 'order_change', memo: 'Sorry' }; // prettier-ignore
  const query = new URLSearchParams({
    'invoice': open,
    'lines[0][type]': 'invoice_line_item',
    'lines[0][invoice_line_item]': line.id,
    'lines[0][amount]': '400',
    'reason': 'order_change',
    'memo': 'Sorry',
  });
  const preview = await admin.get(`/credit_notes/preview?${query}`);
  assert.deepEqual([preview.status, preview.body['total']], [200, 400], JSON.stringify(preview.body));

  const key = newKey();
  const made = await admin.post('/credit_notes', body, key);
  const note = made.body as CreditNote;
  assert.deepEqual([made.status, note.object, note.total, note.status, note.memo], [200, 'credit_note', 400, 'issued', 'Sorry']); // prettier-ignore
  assert.match(note.pdf ?? '', /^https:/);
  const again = await admin.post('/credit_notes', body, key);
  assert.equal(again.body['id'], note.id);
  assert.equal((await admin.get(`/invoices/${open}`)).body['amount_remaining'], 600);

  const seen = await backend.as('alpha-viewer').get(`/credit_notes/${note.id}`);
  assert.deepEqual([seen.body['total'], seen.body['invoice'], seen.body['pdf']], [400, open, null]);
  const voided = await admin.post(`/credit_notes/${note.id}/void`);
  assert.deepEqual([voided.status, voided.body['status']], [200, 'void']);
  const { actions, invoice } = backend.log.at(-1)!;
  assert.deepEqual([actions, invoice], [['credit'], open]);
  assert.equal((await admin.get(`/invoices/${open}`)).body['amount_remaining'], 1000);
});

test('a note is read with all of its lines', async () => {
  const backend = await createBackend();
  const draft = await addDraft(backend, await addCustomer(backend, 'alpha'), 23);
  const { lines } = await backend.stripe.invoices.finalizeInvoice(draft);
  const all = await backend.stripe.invoices.listLineItems(draft, { limit: 100 });
  assert.ok(lines.has_more);
  const made = await backend.as('alpha-admin').post('/credit_notes', {
    invoice: draft,
    lines: all.data.map(({ id }) => ({ type: 'invoice_line_item', invoice_line_item: id, quantity: 1 })),
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const read = await backend.as('alpha-viewer').get(`/credit_notes/${made.body['id']}`);
  assert.deepEqual([read.body['lines'].data.length, read.body['lines'].has_more], [23, false]);
});

/** Notes of both tenants, mixed, several within each second. */
async function mixed(
  scoped: 'customers' | 'metadata',
  customersEach: number,
): Promise<{ backend: Backend; own: string[] }> {
  const backend = await createBackend();
  const customers: Record<string, string[]> = {};
  for (const tenant of ['alpha', 'beta']) {
    if (scoped === 'metadata') backend.scopes[tenant] = { metadata: { tenant } };
    const made = Array.from({ length: customersEach }, () =>
      addCustomer(backend, tenant, { metadata: { tenant } }),
    );
    customers[tenant] = await Promise.all(made);
  }
  const own: string[] = [];
  for (let index = 0; index < 18; index++) {
    const tenant = index % 3 ? 'beta' : 'alpha';
    const open = await addOpen(backend, customers[tenant]![index % customersEach]!);
    const note = await backend.stripe.creditNotes.create({ invoice: open, amount: 100 });
    if (tenant === 'alpha') own.push(note.id);
    if (index % 4 === 0) backend.stub.clock.advance(1);
  }
  return { backend, own };
}

for (const [scoped, customers] of [
  ['customers', 1],
  ['customers', 3],
  ['customers', 22],
  ['metadata', 3],
] as const) {
  test(`the list holds all notes in scope (${customers} by ${scoped}), forwards and back`, async () => {
    const { backend, own } = await mixed(scoped, customers);
    const viewer = backend.as('alpha-viewer');
    const all = idsOf(await viewer.get('/credit_notes?limit=100'));
    assert.deepEqual([...all].sort(), [...own].sort());
    const seen: string[] = [];
    for (let more = true; more;) {
      const cursor = seen.length > 0 ? `&starting_after=${seen.at(-1)}` : '';
      const page = await viewer.get(`/credit_notes?limit=2${cursor}`);
      seen.push(...idsOf(page));
      more = page.body['has_more'];
    }
    assert.deepEqual(seen, all);
    assert.deepEqual(
      idsOf(await viewer.get(`/credit_notes?limit=2&ending_before=${all[4]}`)),
      all.slice(2, 4),
    );
  });
}

test('notes of an invoice that a person may not read are not listed', async () => {
  const backend = await createBackend({
    authorize: (_session, action, invoice) => action === 'read' && invoice?.metadata['secret'] === undefined,
  });
  const customer = await addCustomer(backend, 'alpha');
  const ids: string[] = [];
  for (const metadata of [{}, { secret: 'yes' }] as Record<string, string>[]) {
    const id = await addDraft(backend, customer, 1, { metadata });
    await backend.stripe.invoices.finalizeInvoice(id);
    ids.push((await backend.stripe.creditNotes.create({ invoice: id, amount: 100 })).id);
  }
  const viewer = backend.as('alpha-viewer');
  assert.deepEqual(idsOf(await viewer.get('/credit_notes')), [ids[0]]);
  assert.deepEqual(idsOf(await viewer.get(`/credit_notes?customer=${customer}`)), [ids[0]]);
  assert.equal((await viewer.get(`/credit_notes/${ids[1]}`)).status, 403);
});

test('what a credit note must not be given by a page is refused by name', async () => {
  const backend = await createBackend();
  backend.scopes['alpha'] = { metadata: { tenant: 'alpha' } };
  const open = await addOpen(backend, await addCustomer(backend, 'alpha', { metadata: { tenant: 'alpha' } }));
  const admin = backend.as('alpha-admin');
  const cases: [object, string, string][] = [
    [{ refunds: [{ refund: 're_1' }] }, 'refunds', 'parameter_unknown'],
    [{ metadata: { tenant: 'beta' } }, 'metadata[tenant]', 'parameter_forbidden'],
    [{ lines: [{ amount: 1 }] }, 'lines[0][type]', 'parameter_missing'],
    [{ lines: Array(251).fill({ type: 'custom_line_item' }) }, 'lines', 'parameter_invalid'],
    [{ amount: 1.5 }, 'amount', 'parameter_invalid_integer'],
    [{ amount: -100 }, 'amount', 'parameter_invalid_integer'],
    [{ reason: 'because' }, 'reason', 'parameter_invalid'],
    [{ memo: 'x'.repeat(5001) }, 'memo', 'parameter_invalid'],
    [{ on_behalf_of: 'acct_1' }, 'on_behalf_of', 'parameter_forbidden'],
  ];
  for (const [extra, param, code] of cases) {
    const refused = await admin.post('/credit_notes', { invoice: open, ...extra });
    assert.deepEqual([refused.status, refused.body['param'], refused.body['code']], [400, param, code]);
  }
  const missing = await admin.post('/credit_notes', { amount: 100 });
  assert.deepEqual([missing.status, missing.body['param']], [400, 'invoice']);
  assert.deepEqual(idsOf(await admin.get('/credit_notes')), []);
});
