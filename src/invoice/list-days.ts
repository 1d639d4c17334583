/** Days as people name them, counted from today; a day is written as `<input type="date">` has it: `2026-11-01`. */
import type { Days } from './list-filter.js';
import { wallClock, writeWallClock } from './zoned.js';

/** Spans of days that are often meant, in the order in which they are offered. */
export const DAY_PRESETS = ['today', 'last_7', 'this_month', 'last_month', 'next_7', 'next_30'] as const;

export type DayPreset = (typeof DAY_PRESETS)[number];

/** The day that a calendar shows in the zone at that moment (Unix seconds). */
export const dayIn = (at: number, zone: string): string => writeWallClock(wallClock(at, zone)).slice(0, 10);

/** The days of a preset; those that count days have today among them. */
export function presetDays(preset: DayPreset, today: string): Days {
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'last_7':
      return { from: dayAfter(today, -6), to: today };
    case 'this_month':
      return monthOf(today, 0);
    case 'last_month':
      return monthOf(today, -1);
    case 'next_7':
      return { from: today, to: dayAfter(today, 6) };
    case 'next_30':
      return { from: today, to: dayAfter(today, 29) };
  }
}

function monthOf(today: string, later: number): Days {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return {
    from: written(Date.UTC(year, month - 1 + later, 1)),
    to: written(Date.UTC(year, month + later, 0)),
  };
}

function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  return written(at.setUTCDate(at.getUTCDate() + days));
}

const written = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
