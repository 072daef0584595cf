import type { DocumentAudience } from "#domain/document";

/** Somebody of a delegation, as far as a document's audience asks. */
export interface Reader {
  /** Parts that their delegation is invited to. */
  readonly invitedTo: readonly string[];
  /** Parts that this person is registered for. */
  readonly registeredFor: readonly string[];
  readonly member: boolean;
}

/** To whom a published document of a part (null: of the whole) is open, and who is told of it. A public one is open to everybody; told are participants and members. */
export function isOpenTo(audience: DocumentAudience, part: string | null, reader: Reader): boolean {
  const participant = part === null ? reader.registeredFor.length > 0 : reader.registeredFor.includes(part);
  switch (audience) {
    case "public":
      return participant || reader.member;
    case "participants":
      return participant;
    case "members":
      return reader.member;
    case "steering-committee":
      return part !== null && reader.invitedTo.includes(part);
  }
}
