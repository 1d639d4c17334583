/** What only one tab may do at a time, by the browser's own locks: they are given up by themselves when a tab is gone. */

const manager = (): LockManager | undefined => globalThis.navigator?.locks;

/**
 * Takes the lock, where nobody has it; null where somebody does. The answer gives it back. Browsers that have no locks, or
 * keep them from pages that are not secure, hand it to everybody.
 */
export async function takeLock(name: string): Promise<(() => void) | null> {
  const locks = manager();
  if (!locks) return () => undefined;
  return new Promise((resolve, reject) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (lock) return new Promise<void>((release) => resolve(release));
      resolve(null);
      return undefined;
    };
    locks.request(name, { ifAvailable: true }, held).catch(reject);
  });
}

/** Resolves once nobody has the lock any more. Rejects with the signal's reason. */
export async function lockFree(name: string, signal: AbortSignal): Promise<void> {
  await manager()?.request(name, { signal }, () => undefined);
}
