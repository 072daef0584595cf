import type { Convocation } from "#domain/convocation";
import { type Changed, changed } from "#domain/meeting-change";
import { alreadyBegun } from "#domain/meeting-change-dates";
import { type AskedDeadlines, deadlinesBefore, deadlinesOf, misfit } from "#domain/meeting-change-deadlines";
import { chosenParts, type Decision, hasBegun, idsOf, said, withParts } from "#domain/meeting-change-parts";
import type { Modality, Part, Place } from "#domain/part";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";

/** A new place as far as it is new: another city forgets the venue, another country the city too. */
export interface AskedPlace {
  readonly city?: string;
  readonly country?: string;
  readonly venue?: string;
}

/** Another city or another room, on the same days: nobody has to confirm. A city is told to everybody invited, a room to the registered. */
export function relocate(
  convocation: Convocation,
  asked: AskedPlace & { readonly parts?: readonly string[]; readonly reason: string },
  { now }: Decision,
): Changed | Refusal {
  const chosen = chosenParts(convocation, asked.parts, now);
  if (isRefusal(chosen)) return chosen;
  const there = chosen.filter(({ modality }) => modality !== "online");
  const online = chosen.find(({ modality }) => modality === "online");
  if (online && (asked.parts !== undefined || there.length === 0))
    return refuse(
      "online",
      `${online.id} takes place online and has no place. Change how it takes place first (modality), and give the place with it.`,
    );
  const moved: Part[] = [];
  for (const part of there) {
    const place = placeFrom(part.place, asked);
    if (!place) return placeNeeded(part.id);
    if (!samePlace(part.place, place)) moved.push({ ...part, place });
  }
  if (moved.length === 0)
    return refuse("unchanged", "This is the place that the meeting has already; nothing changes.");
  const held = there.filter(({ id }) => moved.some((part) => part.id === id));
  const city = held.some(({ place }) => {
    const next = placeFrom(place, asked);
    return place?.city !== next?.city || place?.country !== next?.country;
  });
  return changed(convocation, withParts(convocation, moved), {
    what: "relocated",
    parts: idsOf(moved),
    reason: asked.reason,
    at: now,
    before: { parts: said(held, "place") },
    told: city ? "invited" : "registered",
    confirm: false,
    calendar: "request",
    voids: false,
    replans: false,
  });
}

/**
 * In person, online or both. Whoever was to be online and must now travel is asked again; where nobody travels any more,
 * requests for visa, travel and social programme are void.
 */
export function changeModality(
  convocation: Convocation,
  asked: AskedPlace &
    AskedDeadlines & { readonly modality: Modality; readonly parts?: readonly string[]; readonly reason: string },
  decision: Decision,
): Changed | Refusal {
  const { now } = decision;
  const chosen = chosenParts(convocation, asked.parts, now);
  if (isRefusal(chosen)) return chosen;
  const held = chosen.filter(({ modality }) => modality !== asked.modality);
  if (held.length === 0)
    return refuse("unchanged", `${idsOf(chosen).join(", ")} is ${asked.modality} already; nothing changes.`);
  const given = asked.city !== undefined || asked.country !== undefined || asked.venue !== undefined;
  if (asked.modality === "online" && given)
    return refuse("place-forbidden", "A meeting online has no place. Leave the city, the country and the venue out.");
  const moved: Part[] = [];
  for (const part of held) {
    const place = asked.modality === "online" ? null : placeFrom(part.place, asked);
    if (!place && asked.modality !== "online") return placeNeeded(part.id);
    moved.push({ ...part, modality: asked.modality, place: place ?? null });
  }
  const confirm = held.some((part) => mustTravel(part.modality, asked.modality));
  const begun = confirm && held.find((part) => hasBegun(part, now));
  if (begun) return alreadyBegun(begun);
  const deadlines = deadlinesOf(convocation, asked, decision);
  if (isRefusal(deadlines)) return deadlines;
  const after = { ...withParts(convocation, moved), ...deadlines };
  const asksNow = confirm && moved.some(({ state }) => state === "convened");
  const wrong = misfit(after, asksNow, now);
  if (wrong) return wrong;
  const deadlinesWere = deadlinesBefore(convocation, after);
  return changed(convocation, after, {
    what: "modality-changed",
    parts: idsOf(moved),
    reason: asked.reason,
    at: now,
    before: { parts: said(held, "modality", "place"), ...deadlinesWere },
    told: "invited",
    confirm,
    calendar: "request",
    voids: asked.modality === "online",
    replans: Object.keys(deadlinesWere).length > 0,
  });
}

/** Who planned to be online cannot any more, or nobody could come so far. */
const mustTravel = (before: Modality, after: Modality) =>
  before === "online" || (before === "hybrid" && after === "in-person");

function placeFrom(held: Place | null, { city, country, venue }: AskedPlace): Place | undefined {
  const land = country ?? held?.country;
  if (land === undefined) return undefined;
  const kept = land === held?.country ? held : undefined;
  const town = city ?? kept?.city ?? null;
  const sameTown = kept !== undefined && town === kept.city;
  return { city: town, country: land, venue: venue ?? (sameTown ? kept.venue : null) };
}

function samePlace(a: Place | null, b: Place): boolean {
  return a?.city === b.city && a.country === b.country && a.venue === b.venue;
}

function placeNeeded(id: string): Refusal {
  return refuse("place-needed", `${id} has no place yet. Give the country too, and the city where it is known.`);
}
