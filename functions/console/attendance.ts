import { turnout } from "#domain/turnout";
import type { Tables } from "#platform/table";
import { attendanceAt } from "#records/attendance";
import { readConvocation } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { readRegistry } from "#records/registry";

/** Who is registered for each part of a meeting and who was there: counts by category, no names. Undefined where meeting or part are not there. */
export async function attendance(tables: Tables, asked: { convocationId: string; part?: string }) {
  const held = await readConvocation(tables, asked.convocationId);
  const parts = held?.convocation.parts.filter(({ id }) => asked.part === undefined || asked.part === id) ?? [];
  if (!held || parts.length === 0) return undefined;
  const { registry } = await readRegistry(tables, held.convocation.dialogueId);
  const kinds = new Map(registry.parties.map(({ code, kind }) => [code, kind]));
  const invited = await tables.query({ pk: keys.convocation(asked.convocationId).pk, prefix: "INVITED#" });
  const delegations: DelegationView[] = [];
  for (const { did } of invited) {
    const view = await readDelegation(tables, String(did));
    if (view) delegations.push(view);
  }
  return {
    convocationId: asked.convocationId,
    parts: parts.map((part) => ({
      id: part.id,
      title: part.title,
      modality: part.modality,
      ...turnout(
        part,
        delegations.map(({ delegation, registrations, attendances }) => ({
          partyCode: delegation.partyCode,
          // A party that the registry lost since is counted with the organisations: it is no State that we know.
          kind: kinds.get(delegation.partyCode) ?? "invited-organisation",
          registrations: registrations.map(({ registration }) => registration),
          attendance: attendanceAt(attendances, part.id).attendance,
        })),
      ),
    })),
  };
}
