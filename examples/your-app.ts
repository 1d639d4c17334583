/** What every example takes from your own application: who is asking, and what they may do. Put yours in its place. */
import type { HandlerSession } from 'invoice-elements/server';

export interface Member extends HandlerSession {
  role: 'admin' | 'viewer';
}

/** Your session store: who is signed in, by the random token in their cookie. */
export const sessions = new Map<string, Member>();

type Find = (token: string) => Member | null | undefined | Promise<Member | null | undefined>;

export async function sessionOf(request: Request, find: Find = (token) => sessions.get(token)) {
  const [, token] = /(?:^|; ?)session=([^;]+)/.exec(request.headers.get('cookie') ?? '') ?? [];
  return (token && (await find(token))) || null;
}

export function mayDo(member: Member, action: string): boolean {
  return member.role === 'admin' || action === 'read';
}
