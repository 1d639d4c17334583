/**
 * Where translations live at run time. English is built into each element, group by group, so that an element carries
 * its own words only; other languages are registered whole, and win over English key by key.
 */

/** The words of one element: plain text, or a function of what has to be said in it. */
export type Words = Readonly<Record<string, string | ((...args: never[]) => string)>>;

/** A language as it is registered: groups of words, each of which may be partial. */
export interface Translation {
  /** BCP 47 tag (`de`, `pt-BR`). */
  lang: string;
  groups: Readonly<Record<string, Words>>;
}

const registered = new Map<string, Record<string, Words>>();
const listeners = new Set<() => void>();

/** Languages that ship with the kit and are fetched when an element first needs them. */
const shipped: Record<string, () => Promise<unknown>> = { de: () => import('./de.js') };
const asked = new Set<string>();

/** Adds or overrides words of one language; every element on the page shows them at once. */
export function registerTranslation({ lang, groups }: Translation): void {
  const key = lang.toLowerCase();
  const known = registered.get(key) ?? {};
  for (const [group, words] of Object.entries(groups)) known[group] = { ...known[group], ...words };
  registered.set(key, known);
  listeners.forEach((listener) => listener());
}

/** `de-AT-1996` → `de-at-1996`, `de-at`, `de`. */
function* fallbacks(lang: string): Generator<string> {
  for (let tag = lang.toLowerCase(); tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) yield tag;
}

/** Whether the kit has words in this language, or in a wider form of it. */
export function speaks(lang: string): boolean {
  return [...fallbacks(lang)].some((tag) => tag === 'en' || tag in shipped || registered.has(tag));
}

/** The words of a group in a language, over the built-in English ones. Asks for a shipped language on first use. */
export function wordsIn<T extends Words>(lang: string, group: string, english: T): T {
  const layers: Words[] = [];
  for (const tag of fallbacks(lang)) {
    const words = registered.get(tag)?.[group];
    if (words) layers.unshift(words);
    const load = shipped[tag];
    if (load && !asked.has(tag)) {
      asked.add(tag);
      // A failed load leaves English on the screen, and is tried again by the next element that is drawn.
      load().catch(() => asked.delete(tag));
    }
  }
  return layers.reduce<T>((all, words) => ({ ...all, ...words }), english);
}

/** Calls the listener whenever words were added. Returns how to stop. */
export function onTranslations(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
