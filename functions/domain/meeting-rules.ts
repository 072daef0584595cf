import { type AskedPart, type AskedSubstance, type Part, type Quota, startOf } from "#domain/part";
import { type Refusal, refuse } from "#domain/refusal";

/** What is wrong with a meeting as it is asked for, whatever its time: the first rule that it breaks. */
export function brokenRule(part: AskedPart): Refusal | undefined {
  return contradiction(part) ?? wrongQuota(part) ?? wrongContributor(part);
}

type Described = AskedSubstance & Pick<AskedPart, "id"> & Partial<Pick<AskedPart, "modality" | "place">>;
/** What contradicts itself in a meeting that is convened or only recorded. */
export function contradiction(meeting: Described): Refusal | undefined {
  return twoRoles(meeting) ?? wrongPlace(meeting) ?? itself(meeting);
}

function twoRoles({ id, hosts = [], coHosts = [], chair, coChairs = [] }: Described): Refusal | undefined {
  const both = hosts.find((code) => coHosts.includes(code));
  if (both !== undefined)
    return refuse("two-roles", `${both} is host and co-host of ${id}. Name it in one of the two only.`);
  if (chair !== undefined && coChairs.includes(chair))
    return refuse("two-roles", `${chair} is chair and co-chair of ${id}. Name it in one of the two only.`);
  return undefined;
}

function wrongPlace({ id, modality, place }: Described): Refusal | undefined {
  return modality === "online" && place !== undefined
    ? refuse("online-with-place", `${id} is online and names a place. Leave the place out, or say hybrid or in-person.`)
    : undefined;
}

/** At most one person heads a delegation; what one delegation may bring fits into the room. */
function wrongQuota({ id, modality, capacity, quota }: AskedPart): Refusal | undefined {
  if (quota === undefined) return undefined;
  const { total, byCapacity = {} } = quota;
  if ((byCapacity.HeadOfDelegation ?? 0) > 1)
    return refuse("one-head", `A delegation to ${id} has one head at most. Set its HeadOfDelegation to 1 or 0.`);
  const over = Object.entries(byCapacity).find(([, most]) => total !== undefined && most > total);
  if (over)
    return refuse(
      "quota-above-total",
      `The quota of ${id} lets in ${over[1]} as ${over[0]}, and ${total} in all. Raise the total, or lower the other.`,
    );
  const most = ofOneDelegation(quota);
  return modality !== "online" && capacity !== undefined && capacity < most
    ? refuse(
        "room-too-small",
        `The room of ${id} holds ${capacity}, and one delegation may bring ${most}. Raise the capacity, or lower the quota.`,
      )
    : undefined;
}

const ofOneDelegation = ({ total, byCapacity = {} }: Quota): number =>
  total ?? Object.values(byCapacity).reduce((sum, most) => sum + most, 0);

/** Who contributes is where the meeting is. */
function wrongContributor({ id, modality, contributors = [] }: AskedPart): Refusal | undefined {
  const online = contributors.find((each) => modality === "in-person" && each.modality === "online");
  if (online)
    return refuse(
      "contributor-online",
      `${online.party} joins ${id} online as ${online.capacity}, and ${id} is in-person. Say that the meeting is hybrid, or that ${online.party} comes.`,
    );
  const there = contributors.find((each) => modality === "online" && each.modality === "in-person");
  return there
    ? refuse(
        "contributor-in-person",
        `${there.party} comes to ${id} in person as ${there.capacity}, and ${id} is online. Say that the meeting is hybrid, or that ${there.party} joins online.`,
      )
    : undefined;
}

function itself({ id, preparesFor, buildsOn = [], firstInPersonSince }: Described): Refusal | undefined {
  const [field] = [
    ...(preparesFor === id ? ["preparesFor"] : []),
    ...(buildsOn.includes(id) ? ["buildsOn"] : []),
    ...(firstInPersonSince === id ? ["firstInPersonSince"] : []),
  ];
  return field === undefined
    ? undefined
    : refuse("names-itself", `${id} names itself in ${field}. Name another meeting there, or leave it out.`);
}

/** A part that goes on from a later one, or prepares an earlier one. The parts are in order of time. */
export function backwards(parts: readonly Part[]): Refusal | undefined {
  const begins = new Map(parts.map((part) => [part.id, startOf(part)]));
  for (const part of parts) {
    const [own, since] = [startOf(part), part.firstInPersonSince];
    const later = [...part.buildsOn, ...(since === null ? [] : [since])].find((id) => (begins.get(id) ?? "") > own);
    if (later !== undefined)
      return refuse(
        "builds-on-later",
        `${part.id} goes on from ${later}, which begins after it. Name a meeting that comes before ${part.id}.`,
      );
    const prepared = part.preparesFor === null ? undefined : begins.get(part.preparesFor);
    if (prepared !== undefined && prepared < own)
      return refuse(
        "prepares-earlier",
        `${part.id} prepares ${part.preparesFor}, which begins before it. Name a meeting that comes after ${part.id}.`,
      );
  }
  return undefined;
}
