/** One timer for everything on the page that turns by itself when a moment comes. */

/** The longest that a browser's timer can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

const waiting = new Map<() => void, number>();
let timer: ReturnType<typeof setTimeout> | undefined;

function setTimer(): void {
  clearTimeout(timer);
  if (!waiting.size) return;
  const next = Math.min(...waiting.values());
  timer = setTimeout(ring, Math.min(LONGEST, Math.max(0, next - performance.now())));
}

function ring(): void {
  const now = performance.now();
  for (const [call, at] of [...waiting]) {
    if (at > now) continue;
    waiting.delete(call);
    call();
  }
  setTimer();
}

/** Calls back once after `ms`; setting it again for the same callback moves it, null takes it back. */
export function alarm(call: () => void, ms: number | null): void {
  if (ms === null) waiting.delete(call);
  else waiting.set(call, performance.now() + ms);
  setTimer();
}
