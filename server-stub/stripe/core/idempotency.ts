/**
 * Idempotency keys of POST: the first answer of a key is replayed for the same request, failures included;
 * other parameters are refused, and so is a key whose request is still running. Kept for 24 hours of the clock.
 */
import { refuse } from './refusals.js';
import type { World } from './world.js';

export interface Answer {
  status: number;
  body: string;
  requestId: string;
}
export interface SavedAnswer {
  fingerprint: string;
  at: number;
  /** null while the first request runs. */
  answer: Answer | null;
}

const KEPT_SECONDS = 24 * 3600;
const MAX_LENGTH = 255;

/** The saved answer to replay, or null when this request is the first with its key. */
export function replay(world: World, key: string, fingerprint: string): Answer | null {
  if (key.length > MAX_LENGTH) throw refuse('key_too_long');
  prune(world);
  const saved = world.answers.get(key);
  if (!saved) return null;
  if (saved.fingerprint !== fingerprint) throw refuse('key_reused', { key });
  if (!saved.answer) throw refuse('key_in_use', { key });
  return saved.answer;
}

/** Holds the key while the request runs; `save` keeps the answer, `release` forgets the key. */
export function reserve(
  world: World,
  key: string,
  fingerprint: string,
): { save(answer: Answer): void; release(): void } {
  const saved: SavedAnswer = { fingerprint, at: world.shared.clock.now(), answer: null };
  world.answers.set(key, saved);
  return {
    save(answer) {
      saved.answer = answer;
    },
    release() {
      world.answers.delete(key);
    },
  };
}

/** Keys are in the order of their time, so pruning stops at the first one that is young enough. */
function prune(world: World): void {
  const oldest = world.shared.clock.now() - KEPT_SECONDS;
  for (const [key, saved] of world.answers) {
    if (saved.at > oldest) return;
    world.answers.delete(key);
  }
}
