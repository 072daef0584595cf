import { type Letter, letters } from "#bin/demo/mailbox";
import type { Stack } from "#lib/local/stack";

type Summary = ReturnType<Stack["ses"]["list"]>[number];

/** The year's captured mails, found by the batch that their id names. A mail is read once, and only where somebody asks for it. */
export class Post {
  readonly #stack: Stack;
  readonly #summaries: Summary[] = [];
  readonly #read = new Map<string, Letter>();

  constructor(stack: Stack) {
    this.#stack = stack;
  }
  /** Every mail so far, without its text. */
  all(): readonly Summary[] {
    const after = this.#summaries.at(-1)?.id;
    this.#summaries.push(...this.#stack.ses.list(after === undefined ? {} : { after }));
    return this.#summaries;
  }
  count(batch: string): number {
    return this.#of(batch).length;
  }
  addresses(batch: string): string[] {
    return this.#of(batch).flatMap(({ to }) => to);
  }
  /** When the last of them left, in ms. */
  lastOf(batch: string): number | undefined {
    return this.#of(batch).at(-1)?.at;
  }
  async letters(batch: string): Promise<Letter[]> {
    const fresh = this.#of(batch).filter(({ id }) => !this.#read.has(id));
    for (const { id } of fresh) {
      const mail = this.#stack.ses.get(id);
      const [letter] = mail ? await letters({ mailbox: [mail] }) : [];
      if (letter) this.#read.set(id, letter);
    }
    return this.#of(batch).flatMap(({ id }) => this.#read.get(id) ?? []);
  }
  #of(batch: string): Summary[] {
    return this.all().filter(({ tags }) => tags["mail"]?.startsWith(`B-${batch}-`));
  }
}

/** The batches of a convocation's round, of a reminder's step, of a document's notices and those of its correction. */
export const batchOf = {
  invitations: (roundId: string) => `r-${roundId}`,
  reminders: (convocationId: string, step: string) => `s-${convocationId}-${step}-r1`,
  notices: (documentId: string) => `n-${documentId}`,
  corrections: (documentId: string) => `n2-${documentId}`,
} as const;
