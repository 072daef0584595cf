import type { AboutView } from "#correspondence/page-views";
import type { ConvocationView, PartView, PartyView, RecordedView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import type { Nomination, PartState } from "#domain/delegation";
import type { Part } from "#domain/part";
import type { Party } from "#domain/registry";
import type { AttendsByPart } from "#events/attends";
import type { Texts } from "#events/envelope";

/** What the views show of the domain's state. `country` names a country by its code, where the registry knows it. */
export interface Names {
  readonly party: (code: string) => Texts | undefined;
}

/** `now`, where it is known whether the part is over. */
export function partView(part: Part, names: Names, now?: string): PartView {
  const last = part.sessions.at(-1);
  return {
    id: part.id,
    title: part.title,
    state: part.state,
    modality: part.modality,
    place: part.place && {
      city: part.place.city,
      country: names.party(part.place.country) ?? null,
      venue: part.place.venue,
    },
    sessions: part.sessions,
    ...(now !== undefined && last !== undefined && last.until.instant <= now && { over: true }),
  };
}

/** What the public may read of a meeting beside its time and place; a field that is marked as unpublished stays empty. */
export function aboutView(part: Part, names: Names): AboutView {
  const open = <T>(field: keyof AboutView, list: readonly T[]) => (part.unpublished.includes(field) ? [] : list);
  const parties = (field: keyof AboutView, codes: readonly string[]) =>
    open(field, codes).flatMap((code) => names.party(code) ?? []);
  return {
    hosts: parties("hosts", part.hosts),
    coHosts: parties("coHosts", part.coHosts),
    chair: parties("chair", part.chair === null ? [] : [part.chair]),
    coChairs: parties("coChairs", part.coChairs),
    agenda: open("agenda", part.agenda),
    objectives: open("objectives", part.objectives),
  };
}

/** The convocation with the parts that concern the reader; the chair is that of the last of them, the main meeting. */
export function convocationView(
  convocation: Convocation,
  invitedTo: readonly string[],
  names: Names,
  now?: string,
): ConvocationView {
  const parts = convocation.parts.filter((part) => invitedTo.includes(part.id));
  const chair = parts.findLast((part) => part.chair !== null)?.chair;
  return {
    id: convocation.id,
    title: convocation.title,
    parts: parts.map((part) => partView(part, names, now)),
    answersBy: convocation.answersBy,
    namesBy: convocation.namesBy,
    chair: (typeof chair === "string" ? names.party(chair) : undefined) ?? null,
  };
}

/** The same for one person: a hybrid part is where they attend it, another one is online for who joins it so. */
export function attendedView(convocation: ConvocationView, attends: AttendsByPart = {}): ConvocationView {
  return {
    ...convocation,
    parts: convocation.parts.map((part) => {
      const said = Object.hasOwn(attends, part.id) ? attends[part.id] : undefined;
      return said === undefined || part.modality === "online" ? part : { ...part, modality: said };
    }),
  };
}

export function partyView(party: Pick<Party, "names" | "kind">): PartyView {
  return {
    name: party.names,
    kind: party.kind === "partner-state" || party.kind === "guest" ? "state" : "organisation",
  };
}

/** Who was named, as far as it says how they attend. */
type Named = Pick<Nomination, "state" | "name" | "parts" | "attends">;

/** The last thing said, with where each part stands now; of a part that was cancelled only where no other is left. */
export function recordedView(
  response: {
    kind: RecordedView["kind"];
    names: readonly string[];
    byName: string | null;
    channel: RecordedView["channel"];
    at: string;
  },
  parts: { readonly [part: string]: PartState },
  convocation: Convocation,
  named: readonly Named[] = [],
): RecordedView {
  const person = named.findLast(
    ({ state, name }) => (state === "accepted" || state === "confirmed") && response.names.includes(name),
  );
  const own = convocation.parts.filter(({ id }) => parts[id] !== undefined);
  const left = own.filter(({ state }) => state !== "cancelled");
  return {
    kind: response.kind,
    names: response.names,
    parts: (left.length > 0 ? left : own).flatMap(({ id, title, modality }) => {
      const state = parts[id];
      const attends = modality === "hybrid" && person?.parts.includes(id) === true ? person.attends?.[id] : undefined;
      if (state === undefined) return [];
      const { status, was } = state;
      return [{ title, status, ...(was && { was: was.status }), ...(attends && { attends }) }];
    }),
    by: response.byName,
    channel: response.channel,
    at: response.at,
  };
}
