import * as z from "zod/mini";
import { type Client, client } from "#bin/convoke/client";
import { DIALOGUE, MEETING, MEMBERS_ROUND, world } from "#bin/demo/world";
import type { Stack } from "#lib/local/stack";

/** A round writes to at most 45 of one party. */
const MANY = 40;
const LANGUAGES = ["en", "fr", "ar"] as const;

/** The secretariat's two desks at a stack. */
export interface Secretariat {
  readonly amina: Client;
  readonly bilal: Client;
}

export function secretariat({ siteUrl, region }: Stack): Secretariat {
  const at = { url: siteUrl, region };
  return { amina: client({ ...at, as: "amina" }), bilal: client({ ...at, as: "bilal" }) };
}

/** A command that has to be accepted. */
export async function accepted(who: Client, type: string, detail: object) {
  const answer = await who.command(type, detail);
  if (!answer.accepted) throw new Error(`${type} was refused: ${answer.sentence}`);
  return answer;
}

/** The demo's parties, which nobody stands for here, and as many invented members as so many contacts need. */
export function crowdParties(contacts: number, ofOneParty = MANY): string {
  const { parties, ...rest } = z.looseObject({ parties: z.array(z.unknown()) }).parse(JSON.parse(world.partiesFile()));
  const invented = Array.from({ length: Math.ceil(contacts / ofOneParty) }, (_, place) => ({
    code: codeOf(place),
    kind: "partner-state",
    region: "africa",
    names: { en: `State ${place}`, fr: `État ${place}`, ar: `دولة ${place}` },
    language: LANGUAGES[place % LANGUAGES.length],
    timeZone: "Africa/Nairobi",
    membership: [{ kind: "member", from: "2014-11-28", until: null }],
  }));
  return JSON.stringify({ ...rest, parties: [...parties, ...invented] });
}

/** So many invented contacts as CSV, forty of a party where nothing else is said. */
export function crowdContacts(contacts: number, ofOneParty = MANY): string {
  const rows = Array.from({ length: contacts }, (_, place) => {
    const code = codeOf(Math.floor(place / ofOneParty));
    const rank = ["primary", "deputy"][place % ofOneParty] ?? "";
    const language = LANGUAGES[place % LANGUAGES.length];
    return `${code},focal-point,${rank},Person ${place} of ${code},person.${place}@example.org,${language},2020-01-01`;
  });
  return `${["party,role,rank,name,email,language,since", ...rows].join("\n")}\n`;
}

export async function importParties({ amina }: Secretariat, contacts: number, ofOneParty = MANY): Promise<void> {
  const fileId = await amina.file(crowdParties(contacts, ofOneParty));
  await accepted(amina, "import-parties.v1", { dialogueId: DIALOGUE, fileId, format: "json" });
}

/** Hands the file in and applies it; gives back how many rows it changed. */
export async function importContacts({ amina }: Secretariat, text: string): Promise<number> {
  const fileId = await amina.file(text);
  const { rows } = await accepted(amina, "import-contacts.v1", { dialogueId: DIALOGUE, fileId, format: "csv" });
  return z.number().parse(rows);
}

/** The meeting convened, a round to all members drafted and submitted. Gives back how many it will invite, and its hash. */
export async function readyRound({ amina, bilal }: Secretariat): Promise<{ invitees: number; hash: string }> {
  await accepted(amina, "convene-meeting.v1", world.convocation());
  await accepted(amina, "draft-round.v1", {
    roundId: MEMBERS_ROUND,
    convocationId: MEETING,
    template: "invitation",
    audience: { members: true },
  });
  const { invitees } = await accepted(amina, "submit-round.v1", { roundId: MEMBERS_ROUND });
  const { round } = await bilal.query({ query: "round", roundId: MEMBERS_ROUND });
  return { invitees: z.number().parse(invitees), hash: z.looseObject({ hash: z.string() }).parse(round).hash };
}

const codeOf = (place: number) => `ZZ${String(place).padStart(3, "0")}`;
