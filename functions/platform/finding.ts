/** What was looked at, and how it is. `unknown`: it could not be asked. */
export interface Finding {
  readonly check: string;
  readonly state: "ok" | "not-ok" | "unknown";
  /** What was seen, in a clause: the sentence begins with the check. */
  readonly said: string;
  /** What to do about it, in a sentence. */
  readonly todo?: string;
}

export const good = (check: string, said: string): Finding => ({ check, state: "ok", said });
export const bad = (check: string, said: string, todo: string): Finding => ({ check, state: "not-ok", said, todo });
export const unknown = (check: string, said: string, todo?: string): Finding => ({
  check,
  state: "unknown",
  said,
  ...(todo !== undefined && { todo }),
});
