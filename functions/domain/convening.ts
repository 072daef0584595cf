import { unknownParties, unknownRegions } from "#domain/audience";
import { type Asked, convene } from "#domain/convocation";
import type { Instant } from "#domain/instant";
import { type AskedPart, partiesNamed } from "#domain/part";
import { type Refusal, refuse } from "#domain/refusal";
import type { Registry } from "#domain/registry";
import { type TagScheme, unknownTag } from "#domain/tags";

/** What the dialogue knows when somebody convenes: its parties, its meetings by id, its schemes of tags. */
export interface Known {
  readonly registry: Registry;
  /** Dialogues that were named and of which no party is known. */
  readonly unknownDialogues: readonly string[];
  readonly meetings: ReadonlySet<string>;
  readonly schemes: readonly TagScheme[];
}

/** Convenes by the rules of time and of meetings, with everything that it names checked against what is known. */
export function conveneKnown(asked: Asked, known: Known, now: Instant, tzdata: string): ReturnType<typeof convene> {
  return unknownIn(asked, known) ?? convene(asked, now, tzdata);
}

function unknownIn({ parts }: Asked, { registry, unknownDialogues, meetings, schemes }: Known): Refusal | undefined {
  return (
    unknownDialogue(unknownDialogues) ??
    strangers(
      parts.flatMap((part) => [...unknownParties(part.audience, registry), ...strange(partiesNamed(part), registry)]),
    ) ??
    unknownRegion(parts, registry) ??
    unknownMeeting(parts, meetings) ??
    parts.map(({ domains }) => unknownTag(domains, schemes)).find((refusal) => refusal !== undefined)
  );
}

function unknownDialogue(ids: readonly string[]): Refusal | undefined {
  return ids.length === 0
    ? undefined
    : refuse(
        "unknown-dialogue",
        `No party of a dialogue ${ids.join(", ")} is known here. Correct the id, or import its parties first.`,
      );
}

/** Codes of parties that the registry does not know. */
export function strange(codes: readonly string[], registry: Registry): string[] {
  const known = new Set(registry.parties.map((party) => party.code));
  return codes.filter((code) => !known.has(code));
}

export function strangers(codes: readonly string[]): Refusal | undefined {
  return codes.length === 0
    ? undefined
    : refuse(
        "unknown-party",
        `The dialogue knows no party ${[...new Set(codes)].join(", ")}. Import it first, or correct the code.`,
      );
}

function unknownRegion(parts: readonly AskedPart[], registry: Registry): Refusal | undefined {
  const regions = parts.flatMap((part) => unknownRegions(part.audience, registry));
  const all = [...new Set(registry.parties.map(({ region }) => region))].sort();
  return regions.length === 0
    ? undefined
    : refuse(
        "unknown-region",
        `No party is in the region ${[...new Set(regions)].join(", ")}. The regions are ${all.join(", ")}.`,
      );
}

/** Meetings that a part goes on from must be there; the one that it prepares may come later. */
function unknownMeeting(parts: readonly AskedPart[], meetings: ReadonlySet<string>): Refusal | undefined {
  const own = new Set(parts.map(({ id }) => id));
  const missing = [...new Set(parts.flatMap(earlier))].filter((id) => !own.has(id) && !meetings.has(id));
  return missing.length === 0
    ? undefined
    : refuse(
        "no-such-meeting",
        `The dialogue has no meeting ${missing.join(", ")}. Correct the id, or record the earlier meeting first (record-meeting).`,
      );
}

const earlier = ({ buildsOn = [], firstInPersonSince }: Pick<AskedPart, "buildsOn" | "firstInPersonSince">) => [
  ...buildsOn,
  ...(firstInPersonSince === undefined ? [] : [firstInPersonSince]),
];

/** Every other meeting that is named, to ask whether it is there. */
export function meetingsNamed(
  parts: readonly Pick<AskedPart, "buildsOn" | "firstInPersonSince" | "preparesFor">[],
): string[] {
  const named = parts.flatMap((part) => [
    ...earlier(part),
    ...(part.preparesFor === undefined ? [] : [part.preparesFor]),
  ]);
  return [...new Set(named)];
}

/** What a record names and the dialogue does not know. */
export function unknownInRecord(
  asked: Pick<AskedPart, "buildsOn" | "firstInPersonSince" | "domains"> & { readonly meetingId: string },
  named: readonly string[],
  known: Known,
): Refusal | undefined {
  const missing = earlier(asked).filter((id) => id !== asked.meetingId && !known.meetings.has(id));
  return (
    strangers(strange(named, known.registry)) ??
    (missing.length === 0
      ? undefined
      : refuse(
          "no-such-meeting",
          `The dialogue has no meeting ${missing.join(", ")}. Correct the id, or record that one first.`,
        )) ??
    unknownTag(asked.domains, known.schemes)
  );
}
