/** Where the list stood when it was left, so that coming back to it is as if one had never been away. */

/** What a page scrolls in around an element: the nearest box that does, else the page itself. */
function scrollerOf(element: Element): Element | null {
  for (let at = parentOf(element); at; at = parentOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

const parentOf = (element: Element): Element | null =>
  element.assignedSlot ??
  element.parentElement ??
  (element.getRootNode() as Partial<ShadowRoot>).host ??
  null;

export class ListPlace {
  /** Id of the invoice that was opened; empty where none was. */
  opened = '';

  readonly #host: Element;
  #scroller: Element | null = null;
  #top = 0;

  constructor(host: Element) {
    this.#host = host;
  }

  /** While it is still on the screen. */
  keep(): void {
    this.#scroller = scrollerOf(this.#host);
    this.#top = this.#scroller?.scrollTop ?? 0;
  }

  /** Once it is on the screen again. */
  restore(): void {
    if (this.#scroller) this.#scroller.scrollTop = this.#top;
  }

  /** What has taken its place begins at its top. */
  toTop(): void {
    if (this.#host.getBoundingClientRect().top < 0) this.#host.scrollIntoView({ block: 'start' });
  }
}
