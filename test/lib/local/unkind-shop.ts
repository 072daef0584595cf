import { type FaultKind, faultKinds } from "#lib/local/unkind/kinds";

/** These kinds at these rates, and no others. */
export function only(rates: Partial<Record<FaultKind, number>>, seed = 7) {
  return { seed, rates: { ...Object.fromEntries([...faultKinds].map((kind) => [kind, 0])), ...rates } };
}
