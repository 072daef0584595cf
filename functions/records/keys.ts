import type { Key } from "#platform/table";

/** The key schema (one place). Ids hold letters, digits and hyphens only, so that `#` always separates. */
export const keys = {
  dialogue: (dialogueId: string): Key => ({ pk: `DLG#${dialogueId}`, sk: "#" }),
  /** The dialogue's name, and the order in which it shows its parties. */
  settings: (dialogueId: string): Key => ({ pk: `DLG#${dialogueId}`, sk: "SETTINGS" }),
  party: (dialogueId: string, code: string): Key => ({ pk: `DLG#${dialogueId}`, sk: `PARTY#${code}` }),
  membership: (dialogueId: string, code: string, from: string): Key => ({
    pk: `DLG#${dialogueId}`,
    sk: `MEMBER#${code}#${from}`,
  }),
  seat: (dialogueId: string, body: string, code: string, from: string): Key => ({
    pk: `DLG#${dialogueId}`,
    sk: `SEAT#${body}#${code}#${from}`,
  }),
  chair: (dialogueId: string, from: string): Key => ({ pk: `DLG#${dialogueId}`, sk: `CHAIR#${from}` }),
  focalPoint: (dialogueId: string, code: string, from: string, person: string): Key => ({
    pk: `DLG#${dialogueId}`,
    sk: `FP#${code}#${from}#${person}`,
  }),
  person: (person: string): Key => ({ pk: `PER#${person}`, sk: "#" }),
  /** When this person was last nudged. */
  quiet: (person: string): Key => ({ pk: `PER#${person}`, sk: "QUIET" }),
  importBatch: (importId: string): Key => ({ pk: `IMP#${importId}`, sk: "#" }),
  importPage: (importId: string, page: string): Key => ({ pk: `IMP#${importId}`, sk: `P#${page}` }),
  /** A meeting of a dialogue by its own id: where it is convened, or what is recorded of it. */
  meeting: (dialogueId: string, meetingId: string): Key => ({ pk: `MTG#${dialogueId}`, sk: meetingId }),
  joint: (convocationId: string, dialogueId: string): Key => ({
    pk: `CNV#${convocationId}`,
    sk: `JOINT#${dialogueId}`,
  }),
  /** Where a meeting that is only recorded is found by whoever takes it for a convocation. */
  recorded: (meetingId: string): Key => ({ pk: `CNV#${meetingId}`, sk: "RECORDED" }),
  /** A scheme of tags: its version stands in its id, and it never changes. */
  scheme: (dialogueId: string, scheme: string): Key => ({ pk: `DLG#${dialogueId}`, sk: `SCHEME#${scheme}` }),
  /** What a change of a convocation changed: why, from what, and who is told. */
  change: (convocationId: string, revision: number): Key => ({
    pk: `CNV#${convocationId}`,
    sk: `CHG#${String(revision).padStart(6, "0")}`,
  }),
  /** The guard of a page of mails that tell of the changes until a revision. */
  told: (convocationId: string, revision: number, page: string): Key => ({
    pk: `CNV#${convocationId}`,
    sk: `TOLD#${String(revision).padStart(6, "0")}#${page}`,
  }),
  convocation: (convocationId: string): Key => ({ pk: `CNV#${convocationId}`, sk: "#" }),
  /** One delegation of a party for a convocation, whatever the round. */
  invited: (convocationId: string, code: string): Key => ({ pk: `CNV#${convocationId}`, sk: `INVITED#${code}` }),
  step: (convocationId: string, step: string, instant: string, revision: number): Key => ({
    pk: `CNV#${convocationId}`,
    sk: `STEP#${step}#${instant}#r${revision}`,
  }),
  stepPage: (convocationId: string, step: string, instant: string, revision: number, page: string): Key => ({
    pk: `CNV#${convocationId}`,
    sk: `STEP#${step}#${instant}#r${revision}#C#${page}`,
  }),
  round: (roundId: string): Key => ({ pk: `RND#${roundId}`, sk: "#" }),
  /** Named by the hash too: a second submission cannot change the pages that the first one froze. */
  audiencePage: (roundId: string, hash: string, page: number): Key => ({
    pk: `RND#${roundId}`,
    sk: `AUD#${hash}#${pageNumber(page)}`,
  }),
  /** A party that the round's audience names and the round does not invite. */
  leftOut: (roundId: string, hash: string, code: string): Key => ({ pk: `RND#${roundId}`, sk: `OUT#${hash}#${code}` }),
  pageGuard: (roundId: string, page: number): Key => ({ pk: `RND#${roundId}`, sk: `C#${pageNumber(page)}` }),
  delegation: (did: string): Key => ({ pk: `DEL#${did}`, sk: "#" }),
  invitee: (did: string, number: string): Key => ({ pk: `DEL#${did}`, sk: `I#${number}` }),
  nomination: (did: string, number: string): Key => ({ pk: `DEL#${did}`, sk: `N#${number}` }),
  registration: (did: string, number: string): Key => ({ pk: `DEL#${did}`, sk: `G#${number}` }),
  /** Of a delegation at a part: its head, and the mark of each person. */
  attendance: (did: string, part: string): Key => ({ pk: `DEL#${did}`, sk: `T#${part}` }),
  attended: (did: string, part: string, number: string): Key => ({ pk: `DEL#${did}`, sk: `T#${part}#${number}` }),
  response: (did: string, version: number): Key => ({ pk: `DEL#${did}`, sk: `R#${String(version).padStart(8, "0")}` }),
  unsubscribed: (did: string, number: string): Key => ({ pk: `DEL#${did}`, sk: `U#${number}` }),
  document: (documentId: string): Key => ({ pk: `DOC#${documentId}`, sk: "#" }),
  documentPage: (documentId: string, page: string): Key => ({ pk: `DOC#${documentId}`, sk: `C#${page}` }),
  openBatch: (batchId: string, page: string, created: string): Key => ({
    pk: "OPEN",
    sk: `bulk#${created}#${batchId}#${page}`,
  }),
  pump: (): Key => ({ pk: "OPEN", sk: "pump" }),
  outcome: (commandId: string): Key => ({ pk: `CMD#${commandId}`, sk: "#" }),
} as const;

export function pageNumber(page: number): string {
  return String(page).padStart(4, "0");
}

/** The keys of the index `list`: what belongs to one convocation, one dialogue, one library. */
export const lists = {
  dialogues: () => "DIALOGUES",
  convocationsOf: (dialogueId: string) => `DLG#${dialogueId}`,
  ofConvocation: (convocationId: string) => `CNV#${convocationId}#0`,
  library: (dialogueId: string, audience: string) => `LIB#${dialogueId}#${audience}`,
} as const;
