/**
 * Every story is a test: it draws and plays without an error, nothing calls a backend that isn't there, axe finds
 * nothing at two widths and in dark, nothing is wider than a phone, and nothing too small for a finger on it. `STORIES=<part of an id>` runs some of them.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { listStories, openStorybook, type StoryBrowser, type StoryPage } from './storybook.js';

const pagesAtOnce = 5;
const filter = process.env['STORIES'];
const stories = await listStories(filter);
const docs = await listStories(filter, 'docs');
const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules by their tags. */
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Rules whose answer is another one in other colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

let storybook: StoryBrowser;
const idle: StoryPage[] = [];

before(async () => {
  storybook = await openStorybook();
  for (let count = 0; count < pagesAtOnce; count++) idle.push(await storybook.newPage());
});
after(() => storybook.close());

test('there are stories', () => assert.notEqual(stories.length, 0));

describe('stories', { concurrency: pagesAtOnce }, () => {
  for (const { id } of stories) {
    test(id, () => withPage((page) => check(page, id)));
  }
});

describe('documentation', { concurrency: pagesAtOnce }, () => {
  for (const { id } of docs) {
    test(id, () =>
      withPage(async (page) => {
        await page.showDocs(id);
        assert.deepEqual(page.faults, []);
        // A table that was not understood stands there as it was written.
        assert.deepEqual(await page.page.locator('p', { hasText: /^\|/ }).allInnerTexts(), []);
      }),
    );
  }
});

async function withPage(work: (page: StoryPage) => Promise<void>): Promise<void> {
  const page = idle.pop() ?? (await storybook.newPage());
  try {
    await work(page);
  } finally {
    idle.push(page);
  }
}

/**
 * In the document that is open, which is quick. Requests that an earlier story has left under way in it may disturb this
 * one, so what fails there is judged in a document of its own.
 */
async function check(story: StoryPage, id: string): Promise<void> {
  try {
    await checkDrawn(story, () => story.turnTo(id));
  } catch {
    await checkDrawn(story, () => story.show(id));
  }
}

async function checkDrawn(story: StoryPage, draw: () => Promise<void>): Promise<void> {
  const { page } = story;
  await page.emulateMedia({ colorScheme: 'light' });
  await story.resize(1024);
  await draw();
  assert.deepEqual(story.faults, [], 'errors while the story was drawn and played');

  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  assert.deepEqual(await axeFaults(page), [], 'axe, 1024 px, light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await drawn(page);
  assert.deepEqual(await axeFaults(page, COLOURS), [], 'axe, 1024 px, dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await story.resize(320);
  assert.deepEqual(await axeFaults(page), [], 'axe, 320 px, light');

  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 320, `the page is ${width} px wide in a window of 320 px`);
  await story.touch(true);
  const small = await smallTargets(page);
  await story.touch(false);
  assert.deepEqual(small, [], 'too small for a finger');
  assert.deepEqual(story.faults, [], 'errors after the story was drawn');
}

/**
 * What can be pressed in our elements and is less than 44 px high or 24 px wide; a box counts with its label, and a link
 * within a text as what it is.
 */
function smallTargets(page: Page): Promise<string[]> {
  return page.locator('button, a[href], input, select, textarea, summary').evaluateAll((all) =>
    all.flatMap((target) => {
      const root = target.getRootNode();
      const isOurs = root instanceof ShadowRoot && !root.host.localName.startsWith('stripe-js-stand-in');
      const isSeen = target.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (!isOurs || !isSeen || getComputedStyle(target).display === 'inline') return [];
      const labels = [...((target as HTMLInputElement).labels ?? [])];
      const isBox = target.matches('[type=radio], [type=checkbox]');
      const rects = [target, ...(isBox ? labels : [])].map((part) => part.getBoundingClientRect());
      const height = Math.max(...rects.map((rect) => rect.height));
      const width = Math.max(...rects.map((rect) => rect.width));
      // What only screen readers find is a pixel large.
      if (width <= 1 || (height > 43.5 && width > 23.5)) return [];
      const name = target.getAttribute('aria-label') ?? (target.textContent.trim() || target.id);
      return [`${Math.round(width)} × ${Math.round(height)} px: ${target.localName} “${name}”`];
    }),
  );
}

/** Resolves when what follows the scheme by script has followed: it hears of it with the next frame, and draws with another. */
async function drawn(page: Page): Promise<void> {
  for (let frame = 0; frame < 4; frame++)
    await page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
}

/**
 * What axe finds, one line for each element. Rules about whole pages say nothing about a story.
 *
 * @param rules - those of these tags, or with these names
 */
async function axeFaults(page: Page, rules: readonly string[] = ALL): Promise<string[]> {
  const results = await page.evaluate<AxeResults, readonly string[]>(
    (runOnly) =>
      window.axe.run(document, {
        runOnly,
        rules: {
          'region': { enabled: false },
          'bypass': { enabled: false },
          'landmark-one-main': { enabled: false },
          'page-has-heading-one': { enabled: false },
          'target-size': { enabled: true },
        },
      }),
    rules,
  );
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}; ${target.flat().join(' ')}; ${failureSummary ?? ''}`,
    ),
  );
}

declare global {
  interface Window {
    axe: { run(context: Document, options: object): Promise<AxeResults> };
  }
}
