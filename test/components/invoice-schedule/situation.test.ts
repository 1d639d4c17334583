/** Where an invoice stands with its time, and that no more is claimed than is known. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  finalizationOf,
  plannedSoFar,
  situationOf,
} from '../../../src/components/invoice-schedule/situation.js';
import { readInvoice } from '../../../src/invoice/shape.js';

const NOW = 1_800_000_000;
const CREATED = NOW - 600;
const invoice = (fields: object) => readInvoice({ id: 'in_1', status: 'draft', created: CREATED, ...fields });
const planned = (at: number, more: object = {}) =>
  invoice({ auto_advance: true, automatically_finalizes_at: at, ...more });

test('a draft is off, set, at Stripe’s own hour, about to be finalized, or late', () => {
  assert.deepEqual(situationOf(invoice({ auto_advance: false }), NOW), { kind: 'off' });
  assert.deepEqual(situationOf(invoice({ auto_advance: null }), NOW), { kind: 'off' });
  assert.deepEqual(situationOf(invoice({ auto_advance: true }), NOW), { kind: 'untold' });
  assert.deepEqual(situationOf(planned(NOW + 1), NOW), { kind: 'set', at: NOW + 1, own: false });
  const own = CREATED + 3601;
  assert.deepEqual(situationOf(planned(own), NOW), { kind: 'set', at: own, own: true });
  assert.deepEqual(situationOf(planned(NOW), NOW), { kind: 'finalizing', at: NOW, own: false, late: false });
  assert.deepEqual(situationOf(planned(NOW - 601), NOW), {
    kind: 'finalizing',
    at: NOW - 601,
    own: false,
    late: true,
  });
});

test('what is open goes on by itself or not; what is closed does not', () => {
  for (const on of [true, false]) {
    assert.deepEqual(situationOf(invoice({ status: 'open', auto_advance: on }), NOW), {
      kind: 'collecting',
      on,
    });
  }
  for (const status of ['paid', 'void', 'uncollectible', 'tomorrows_word']) {
    assert.deepEqual(situationOf(invoice({ status }), NOW), { kind: 'closed' });
  }
  assert.deepEqual(situationOf(invoice({ deleted: true }), NOW), { kind: 'deleted' });
});

test('a plan is remembered over a failure and a finalization, and forgotten when it is taken away', () => {
  const known = plannedSoFar(null, planned(NOW + 60));
  assert.deepEqual(known, { id: 'in_1', at: NOW + 60 });
  assert.deepEqual(plannedSoFar(known, invoice({ last_finalization_error: { type: 'x' } })), known);
  assert.deepEqual(plannedSoFar(known, invoice({ status: 'open' })), known);
  assert.equal(plannedSoFar(known, invoice({})), null);
  assert.equal(plannedSoFar(known, readInvoice({ id: 'in_2', status: 'open' })), null);
});

test('by itself it was finalized only if it was planned for that very minute', () => {
  const done = (at: number | null) => invoice({ status: 'open', status_transitions: { finalized_at: at } });
  const plan = { id: 'in_1', at: NOW };
  const how = (at: number | null, known: typeof plan | null = plan) => finalizationOf(done(at), known)?.how;
  assert.equal(how(NOW), 'by-itself');
  assert.equal(how(NOW + 120), 'by-itself');
  assert.equal(how(NOW + 121), 'otherwise');
  assert.equal(how(NOW - 1), 'otherwise');
  assert.equal(how(NOW, null), 'unknown');
  assert.equal(how(NOW, { id: 'in_2', at: NOW }), 'unknown');
  assert.equal(how(null), undefined);
});
