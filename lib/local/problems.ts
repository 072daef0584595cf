/** What must not happen: collected, and thrown at whoever waits for the stack to settle. */
export class Problems {
  readonly all: string[] = [];
  readonly #tolerate: boolean;
  readonly #tell: (sentence: string) => void;
  #thrown = 0;
  #closed = false;

  constructor(tolerate: boolean, tell: (sentence: string) => void) {
    this.#tolerate = tolerate;
    this.#tell = tell;
  }

  /** The same sentence again says nothing new. */
  add(sentence: string): void {
    if (this.#closed || this.all.includes(sentence)) return;
    this.all.push(sentence);
    this.#tell(sentence);
  }

  /** What breaks while the stack is taken down is none. */
  close(): void {
    this.#closed = true;
  }

  /** Throws what has come up since the last time. */
  raise(): void {
    const fresh = this.all.slice(this.#thrown);
    this.#thrown = this.all.length;
    if (fresh.length === 0 || this.#tolerate) return;
    throw new Error(fresh.length === 1 ? fresh[0] : `${fresh.length} problems:\n- ${fresh.join("\n- ")}`);
  }
}
