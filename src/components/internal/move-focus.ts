/** Along which arrow keys move. */
export type Axis = 'row' | 'column';

/** Moves the focus among its siblings by arrow keys, Home and End, as in a toolbar or a list of choices. */
export function moveFocus(event: KeyboardEvent, items: readonly HTMLElement[], axis: Axis): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const at = items.findIndex((item) => item === event.target);
  const to = targetOf(event, at, items.length, axis);
  if (at < 0 || to === null) return;
  event.preventDefault();
  event.stopPropagation();
  items[to]?.focus();
}

function targetOf({ key, target }: KeyboardEvent, at: number, count: number, axis: Axis): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const rtl = axis === 'row' && getComputedStyle(target as Element).direction === 'rtl';
  const [back, on] =
    axis === 'column'
      ? ['ArrowUp', 'ArrowDown']
      : rtl
        ? ['ArrowRight', 'ArrowLeft']
        : ['ArrowLeft', 'ArrowRight'];
  if (key === back) return (at - 1 + count) % count;
  return key === on ? (at + 1) % count : null;
}
