import { type FaultKind, usualRates } from "./kinds.ts";
import { share } from "./random.ts";

export interface Unkind {
  /** A whole number; the same one strikes the same calls. */
  seed: number;
  /** Shares of 1 by kind, instead of the usual ones. */
  rates?: Partial<Record<FaultKind, number>>;
}

/**
 * Decides where an unkind stack is unkind: by the seed, the kind, the place and how often it was asked there. What one place
 * meets does not depend on what happens elsewhere meanwhile. Without a seed nothing ever strikes.
 */
export class Faults {
  /** How many of each kind have struck. */
  readonly counts = new Map<FaultKind, number>();
  readonly #unkind: Unkind | undefined;
  readonly #asked = new Map<string, number>();
  readonly #hurt = new Map<string, number>();

  constructor(unkind?: Unkind) {
    this.#unkind = unkind;
  }

  get active(): boolean {
    return this.#unkind !== undefined;
  }

  /** Whether this fault happens here, now. Undefined where not; otherwise a share of 1 by which it may vary. */
  strike(kind: FaultKind, place: string): number | undefined {
    if (this.#unkind === undefined) return undefined;
    const { seed, rates } = this.#unkind;
    const where = `${kind} ${place}`;
    const time = (this.#asked.get(where) ?? 0) + 1;
    this.#asked.set(where, time);
    if (share(seed, where, time) >= (rates?.[kind] ?? usualRates[kind])) return undefined;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    return share(seed, where, time, "how");
  }

  /** As `strike`, for a fault that a function suffers. */
  strikeFunction(kind: FaultKind, name: string, place = ""): number | undefined {
    const how = this.strike(kind, `${name} ${place}`);
    if (how !== undefined) this.hurt(name);
    return how;
  }

  /** A function suffers: what it fails at from now on may come of that. */
  hurt(name: string): void {
    this.#hurt.set(name, this.hurts(name) + 1);
  }

  /** How often a function has suffered. */
  hurts(name: string): number {
    return this.#hurt.get(name) ?? 0;
  }
}
