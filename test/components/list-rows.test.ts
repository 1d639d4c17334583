import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Rows } from '../../src/components/invoice-list/rows.js';
import { readInvoice } from '../../src/invoice/shape.js';
import type { Invoice } from '../../src/invoice/types.js';

const invoice = (id: number, created: number): Invoice =>
  readInvoice({ id: `in_${id}`, object: 'invoice', created, lines: { data: [{ id: 'il_1', amount: 1 }] } });

const anyId = fc.nat(20);
const anyTime = fc.integer({ min: 1, max: 6 });
const anyStep = fc.oneof(
  fc.record({ what: fc.constant('append' as const), id: anyId, created: anyTime }),
  fc.record({ what: fc.constant('insert' as const), id: anyId, created: anyTime }),
  fc.record({ what: fc.constant('replace' as const), id: anyId, created: anyTime }),
  fc.record({ what: fc.constant('markAll' as const), id: anyId, created: anyTime }),
);

test('however rows come and change, they stand newest first, each once, where their place says', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const rows = new Rows();
      const known = new Map<string, number>();
      for (const { what, id, created } of steps) {
        const one = invoice(id, created);
        const row = rows.get(one.id);
        if (what === 'append') rows.append([one]);
        else if (what === 'insert' && !row) assert.equal(rows.insert(one), rows.placeOf(one.id));
        else if (what === 'replace') rows.replace({ id: one.id, invoice: one, stale: false });
        else if (what === 'markAll') rows.markAll();
        if (what === 'replace' ? row : what !== 'markAll' && !row) known.set(one.id, created);
      }
      assert.equal(rows.length, known.size);
      const order = [...rows];
      order.forEach((row, place) => {
        assert.equal(rows.placeOf(row.id), place);
        assert.equal(rows.at(place), row);
        assert.equal(rows.get(row.id), row);
        assert.equal(row.invoice.created, known.get(row.id));
        assert.ok((row.invoice.created ?? 0) <= (order[place - 1]?.invoice.created ?? Infinity));
      });
    }),
    { numRuns: 300 },
  );
});

test('those of one second keep the order in which they came; a new one stands before them', () => {
  const rows = new Rows();
  rows.append([invoice(1, 5), invoice(2, 5), invoice(3, 5)]);
  rows.insert(invoice(4, 5));
  assert.deepEqual([...rows].map(({ id }) => id), ['in_4', 'in_1', 'in_2', 'in_3']); // prettier-ignore
});

test('a row is light, but knows how many items its invoice has', () => {
  const rows = new Rows();
  rows.append([invoice(1, 5)]);
  const { lines, lines_total, lines_has_more } = rows.at(0)?.invoice ?? assert.fail();
  assert.deepEqual(
    { lines, lines_total, lines_has_more },
    { lines: [], lines_total: 1, lines_has_more: true },
  );
});
