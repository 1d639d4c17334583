/** What the package brings along is small, and everything that is installed may be used as it is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { root } from '../files.js';

interface Locked {
  license?: string;
  dev?: boolean;
}

/** Permissive ones, fit for what goes into an embedder's page or server. */
const permissive = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
];
/** Fine for a tool that is run and not shipped. */
const forTools = [...permissive, 'LGPL-3.0-or-later', 'MPL-2.0'];
/** Packages that state their licence elsewhere. */
const stated: Record<string, string> = {
  only: 'MIT', // in its README
};

const read = (file: string): unknown => JSON.parse(readFileSync(root + file, 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };

/** `(MIT OR CC0-1.0)` is fine if one of them is, `MIT AND ISC` if both are. */
function isAllowed(licence: string, allowed: string[]): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => allowed.includes(each)));
}

test('every installed package has a licence of the list', () => {
  const installed = Object.entries(packages).filter(([path]) => path.startsWith('node_modules/'));
  assert.notEqual(installed.length, 0);
  const wrong = installed
    .map(([path, { license, dev }]) => {
      const name = path.split('node_modules/').at(-1) ?? '';
      return { name, licence: license ?? stated[name] ?? 'none', allowed: dev ? forTools : permissive };
    })
    .filter(({ licence, allowed }) => !isAllowed(licence, allowed))
    .map(({ name, licence }) => `${name}: ${licence}`);
  assert.deepEqual(wrong, []);
});

test('the published package depends on Lit and Stripe.js alone', () => {
  const { dependencies } = read('package.json') as { dependencies: Record<string, string> };
  assert.deepEqual(Object.keys(dependencies).sort(), ['@stripe/stripe-js', 'lit']);
});
