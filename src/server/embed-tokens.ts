/**
 * Short-lived tokens for pages on another origin, where cookies do not go: your server makes one for whoever is signed in
 * there, as Stripe's AccountSession does for its components. A token holds who that is, what they may reach and do, sealed
 * with AES-256-GCM, so that a page can neither read nor change it. Nothing is stored; its time is what ends it.
 */
import type { Permission } from '../invoice/types.js';
import type { HandlerSession } from './options.js';

export interface EmbedTokenOptions {
  /** At least 32 random characters, the same in each process; several while you roll one, the new one first. */
  secret: string | readonly string[];
  /** Seconds for which a token is good: 900 where left out, at most 3600. */
  lifetime?: number;
  /** Unix seconds; the system clock where left out. */
  now?: () => number;
}

/** The session that a token stands for. */
export interface EmbedSession extends HandlerSession {
  /** All that may be done with it; say so in `authorize`. */
  actions: readonly Permission[];
  /** The only origin whose pages may use it (`https://app.example.com`); any that the handler lists where left out. */
  origin?: string;
}

export interface EmbedToken {
  /** Sent by the page as `Authorization: Bearer …`. */
  token: string;
  /** Unix seconds. */
  expires_at: number;
}

export interface EmbedTokens {
  /** For a route of your own, behind your own sign-in. */
  issue(session: EmbedSession): Promise<EmbedToken>;
  /** For the handler's `session`: null where there is no token, or one that is no longer or was never good. */
  session(request: Request): Promise<EmbedSession | null>;
}

const MARK = 'iet_';
const SHORTEST = 32;
const LONGEST = 3600;
const IV_BYTES = 12;

/** @throws TypeError for a secret that could be guessed, or a lifetime that is not short. */
export function createEmbedTokens(options: EmbedTokenOptions): EmbedTokens {
  const { secret, lifetime = 900, now = () => Math.floor(Date.now() / 1000) } = options;
  const secrets = [secret].flat();
  if (secrets.length === 0 || secrets.some((each) => typeof each !== 'string' || each.length < SHORTEST))
    throw new TypeError(`createEmbedTokens: \`secret\` needs at least ${SHORTEST} random characters.`);
  if (!Number.isSafeInteger(lifetime) || lifetime < 1 || lifetime > LONGEST)
    throw new TypeError(`createEmbedTokens: \`lifetime\` is whole seconds from 1 to ${LONGEST}.`);
  const keys = Promise.all(secrets.map(keyOf));
  return {
    async issue(session) {
      const [key] = await keys;
      const expires_at = now() + lifetime;
      return { token: await seal(key!, JSON.stringify({ session, expires_at })), expires_at };
    },
    async session(request) {
      const sealed = tokenIn(request);
      if (sealed === null) return null;
      for (const key of await keys) {
        const text = await open(key, sealed);
        if (text === null) continue;
        const { session, expires_at } = JSON.parse(text) as { session: EmbedSession; expires_at: number };
        const isFromThere = session.origin === undefined || session.origin === request.headers.get('origin');
        return isFromThere && now() < expires_at ? session : null;
      }
      return null;
    },
  };
}

/** The sealed bytes, where the request carries a token of this kind. */
function tokenIn(request: Request): Uint8Array<ArrayBuffer> | null {
  const [, text] = /^Bearer iet_([\w-]+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (text === undefined) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${MARK}${secret}`));
  return crypto.subtle.importKey('raw', hash, 'AES-GCM', false, ['encrypt', 'decrypt']);
}

async function seal(key: CryptoKey, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text));
  const bytes = [...iv, ...new Uint8Array(sealed)];
  const binary = bytes.map((byte) => String.fromCharCode(byte)).join('');
  return MARK + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null where it was sealed with another key, or changed since. */
async function open(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  try {
    const iv = bytes.slice(0, IV_BYTES);
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes.slice(IV_BYTES));
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}
