/** A refusal is a value: a code for machines, a sentence for a person that says what to do, details by name. */
export interface Refusal {
  readonly refused: true;
  readonly code: string;
  readonly sentence: string;
  readonly details: { readonly [name: string]: string | number | readonly string[] };
}

export function refuse(code: string, sentence: string, details: Refusal["details"] = {}): Refusal {
  return { refused: true, code, sentence, details };
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "refused" in value && value.refused === true;
}
