import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allowedActions } from '../../src/invoice/actions.js';

const subscription = { parent: { type: 'subscription_details' } };
const processing = {
  payments: { data: [{ status: 'open', payment: { payment_intent: { status: 'processing' } } }] },
};

test('what may be done, by status', () => {
  const rows: [object, string][] = [
    [{ status: 'draft' }, 'finalize edit schedule duplicate delete'],
    [{ status: 'draft', ...subscription }, 'finalize edit schedule duplicate'],
    [{ status: 'open' }, 'pay mark_paid edit duplicate revise credit mark_uncollectible void'],
    [
      { status: 'open', collection_method: 'send_invoice' },
      'send pay mark_paid edit duplicate revise credit mark_uncollectible void',
    ],
    [{ status: 'open', ...subscription }, 'pay mark_paid edit duplicate credit mark_uncollectible void'],
    [{ status: 'open', amount_paid: 5 }, 'pay mark_paid edit duplicate credit mark_uncollectible'],
    [{ status: 'open', ...processing }, 'edit duplicate credit'],
    [{ status: 'uncollectible', ...processing }, 'edit duplicate'],
    [{ status: 'paid' }, 'credit duplicate edit'],
    [{ status: 'uncollectible' }, 'pay mark_paid edit duplicate revise void'],
    [{ status: 'void' }, 'duplicate'],
    [{ status: 'draft', deleted: true }, ''],
    [{ status: 'tomorrow' }, ''],
    [{ status: 'constructor' }, ''],
    [{}, ''],
  ];
  for (const [invoice, actions] of rows) {
    assert.deepEqual(allowedActions(invoice), actions.split(' ').filter(Boolean), JSON.stringify(invoice));
  }
});

test('what the handler says that a session may do bounds it', () => {
  assert.deepEqual(allowedActions({ status: 'draft', allowed_actions: ['edit', 'finalize', 'void'] }), ['finalize', 'edit']); // prettier-ignore
  assert.deepEqual(allowedActions({ status: 'draft', allowed_actions: [] }), []);
});
