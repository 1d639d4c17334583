/** Bundles an example as a Worker's build does: with what packages offer to workerd, and nothing of Node. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { root } from '../../files.js';

/** One ES module, from a path below the project's root. */
export async function bundleForWorkers(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    resolve: {
      alias: {
        'invoice-elements/server': fileURLToPath(new URL('../../../src/server/index.ts', import.meta.url)),
      },
      conditions: ['workerd', 'worker', 'module', 'import', 'default'],
    },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (!output || !('output' in output)) throw new Error(`${entry} was not bundled.`);
  return output.output[0].code;
}
