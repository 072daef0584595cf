import * as z from "zod/mini";
import type { PartyOrder } from "#domain/party-order";
import type { Registry } from "#domain/registry";
import { body, partyKind } from "#events/audience-rule";
import { language } from "#events/envelope";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { settled, settledRows } from "#records/staged";

const term = { from: z.string(), until: z.nullable(z.string()), assumed: z.boolean() };
const names = z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) });
export const partySchema = z.object({
  code: z.string(),
  kind: partyKind,
  region: z.string(),
  names,
  language,
  timeZone: z.string(),
  protocol: z.exactOptional(z.number()),
});
export const membershipSchema = z.object({
  ...term,
  code: z.string(),
  kind: z.enum(["member", "observer", "suspended"]),
});
export const seatSchema = z.object({
  ...term,
  code: z.string(),
  body,
  heldFor: z.exactOptional(z.string()),
});
export const chairSchema = z.object({ ...term, code: z.string() });
export const focalPointSchema = z.object({
  ...term,
  code: z.string(),
  person: z.string(),
  role: z.enum(["focal-point", "mission"]),
  rank: z.nullable(z.enum(["primary", "deputy"])),
  evidence: z.exactOptional(z.string()),
  endEvidence: z.exactOptional(z.string()),
});
export const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  language,
  functional: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

export const dialogueSchema = z.object({
  id: z.string(),
  v: z.number(),
  pending: z.array(z.string()),
  name: z.string(),
  /** When a focal point was last changed. */
  focalPointsChanged: z.exactOptional(z.string()),
});

/** How a dialogue is called and in which order its parties are shown, where it says so. */
export const settingsSchema = z.object({
  order: z.exactOptional(z.enum(["english", "page", "protocol"])),
  name: z.exactOptional(names),
});

/** The rows of a dialogue as they count: one Query. Rows of an import that has not been applied are left out, and so are the values that it would change. */
export async function readDialogueRows(
  tables: Tables,
  dialogueId: string,
): Promise<{ head: Row | undefined; rows: readonly Row[] }> {
  const rows = await tables.query({ pk: `DLG#${dialogueId}` });
  const head = rows.find((row) => row.sk === "#");
  const pending = new Set(head && dialogueSchema.parse(head).pending);
  const counted = rows.filter((row) => typeof row["batch"] !== "string" || !pending.has(row["batch"]));
  return { head, rows: counted.map((row) => settled(row, pending)) };
}

/** The focal points of one party, whenever they hold, by the same rules: one Query and the dialogue's head. */
export async function readFocalPoints(tables: Tables, dialogueId: string, code: string) {
  const head = await tables.get(keys.dialogue(dialogueId));
  const pending = new Set(head && dialogueSchema.parse(head).pending);
  const rows = await tables.query({ pk: keys.dialogue(dialogueId).pk, prefix: `FP#${code}#` });
  return rows
    .filter((row) => typeof row["batch"] !== "string" || !pending.has(row["batch"]))
    .map((row) => focalPointSchema.parse(settled(row, pending)));
}

/** The whole registry of a dialogue, and the order in which it shows its parties: one Query. */
export async function readRegistry(
  tables: Tables,
  dialogueId: string,
): Promise<{
  registry: Registry;
  dialogue: z.infer<typeof dialogueSchema> | undefined;
  head: Row | undefined;
  order: PartyOrder;
}> {
  const { head, rows } = await readDialogueRows(tables, dialogueId);
  const of = <S extends z.ZodMiniType>(prefix: string, schema: S): z.infer<S>[] =>
    rows.filter((row) => row.sk.startsWith(prefix)).map((row) => schema.parse(row));
  return {
    dialogue: head && dialogueSchema.parse(head),
    head,
    order: of("SETTINGS", settingsSchema)[0]?.order ?? "english",
    registry: {
      parties: of("PARTY#", partySchema),
      memberships: of("MEMBER#", membershipSchema),
      seats: of("SEAT#", seatSchema),
      chairs: of("CHAIR#", chairSchema),
      focalPoints: of("FP#", focalPointSchema),
    },
  };
}

/** The registries of dialogues, in their order. */
export async function readRegistries(tables: Tables, dialogues: readonly string[]): Promise<Registry[]> {
  const all = await Promise.all([...new Set(dialogues)].map((id) => readRegistry(tables, id)));
  return all.map(({ registry }) => registry);
}

export async function readPeople(tables: Tables, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await readPeopleRows(tables, ids);
  return new Map(rows.map((row) => personSchema.parse(row)).map((person) => [person.id, person]));
}

export async function readPeopleRows(tables: Tables, ids: readonly string[]): Promise<Row[]> {
  return settledRows(tables, await tables.getMany([...new Set(ids)].map((id) => ({ pk: `PER#${id}`, sk: "#" }))));
}

/** Two dialogues know one person by two ids: the same name at the same address is one. One dialogue has nobody to compare. */
export async function samePerson(
  tables: Tables,
  registries: readonly Registry[],
): Promise<((person: string) => string) | undefined> {
  if (registries.length < 2) return undefined;
  const ids = registries.flatMap(({ focalPoints }) => focalPoints.map(({ person }) => person));
  const people = await readPeople(tables, ids);
  const plain = (text: string) => text.normalize("NFC").trim().toLowerCase();
  return (id) => {
    const person = people.get(id);
    return person ? `${plain(person.name)} ${plain(person.email)}` : id;
  };
}
