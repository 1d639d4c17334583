import { waitUntil } from '@open-wc/testing';

/** Milliseconds: long enough for a machine that has much else to do; what comes is not waited for any longer. */
const PATIENCE = 8_000;

/**
 * Waits until something is so, and looks often.
 * @param what - told where it does not come
 * @param patience - milliseconds, where it takes longer by itself
 */
export const until = (
  isSo: Parameters<typeof waitUntil>[0],
  what?: string,
  patience = PATIENCE,
): Promise<void> => waitUntil(isSo, what, { interval: 5, timeout: patience });
