/** How many sentences one error holds. */
const SHOWN = 10;

/** What must not happen: collected, and thrown at whoever waits for the stack to settle. */
export class Problems {
  readonly all: string[] = [];
  readonly #known = new Set<string>();
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
    if (this.#closed || this.#known.has(sentence)) return;
    this.#known.add(sentence);
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
    if (fresh.length === 1) throw new Error(fresh[0]);
    const more = fresh.length > SHOWN ? `\n- and ${fresh.length - SHOWN} more` : "";
    throw new Error(`${fresh.length} problems:\n- ${fresh.slice(0, SHOWN).join("\n- ")}${more}`);
  }
}
