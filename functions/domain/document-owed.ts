import { type Convocation, kindOf } from "#domain/convocation";
import type { Wanted } from "#domain/document";

type Known = Pick<Wanted, "id" | "kind" | "part">;
const blank = { audience: "public", adoption: null, assembles: [], fileName: null, toBeClearedBy: null } as const;

/** What a convocation that is over owes: a readout of each part that took place, and of a series a reader, put together from its background notes, that the chair clears. Not what somebody expected or wrote before. */
export function owedBy(convocation: Convocation, known: readonly Known[]): Wanted[] {
  const { id: convocationId, dialogueId, title } = convocation;
  const parts = convocation.parts.filter(({ state }) => state === "convened");
  const owed = (kind: string, part: string | null) => !known.some((each) => each.kind === kind && each.part === part);
  const readouts = parts
    .filter(({ id }) => owed("readout", id))
    .map((part) => ({
      ...blank,
      id: `${part.id}-readout`,
      dialogueId,
      convocationId,
      part: part.id,
      kind: "readout",
      title: { en: `Readout: ${part.title.en}` },
    }));
  if (kindOf(convocation) !== "series" || !owed("reader", null)) return readouts;
  const notes = parts.flatMap(({ id }) => known.filter(({ kind, part }) => kind === "background-note" && part === id));
  const reader: Wanted = {
    ...blank,
    id: `${convocationId}-reader`,
    dialogueId,
    convocationId,
    part: null,
    kind: "reader",
    title: { en: `Reader: ${title.en}` },
    assembles: notes.map(({ id }) => ({ document: id })),
    toBeClearedBy: "chair",
  };
  return [...readouts, reader];
}
