import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { type Client, client } from "#bin/convoke/client";
import type { Place } from "#bin/convoke/place";
import { DIALOGUE, MEETING, MEMBERS_ROUND, world } from "#bin/demo/world";
import type { Stack } from "#lib/local/stack";

export const START = "2022-01-31T08:00:00Z";
/** Organises the demo's meeting; no dialogue can do without. */
const ORGANISER = "ICMPD";

/** The secretariat's two desks. */
export interface Desks {
  readonly stack: Stack;
  readonly amina: Client;
  readonly bilal: Client;
}

export function desksOf(stack: Stack): Desks {
  const at = { url: stack.siteUrl, region: stack.region };
  return { stack, amina: client({ ...at, as: "amina" }), bilal: client({ ...at, as: "bilal" }) };
}

/** The demo's dialogue, with only these parties; all of them where none is named. */
export function dialogue(codes?: readonly string[]) {
  const parties = z
    .object({
      parties: z.array(z.looseObject({ code: z.string() })),
      steeringCommitteeSeats: z.array(z.looseObject({ party: z.string() })),
      chairmanships: z.array(z.looseObject({ party: z.string() })),
    })
    .parse(JSON.parse(world.partiesFile()));
  const asked = (code: string) => codes === undefined || codes.includes(code);
  const mine = (code: string) => asked(code) || code === ORGANISER;
  const ofMine = ({ party }: { party: string }) => mine(party);
  const contacts = world.contacts.filter(({ party }) => asked(party));
  return {
    contacts,
    partiesFile: JSON.stringify({
      parties: parties.parties.filter(({ code }) => mine(code)),
      steeringCommitteeSeats: parties.steeringCommitteeSeats.filter(ofMine),
      chairmanships: parties.chairmanships.filter(ofMine),
    }),
    contactsFile: JSON.stringify({ contacts }),
  };
}

/** A command that has to be accepted. */
export async function done({ stack }: Desks, who: Client, type: string, detail: object) {
  const answer = await who.command(type, detail);
  if (!answer.accepted) throw new Error(`${type} was refused: ${answer.sentence}`);
  await stack.settle();
  return answer;
}

export async function takeIn(desks: Desks, { partiesFile, contactsFile }: ReturnType<typeof dialogue>): Promise<void> {
  for (const [what, text] of [
    ["parties", partiesFile],
    ["contacts", contactsFile],
  ] as const) {
    const fileId = await desks.amina.file(text);
    await done(desks, desks.amina, `import-${what}.v1`, { dialogueId: DIALOGUE, fileId, format: "json" });
  }
}

/** A party that comes late is taken in and has a round of its own, drafted by amina and released by bilal. */
export async function lateRound(desks: Desks, code: string, parties: ReturnType<typeof dialogue>): Promise<void> {
  const { amina, bilal } = desks;
  const roundId = "late";
  await takeIn(desks, parties);
  const draft = { roundId, convocationId: MEETING, template: "invitation", audience: { parties: [code] } };
  await done(desks, amina, "draft-round.v1", draft);
  const { hash } = await done(desks, amina, "submit-round.v1", { roundId });
  await done(desks, bilal, "release-round.v1", { roundId, hash });
}

/** The stack as the command line reaches it on this machine. */
export function placeHere({ endpoint, region, outputs }: Stack): Place {
  const credentials = { accessKeyId: "ops", secretAccessKey: "local" };
  return {
    region,
    stage: undefined,
    client: { region, endpoint, credentials, maxAttempts: 1 },
    output: (key) => outputs[key] ?? "",
  };
}

/** Parties and contacts imported, the meeting convened, a round to all members drafted and submitted by amina. */
export async function prepare(desks: Desks, parties: ReturnType<typeof dialogue>) {
  const { amina } = desks;
  await takeIn(desks, parties);
  await done(desks, amina, "convene-meeting.v1", world.convocation());
  await done(desks, amina, "draft-round.v1", {
    roundId: MEMBERS_ROUND,
    convocationId: MEETING,
    template: "invitation",
    audience: { members: true },
  });
  return done(desks, amina, "submit-round.v1", { roundId: MEMBERS_ROUND });
}

export async function hashOf({ bilal }: Desks, roundId = MEMBERS_ROUND): Promise<string> {
  const { round } = await bilal.query({ query: "round", roundId });
  return z.looseObject({ hash: z.string() }).parse(round).hash;
}

/** The other person releases the round; its mails begin to leave. */
export async function release(desks: Desks) {
  return done(desks, desks.bilal, "release-round.v1", { roundId: MEMBERS_ROUND, hash: await hashOf(desks) });
}

/** Every row of both tables whose partition key begins so. */
export async function rows({ endpoint, region, outputs }: Stack, prefix: string): Promise<Record<string, unknown>[]> {
  const credentials = { accessKeyId: "auditor", secretAccessKey: "local" };
  const dynamo = new DynamoDBClient({ endpoint, region, credentials });
  const pages = ["RecordsTable", "LedgerTable"].map(async (name) => {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(new ScanCommand({ TableName: outputs[name] }));
    if (LastEvaluatedKey) throw new Error("The table is larger than a page: too large for these tests");
    return Items.map((item): Record<string, unknown> => unmarshall(item));
  });
  return (await Promise.all(pages)).flat().filter(({ pk }) => String(pk).startsWith(prefix));
}
