/** The public tokens are told in two places, the sheet that embedders read and the one that elements use. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path: string) => readFileSync(new URL(`../../src/styles/${path}`, import.meta.url), 'utf8');
const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

test('tokens.css names every public property, with the default that the elements use', () => {
  const sheet = read('tokens.css');
  const used = [
    ...read('tokens.ts').matchAll(/var\((--invoice-[a-z-]+),\s*((?:[^()]|\((?:[^()]|\([^()]*\))*\))+)\)/g),
  ];
  assert.ok(used.length >= 13, `only ${used.length} properties found`);
  for (const [, name, fallback] of used) {
    const told = new RegExp(`${name}:\\s*([^;]+);`).exec(sheet);
    assert.ok(told, `${name} is missing in tokens.css`);
    if (fallback !== 'inherit' && fallback !== 'CanvasText')
      assert.equal(squeeze(told[1]!), squeeze(fallback!), name);
  }
});
