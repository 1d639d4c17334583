/// <reference types="vite/client" />
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { mswLoader } from 'msw-storybook-addon/csf3';
import { setupWorker } from 'msw/browser';

/** Written by `npm run analyze`; feeds the tables and controls. */
const manifests = import.meta.glob<object>('../dist/custom-elements.json', {
  eager: true,
  import: 'default',
});
const manifest = Object.values(manifests)[0];
if (manifest) setCustomElementsManifest(manifest);

/**
 * A call that no story answers is a fault of the story; Storybook's own files pass, and so does what a story that is gone
 * has left under way: each has a mount of its own.
 */
async function startWorker() {
  const worker = setupWorker();
  await worker.start({
    quiet: true,
    serviceWorker: { url: './mockServiceWorker.js' },
    onUnhandledRequest(request, print) {
      const { origin, pathname } = new URL(request.url);
      const gone = /^\/story-[\w-]+\//.test(pathname);
      if (!gone && (origin !== location.origin || pathname.includes('/api/'))) print.error();
    },
  });
  return worker;
}

const choice = (
  title: string,
  icon: 'mirror' | 'transfer' | 'globe' | 'collapse',
  items: { value: string; title: string }[],
) => ({
  description: title,
  toolbar: { title, icon, items, dynamicTitle: true },
});

const preview: Preview = {
  loaders: [mswLoader(startWorker)],
  globalTypes: {
    theme: choice('Theme', 'mirror', [
      { value: 'system', title: 'As the system' },
      { value: 'light', title: 'Light' },
      { value: 'dark', title: 'Dark' },
    ]),
    direction: choice('Direction', 'transfer', [
      { value: 'ltr', title: 'Left to right' },
      { value: 'rtl', title: 'Right to left' },
    ]),
    lang: choice('Language', 'globe', [
      { value: 'en', title: 'English' },
      { value: 'de', title: 'Deutsch' },
    ]),
    density: choice('Density', 'collapse', [
      { value: 'normal', title: 'Normal' },
      { value: 'compact', title: 'Compact' },
    ]),
  },
  initialGlobals: { theme: 'system', direction: 'ltr', lang: 'en', density: 'normal' },
  decorators: [
    (story, { globals }) => {
      const page = document.documentElement;
      page.style.colorScheme = globals['theme'] === 'system' ? 'light dark' : String(globals['theme']);
      // A true background, so that contrast is measured against what is seen.
      page.style.background = 'Canvas';
      page.style.setProperty('--invoice-density', globals['density'] === 'compact' ? '0.75' : '1');
      page.dir = String(globals['direction']);
      page.lang = String(globals['lang']);
      return story();
    },
  ],
  parameters: {
    // The axe panel shows faults; the story tests are what fails on them.
    a11y: { test: 'todo' },
    controls: { expanded: true, sort: 'requiredFirst' },
    // Each story of a docs page in a frame of its own: they would share one list of answers otherwise.
    docs: { story: { inline: false, height: '20rem' } },
  },
  tags: ['autodocs'],
};

export default preview;
