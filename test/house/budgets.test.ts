/** No entry is larger than its budget. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureSizes } from '../bench/sizes.js';

for (const { name, figure: size, budget } of await measureSizes()) {
  test(`${name} fits into ${budget} KiB`, () => {
    assert.ok(size !== undefined, 'it is not there');
    assert.ok(size <= budget, `it has ${size.toFixed(2)} KiB`);
  });
}
