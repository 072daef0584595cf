import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { MANIFEST, type Manifest, manifest } from "#bin/convoke/export-files";
import { canonical } from "#platform/canonical";
import { digest } from "#platform/ids";

const line = z.object({ sha256: z.string(), row: z.record(z.string(), z.unknown()) });
/** What a fact's hash covers; `by` of its commit and whatever else a row may hold is not among it. */
const fact = z.object({
  pk: z.string(),
  sk: z.string(),
  type: z.string(),
  data: z.string(),
  at: z.string(),
  actor: z.string(),
  door: z.string(),
  commandId: z.exactOptional(z.string()),
  mails: z.exactOptional(z.array(z.string())),
  prev: z.string(),
  hash: z.string(),
});
const head = z.looseObject({ pk: z.string(), sk: z.string(), lh: z.string() });
type Fact = z.infer<typeof fact>;

/** What is wrong with an export, a sentence each; nothing where it is what was written. */
export function faultsOf(folder: string): {
  readonly faults: readonly string[];
  readonly manifest: Manifest | undefined;
} {
  if (!existsSync(folder)) throw new Unreachable(`There is no folder ${folder}.`);
  if (!existsSync(join(folder, MANIFEST)))
    return {
      manifest: undefined,
      faults: [
        `${folder} has no ${MANIFEST}: it is no export, or one that did not end. Make it again into an empty folder.`,
      ],
    };
  const read = manifest.safeParse(parsed(readFileSync(join(folder, MANIFEST), "utf-8")));
  if (!read.success) return { manifest: undefined, faults: [`${MANIFEST} is not as an export writes it.`] };
  const stray = readdirSync(folder).filter((name) => name !== MANIFEST && !(name in read.data.files));
  const rows = new Map<string, readonly object[]>();
  const faults = Object.entries(read.data.files).flatMap(([name, said]) => {
    if (!existsSync(join(folder, name))) return [`${name} is missing.`];
    const bytes = readFileSync(join(folder, name));
    const lines = bytes.toString("utf-8").split("\n").slice(0, -1);
    const wrong = lines.flatMap((text, place) => faultOfLine(text, `${name}, line ${place + 1}`));
    rows.set(
      name,
      lines.map((text) => line.safeParse(parsed(text)).data?.row ?? {}),
    );
    if (wrong.length > 0) return wrong;
    if (lines.length !== said.lines) return [`${name} has ${lines.length} lines; the manifest says ${said.lines}.`];
    return digest(bytes.toString("utf-8")) === said.sha256
      ? []
      : [`${name} is not what the manifest says: its hash is another.`];
  });
  const heads = ["dialogues", "meetings", "rounds", "delegations", "documents"].flatMap(
    (of) => rows.get(`${of}.jsonl`) ?? [],
  );
  const chain = chainFaults(rows.get("ledger.jsonl") ?? [], heads);
  return {
    manifest: read.data,
    faults: [...faults, ...stray.map((name) => `${name} is no file of this export.`), ...chain],
  };
}

function faultOfLine(text: string, where: string): string[] {
  const read = line.safeParse(parsed(text));
  if (!read.success) return [`${where} cannot be read.`];
  return digest(canonical(read.data.row)) === read.data.sha256
    ? []
    : [`${where} was changed: its content does not give its hash.`];
}

/** Each fact's hash from its own content, its link to the one before it, and the mark of the last that the object's own row keeps. */
function chainFaults(ledger: readonly object[], heads: readonly object[]): string[] {
  const objects = new Map<string, Fact[]>();
  const faults: string[] = [];
  for (const [place, row] of ledger.entries()) {
    const read = fact.safeParse(row);
    if (!read.success) faults.push(`ledger.jsonl, line ${place + 1} is no fact.`);
    else objects.set(read.data.pk, [...(objects.get(read.data.pk) ?? []), read.data]);
  }
  for (const [object, facts] of objects) {
    const why = facts.map((one, place) => faultOfFact(one, facts[place - 1])).find((found) => found !== undefined);
    if (why !== undefined) faults.push(`The chain of ${object} is broken: ${why}`);
  }
  for (const row of heads) {
    const read = head.safeParse(row);
    if (!read.success || read.data.lh === "") continue;
    const object = objectOf(read.data);
    if (object !== undefined && objects.get(object)?.at(-1)?.hash !== read.data.lh)
      faults.push(`The chain of ${object} is broken: its last fact is not the one that its own row knows of.`);
  }
  return faults;
}

function faultOfFact(one: Fact, before: Fact | undefined): string | undefined {
  const { hash, ...body } = one;
  if (digest(canonical(body)) !== hash) return `${one.sk} does not give its hash.`;
  const version = one.sk.slice(0, 8);
  // Facts of no single row begin anew with each commit.
  const isAlone = /^(RMD|MB|SIL)#/.test(one.pk) && before?.sk.slice(0, 8) !== version;
  return isAlone || one.prev === (before?.hash ?? "") ? undefined : `${one.sk} does not follow the fact before it.`;
}

/** Whose last fact a row keeps: its own, or that of a registration or an attendance in a delegation. */
function objectOf({ pk, sk }: { pk: string; sk: string }): string | undefined {
  if (sk === "#") return pk;
  if (!pk.startsWith("DEL#")) return undefined;
  if (sk.startsWith("G#")) return `REG#${pk.slice(4)}${sk.slice(2)}`;
  return /^T#[^#]+$/.test(sk) ? `ATT#${pk.slice(4)}#${sk.slice(2)}` : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
