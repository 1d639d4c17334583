/** Tells each listener. One may take others off, or throw: the rest are called as if nothing had happened. */
export function callAll<T>(listeners: Set<(value: T) => void>, value: T): void {
  for (const call of [...listeners]) {
    if (!listeners.has(call)) continue;
    try {
      call(value);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
