/**
 * Deno, Bun, Workers and Hono take the handler as it is, as nothing that it loads is of Node. (workerd runs it
 * without Node's globals, too: workers.test.ts.)
 */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { root } from '../../files.js';

/** What a file loads when it runs, types left out. */
function loadedBy(file: string): string[] {
  const { outputText } = ts.transpileModule(readFileSync(root + file, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return ts.preProcessFile(outputText).importedFiles.map(({ fileName }) => fileName);
}

/** Every module that an entry leads to: files from the root, packages by name. */
function graphOf(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const source of loadedBy(entry)) {
    if (source.startsWith('.'))
      graphOf(posix.join(posix.dirname(entry), source).replace(/\.js$/, '.ts'), seen);
    else seen.add(source);
  }
  return seen;
}

for (const entry of ['src/server/index.ts', 'src/server/next.ts']) {
  test(`${entry} leads to no module of Node and to no package`, () => {
    const graph = [...graphOf(entry)];
    assert.deepEqual(
      graph.filter((module) => isBuiltin(module) || !module.startsWith('src/')),
      [],
    );
  });
}

test('the check would notice: the mount for Node leads to Node', () => {
  assert.ok([...graphOf('src/server/fastify.ts')].some((module) => isBuiltin(module)));
});
