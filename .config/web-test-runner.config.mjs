import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { browserArgs, browserPath } from '../test/browser.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** MSW's worker straight from its package, allowed to answer for every path. */
async function mockServiceWorker(context, next) {
  if (context.path !== '/mockServiceWorker.js') return next();
  context.set('Service-Worker-Allowed', '/');
  context.type = 'text/javascript';
  context.body = await readFile(`${root}node_modules/msw/lib/mockServiceWorker.js`, 'utf8');
}

/** Every test of a suite and its sub-suites. */
const testsOf = (suite) => (suite ? [...suite.tests, ...suite.suites.flatMap(testsOf)] : []);

/** Says at the very end, on a line of its own, how many tests passed and failed. */
function closingLine() {
  return {
    stop({ sessions }) {
      const all = [...sessions];
      const tests = all.flatMap((session) => testsOf(session.testResults));
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      // A file that can't be loaded has no tests to fail.
      const broken = all.filter(
        (session) => !session.passed && testsOf(session.testResults).every((test) => test.passed),
      );
      const failed = tests.length - passed - skipped + broken.length;
      console.log(`\nbrowser: ${passed} passed, ${failed} failed, ${skipped} skipped`);
    },
  };
}

export default {
  rootDir: root,
  concurrency: 3,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  middleware: [mockServiceWorker],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json` })],
  browsers: [
    playwrightLauncher({ launchOptions: { executablePath: await browserPath(), args: browserArgs } }),
  ],
  reporters: [defaultReporter({ reportTestProgress: false }), closingLine()],
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  testFramework: { config: { timeout: 10_000 } },
};
