/** Starts the command as other programs meet it; what is still running at the end of a test file is killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../server-stub/cli.ts', import.meta.url));

/** As on a machine that has neither of the optional packages. */
const BARE = `data:text/javascript,${encodeURIComponent(`
  import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    async function resolve(name, context, next) {
      if (/^(stripe|msw|lit)(\\\\/|$)/.test(name)) throw new Error(name + ' is not installed');
      return next(name, context);
    }\`));
`)}`;

const started = new Set<ChildProcess>();
after(() => started.forEach((child) => child.kill('SIGKILL')));

/** Runs the command; `spoke` resolves with what it has printed once that matches, or once it has ended. */
export function run(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', BARE, PROGRAM, ...args]);
  started.add(child);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = (once(child, 'close') as Promise<[number | null]>).then(([code]) => ({ code, out, err }));
  const spoke = (pattern: RegExp): Promise<string> =>
    Promise.race([
      ended.then(() => out + err),
      new Promise<string>((resolve) =>
        child.stdout.on('data', () => {
          if (pattern.test(out)) resolve(out);
        }),
      ),
    ]);
  return { child, ended, spoke };
}
