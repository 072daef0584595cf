import type { Attends, AttendsByPart } from "#events/attends";

type Modality = "in-person" | "online" | "hybrid";

/** How a person takes part: what they said, or what the part leaves them. Null where a hybrid part asks and nobody said. */
export function attendsAs(modality: Modality, said: Attends | undefined): Attends | null {
  if (modality === "online") return "online";
  return said ?? (modality === "hybrid" ? null : "in-person");
}

/** What was said of these parts and of no others; nothing where that is nothing. */
export function ofParts(attends: AttendsByPart | undefined, parts: readonly string[]): { attends?: AttendsByPart } {
  const said = Object.entries(attends ?? {}).filter(([part]) => parts.includes(part));
  return said.length === 0 ? {} : { attends: Object.fromEntries(said) };
}

export function sameAttends(a: AttendsByPart | undefined, b: AttendsByPart | undefined): boolean {
  const text = (attends: AttendsByPart | undefined) =>
    Object.entries(attends ?? {})
      .map(([part, said]) => `${part} ${said}`)
      .sort()
      .join();
  return text(a) === text(b);
}
