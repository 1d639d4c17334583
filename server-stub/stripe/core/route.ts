/**
 * One call of the API: method, path, parameter list, what it answers with, and the function that does it.
 * Reading the parameters is apart from the work, because a refused parameter leaves no idempotent answer behind.
 */
import type { KnownVersion } from '../dialects/index.js';
import type { RawNode } from './form.js';
import { readParams, type Read, type Shape } from './params.js';
import type { Answers } from './answers.js';
import { checkExpand } from './expand.js';
import type { Call, Context } from './world.js';

export type Method = 'GET' | 'POST' | 'DELETE';
export type Work = (context: Context, path: Record<string, string>) => object;

export interface Route {
  method: Method;
  /** As in the docs: `/v1/invoices/:invoice/finalize`. */
  path: string;
  answers: Answers;
  /** Only API versions before this one know the call. */
  until?: KnownVersion;
  /** Whether a page may call it, with a publishable key. */
  publishable?: true;
  /** Reads the parameters or refuses them; what it returns does the work. */
  prepare(raw: RawNode, version: string): { expand: string[]; work: Work };
}

export function route<S extends Shape>(
  method: Method,
  path: string,
  answers: Answers,
  shape: S,
  work: (call: Call<Read<S>>) => object,
): Route {
  return {
    method,
    path,
    answers,
    prepare(raw, version) {
      const params = readParams(shape, raw);
      const expand = (params as { expand?: string[] }).expand ?? [];
      checkExpand(answers, expand, version);
      return { expand, work: (context, ids) => work({ ...context, params, path: ids }) };
    },
  };
}

/** A call that only API versions before `version` know. */
export const until = (version: KnownVersion, call: Route): Route => ({ ...call, until: version });

/** The id that the path carries under a placeholder. */
export function id(call: Call<unknown>, name: string): string {
  return call.path[name] ?? '';
}
