import type { ReactiveControllerHost } from 'lit';
import type { ProblemFacts } from './problem.js';

/** A part of the page could not be fetched. */
const UNREACHABLE: ProblemFacts = { status: 0, code: 'network_error', detail: '', retryable: true };

/** What an element needs only once there is something to show: fetched once, but for failures. */
export class LazyParts<P> {
  parts: P | null = null;
  /** Why it is not there. */
  problem: ProblemFacts | null = null;
  #loading: Promise<P> | null = null;

  /**
   * @param fetch - a dynamic import
   * @param ready - makes the element ready to use it
   */
  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly fetch: () => Promise<P>,
    private readonly ready: (parts: P) => void,
  ) {}

  /** Rejects where it can't be fetched, which {@link problem} then says; the next call tries again. */
  load(): Promise<P> {
    return (this.#loading ??= this.fetch().then(
      (parts) => {
        this.problem = null;
        this.ready(parts);
        this.parts = parts;
        this.host.requestUpdate();
        return parts;
      },
      (cause: unknown) => {
        this.#loading = null;
        this.problem = UNREACHABLE;
        this.host.requestUpdate();
        throw cause;
      },
    ));
  }

  /** The same for those who only draw what comes of it. */
  begin(): void {
    this.load().catch(() => undefined);
  }
}
