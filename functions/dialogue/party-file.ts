import * as z from "zod/mini";
import { chairColumns, membershipColumns, partyColumnsIn, seatColumns } from "#domain/import-columns";
import type { PartyField } from "#domain/import-party";
import type { ChairField, MembershipField, SeatField } from "#domain/import-term";
import { type Language, texts } from "#events/envelope";
import type { Outcome } from "#platform/command-steps";
import type { FileRow } from "./import-file.ts";
import { readJson } from "./read-json.ts";
import { readTable } from "./read-table.ts";

const term = {
  from: z.string(),
  until: z.exactOptional(z.nullable(z.string())),
  assumed: z.exactOptional(z.unknown()),
};
const partiesFile = z.object({
  dialogue: z.exactOptional(z.object({ order: z.exactOptional(z.string()), name: z.exactOptional(texts(200)) })),
  parties: z._default(
    z.array(
      z.object({
        code: z.string(),
        kind: z.string(),
        region: z.string(),
        names: z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) }),
        language: z.string(),
        timeZone: z.string(),
        protocol: z.exactOptional(z.number()),
        membership: z._default(z.array(z.object({ kind: z.string(), ...term })), []),
      }),
    ),
    [],
  ),
  memberships: z._default(z.array(z.object({ party: z.string(), kind: z.string(), ...term })), []),
  steeringCommitteeSeats: z._default(
    z.array(z.object({ party: z.string(), ...term, heldFor: z.exactOptional(z.string()) })),
    [],
  ),
  chairmanships: z._default(z.array(z.object({ party: z.string(), ...term })), []),
});
type Json = z.infer<typeof partiesFile>;

/** A file of a registry, row by row, by our names for its columns. */
export interface PartyFile {
  readonly dialogue: Json["dialogue"] | undefined;
  readonly parties: readonly FileRow<PartyField>[];
  readonly memberships: readonly FileRow<MembershipField>[];
  readonly seats: readonly FileRow<SeatField>[];
  readonly chairs: readonly FileRow<ChairField>[];
  readonly notes: readonly string[];
}
export type Section = "parties" | "memberships" | "seats" | "chairs";
const nothing: PartyFile = { dialogue: undefined, parties: [], memberships: [], seats: [], chairs: [], notes: [] };

/** A table holds one kind of thing, parties where nothing is said; a JSON file may hold all of them, and only the one that is asked for counts. */
export function readPartyFile(
  text: string,
  format: "json" | "csv" | "rows",
  what: Section | undefined,
  languages: readonly Language[],
): PartyFile | { readonly refusal: Outcome } {
  if (format === "json") {
    const file = readJson(text, partiesFile);
    return "refusal" in file ? file : only(fromJson(file), what);
  }
  switch (what ?? "parties") {
    case "parties": {
      const table = readTable<PartyField>(text, format, partyColumnsIn(languages));
      if ("refusal" in table) return table;
      return { ...nothing, parties: table.rows, memberships: table.rows.flatMap(besideParty), notes: table.notes };
    }
    case "memberships": {
      const table = readTable<MembershipField>(text, format, membershipColumns);
      return "refusal" in table ? table : { ...nothing, memberships: table.rows, notes: table.notes };
    }
    case "seats": {
      const table = readTable<SeatField>(text, format, seatColumns);
      return "refusal" in table ? table : { ...nothing, seats: table.rows, notes: table.notes };
    }
    case "chairs": {
      const table = readTable<ChairField>(text, format, chairColumns);
      return "refusal" in table ? table : { ...nothing, chairs: table.rows, notes: table.notes };
    }
  }
}

function only(file: PartyFile, what: Section | undefined): PartyFile {
  return what === undefined ? file : { ...nothing, [what]: file[what], notes: file.notes };
}

/** The membership that a row of a table of parties has in its last columns. */
function besideParty({ line, cells, header }: FileRow<PartyField>): FileRow<MembershipField>[] {
  const { code = "", member_from: from = "", member_until: until = "" } = cells;
  if (from.trim() === "" && until.trim() === "") return [];
  const theirs = (field: MembershipField): PartyField =>
    field === "from" ? "member_from" : field === "until" ? "member_until" : "code";
  return [{ line, cells: { party: code, kind: "member", from, until }, header: (field) => header(theirs(field)) }];
}

function fromJson(file: Json): PartyFile {
  const rows = file.parties.map(({ membership, names, timeZone, protocol, ...party }, index) => {
    const code = /^[A-Z0-9]{2,12}$/.test(party.code) ? ` (${party.code})` : "";
    const line = `party ${index + 1}${code}`;
    const cells = {
      ...party,
      name_en: names.en,
      name_fr: names.fr ?? "",
      name_ar: names.ar ?? "",
      time_zone: timeZone,
      protocol: protocol === undefined ? "" : String(protocol),
    };
    const terms = membership.map((each, number) => ({ ...each, party: party.code, at: number + 1 }));
    const own = terms.map(({ at, kind, ...each }) =>
      row(terms.length > 1 ? `${line}, membership ${at}` : line, { ...dated(each), kind }),
    );
    return { party: row<PartyField>(line, cells), memberships: own };
  });
  return {
    dialogue: file.dialogue,
    parties: rows.map(({ party }) => party),
    memberships: [
      ...rows.flatMap(({ memberships }) => memberships),
      ...file.memberships.map(({ kind, ...each }, n) => row(`membership ${n + 1}`, { ...dated(each), kind })),
    ],
    seats: file.steeringCommitteeSeats.map(({ heldFor, ...each }, n) =>
      row<SeatField>(`seat ${n + 1}`, { ...dated(each), held_for: heldFor ?? "" }),
    ),
    chairs: file.chairmanships.map((each, n) => row(`chairmanship ${n + 1}`, dated(each))),
    notes: [],
  };
}

function row<F extends string>(line: string, cells: FileRow<F>["cells"]): FileRow<F> {
  return { line, cells, header: (field) => field };
}

/** A source may list what it assumed beside a day: only a plain `true` says that the days themselves are. */
function dated(each: { party: string; from: string; until?: string | null; assumed?: unknown }) {
  const { party, from, until, assumed } = each;
  return { party, from, until: until ?? "", assumed: assumed === true ? "yes" : "" };
}
