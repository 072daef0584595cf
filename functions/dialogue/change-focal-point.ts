import type * as z from "zod/mini";
import { changeFocalPoint as decide } from "#domain/focal-point";
import { nameKey, personKey } from "#domain/import-contact";
import { isRefusal } from "#domain/refusal";
import type { changeFocalPoint } from "#events/commands/change-focal-point.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { derivedId } from "#platform/ids";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { personSchema, readPeopleRows } from "#records/registry";
import { readFocalPointRows, writeFocalPoints } from "./write-focal-points.ts";

type Command = z.infer<typeof changeFocalPoint.schema>;

/** Names a party's focal point; the one before ends. Who is known by role, name and address is the same person, as for an import. */
export const changeFocalPointStep =
  ({ tables }: { tables: Tables }) =>
  async (command: Command, act: Act): Promise<Outcome> => {
    const { dialogueId, party } = command;
    const held = await readFocalPointRows(tables, dialogueId);
    const known = [...held.points].flatMap(([point]) => (point.code === party ? [point.person] : []));
    const { id, row } = await personOf(tables, command, await readPeopleRows(tables, known));
    const { name, email, language } = command;
    const change = decide(held.registry, { ...command, person: id });
    if (isRefusal(change)) return refused(change.code, change.sentence, change.details);
    const person = { ...row, ...keys.person(id), id, name, email, language, functional: false };
    return writeFocalPoints(tables, act, { dialogueId, held, change, puts: [person] });
  };

async function personOf(tables: Tables, command: Command, people: readonly Row[]): Promise<{ id: string; row?: Row }> {
  const wanted = { ...command, role: "focal-point" } as const;
  const same = people.find((row) => {
    const { name, email, functional } = personSchema.parse(row);
    return !functional && personKey({ ...wanted, name, email }) === personKey(wanted);
  });
  if (same) return { id: personSchema.parse(same).id, row: same };
  const { dialogueId, party, name, email } = command;
  const parts = [dialogueId, party, wanted.role, name, email.toLowerCase()];
  // An id that these words once made may be somebody's whose address was corrected since: the next one is free.
  for (let more = 0; ; more++) {
    const id = derivedId(...parts, ...(more === 0 ? [] : [String(more)]));
    const row = await tables.get(keys.person(id));
    if (!row) return { id };
    const held = personSchema.parse(row);
    if (nameKey({ ...wanted, name: held.name }) === nameKey(wanted) && held.email.toLowerCase() === email.toLowerCase())
      return { id, row };
  }
}
