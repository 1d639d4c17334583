/** Who of those that ask has come into view, by one observer for the whole page. */
const calls = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | undefined;

function look(entries: IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) if (isIntersecting) calls.get(target)?.();
}

/** Calls back once, when the element comes into view, unless the returned function is called before. */
export function onceVisible(element: Element, call: () => void): () => void {
  observer ??= new IntersectionObserver(look);
  const stop = (): void => {
    calls.delete(element);
    observer?.unobserve(element);
  };
  calls.set(element, () => {
    stop();
    call();
  });
  observer.observe(element);
  return stop;
}
