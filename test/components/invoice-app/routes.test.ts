import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readPath, writePath } from '../../../src/components/invoice-app/routes.js';

describe('paths of the app', () => {
  for (const path of [
    '',
    '?view=open',
    '?view=past_due&currency=eur',
    'new',
    'new?customer=cus_1',
    'in_1AbC',
  ]) {
    test(`“${path}” is read and written back`, () => assert.equal(writePath(readPath(path)), path));
  }

  test('slashes around a name are passed over', () => {
    assert.deepEqual(readPath('/in_1/'), { name: 'invoice', id: 'in_1' });
    assert.equal(readPath('/').name, 'list');
  });

  test('what is no customer is not taken for one', () => {
    assert.deepEqual(readPath('new?customer=javascript:alert(1)'), { name: 'new', customer: '' });
  });

  for (const path of ['in_', 'in_1/lines', 'in_1%2F', 'invoices', '../in_1', 'new/in_1']) {
    test(`“${path}” leads nowhere`, () => assert.deepEqual(readPath(path), { name: 'lost' }));
  }
});
