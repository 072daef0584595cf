import { type FocalPoint, type Party, type Registry, readDay, type Term } from "#domain/registry";
import { dialogueFile } from "#test/domain/examples";

interface Dated {
  readonly from: string;
  readonly until: string | null;
}
interface PartiesFile {
  readonly parties: readonly (Party & { membership: readonly (Dated & { kind: "member" })[] })[];
}
interface CalendarFile {
  readonly steeringCommitteeSeats: readonly (Dated & { party: string; heldFor?: string })[];
  readonly chairmanships: readonly (Dated & { party: string })[];
}
interface ContactsFile {
  readonly contacts: readonly (Pick<FocalPoint, "role" | "rank"> & { party: string; email: string; since: string })[];
}

function term({ from, until }: Dated): Term {
  const begin = readDay(from, "from");
  const end = until === null ? { day: null, assumed: false } : readDay(until, "until");
  return { from: begin.day!, until: end.day, assumed: begin.assumed || end.assumed };
}

/** The demo dialogue's registry, read by design rule 6 without the import. */
export function realRegistry(): Registry {
  const { parties }: PartiesFile = JSON.parse(dialogueFile("parties"));
  const calendar: CalendarFile = JSON.parse(dialogueFile("calendar"));
  const { contacts }: ContactsFile = JSON.parse(dialogueFile("contacts"));
  return {
    parties,
    memberships: parties.flatMap(({ code, membership }) =>
      membership.map((dated) => ({ ...term(dated), code, kind: dated.kind })),
    ),
    seats: calendar.steeringCommitteeSeats.map((seat) => ({
      ...term(seat),
      code: seat.party,
      body: "steering-committee",
      ...(seat.heldFor !== undefined && { heldFor: seat.heldFor }),
    })),
    chairs: calendar.chairmanships.map((chair) => ({ ...term(chair), code: chair.party })),
    focalPoints: contacts.map(({ party, role, rank, email, since }) => ({
      ...term({ from: since, until: null }),
      code: party,
      person: email,
      role,
      rank,
    })),
  };
}
