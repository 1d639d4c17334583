/**
 * Who asks: a test key by Bearer or Basic, and the account it works for.
 */
import { refuse } from './refusals.js';

const TEST_KEY = /^(sk|rk|pk)_test_[A-Za-z0-9_-]+$/;

/** The key of a request; refuses a missing or unusable one with 401. */
export function apiKey(headers: Headers): string {
  const [scheme = '', value = ''] = (headers.get('authorization') ?? '').trim().split(/\s+/, 2);
  const key = named(scheme.toLowerCase(), value);
  if (!key) throw refuse('no_key');
  if (!TEST_KEY.test(key)) throw refuse('bad_key', { key: masked(key) });
  return key;
}

function named(scheme: string, value: string): string {
  if (scheme === 'basic') return basicUser(value);
  return scheme === 'bearer' ? value : '';
}

/** Whether a key may be seen by everybody, and so may do little. */
export const isPublishable = (key: string): boolean => key.startsWith('pk_');

function basicUser(encoded: string): string {
  try {
    return atob(encoded).split(':', 1)[0] ?? '';
  } catch {
    return '';
  }
}

/** A key as error texts show it. */
export function masked(key: string): string {
  return /^[sprk]k_(test|live)_/.test(key) ? `${key.slice(0, 8)}***` : `${key.slice(0, 4)}***`;
}
