/** The invocations that are to die, by the session token that their process signs with. */
export class Dooms {
  readonly #doomed = new Map<string, { calls: number; kill: () => void }>();

  /** After so many calls to AWS the process is killed; with none left it was before it began. */
  add(token: string, calls: number, kill: () => void): void {
    this.#doomed.set(token, { calls, kill });
  }

  /** Nothing that this token signs is carried out any longer. */
  isDead(token: string | undefined): boolean {
    return token !== undefined && this.#doomed.get(token)?.calls === 0;
  }

  /** A call was carried out. True where it was the last one. */
  called(token: string | undefined): boolean {
    const doomed = token === undefined ? undefined : this.#doomed.get(token);
    if (doomed === undefined || doomed.calls === 0) return false;
    doomed.calls -= 1;
    if (doomed.calls > 0) return false;
    doomed.kill();
    return true;
  }
}
