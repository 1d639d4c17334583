/**
 * Ids as Stripe writes them (`in_1A2b…`), random, or the same every run when a seed is given.
 */
export type IdGenerator = (prefix: string) => string;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** With a seed the sequence of ids is always the same; without one ids are random. */
export function createIds(seed?: number | string): IdGenerator {
  const random = createRandom(seed);
  return (prefix) => `${prefix}_1${letters(random, lengthFor(prefix))}`;
}

/** Numbers from 0 up to 1; with a seed the sequence is always the same. */
export function createRandom(seed?: number | string): () => number {
  return seed === undefined ? secureRandom : seededRandom(String(seed));
}

/** Eight upper-case characters: how a customer's invoice numbers begin. */
export function invoicePrefix(newId: IdGenerator): string {
  const id = newId('prefix')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return id.slice(-8).padStart(8, 'A');
}

function lengthFor(prefix: string): number {
  // The token of the hosted page is the only secret of a link, so it is long.
  return prefix === 'test' ? 48 : 23;
}

function letters(random: () => number, count: number): string {
  let text = '';
  for (let i = 0; i < count; i++) text += alphabet.charAt(Math.floor(random() * alphabet.length));
  return text;
}

function secureRandom(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}

/** A linear congruential generator over a hash of the seed: small, and good enough for names. */
function seededRandom(seed: string): () => number {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 16777619) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
