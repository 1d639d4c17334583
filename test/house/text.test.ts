/** What stands in the files: colours in one place, and nothing that is nobody's business. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { filesUnder, root } from '../files.js';

const read = (file: string) => readFileSync(root + file, 'utf8');
test('colours stand in src/styles alone', () => {
  const colour =
    /#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})\b|\b(?:rgba?|hsla?|hwb|oklch|oklab|lch|lab)\(|:\s*(?:white|black|red|green|blue|gr[ae]y|orange|yellow)\b/i;
  const wrong = filesUnder('src/components').flatMap((file) =>
    [...read(file).matchAll(/\bcss`([^`]*)`/g)]
      .map(([, sheet = '']) => colour.exec(sheet)?.[0])
      .filter((found) => found !== undefined)
      .map((found) => `${file}: ${found}`),
  );
  assert.deepEqual(wrong, []);
});

test('no live key, machine path or registry address stands in the tree', () => {
  const secrets: Record<string, RegExp> = {
    'a live key': /\b(?:sk|rk|pk)_live_\w{8,}/,
    'a path of one machine': /(?<![\w.*])\/(?:work|home\/\w+|Users\/\w+)\/\w/,
    'a registry address': /"resolved": "http|\bregistry\s*=|https?:\/\/[\w.-]*registry/,
  };
  const folders = ['src', 'server-stub', 'stories', 'test', '.config', '.storybook', '.ci'];
  const single = [
    'package.json',
    'package-lock.json',
    'README.md',
    'ARCHITECTURE.md',
    'vite.config.ts',
    '.npmrc',
  ];
  const files = [...folders.flatMap(filesUnder), ...single.filter((file) => existsSync(root + file))];
  const wrong = files
    .filter((file) => file !== 'test/house/text.test.ts')
    .flatMap((file) =>
      Object.entries(secrets)
        .filter(([, pattern]) => pattern.test(read(file)))
        .map(([what]) => `${file} has ${what}`),
    );
  assert.deepEqual(wrong, []);
});

test('nothing that goes into a browser, nor what is built of it, holds a key or a signing secret', () => {
  const sent = ['src', 'dist/src', 'dist/cdn']
    .flatMap(filesUnder)
    .filter((file) => !/^(dist\/)?src\/server\//.test(file));
  assert.ok(sent.length > 100);
  for (const file of sent) assert.doesNotMatch(read(file), /\b[sr]k_(test|live)_|\bwhsec_/, file);
});
