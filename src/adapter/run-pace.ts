/** How fast a run goes and how long it takes yet, told so that neither figure dances. Times are milliseconds. */

/** The rate is that of so long. */
const WINDOW = 15_000;
/** Before that, and before so many are done, nobody can tell. */
const EARLY = 3_000;
const FEW = 10;
/** Minutes by which it must have become another time before another one is told. */
const STEADY = 0.65;

export class RunPace {
  /** When each was done, counted only while the run was not held. */
  #ticks: number[] = [];
  #count = 0;
  #active = 0;
  /** Since when it runs; null while it is held. */
  #since: number | null;
  #told: number | null = null;

  constructor(now: number) {
    this.#since = now;
  }

  /** The run is held, or goes on. */
  hold(held: boolean, now: number): void {
    if (held === (this.#since === null)) return;
    this.#active = this.#at(now);
    this.#since = held ? null : now;
  }

  /** One more is done. */
  tick(now: number): void {
    this.#count++;
    this.#ticks.push(this.#at(now));
  }

  /** How many are done each second; null until that can be told. */
  rate(now: number): number | null {
    const at = this.#at(now);
    if (at < EARLY || this.#count < FEW) return null;
    const from = at - WINDOW;
    this.#ticks = this.#ticks.filter((tick) => tick > from);
    return (this.#ticks.length * 1000) / Math.min(WINDOW, at);
  }

  /** In how many minutes so many more are done, 0 where it is less than one; null until that can be told. */
  minutesLeft(left: number, now: number): number | null {
    const rate = this.rate(now);
    if (!rate) return this.#told;
    const minutes = left / rate / 60;
    const isSteady = this.#told !== null && Math.abs(this.#told - minutes) < STEADY;
    return isSteady ? this.#told : (this.#told = minutes < 1 ? 0 : Math.round(minutes));
  }

  #at(now: number): number {
    return this.#active + (this.#since === null ? 0 : now - this.#since);
  }
}
