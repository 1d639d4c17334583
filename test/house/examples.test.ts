/** The examples are what the docs show, and short enough to be read at a glance. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { filesUnder, root } from '../files.js';

const read = (file: string): string => readFileSync(root + file, 'utf8');

const page = read('stories/docs/mounts.mdx');
/** Code under a line that names a file and nothing else. */
const shown = new Map(
  [...page.matchAll(/^`(examples\/\S+)`\n\n```ts\n(.*?)^```$/gms)].map(([, file, code]) => [file!, code!]),
);
/** What wires the trace up is told of beside the trace, in backend.mdx. */
const examples = filesUnder('examples').filter((file) => file !== 'examples/opentelemetry.ts');

test('the docs show every example, and no other', () => {
  assert.deepEqual([...shown.keys()].sort(), examples);
});

describe('each example', () => {
  for (const file of examples) {
    test(`${file} stands in the docs as it is, and has under 20 lines of code`, () => {
      assert.equal(shown.get(file), read(file));
      const lines = read(file)
        .replace(/\/\*.*?\*\//gs, '')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
      assert.ok(lines.length < 20, `${lines.length} lines`);
    });
  }
});
