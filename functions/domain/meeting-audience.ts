import { resolveAudience } from "#domain/audience";
import type { Convocation } from "#domain/convocation";
import { dayOf } from "#domain/instant";
import { addressedOn, together } from "#domain/joint";
import { focalPointsOn, type Registry } from "#domain/registry";

/** The day whose memberships, seats and focal points count for a convocation: that of its first session. */
export function audienceDay({ starts, parts }: Pick<Convocation, "starts" | "parts">): string {
  return dayOf(starts, parts[0]?.timeZone ?? "UTC");
}

export interface PartAudience {
  readonly part: string;
  /** The day whose memberships and seats count. */
  readonly asOf: string;
  readonly entries: readonly {
    readonly code: string;
    readonly reason: string;
    /** People and mailboxes that would be written to. */
    readonly contacts: number;
  }[];
}

/** Whom each part's own rule lets in, why, and to how many people of each a round would write. */
export function audiencesOf(
  convocation: Pick<Convocation, "starts" | "parts">,
  registry: Registry,
): readonly PartAudience[] {
  const day = audienceDay(convocation);
  return convocation.parts.map(({ id, audience }) => ({
    part: id,
    asOf: audience.asOf ?? day,
    entries: resolveAudience(audience, registry, day).map(({ code, reason }) => ({
      code,
      reason,
      contacts: new Set(focalPointsOn(registry, code, day).map(({ person }) => person)).size,
    })),
  }));
}

/** What whoever convenes should know, and what stops nobody. */
export function conveningNotes(
  { parts }: Pick<Convocation, "parts">,
  audiences: readonly PartAudience[],
  meetings: ReadonlySet<string>,
): string[] {
  const own = new Set(parts.map(({ id }) => id));
  return parts.flatMap(({ id, preparesFor, place, modality, unpublished, hosts, coHosts, chair }) => {
    const entries = audiences.find(({ part }) => part === id)?.entries ?? [];
    const silent = entries.filter(({ contacts }) => contacts === 0).map(({ code }) => code);
    const invited = new Set(entries.map(({ code }) => code));
    const outside = [...hosts, ...coHosts, ...(chair === null ? [] : [chair])].filter((code) => !invited.has(code));
    return [
      ...(preparesFor !== null && !own.has(preparesFor) && !meetings.has(preparesFor)
        ? [`${id} prepares ${preparesFor}, which is not convened yet.`]
        : []),
      ...(entries.length === 0 ? [`Nobody is in the audience of ${id}.`] : []),
      ...(silent.length > 0 ? [`Nobody to write to at ${silent.join(", ")} (${id}): import contacts first.`] : []),
      ...(outside.length > 0
        ? [`${[...new Set(outside)].join(", ")} has a role in ${id} and is not in its audience.`]
        : []),
      ...(modality !== "online" && place === null && !unpublished.includes("place")
        ? [`${id} has no place: letters and pages say that it is not published yet.`]
        : []),
    ];
  });
}

/** What a frozen audience would be, were it frozen again: who would come in, who would not, whom else one would write to. */
export interface Moved {
  readonly added: readonly string[];
  readonly gone: readonly string[];
  readonly otherContacts: readonly string[];
}
export function movedSince(
  frozen: readonly { readonly code: string; readonly invitees: readonly { readonly person: string }[] }[],
  elsewhere: ReadonlySet<string>,
  rule: Parameters<typeof resolveAudience>[0],
  convocation: Pick<Convocation, "starts" | "parts">,
  registries: readonly Registry[],
  same?: (person: string) => string,
): Moved {
  const registry = together(registries);
  const day = audienceDay(convocation);
  const inSomePart = new Set(
    audiencesOf(convocation, registry).flatMap(({ entries }) => entries.map(({ code }) => code)),
  );
  const now = new Map(
    resolveAudience(rule, registry, day)
      .filter(({ code }) => inSomePart.has(code) && !elsewhere.has(code))
      .map(({ code }) => [code, people(addressedOn(registries, code, day, same).map(({ point }) => point))] as const)
      .filter(([, written]) => written !== ""),
  );
  const then = new Map(frozen.map(({ code, invitees }) => [code, people(invitees)] as const));
  return {
    added: [...now.keys()].filter((code) => !then.has(code)),
    gone: [...then.keys()].filter((code) => !now.has(code)),
    otherContacts: [...then].filter(([code, written]) => (now.get(code) ?? written) !== written).map(([code]) => code),
  };
}

const people = (points: readonly { readonly person: string }[]) =>
  [...new Set(points.map(({ person }) => person))].sort().join(" ");
