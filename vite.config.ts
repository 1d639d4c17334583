import { defineConfig } from 'vite';

/** `dist/cdn/invoice-elements.js`: every element in one module, for a `<script type="module">` without a build. */
export default defineConfig({
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    outDir: 'dist/cdn',
    sourcemap: true,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'invoice-elements.js' },
    // A library build keeps white space and comments unless the output says so too.
    rolldownOptions: { output: { codeSplitting: false, minify: true } },
  },
});
