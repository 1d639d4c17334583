/** Which requests are being answered, so that a shutdown can let them end. */
export class UnderWay {
  private readonly requests = new Set<Promise<unknown>>();
  closing = false;

  track<T>(answer: Promise<T>): Promise<T> {
    const ended = answer.catch(() => undefined).then(() => void this.requests.delete(ended));
    this.requests.add(ended);
    return answer;
  }

  /** Resolves when all that was begun has ended. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(this.requests);
  }
}
