/** What is left free to the edge of the window, in pixels. */
const MARGIN = 8;

/** Moves what hangs below a button sideways into the window where it would leave it. */
export function keepInWindow(hanging: HTMLElement): void {
  hanging.style.translate = '';
  const { left, right } = hanging.getBoundingClientRect();
  const beyond = right - document.documentElement.clientWidth + MARGIN;
  const by = Math.max(MARGIN - left, beyond > 0 ? -beyond : 0);
  if (left < MARGIN || beyond > 0) hanging.style.translate = `${by}px`;
}
