/**
 * The API versions that are known, and which dates lie between them. From 2024-09-30 on a version carries the name of
 * its release, and within a release keys are only added.
 */

/** Every version that is known, oldest first. */
export const knownVersions = [
  '2020-08-27',
  '2022-08-01',
  '2022-11-15',
  '2023-08-16',
  '2023-10-16',
  '2024-04-10',
  '2024-06-20',
  '2024-09-30.acacia',
  '2024-10-28.acacia',
  '2024-11-20.acacia',
  '2024-12-18.acacia',
  '2025-01-27.acacia',
  '2025-02-24.acacia',
  '2025-03-31.basil',
  '2025-04-30.basil',
  '2025-05-28.basil',
  '2025-06-30.basil',
  '2025-07-30.basil',
  '2025-08-27.basil',
  '2025-09-30.clover',
  '2025-10-29.clover',
  '2025-11-17.clover',
  '2025-12-15.clover',
  '2026-01-28.clover',
  '2026-02-25.clover',
  '2026-03-25.dahlia',
  '2026-04-22.dahlia',
  '2026-05-27.dahlia',
  '2026-06-24.dahlia',
  '2026-07-29.dahlia',
  '2026-08-26.dahlia',
  '2026-09-30.endive',
  '2026-10-28.endive',
] as const;

export type KnownVersion = (typeof knownVersions)[number];

/** The API version that is spoken when nobody names one. */
export const NEWEST_VERSION = '2026-10-28.endive' satisfies KnownVersion;

/**
 * Whether a version can be spoken: a known one, or a date between two known ones under the name of the release of that
 * time (`2025-07-04.basil`), which speaks what was valid then. Anything older, newer or misnamed cannot.
 */
export function isSpoken(version: string): boolean {
  const [, date = '', release = ''] = /^(\d{4}-\d{2}-\d{2})(\.[a-z]+)?$/.exec(version) ?? [];
  if (Number.isNaN(Date.parse(date)) || date > NEWEST_VERSION) return false;
  const valid = knownVersions.filter((known) => dateOf(known) <= date).at(-1);
  return valid !== undefined && valid.slice(dateOf(valid).length) === release;
}

/** Whether `version` is from before `other`. The date stands first, so their order is that of the words. */
export function isBefore(version: string, other: KnownVersion): boolean {
  return version < other;
}

const dateOf = (version: string): string => version.slice(0, 10);
