/** Says totals and saves to those who don't see them: only what is new, and only once things are quiet. */
import type { ReactiveControllerHost } from 'lit';

/** Milliseconds of quiet before anything is said. */
const SPEAK_AFTER = 1200;

export class Speech {
  /** What the live region holds. */
  text = '';
  #next: string | null = null;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** The first sentence is what the page began with, and not said. */
  say(sentence: string): void {
    if (sentence === this.#next) return;
    const first = this.#next === null;
    this.#next = sentence;
    this.stop();
    if (first) return;
    this.#timer = setTimeout(() => {
      this.text = sentence;
      this.host.requestUpdate();
    }, SPEAK_AFTER);
  }

  /** Says what a key has just done. */
  now(sentence: string): void {
    // The same words once more are told only where something differs.
    this.text = sentence === this.text ? `${sentence}\u00a0` : sentence;
    this.host.requestUpdate();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
