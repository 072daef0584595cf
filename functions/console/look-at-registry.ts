import { audienceIn } from "#domain/audience-words";
import { inPartyOrder } from "#domain/party-order";
import { columnsOf, contactCells, pointsOf, type RegistryTable, rowsOf } from "#domain/registry-table";
import { refused } from "#platform/command-steps";
import { environment, environmentTexts } from "#platform/environment";
import type { Tables } from "#platform/table";
import { keys, lists } from "#records/keys";
import { readPeople, readRegistry, settingsSchema } from "#records/registry";
import { settledRows } from "#records/staged";

/** Rows of one page: less than Lambda hands back, whatever stands in them. */
const PAGE = 2000;

/** One table of the registry as an import takes it, page by page; `next` where there are more rows. Contacts are names and addresses. */
export async function registryTable(
  tables: Tables,
  asked: { readonly dialogueId: string; readonly what: RegistryTable; readonly asOf?: string; readonly after?: number },
) {
  const { registry, dialogue } = await readRegistry(tables, asked.dialogueId);
  if (!dialogue) return undefined;
  const columns = columnsOf(asked.what);
  const from = asked.after ?? 0;
  const points = asked.what === "contacts" ? pointsOf(registry, asked.asOf) : [];
  const rows = asked.what === "contacts" ? [] : rowsOf(asked.what, registry, asked.asOf);
  const page = [...(await contactRows(tables, points.slice(from, from + PAGE))), ...rows.slice(from, from + PAGE)];
  return {
    columns,
    rows: page.map((cells) => columns.map((column) => cells[column] ?? "")),
    ...(from + PAGE < points.length + rows.length && { next: from + PAGE }),
  };
}

async function contactRows(tables: Tables, points: ReturnType<typeof pointsOf>) {
  const people = await readPeople(
    tables,
    points.map(({ person }) => person),
  );
  return points.flatMap((point) => {
    const person = people.get(point.person);
    return person ? [contactCells(point, person)] : [];
  });
}

/** Whom some words mean on a day, in the dialogue's order; words that mean nothing are refused, with those that do. */
export async function audience(
  tables: Tables,
  asked: { readonly dialogueId: string; readonly words: string },
  day: string,
) {
  const { registry, order } = await readRegistry(tables, asked.dialogueId);
  const found = audienceIn(asked.words, registry, day);
  if ("unknown" in found)
    return refused(
      "unknown-audience",
      `Part ${found.unknown + 1} of these words means nobody that this dialogue knows. Say members, observers, steering committee, a kind of party, a region or a party's code; commas add them up.`,
      { part: found.unknown + 1, known: [...found.known] },
    );
  const names = new Map(registry.parties.map(({ code, names: { en } }) => [code, en]));
  const entries = new Map(found.entries.map((entry) => [entry.code, entry]));
  return {
    asOf: day,
    parties: inPartyOrder([...entries.keys()], registry.parties, order, "en").flatMap((code) => {
      const entry = entries.get(code);
      return entry ? [{ ...entry, name: names.get(code) ?? code }] : [];
    }),
    out: found.out,
  };
}

/** The dialogues of the stage, with what each says of itself: its own, whether it holds anything yet or not, and every one that was imported into. */
export async function dialogues(tables: Tables) {
  const own = environment("DIALOGUE");
  const listed = await tables.queryIndex({ index: "list", pk: lists.dialogues() });
  const ids = [...new Set([own, ...listed.map(({ lsk }) => String(lsk))])];
  const held = await settledRows(tables, await tables.getMany(ids.map((id) => keys.settings(id))));
  const settings = new Map(held.map((row) => [row.pk, settingsSchema.parse(row)]));
  return {
    dialogues: ids.map((id) => {
      const said = settings.get(keys.settings(id).pk) ?? {};
      const { name, order } = said;
      return {
        id,
        name: name?.en ?? (id === own ? environmentTexts("DIALOGUE_NAME").en : id),
        order: order ?? "english",
        own: id === own,
        said,
      };
    }),
  };
}
