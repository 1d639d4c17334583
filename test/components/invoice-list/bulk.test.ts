/** Work on many invoices, as far as it needs no page: to which it can be done, what is left of a run, its receipt. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { choiceOf, type BulkAction } from '../../../src/components/invoice-list/bulk/acts.js';
import { judge } from '../../../src/components/invoice-list/bulk/judge.js';
import { receiptCsv } from '../../../src/components/invoice-list/bulk/receipt-csv.js';
import {
  countsOf,
  leftOf,
  withRetried,
  type BulkRecord,
} from '../../../src/components/invoice-list/bulk/run-record.js';
import { Rows } from '../../../src/components/invoice-list/rows.js';
import { readFilter } from '../../../src/invoice/list-filter.js';
import { readInvoice } from '../../../src/invoice/shape.js';
import type { InvoiceState } from '../../../src/invoice/state.js';
import type { Session } from '../../../src/invoice/wire.js';
import { scenarios } from '../../../server-stub/scenarios.js';
import { createWorld } from '../../../server-stub/world.js';
import { receipt } from '../../adapter/receipts.js';

const world = await createWorld();
const made = async (state: InvoiceState, more: object = {}) =>
  readInvoice({ ...(await scenarios[state](world)), ...more });

describe('why it can’t be done', () => {
  const cases: [BulkAction, InvoiceState, object, string][] = [
    ['finalize', 'open', {}, 'open'],
    ['finalize', 'paid', {}, 'paid'],
    ['send', 'draft', {}, 'draft'],
    ['send', 'open', { collection_method: 'charge_automatically' }, 'charged'],
    ['send', 'open', { customer_email: null }, 'no_email'],
    ['send', 'uncollectible', {}, 'uncollectible'],
    ['void', 'open', { amount_paid: 5 }, 'has_payments'],
    ['void', 'draft', {}, 'draft'],
    ['mark_uncollectible', 'uncollectible', {}, 'uncollectible'],
    ['delete', 'draft', { parent: { type: 'subscription_details' } }, 'subscription'],
    ['delete', 'draft', { allowed_actions: ['edit'] }, 'not_permitted'],
    ['delete', 'void', {}, 'void'],
    ['finalize', 'draft', { deleted: true }, 'deleted'],
    ['finalize', 'draft', { status: 'new_word' }, 'unknown'],
  ];
  for (const [action, state, more, reason] of cases) {
    test(`${action} of ${state} ${JSON.stringify(more)}: ${reason}`, async () => {
      const { against } = judge(action, await made(state, more), world.stub.clock.now());
      assert.deepEqual(against, { reason });
    });
  }

  test('what would fail is left out, what ends otherwise is told', async () => {
    const now = world.stub.clock.now();
    const empty = judge('finalize', await made('draft', { lines: { data: [], has_more: false } }), now);
    assert.ok(empty.against && 'finding' in empty.against);
    assert.equal(empty.against.finding.code, 'no_items');
    const late = judge('finalize', await made('draft', { due_date: now - 1 }), now);
    assert.equal(late.against, null);
    assert.deepEqual(
      late.findings.map(({ code }) => code),
      ['due_date_past'],
    );
    const scheduled = judge('schedule', await made('draft', { lines: { data: [], has_more: false } }), now);
    assert.equal(scheduled.against, null, 'it can be mended until then');
  });
});

describe('what is chosen', () => {
  test('each action is counted over what is chosen, and sums are told by currency', async () => {
    const rows = new Rows();
    const invoices = [await made('draft'), await made('open'), await made('draft', { currency: 'usd' })];
    rows.append(invoices);
    const ids = new Set(invoices.map(({ id }) => id));
    const { count, sums, offers } = choiceOf({ kind: 'some', ids }, rows, undefined);
    assert.equal(count, 3);
    assert.deepEqual(
      sums.map(({ currency, count: of }) => [currency, of]),
      [
        ['eur', 2],
        ['usd', 1],
      ],
    );
    assert.deepEqual(
      offers.map(({ action, count: of }) => `${action} ${of}`),
      ['finalize 2', 'send 1', 'schedule 2', 'mark_uncollectible 1', 'void 1', 'delete 2'],
    );
  });

  const session = { actions: ['finalize', 'send', 'schedule', 'void', 'delete'] } as unknown as Session;
  const offered = (filter: string): string[] =>
    choiceOf({ kind: 'all', filter: readFilter(filter), except: new Set() }, new Rows(), session).offers.map(
      ({ action }) => action,
    );
  test('of all that match, what the filter can hold and the person may', () => {
    assert.deepEqual(offered(''), ['finalize', 'send', 'schedule', 'void', 'delete']);
    assert.deepEqual(offered('view=draft'), ['finalize', 'schedule', 'delete']);
    assert.deepEqual(offered('view=open'), ['send', 'void']);
    assert.deepEqual(offered('view=paid'), []);
    assert.deepEqual(offered('status=uncollectible'), ['void']);
    assert.deepEqual(offered('view=draft&query=status:"open"').length, 5, 'a query may hold anything');
  });
});

describe('a run', () => {
  const record: BulkRecord = {
    name: 'run',
    backend: 'acct test me',
    work: { action: 'finalize' },
    ids: ['a', 'b', 'c', 'd'],
    known: {
      d: { number: null, customer: 'cus_1', customer_name: '=cmd()', currency: 'jpy', total: 1200 },
    },
    created: 0,
    phase: 'stopped',
    again: null,
  };
  const receipts = new Map(
    [receipt('a', 'done'), receipt('b', 'refused'), receipt('c', 'gave_up', 2)].map((each) => [
      each.invoice,
      each,
    ]),
  );

  test('what has no receipt is left', () => {
    assert.deepEqual(leftOf(record, receipts), ['d']);
    assert.deepEqual(countsOf(record, receipts), { done: 1, already: 0, refused: 1, gave_up: 1, settled: 3 });
  });

  test('of what is tried again only later receipts count, whatever round each was in', () => {
    const again = withRetried(record, ['b', 'c'], receipts);
    assert.deepEqual(leftOf(again, receipts), ['b', 'c']);
    const after = new Map(receipts).set('b', receipt('b', 'done', 2));
    assert.deepEqual(leftOf(again, after), ['c'], 'and after a crash b is not tried once more');
    assert.equal(countsOf(again, after).done, 2);
    assert.equal(countsOf(again, after).gave_up, 0);
  });

  test('the receipt is a table in which nothing is a formula, with what was not touched', () => {
    const [head, ...lines] = receiptCsv(record, receipts).split('\r\n').filter(Boolean);
    assert.match(head ?? '', /^\ufeffid,number,customer,/);
    assert.equal(lines.length, 4);
    assert.deepEqual(
      lines.map((line) => line[0]),
      ['b', 'c', 'a', 'd'],
      'what went wrong comes first',
    );
    assert.match(lines[2] ?? '', /^a,.*,finalize,done,.*,1,1,2026-09-21T/);
    assert.match(lines[3] ?? '', /^d,,cus_1,'=cmd\(\),jpy,1200,finalize,untouched/);
  });
});
