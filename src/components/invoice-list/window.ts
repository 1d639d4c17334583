/** Which rows of a long list are in view, and so worth drawing. The page scrolls, or whatever the list stands in. */
import type { LitElement, ReactiveController } from 'lit';

/** Rows that are drawn beyond what is seen, on either side. */
const BEYOND = 8;
/** Drawn before anything is known of the room there is. */
const FIRST = 24;

export class RowWindow implements ReactiveController {
  from = 0;
  to = FIRST;
  /** Room for columns, in em; 0 until it is known. */
  room = 0;

  #frame = 0;
  readonly #sizes = globalThis.ResizeObserver && new ResizeObserver(() => this.#measure());

  /**
   * @param body - the box that is as high as all rows together
   * @param count - how many rows there are
   * @param looked - these rows are drawn, the first of them in view is `first`
   */
  constructor(
    private readonly host: LitElement,
    private readonly body: () => HTMLElement | null,
    private readonly count: () => number,
    private readonly looked: (from: number, to: number, first: number) => void,
  ) {
    host.addController(this);
  }

  /** Height of one row, in px. */
  get rowHeight(): number {
    const count = this.count();
    return count ? (this.body()?.getBoundingClientRect().height ?? 0) / count : 0;
  }

  /** Rows that are seen at once. */
  get seen(): number {
    return Math.max(1, this.to - this.from - 2 * BEYOND);
  }

  hostConnected(): void {
    // Scrolling does not bubble, but is captured: whatever box it is that scrolls.
    document.addEventListener('scroll', this.#onScroll, { capture: true, passive: true });
    addEventListener('resize', this.#onScroll);
    this.#sizes?.observe(this.host);
  }

  hostDisconnected(): void {
    document.removeEventListener('scroll', this.#onScroll, { capture: true });
    removeEventListener('resize', this.#onScroll);
    this.#sizes?.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  hostUpdated(): void {
    this.#onScroll();
  }

  /** The rows above have become more by so many: what is in view stays where it is. */
  shift(rows: number): void {
    const body = this.body();
    if (!body || body.getBoundingClientRect().top >= 0) return;
    scrollerOf(body).scrollTop += rows * this.rowHeight;
  }

  readonly #onScroll = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#measure();
    });
  };

  #measure(): void {
    const body = this.body();
    if (!body?.isConnected) return;
    const { top, height, width } = body.getBoundingClientRect();
    const count = this.count();
    const row = count ? height / count : 0;
    const em = parseFloat(getComputedStyle(body).fontSize) || 16;
    const first = row ? Math.max(0, Math.floor(-top / row)) : 0;
    const from = Math.max(0, first - BEYOND);
    const to = row ? Math.ceil((innerHeight - top) / row) + BEYOND : FIRST;
    const room = Math.floor(width / em);
    const next = {
      from: Math.min(from, Math.max(0, count - 1)),
      to: Math.max(0, Math.min(to, Math.max(count, FIRST))),
      room: width ? room : this.room,
    };
    const same = next.from === this.from && next.to === this.to && next.room === this.room;
    Object.assign(this, next);
    if (!same) this.host.requestUpdate();
    // A list that is hidden is not looked at.
    if (width) this.looked(next.from, next.to, first);
  }
}

/** The box around the element that scrolls. */
function scrollerOf(element: Element): Element {
  for (
    let at: Element | null = element;
    at;
    at = at.parentElement ?? (at.getRootNode() as ShadowRoot).host ?? null
  ) {
    const { overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement ?? document.documentElement;
}
