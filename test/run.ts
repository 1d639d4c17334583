/**
 * `npm test`, or `npm test -- <part of a path>…` for some of it. Every group runs whatever happened to the one before
 * it; the exit code is 1 if any of them failed or had nothing to run.
 */
import { spawn } from 'node:child_process';
import { kindOf, root, testsUnder } from './files.js';

const node = ['--import', 'tsx'];
/** Room for what is thrown away soon, of which the stand-in makes much: a tenth of the time. */
const roomy = '--max-semi-space-size=64';
const nodeTest = [roomy, ...node, '--test', '--test-concurrency=2', '--test-reporter=spec'];

interface Group {
  name: string;
  /** The kind in `<name>.<kind>.test.ts`; none for plain Node tests. */
  kind?: string;
  /** Arguments of Node that run the files. */
  run: (files: string[]) => string[];
  /** npm scripts whose results the tests look at. */
  needs?: string[];
}

/** Folders whose tests leave the process as they found it. All of them in one spares half of their time. */
const SHARING = ['components', 'invoice', 'server', 'server-stub'];

const filters = process.argv.slice(2);

const groups: Group[] = [
  { name: 'node', run: (files) => [...nodeTest, ...(filters.length ? files : sharing(files))] },
  {
    name: 'browser',
    kind: 'browser',
    run: (files) => [
      ...node,
      'node_modules/@web/test-runner/dist/bin.js',
      '--config=.config/web-test-runner.config.mjs',
      ...files.flatMap((file) => ['--files', file]),
    ],
  },
  { name: 'stories', kind: 'stories', needs: ['build-storybook'], run: (files) => [...nodeTest, ...files] },
  { name: 'end to end', kind: 'e2e', needs: ['build:cdn'], run: (files) => [...nodeTest, ...files] },
];

const tests = testsUnder('test');
const results: { name: string; ok: boolean; seconds: number; note: string }[] = [];

for (const group of groups) {
  const ofGroup = tests.filter((file) => kindOf(file) === group.kind);
  const files = ofGroup.filter((file) => !filters.length || filters.some((part) => file.includes(part)));
  if (!files.length && filters.length) continue;
  console.log(`\n── ${group.name} (${files.length} files)`);
  const start = performance.now();
  const note = await runGroup(group, files);
  results.push({ name: group.name, ok: !note, seconds: (performance.now() - start) / 1000, note });
}

console.log('\n── summary');
for (const { name, ok, seconds, note } of results) {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds.toFixed(1).padStart(6)} s  ${note}`);
}
if (!results.length) console.log(`No test file has ${filters.join(' or ')} in its path.`);
process.exitCode = results.length && results.every(({ ok }) => ok) ? 0 : 1;

/** The files of folders that share a process make way for the one that imports them; by its name it begins first. */
function sharing(files: string[]): string[] {
  const alone = files.filter((file) => !SHARING.some((folder) => file.startsWith(`test/${folder}/`)));
  return [...SHARING.map((folder) => `test/_all/${folder}.ts`), ...alone];
}

/** Runs one group. Returns what went wrong, or nothing. */
async function runGroup(group: Group, files: string[]): Promise<string> {
  if (!files.length) return 'there is no such test';
  for (const script of group.needs ?? []) {
    if (!(await succeeds('npm', ['run', '--silent', script]))) return `npm run ${script} failed`;
  }
  return (await succeeds(process.execPath, group.run(files))) ? '' : 'see above';
}

function succeeds(command: string, args: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      // npm is a script on Windows, which only a shell can start.
      shell: command === 'npm' && process.platform === 'win32',
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
