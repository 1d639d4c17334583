/** Server rendering imports elements in Node, and a bundler may import anything anywhere: no import may throw. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { filesUnder, root } from '../files.js';

/** Scripts that do something, which is what they are for. */
const programs = ['server-stub/cli.ts', 'server-stub/start.ts', 'server-stub/demo/'];

const importAll = `
  const failed = [];
  for (const file of JSON.parse(process.argv.at(-1))) {
    await import(file).catch((error) => failed.push(file + ': ' + error.message));
  }
  console.log(JSON.stringify(failed));
  process.exit();
`;

test('every module can be imported in plain Node', async () => {
  const modules = [...filesUnder('src'), ...filesUnder('server-stub')]
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !programs.some((program) => file.startsWith(program)))
    .map((file) => new URL(file, `file://${root}`).href);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', importAll, JSON.stringify(modules)],
    { cwd: root },
  );
  assert.deepEqual(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''), []);
});
