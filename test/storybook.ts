/** The built Storybook, opened story by story as a person would see it. Run `npm run build-storybook` first. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { root } from './files.js';
import { serveFolder } from './static-server.js';

/** One story, as Storybook's index has it. */
export interface Story {
  id: string;
  title: string;
  name: string;
}

/** The part of Storybook's preview that tells how far a story is. */
interface StorybookWindow {
  __STORYBOOK_PREVIEW__?: { currentRender?: { id: string; phase?: string } };
  __STORYBOOK_ADDONS_CHANNEL__?: { emit(event: 'setCurrentStory', story: object): void };
}

const folder = join(root, 'storybook-static');

/** All stories, or all pages of documentation; with a filter those whose id has the text in it. */
export async function listStories(filter = '', type: 'story' | 'docs' = 'story'): Promise<Story[]> {
  const index = await readFile(join(folder, 'index.json'), 'utf8').catch(() => {
    throw new Error('There is no storybook-static/: run `npm run build-storybook` first.');
  });
  const { entries } = JSON.parse(index) as { entries: Record<string, Story & { type: string }> };
  return Object.values(entries).filter((entry) => entry.type === type && entry.id.includes(filter));
}

/** A browser with the built Storybook at hand. */
export interface StoryBrowser {
  newPage(): Promise<StoryPage>;
  close(): Promise<void>;
}

/** Serves the built Storybook and starts a browser for it. */
export async function openStorybook(): Promise<StoryBrowser> {
  const server = await serveFolder(folder);
  const browser = await launchBrowser();
  // One context, so that the service worker is installed once.
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  return {
    newPage: () => StoryPage.open(context, server.origin),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A page that shows one story after the other and notes what goes wrong in each. */
export class StoryPage {
  /** What went wrong since the story was opened: errors in the console, uncaught ones, failing play functions. */
  readonly faults: string[] = [];
  #devtools: CDPSession | null = null;

  private constructor(
    readonly page: Page,
    private readonly origin: string,
  ) {
    page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on('console', (message) => {
      // The browser itself reports every refused request; refusals are what some stories are about.
      const refusal =
        message.text().startsWith('Failed to load resource') &&
        /\/api\/|^https:\/\/(api|js)\.stripe\.com\//.test(message.location().url);
      if (message.type() === 'error' && !refusal)
        this.faults.push(`console: ${withoutStack(message.text())}`);
    });
  }

  static async open(context: BrowserContext, origin: string): Promise<StoryPage> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return new StoryPage(page, origin);
  }

  /** Opens a story and waits until it is drawn and played. Globals are those of the toolbar (`theme`, `lang`, …). */
  async show(id: string, globals: Record<string, string> = {}): Promise<void> {
    this.faults.length = 0;
    const all = { ...globals, 'a11y.manual': '!true' };
    const query = Object.entries(all).map(([name, value]) => `${name}:${value}`);
    await this.page.goto(`${this.origin}/iframe.html?viewMode=story&id=${id}&globals=${query.join(';')}`);
    await this.untilPlayed(id);
  }

  /**
   * As {@link show}, but in the document that is open already where there is one, as Storybook's own sidebar does it: most
   * of the time of a new document goes into starting Storybook once more.
   */
  async turnTo(id: string): Promise<void> {
    if (!this.page.url().startsWith(`${this.origin}/iframe.html?viewMode=story`)) return this.show(id);
    this.faults.length = 0;
    await this.page.evaluate((storyId) => {
      const channel = (window as StorybookWindow).__STORYBOOK_ADDONS_CHANNEL__;
      channel?.emit('setCurrentStory', { storyId, viewMode: 'story' });
    }, id);
    await this.untilPlayed(id);
  }

  private async untilPlayed(id: string): Promise<void> {
    await this.page.waitForFunction((id) => {
      const render = (window as StorybookWindow).__STORYBOOK_PREVIEW__?.currentRender;
      const failed = document.body.classList.contains('sb-show-errordisplay');
      return failed || (render?.id === id && render.phase === 'finished');
    }, id);
    await this.noteFailure();
  }

  /** Storybook shows what a story or a page threw in a page of its own. */
  private async noteFailure(): Promise<void> {
    const failure = this.page.locator('.sb-show-errordisplay #error-message');
    if (await failure.count()) this.faults.push(`story: ${(await failure.innerText()).split('\n')[0]}`);
  }

  /** Opens a page of documentation and waits until it is drawn; the stories in it, frames of their own, are left out. */
  async showDocs(id: string): Promise<void> {
    this.faults.length = 0;
    await this.page.route('**/iframe.html?*viewMode=story*', (route) => route.fulfill({ body: '' }));
    await this.page.goto(`${this.origin}/iframe.html?viewMode=docs&id=${id}`);
    await this.page.locator('#storybook-docs h1, .sb-show-errordisplay .sb-errordisplay').first().waitFor();
    await this.page.unrouteAll();
    await this.noteFailure();
  }

  /** Changes the width and waits until the page has been laid out anew. */
  async resize(width: number): Promise<void> {
    await this.page.setViewportSize({ width, height: 800 });
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  /** From now on the pointer is a finger, or the mouse again. */
  async touch(enabled: boolean): Promise<void> {
    this.#devtools ??= await this.page.context().newCDPSession(this.page);
    await this.#devtools.send('Emulation.setTouchEmulationEnabled', { enabled });
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

/** Lines of bundled code tell nobody anything. */
function withoutStack(text: string): string {
  return text.split('\n    at ', 1)[0] ?? '';
}
