/** What is under way. Settling waits on its changes instead of asking again and again. */
export class Activity {
  #running = 0;
  readonly #waiting = new Set<() => void>();

  /** Something began; call what is given back, once, when it has ended. */
  begin(): () => void {
    this.#running += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#running -= 1;
      if (this.#running === 0) this.#tell();
    };
  }

  async during<T>(work: Promise<T>): Promise<T> {
    const end = this.begin();
    try {
      return await work;
    } finally {
      end();
    }
  }

  get idle(): boolean {
    return this.#running === 0;
  }

  /** Resolves when nothing is under way. */
  whenIdle(): Promise<void> {
    if (this.idle) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const one of waiting) one();
  }
}
