/** The form in which a time is chosen: presets, and what was typed, read in a time zone. Immutable. */
import {
  daysLater,
  earliestOf,
  momentsOf,
  readWallClock,
  wallClock,
  weekdayOf,
  writeWallClock,
  type Moments,
  type WallClock,
} from '../../invoice/zoned.js';

export type PresetName = 'hour' | 'tomorrow' | 'monday' | 'month';

export interface Preset {
  name: PresetName;
  /** Unix seconds. */
  at: number;
}

export interface Form {
  /** The zone that times are typed in, and that mornings begin in. */
  zone: string;
  presets: readonly Preset[];
  choice: PresetName | 'custom';
  /** What the field holds, as `<input type="datetime-local">` has it. */
  text: string;
  /** Of a time that comes twice, the second one. */
  second: boolean;
  /** The person wanted to go on, or has left the field: faults may be told. */
  told: boolean;
}

type Skipped = Extract<Moments, { kind: 'never' }>;
export type Twice = Extract<Moments, { kind: 'twice' }>;

/** What the form means: a moment, or why it means none. */
export type Reading =
  | { at: number; near: boolean; twice: Twice | null }
  | { fault: 'empty' | 'past' | 'far' | 'near' }
  | { fault: 'skipped'; skipped: Skipped; asked: WallClock };

const MINUTE = 60;
const HOUR = 3600;
const MORNING = 9;
const YEARS = 5;
/** Seconds within which the backend holds a time to be as good as finalizing. */
const NEAR = 600;

const isNear = (at: number, now: number): boolean => at - now < NEAR;

/** Times that are often meant, each once; mornings begin at nine. */
export function presetsFor(now: number, zone: string): Preset[] {
  const today = { ...wallClock(now, zone), hour: MORNING, minute: 0, second: 0 };
  const untilMonday = 7 - ((weekdayOf(today) + 6) % 7);
  const morning = (name: PresetName, clock: WallClock): Preset => ({ name, at: earliestOf(clock, zone) });
  const all: Preset[] = [
    { name: 'hour', at: Math.ceil((now + HOUR) / MINUTE) * MINUTE },
    morning('tomorrow', daysLater(today, 1)),
    morning('monday', daysLater(today, untilMonday)),
    morning('month', daysLater({ ...today, month: today.month + 1, day: 1 }, 0)),
  ];
  return all.filter(({ at }, index) => all.findIndex((other) => other.at === at) === index);
}

/** The form over the time that is set, or over tomorrow morning. */
export function openForm(now: number, zone: string, set: number | null): Form {
  const presets = presetsFor(now, zone);
  const blank: Form = { zone, presets, choice: 'custom', text: '', second: false, told: false };
  if (set === null || set <= now) return choose(blank, 'tomorrow');
  return ofMoment(blank, set);
}

/** The same moment as it is written in the form's zone. */
function ofMoment(form: Form, at: number): Form {
  const clock = wallClock(at, form.zone);
  const moments = momentsOf({ ...clock, second: 0 }, form.zone);
  const second = moments.kind === 'twice' && at >= moments.second;
  return { ...form, text: writeWallClock(clock), second };
}

export function choose(form: Form, name: Form['choice']): Form {
  const preset = form.presets.find((each) => each.name === name);
  return preset ? { ...ofMoment(form, preset.at), choice: name, told: false } : { ...form, choice: 'custom' };
}

export const typeTime = (form: Form, text: string): Form => ({
  ...form,
  text,
  choice: 'custom',
  second: false,
});

/** The same choice in another zone: what was typed stays what it is, and means another moment. */
export function inZone(form: Form, zone: string, now: number): Form {
  const moved: Form = { ...form, zone, presets: presetsFor(now, zone), second: false };
  const again = moved.presets.some(({ name }) => name === form.choice) ? form.choice : 'custom';
  return choose(moved, again);
}

/** @param mayFinalize - whether the person may finalize, which a time that is near takes */
export function readForm(form: Form, now: number, mayFinalize: boolean): Reading {
  const preset = form.presets.find(({ name }) => name === form.choice);
  if (preset) return judge(preset.at, null, now, mayFinalize);
  const clock = readWallClock(form.text);
  if (!clock) return { fault: 'empty' };
  const moments = momentsOf(clock, form.zone);
  switch (moments.kind) {
    case 'once':
      return judge(moments.at, null, now, mayFinalize);
    case 'twice':
      return judge(form.second ? moments.second : moments.first, moments, now, mayFinalize);
    case 'never':
      return { fault: 'skipped', skipped: moments, asked: clock };
  }
}

function judge(at: number, twice: Twice | null, now: number, mayFinalize: boolean): Reading {
  if (at <= now) return { fault: 'past' };
  if (at > latest(now)) return { fault: 'far' };
  const near = isNear(at, now);
  return near && !mayFinalize ? { fault: 'near' } : { at, near, twice };
}

/** Stripe takes times up to five years ahead. */
function latest(now: number): number {
  const clock = wallClock(now, 'UTC');
  return earliestOf({ ...clock, year: clock.year + YEARS }, 'UTC');
}
