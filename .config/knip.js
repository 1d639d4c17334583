/** What nobody uses is deleted. Entries are what embedders import, what npm scripts start, and tests. */
export default {
  entry: [
    'src/components/*/*.define.ts',
    'src/{invoice,adapter,server}/index.ts',
    'src/server/{node,fastify,next,redis}.ts',
    // Read by embedders.
    'examples/**/*.ts',
    'src/translations/*.ts',
    'server-stub/{cli,index,start}.ts',
    'server-stub/conformance/index.ts',
    'server-stub/demo/**/*.{js,ts}',
    'stories/**/*.{stories.ts,mdx}',
    'test/{run,screenshots}.ts',
    'test/**/*.test.ts',
    '.config/*.{js,mjs}',
  ],
  project: [
    '{src,server-stub,stories,test,examples}/**/*.{ts,js,mdx}',
    '.storybook/*.ts',
    '.config/*.{js,mjs}',
  ],
  ignoreDependencies: [
    // Run by path, see test/server-stub/workflow-runner.test.ts.
    '@redocly/cli',
    // Unpacked by path, see test/browser.ts.
    '@sparticuz/chromium',
  ],
  // Looked for, and installed only where it may be: test/server/redis-server.ts.
  ignoreBinaries: ['redis-server', 'apt-get'],
  // Served by the demo's own server.
  ignoreUnresolved: ['/invoice-elements.js', '/words.js', '/elements.js'],
  // The shape of what a module hands out may be named even where nobody does so yet.
  exclude: ['types'],
};
