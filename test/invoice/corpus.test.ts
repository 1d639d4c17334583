/** Every recorded invoice, from 2014 to 2026, is read and understood. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fingerprint, compareFingerprints } from '../../src/invoice/fingerprint.js';
import { allowedActions } from '../../src/invoice/actions.js';
import { readInvoice, readLine } from '../../src/invoice/shape.js';
import { invoiceState } from '../../src/invoice/state.js';

const shared = new URL('../../../shared/data/', import.meta.url);
const corpus = new URL('corpus/', shared);
const openapi = new URL('openapi/', shared);
const skip = existsSync(corpus) ? false : 'the recorded objects are not here';

type Json = Record<string, unknown>;

const readJson = (url: URL) => JSON.parse(readFileSync(url, 'utf8')) as Json;

const recorded = skip
  ? []
  : readdirSync(corpus)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => ({ name, json: readJson(new URL(name, corpus)) }));

/** The object inside an event, else the object. */
const inner = (json: Json) => (json.object === 'event' ? ((json.data as Json).object as Json) : json);

const invoices = recorded
  .map(({ name, json }) => ({ name, json, raw: inner(json) }))
  .filter(({ raw }) => raw.object === 'invoice');

/** The states that a raw status can be told as. Which of them it is, the tests of states hold. */
const POSSIBLE: Record<string, string[]> = {
  draft: ['draft', 'scheduled', 'finalizing', 'finalization_failed'],
  open: ['open', 'partially_paid', 'payment_failed', 'retrying', 'past_due', 'pending', 'action_required'],
  paid: ['paid', 'credited', 'refunded', 'partially_refunded'],
  uncollectible: ['uncollectible'],
  void: ['void'],
  deleted: ['deleted'],
};

/** Told from the raw object alone. */
function possibleStates(raw: Json): string[] {
  if (raw.deleted === true) return ['deleted'];
  if (typeof raw.status === 'string') return POSSIBLE[raw.status] ?? ['unknown'];
  return raw.paid === true ? ['paid'] : ['unknown'];
}

test('every recorded object of any kind is read without a throw', { skip }, () => {
  assert.ok(recorded.length > 150);
  for (const { json } of recorded) {
    for (const object of [json, inner(json)]) {
      const read = readInvoice(object);
      assert.deepEqual(readInvoice(JSON.parse(JSON.stringify(read)) as object), read);
      invoiceState(object, { now: 1_800_000_000, payments: object });
      allowedActions(object);
      fingerprint(object);
    }
  }
});

test('every recorded invoice has a state that its status allows', { skip }, () => {
  assert.ok(invoices.length > 100);
  for (const { name, json, raw } of invoices) {
    for (const object of [json, raw]) {
      const { state } = invoiceState(object, { now: 1_800_000_000 });
      assert.ok(possibleStates(raw).includes(state), `${name}: ${state} for ${String(raw.status)}`);
    }
  }
});

test('the amounts of every recorded invoice are kept', { skip }, () => {
  for (const { name, raw } of invoices) {
    const invoice = readInvoice(raw);
    for (const field of [
      'subtotal',
      'total',
      'amount_due',
      'amount_paid',
      'amount_remaining',
      'attempt_count',
    ] as const) {
      if (field in raw) assert.equal(invoice[field], raw[field], `${name} ${field}`);
    }
    const lines = ((raw.lines as Json | undefined)?.data ?? []) as Json[];
    assert.deepEqual(invoice.lines.map((line) => line.amount), lines.map((line) => line.amount), name); // prettier-ignore
    assert.deepEqual(invoice.lines.map((line) => line.period), lines.map((line) => line.period), name); // prettier-ignore
    const isSubscription =
      Boolean(raw.subscription) || (raw.parent as Json | null)?.type === 'subscription_details';
    assert.equal(invoice.parent_type === 'subscription_details', isSubscription, name);
  }
});

test('the taxes of a recorded invoice add up to what it says', { skip }, () => {
  for (const { name, raw } of invoices) {
    if (typeof raw.tax !== 'number') continue;
    const sum = readInvoice(raw).total_taxes.reduce((total, tax) => total + tax.amount, 0);
    assert.equal(sum, raw.tax, name);
  }
});

test('quantity times price is the amount, wherever nothing was prorated', { skip }, () => {
  let compared = 0;
  for (const { name, raw } of invoices) {
    const lines = ((raw.lines as Json | undefined)?.data ?? []) as Json[];
    for (const json of lines) {
      const line = readLine(json);
      if (line.unit_amount_decimal === null || JSON.stringify(json).includes('"proration":true')) continue;
      // Made up for the documentation: 120 for one of 999.
      if (line.id.startsWith('il_tmp_')) continue;
      if ((json.price as Json | null)?.tiers_mode || line.amount === 0) continue;
      compared++;
      assert.equal(
        Number(line.unit_amount_decimal) * Number(line.quantity_decimal),
        line.amount,
        `${name} ${line.id}`,
      );
    }
  }
  assert.ok(compared > 50, String(compared));
});

test('a fingerprint of a recorded invoice survives JSON and reading', { skip }, () => {
  for (const { name, raw } of invoices) {
    const shown = fingerprint(raw);
    assert.deepEqual(fingerprint(readInvoice(raw)), shown, name);
    assert.deepEqual(compareFingerprints(JSON.parse(JSON.stringify(shown)), shown), [], name);
  }
});

test('the same invoice in every version of the API reads alike', { skip }, () => {
  const names = readdirSync(openapi).filter((name) => name.startsWith('fixtures-'));
  assert.ok(names.length > 5);
  for (const name of names) {
    const file = readJson(new URL(name, openapi));
    const fixture = ((file.resources ?? file) as Json).invoice as Json;
    const invoice = readInvoice(fixture);
    assert.equal(invoice.status, 'draft', name);
    assert.equal(invoice.total, 1000, name);
    assert.equal(invoice.lines.length, 1, name);
    assert.equal(invoice.lines[0]?.amount, 1000, name);
    assert.equal(invoice.lines[0]?.parent_type, 'invoice_item_details', name);
    assert.equal(invoice.lines_has_more, false, name);
    assert.equal(invoiceState(fixture, { now: 0 }).chips.includes('no_items'), false, name);
  }
});
