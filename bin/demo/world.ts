import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";

const folder = join(import.meta.dirname, "dialogue");
const read = <S extends z.ZodMiniType>(file: string, schema: S): z.infer<S> =>
  schema.parse(JSON.parse(readFileSync(join(folder, file), "utf-8")));

const parties = read(
  "parties.json",
  z.looseObject({ parties: z.array(z.looseObject({ code: z.string(), kind: z.string(), language: z.string() })) }),
);
const contacts = read(
  "contacts.json",
  z.looseObject({
    contacts: z.array(
      z.looseObject({
        party: z.string(),
        role: z.string(),
        rank: z.nullable(z.string()),
        name: z.string(),
        email: z.string(),
        language: z.string(),
      }),
    ),
  }),
);
const session = z.object({ day: z.string(), from: z.string(), until: z.string() });
const calendar = read(
  "calendar.json",
  z.looseObject({
    meetings: z.array(
      z.looseObject({
        id: z.string(),
        kind: z.string(),
        title: z.string(),
        modality: z.optional(z.string()),
        timeZone: z.optional(z.string()),
        sessions: z.optional(z.array(session)),
        roles: z.optional(
          z.looseObject({ organisers: z.optional(z.array(z.string())), chair: z.optional(z.array(z.string())) }),
        ),
      }),
    ),
    steeringCommitteeSeats: z.array(z.looseObject({ party: z.string() })),
    chairmanships: z.array(z.looseObject({ party: z.string(), from: z.string(), until: z.nullable(z.string()) })),
  }),
);

export const DIALOGUE = "khartoum";
export const MEETING = "som-8-cluster";
export const MEMBERS_ROUND = "som-8-members";
export const ORGANISATIONS_ROUND = "som-8-organisations";
export type Contact = (typeof contacts.contacts)[number];

export const world = {
  contacts: contacts.contacts,
  contactsOf: (code: string) => contacts.contacts.filter((contact) => contact.party === code),
  /** The parties with seats and chairs as they stood before the meeting: the hand-over to South Sudan has yet to happen. */
  partiesFile: () => {
    const before = calendar.chairmanships
      .filter(({ from }) => from < "2022-03-01")
      .map((term) => (term.until !== null && term.until >= "2022-03-01" ? { ...term, until: null } : term));
    return JSON.stringify({
      parties: parties.parties,
      steeringCommitteeSeats: calendar.steeringCommitteeSeats,
      chairmanships: before,
    });
  },
  contactsFile: () => JSON.stringify({ contacts: contacts.contacts }),
  /** The 8th Senior Officials' Meeting with the Steering Committee on its first morning, as one convocation. The deadlines are the demo's. */
  convocation: () => ({
    dialogueId: DIALOGUE,
    convocationId: MEETING,
    title: {
      en: "8th Senior Officials’ Meeting",
      fr: "8e réunion des hauts fonctionnaires",
      ar: "الاجتماع الثامن لكبار المسؤولين",
    },
    answersBy: "2022-03-04T23:59",
    namesBy: "2022-03-11T23:59",
    timeZone: "Europe/Brussels",
    languages: ["en", "fr", "ar"],
    parts: [
      part(
        "sc-2022-03",
        { en: "Steering Committee Meeting", fr: "Réunion du Comité de pilotage", ar: "اجتماع اللجنة التوجيهية" },
        { bodies: ["steering-committee"] },
      ),
      part(
        "som-8",
        {
          en: "8th Senior Officials’ Meeting",
          fr: "8e réunion des hauts fonctionnaires",
          ar: "الاجتماع الثامن لكبار المسؤولين",
        },
        { members: true, kinds: ["partner-organisation", "invited-organisation"] },
      ),
    ],
  }),
  text: (name: string) => readFileSync(join(import.meta.dirname, "texts", name), "utf-8"),
};

function part(id: string, title: { en: string; fr: string; ar: string }, audience: object) {
  const meeting = calendar.meetings.find((candidate) => candidate.id === id);
  if (!meeting) throw new Error(`The demo's calendar has no meeting ${id}.`);
  return {
    id,
    kind: meeting.kind,
    title,
    timeZone: meeting.timeZone,
    modality: meeting.modality,
    sessions: meeting.sessions,
    audience,
    organisers: meeting.roles?.organisers ?? [],
    chair: meeting.roles?.chair?.[0],
  };
}
