import { relativeTimeFormat } from '../../invoice/intl.js';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** “in 5 days”, “3 hours ago”, “now”: how far a moment is from now, in Unix seconds both. */
export function relativeTo(now: number, at: number, lang: string): string {
  const [unit, seconds] = UNITS.find(([, each]) => Math.abs(at - now) >= each) ?? [];
  if (!unit) return relativeTimeFormat(lang, { numeric: 'auto' }).format(0, 'second');
  return relativeTimeFormat(lang, { numeric: 'always' }).format(Math.round((at - now) / seconds), unit);
}
