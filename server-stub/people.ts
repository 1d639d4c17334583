/**
 * The demo's people and what each may do. A stand-in for an embedder's own sign-in: a request says who is asking by the
 * header or cookie `x-demo-user`, and nothing is proven.
 */
import type { Permission } from '../src/invoice/types.js';

export type TenantName = 'alpha' | 'beta';
export type Person = 'alpha-admin' | 'alpha-viewer' | 'beta-admin';

interface Someone {
  name: string;
  tenant: TenantName;
  /** May look, may not act. */
  readOnly: boolean;
}

export const people: Readonly<Record<Person, Someone>> = {
  'alpha-admin': { name: 'Maya Okafor', tenant: 'alpha', readOnly: false },
  'alpha-viewer': { name: 'Tom Weber', tenant: 'alpha', readOnly: true },
  'beta-admin': { name: 'Lena Fischer', tenant: 'beta', readOnly: false },
};

/** Header and cookie that name the person. */
export const PERSON_KEY = 'x-demo-user';

/** Who asks: by header, else by cookie, else the fallback. A name that nobody has is nobody. */
export function personOf(headers: Headers, fallback: Person | null): Person | null {
  const name = headers.get(PERSON_KEY) ?? cookie(headers.get('cookie') ?? '', PERSON_KEY) ?? fallback;
  return name !== null && Object.hasOwn(people, name) ? (name as Person) : null;
}

function cookie(header: string, name: string): string | null {
  const pair = header.split(/;\s*/).find((part) => part.startsWith(`${name}=`));
  return pair ? decodeURIComponent(pair.slice(name.length + 1)) : null;
}

const LOOKING: readonly Permission[] = ['read', 'link'];

export function mayDo(person: Person, action: Permission): boolean {
  return !people[person].readOnly || LOOKING.includes(action);
}
