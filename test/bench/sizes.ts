/** How much an embedder's page loads for each entry: gzipped, minified, production build, Lit inside, English only. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';
import { root } from '../files.js';
import type { Row } from './row.js';

/** An entry of the package and what it may cost. */
interface Entry {
  name: string;
  /** Modules that a page imports together. */
  modules: string[];
  /** KiB. */
  budget: number;
  /** Whether parts that load on demand count too. */
  lazyParts: boolean;
}

const define = (tag: string) => `src/components/${tag}/${tag}.define.ts`;

const entries: Entry[] = [
  { name: 'invoice-status-badge', modules: [define('invoice-status-badge')], budget: 11.5, lazyParts: false },
  { name: 'finalize-button', modules: [define('finalize-button')], budget: 16.5, lazyParts: false },
  ...(
    [
      ['invoice-actions', 21.5],
      ['invoice-schedule', 14.5],
      ['invoice-payment', 16],
      ['invoice-credit-note', 18.5],
      ['invoice-preview', 17.75],
      ['invoice-timeline', 14.25],
      ['invoice-hosted-link', 18.75],
      ['invoice-list', 48.5],
      ['invoice-app', 63],
    ] as const
  ).map(([tag, budget]) => ({ name: tag, modules: [define(tag)], budget, lazyParts: false })),
  {
    name: 'badge, button and draft editor',
    modules: ['invoice-status-badge', 'finalize-button', 'invoice-draft-editor'].map(define),
    budget: 58,
    lazyParts: false,
  },
  { name: 'everything, with lazy parts', modules: ['src/index.ts'], budget: 236, lazyParts: true },
];

/** Builds every entry in memory and weighs it, in KiB; of none a module of which is not there. */
export async function measureSizes(): Promise<Row[]> {
  const sizes: Row[] = [];
  for (const entry of entries) {
    const there = entry.modules.every((module) => existsSync(join(root, module)));
    const { name, budget } = entry;
    sizes.push({ name, budget, figure: there ? await gzippedSize(entry) : undefined });
  }
  return sizes;
}

async function gzippedSize({ modules, lazyParts }: Entry): Promise<number> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [entryOf(modules)],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'bench-entry', formats: ['es'] },
      rolldownOptions: {
        // Languages besides English are fetched by those who need them.
        external: /\/translations\/(?!en\.|registry\.)[\w-]+\.[jt]s$/,
        output: { codeSplitting: !lazyParts, minify: true },
      },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const chunks = output.filter((part) => part.type === 'chunk');
  return (
    staticallyLoaded(chunks).reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0) / 1024
  );
}

/** One module that imports, and hands on, all modules of an entry. */
function entryOf(modules: string[]): Plugin {
  const id = '\0bench-entry';
  return {
    name: 'bench-entry',
    resolveId: (source) => (source.endsWith('bench-entry') ? id : undefined),
    load: (asked) =>
      asked === id
        ? modules.map((module) => `export * from '/${module}'; import '/${module}';`).join('\n')
        : undefined,
  };
}

/** The entry's chunk and those that it imports, without what it imports on demand. */
function staticallyLoaded(chunks: Rolldown.OutputChunk[]): Rolldown.OutputChunk[] {
  const loaded = new Set(chunks.filter(({ isEntry }) => isEntry));
  // A set hands out what is added while it is read.
  for (const chunk of loaded) {
    for (const other of chunks) if (chunk.imports.includes(other.fileName)) loaded.add(other);
  }
  return [...loaded];
}
