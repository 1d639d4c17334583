/**
 * The time of the stand-in: Unix seconds, from a clock that a test or the demo can move.
 */
export interface StubClock {
  /** Now, in whole Unix seconds. */
  now(): number;
  /** Moves the clock by so many seconds; what falls due runs with the next request or `stub.tick()`. */
  advance(seconds: number): void;
}

/** The real clock with an offset that can be moved. */
export function realClock(): StubClock {
  return offsetClock(() => Date.now() / 1000);
}

/** A clock that stands at `start` (Unix seconds) until it is moved: the same every run. */
export function fixedClock(start: number): StubClock {
  return offsetClock(() => start);
}

function offsetClock(base: () => number): StubClock {
  let offset = 0;
  return {
    now: () => Math.floor(base() + offset),
    advance(seconds) {
      offset += seconds;
    },
  };
}
