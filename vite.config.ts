import { defineConfig } from 'vite';

/** Every element in one module, for a `<script type="module">` without a build. */
const ELEMENTS = { entry: 'src/index.ts', file: 'invoice-elements.js' };
/** The stand-in for Stripe.js, for the demo: `vite build --mode stripe-js`. */
const STRIPE_JS = { entry: 'server-stub/demo/stripe-js.ts', file: 'stripe-js-stand-in.js' };

export default defineConfig(({ mode }) => {
  const { entry, file } = mode === 'stripe-js' ? STRIPE_JS : ELEMENTS;
  return {
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir: 'dist/cdn',
      // One file does not take away the other.
      emptyOutDir: false,
      sourcemap: true,
      lib: { entry, formats: ['es' as const], fileName: () => file },
      // A library build keeps white space and comments unless the output says so too.
      rolldownOptions: { output: { codeSplitting: false, minify: true } },
    },
  };
});
