import type { Convocation } from "#domain/convocation";
import type { Wanted } from "#domain/document";
import type { Adoption } from "#domain/document-revision";
import type { Texts } from "#events/envelope";
import { type Outcome, refused } from "#platform/command-steps";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";

interface Said {
  readonly documentId: string;
  readonly convocationId: string;
  readonly part?: string;
  readonly kind: string;
  readonly audience: Wanted["audience"];
  readonly title: Texts;
  readonly adoption?: Adoption;
}
interface Placed {
  readonly wanted: Wanted;
  /** The kind of the part's meeting; null for a document of the whole. */
  readonly partKind: string | null;
}

/** What is asked for, at its place in a meeting; or that there is no such place. */
export async function placeDocument(tables: Tables, said: Said): Promise<Placed | { readonly refusal: Outcome }> {
  const held = await readConvocation(tables, said.convocationId);
  if (!held) return { refusal: refused("no-such-meeting", `There is no meeting ${said.convocationId}.`) };
  const { parts, dialogueId } = held.convocation;
  const part = parts.find(({ id }) => id === said.part);
  if (said.part !== undefined && !part) return { refusal: unknownPart(held.convocation, said.part) };
  const { documentId: id, convocationId, kind, audience, title } = said;
  const asked = { id, dialogueId, convocationId, part: part?.id ?? null, kind, audience, title };
  const open = { assembles: [], fileName: null, toBeClearedBy: null };
  return { wanted: { ...asked, adoption: said.adoption ?? null, ...open }, partKind: part?.kind ?? null };
}

function unknownPart({ id, parts }: Convocation, part: string): Outcome {
  const known = parts.map((each) => each.id).join(", ");
  return refused(
    "unknown-part",
    `${id} has no part ${part}. Its parts are ${known}; a document of the whole names none.`,
  );
}
