/**
 * Draws every story into `screenshots/<variant>/<id>.png`, to look at.
 *
 *     npm run screenshots                            all stories, all variants
 *     npm run screenshots -- badge                   stories with “badge” in their id
 *     npm run screenshots -- --dark --narrow badge   two variants of them
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './files.js';
import { listStories, openStorybook, type StoryPage } from './storybook.js';

interface Variant {
  name: string;
  width?: number;
  media?: { colorScheme?: 'dark'; forcedColors?: 'active' };
  globals?: Record<string, string>;
}

const variants: Variant[] = [
  { name: 'light' },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'narrow', width: 320 },
  { name: 'forced-colors', media: { forcedColors: 'active' } },
  { name: 'rtl', globals: { direction: 'rtl' } },
  { name: 'german', globals: { lang: 'de' } },
  { name: 'compact', globals: { density: 'compact' } },
];

const args = process.argv.slice(2);
const wanted = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2));
const filter = args.find((arg) => !arg.startsWith('--'));
const unknown = wanted.filter((name) => !variants.some((variant) => variant.name === name));
if (unknown.length) {
  throw new Error(
    `No variant is called ${unknown.join(', ')}; there are: ${variants.map(({ name }) => name).join(', ')}.`,
  );
}
const chosen = variants.filter(({ name }) => !wanted.length || wanted.includes(name));

const stories = await listStories(filter);
const queue = [...stories];
const storybook = await openStorybook();
await Promise.all([drawFromQueue(), drawFromQueue()]);
await storybook.close();
console.log(`${stories.length} stories in ${chosen.length} variants: ${join(root, 'screenshots')}`);

async function drawFromQueue(): Promise<void> {
  const page = await storybook.newPage();
  for (let story = queue.shift(); story; story = queue.shift()) {
    for (const variant of chosen) await draw(page, story.id, variant);
  }
}

async function draw(story: StoryPage, id: string, { name, width, media, globals }: Variant): Promise<void> {
  await story.page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
  await story.resize(width ?? 1024);
  await story.show(id, globals);
  const folder = join(root, 'screenshots', name);
  await mkdir(folder, { recursive: true });
  await story.page.screenshot({ path: join(folder, `${id}.png`), fullPage: true });
  for (const fault of story.faults) console.warn(`${id} (${name}): ${fault}`);
}
