import * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { dayExists, zoneExists } from "#domain/instant";
import { readDay } from "#domain/registry";
import { language } from "#events/envelope";
import { readCsv } from "#platform/csv";
import { derivedId } from "#platform/ids";
import type { Key, Row } from "#platform/table";
import { keys } from "#records/keys";
import {
  chairSchema,
  focalPointSchema,
  membershipSchema,
  partySchema,
  personSchema,
  seatSchema,
} from "#records/registry";

export interface BadRow {
  readonly line: string;
  readonly sentence: string;
}
/** What a file asks for: rows as they should be, and what is wrong with it. Nothing is written where anything is wrong. */
export interface ReadFile {
  readonly rows: readonly Row[];
  readonly bad: readonly BadRow[];
}

const line = z.string().check(
  z.minLength(1),
  z.maxLength(200),
  z.refine((text) => /[\p{L}\p{N}]/u.test(text) && !/[\p{Cc}\u2028\u2029]/u.test(text)),
);
const day = z.string().check(
  z.regex(/^(\d{4}-\d{2}-\d{2}|unknown\b.*)$/),
  z.refine((text) => (text.match(/\d{4}-\d{2}-\d{2}/g) ?? []).every(dayExists), "names a day that no month has"),
);
const term = { from: day, until: z.nullable(day) };
const partiesFile = z.object({
  parties: z._default(
    z.array(
      z.object({
        ...partySchema.shape,
        code: z.string().check(z.regex(/^[A-Z][A-Z0-9]{1,11}$/)),
        names: z.object({ en: line, fr: line, ar: line }),
        membership: z._default(z.array(z.object({ kind: z.enum(["member", "observer", "suspended"]), ...term })), []),
      }),
    ),
    [],
  ),
  steeringCommitteeSeats: z._default(
    z.array(z.object({ party: z.string(), ...term, heldFor: z.exactOptional(z.string()) })),
    [],
  ),
  chairmanships: z._default(z.array(z.object({ party: z.string(), ...term })), []),
});
const contactsFile = z.object({
  contacts: z.array(
    z.object({
      party: z.string(),
      role: z.enum(["focal-point", "mission"]),
      rank: z.nullable(z.enum(["primary", "deputy"])),
      name: line,
      email: z.string(),
      language,
      since: day,
    }),
  ),
});

const asTerm = ({ from, until }: { from: string; until: string | null }) => {
  const start = readDay(from, "from");
  const end = until === null ? { day: null, assumed: false } : readDay(until, "until");
  return { from: start.day ?? "0001-01-01", until: end.day, assumed: start.assumed || end.assumed };
};

function backwards(line: string, { from, until }: { from: string; until: string | null }): BadRow[] {
  return until !== null && until < from
    ? [{ line, sentence: `has a term that ends before it begins (${from} to ${until}); correct one of the two` }]
    : [];
}

export function readParties(
  dialogueId: string,
  text: string,
  format: "json" | "csv",
  known: ReadonlySet<string>,
): ReadFile {
  const file = format === "csv" ? partiesOfCsv(text) : parseJson(text, partiesFile);
  if ("bad" in file) return { rows: [], bad: file.bad };
  const bad: BadRow[] = [];
  const rows: Row[] = [];
  const codes = new Set([...known, ...file.parties.map((party) => party.code)]);
  for (const [index, { membership, ...party }] of file.parties.entries()) {
    const where = `party ${index + 1} (${party.code})`;
    if (!zoneExists(party.timeZone))
      bad.push({
        line: where,
        sentence: `has the time zone ${party.timeZone}, which does not exist; use a name such as Africa/Nairobi`,
      });
    rows.push({ ...keys.party(dialogueId, party.code), ...partySchema.parse(party) });
    for (const membershipTerm of membership) {
      const read = asTerm(membershipTerm);
      bad.push(...backwards(where, read));
      rows.push({
        ...keys.membership(dialogueId, party.code, read.from),
        ...membershipSchema.parse({ ...read, code: party.code, kind: membershipTerm.kind }),
      });
    }
  }
  for (const [index, seat] of file.steeringCommitteeSeats.entries()) {
    for (const code of [seat.party, seat.heldFor ?? seat.party])
      if (!codes.has(code))
        bad.push({
          line: `seat ${index + 1}`,
          sentence: `names the party ${code}, which is unknown; import the party first`,
        });
    const read = asTerm(seat);
    bad.push(...backwards(`seat ${index + 1}`, read));
    const held = {
      ...read,
      code: seat.party,
      body: "steering-committee" as const,
      ...(seat.heldFor !== undefined && { heldFor: seat.heldFor }),
    };
    rows.push({ ...keys.seat(dialogueId, held.body, seat.party, read.from), ...seatSchema.parse(held) });
  }
  for (const [index, chair] of file.chairmanships.entries()) {
    if (!codes.has(chair.party))
      bad.push({
        line: `chairmanship ${index + 1}`,
        sentence: `names the party ${chair.party}, which is unknown; import the party first`,
      });
    const read = asTerm(chair);
    bad.push(...backwards(`chairmanship ${index + 1}`, read));
    rows.push({ ...keys.chair(dialogueId, read.from), ...chairSchema.parse({ ...read, code: chair.party }) });
  }
  return { rows, bad: [...bad, ...twice(rows)] };
}

export function readContacts(
  dialogueId: string,
  text: string,
  format: "json" | "csv",
  known: ReadonlySet<string>,
): ReadFile {
  const file = format === "csv" ? contactsOfCsv(text) : parseJson(text, contactsFile);
  if ("bad" in file) return { rows: [], bad: file.bad };
  const bad: BadRow[] = [];
  const rows: Row[] = [];
  for (const [index, contact] of file.contacts.entries()) {
    const where = `contact ${index + 1} (${contact.party}, ${contact.name})`;
    const fault = addressFault(contact.email);
    if (!known.has(contact.party))
      bad.push({
        line: where,
        sentence: `belongs to the party ${contact.party}, which is unknown; import the party first`,
      });
    if (fault) bad.push({ line: where, sentence: addressSentence(fault) });
    // The same person in the same office is the same row, however often the file comes; an address alone is not a person.
    const person = derivedId(
      dialogueId,
      contact.party,
      contact.role,
      contact.name.normalize("NFC"),
      contact.email.toLowerCase(),
    );
    const { from, assumed } = asTerm({ from: contact.since, until: null });
    rows.push({
      ...keys.person(person),
      ...personSchema.parse({
        id: person,
        name: contact.name.normalize("NFC"),
        email: contact.email,
        language: contact.language,
        functional: contact.role === "mission",
      }),
    });
    rows.push({
      ...keys.focalPoint(dialogueId, contact.party, from, person),
      ...focalPointSchema.parse({
        code: contact.party,
        person,
        role: contact.role,
        rank: contact.rank,
        from,
        until: null,
        assumed,
      }),
    });
  }
  return { rows, bad: [...bad, ...twice(rows)] };
}

function parseJson<S extends z.ZodMiniType>(text: string, schema: S): z.infer<S> | { bad: BadRow[] } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { bad: [{ line: "the file", sentence: "is not JSON; save it again, or send CSV with --format csv" }] };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return {
    bad: parsed.error.issues.map((issue) => ({
      line: issue.path.map((step) => (typeof step === "number" ? step + 1 : String(step))).join(" ") || "the file",
      sentence: `cannot be read: ${issue.message}`,
    })),
  };
}

function partiesOfCsv(text: string) {
  const rows = readCsv(text);
  if ("sentence" in rows) return { bad: [{ line: "the file", sentence: rows.sentence }] };
  const parties = rows.map(({ values: v }) => ({
    code: v["code"],
    kind: v["kind"],
    region: v["region"],
    names: { en: v["name_en"], fr: v["name_fr"], ar: v["name_ar"] },
    language: v["language"],
    timeZone: v["time_zone"],
    membership: v["member_from"] ? [{ kind: "member", from: v["member_from"], until: v["member_until"] || null }] : [],
  }));
  return named(partiesFile.safeParse({ parties }), rows);
}
function contactsOfCsv(text: string) {
  const rows = readCsv(text);
  if ("sentence" in rows) return { bad: [{ line: "the file", sentence: rows.sentence }] };
  const contacts = rows.map(({ values: v }) => ({
    party: v["party"],
    role: v["role"],
    rank: v["rank"] || null,
    name: v["name"],
    email: v["email"],
    language: v["language"],
    since: v["since"],
  }));
  return named(contactsFile.safeParse({ contacts }), rows);
}
/** Puts the file's own line numbers to a schema's complaints. */
function named<T>(
  parsed: { success: true; data: T } | { success: false; error: z.core.$ZodError },
  rows: readonly { line: number }[],
): T | { bad: BadRow[] } {
  if (parsed.success) return parsed.data;
  return {
    bad: parsed.error.issues.map((issue) => {
      const index = issue.path[1];
      const column = issue.path.slice(2).join("_");
      return {
        line: `line ${typeof index === "number" ? (rows[index]?.line ?? "?") : "?"}`,
        sentence: `${column === "" ? "the row" : `the column ${column}`} cannot be read: ${issue.message}`,
      };
    }),
  };
}

function twice(rows: readonly Row[]): BadRow[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const key = keyText(row);
    const known = seen.has(key);
    seen.add(key);
    return known
      ? [
          {
            line: row.sk.replaceAll("#", " ").trim() || row.pk.replaceAll("#", " "),
            sentence: "stands in the file twice; keep one",
          },
        ]
      : [];
  });
}
export function keyText({ pk, sk }: Key): string {
  return `${pk}|${sk}`;
}
