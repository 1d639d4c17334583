/** The stand-in's invoices beside recorded ones of 2026-08-26.dahlia: the same keys, and the same values where they are no ids or times. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { asker, newStub } from './support.js';

const CORPUS = fileURLToPath(new URL('../../../shared/data/corpus/', import.meta.url));
const skip = existsSync(CORPUS) ? false : 'the recorded invoices in ../shared/data/corpus are not there';

/** What every run makes anew. */
const OWN = new Set([
  'id',
  'account_country',
  'account_name',
  'created',
  'customer',
  'customer_email',
  'due_date',
  'effective_at',
  'finalized_at',
  'hosted_invoice_url',
  'invoice',
  'invoice_item',
  'invoice_pdf',
  'number',
  'paid_at',
  'period',
  'period_end',
  'period_start',
  'price',
  'product',
  'url',
  'voided_at',
  'webhooks_delivered_at',
]);

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** Keeps shape and plain values; ids and times become a word for their kind. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      OWN.has(key) ? (inner === null ? null : 'set') : plain(inner),
    ]),
  );
}

const recorded = (file: string): Json => plain(JSON.parse(readFileSync(`${CORPUS}${file}`, 'utf8')) as Json);

async function start() {
  const ask = asker(newStub());
  const customer = String((await ask('POST', '/v1/customers', { email: 's13@example.com' })).body['id']);
  const create = async (params: Record<string, string> = {}) =>
    `/v1/invoices/${String((await ask('POST', '/v1/invoices', { customer, ...params })).body['id'])}`;
  const call = async (path: string, params: Record<string, string> = {}): Promise<Json> =>
    plain((await ask('POST', path, params)).body);
  return { create, ask, call };
}

test('a draft with a line added by amount', { skip }, async () => {
  const { create, call } = await start();
  const line = { 'lines[0][amount]': '999', 'lines[0][description]': 'Extra line' };
  assert.deepEqual(await call(`${await create()}/add_lines`, line), recorded('313.json'));
});

test('a void invoice', { skip }, async () => {
  const { create, call } = await start();
  const path = await create();
  await call(`${path}/add_lines`, { 'lines[0][amount]': '3000', 'lines[0][description]': 'To void' });
  await call(`${path}/finalize`);
  const made = (await call(`${path}/void`)) as Record<string, Json>;
  const { lines: _lines, ...known } = recorded('308.json') as Record<string, Json>;
  const { lines: _ours, ...ours } = made;
  assert.deepEqual(ours, known);
});

test('an empty invoice that is sent, and paid by that', { skip }, async () => {
  const { create, call } = await start();
  const path = await create({ collection_method: 'send_invoice', days_until_due: '7' });
  assert.deepEqual(await call(`${path}/send`), recorded('312.json'));
});

/** A recorded credit note and ours, without the link, whose key invoices have too. */
async function besideRecorded(file: string, made: Promise<Json>): Promise<void> {
  const { pdf: _pdf, ...known } = recorded(file) as Record<string, Json>;
  const { pdf, ...ours } = (await made) as Record<string, Json>;
  assert.ok(typeof pdf === 'string' && pdf.endsWith('/pdf?s=ap'));
  assert.deepEqual(ours, known);
}

test('a credit note after payment', { skip }, async () => {
  const { create, call } = await start();
  const path = await create();
  await call(`${path}/add_lines`, { 'lines[0][amount]': '1200', 'lines[0][description]': 'Work' });
  await call(`${path}/pay`, { paid_out_of_band: 'true' });
  const invoice = path.split('/').pop() ?? '';
  await besideRecorded(
    '043.json',
    call('/v1/credit_notes', { invoice, amount: '100', out_of_band_amount: '100' }),
  );
});

test('a credit note before payment that was voided', { skip }, async () => {
  const { create, ask, call } = await start();
  const path = await create();
  await call(`${path}/add_lines`, { 'lines[0][amount]': '1200', 'lines[0][description]': 'Work' });
  await call(`${path}/finalize`);
  const invoice = path.split('/').pop() ?? '';
  const { body } = await ask('POST', '/v1/credit_notes', { invoice, amount: '100', reason: 'duplicate' });
  await besideRecorded('046.json', call(`/v1/credit_notes/${String(body['id'])}/void`));
});
