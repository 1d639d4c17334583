/** What a rule is, and how it says what it missed. */
import type { Bench } from './bench.js';

/** What the person who runs the suite has to give for a rule, beside the first tenant. */
export type Need = 'other' | 'viewer' | 'tenantMetadata';

export interface Rule {
  /** Short and steady, for `only`: `stale-finalize`. */
  id: string;
  /** What a backend does, in one plain sentence. */
  sentence: string;
  needs?: readonly Need[];
  /** Throws {@link Unmet} where the backend does something else. */
  check: (bench: Bench) => Promise<void>;
}

/** The backend did not do what a rule says. */
export class Unmet extends Error {
  constructor(
    readonly expected: string,
    readonly seen: string,
  ) {
    super(`Expected ${expected}; seen: ${seen}`);
  }
}

/** Says what was expected and seen, unless it holds. */
export function demand(holds: boolean, expected: string, seen: unknown): void {
  if (!holds) throw new Unmet(expected, typeof seen === 'string' ? seen : JSON.stringify(seen ?? null));
}

/** What the report tells of an answer: status and code, no more, as the rest is the embedder's business. */
const told = ({ status, body }: { status: number; body: Record<string, unknown> }): string =>
  typeof body['code'] === 'string' ? `${status} ${body['code'].slice(0, 60)}` : String(status);

/** The answer where it has this status (or one of these). */
export function demandStatus<A extends { asked: string; status: number; body: Record<string, unknown> }>(
  answer: A,
  status: number | readonly number[],
  why = '',
): A {
  const wanted = [status].flat();
  const expected = `${answer.asked}${why && ` ${why}`}: ${wanted.join(' or ')}`;
  demand(wanted.includes(answer.status), expected, told(answer));
  return answer;
}
