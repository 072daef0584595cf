import { canonical } from "#platform/canonical";
import { inParallel } from "#platform/parallel";

/** One version of one object in the locked bucket. */
export interface Version {
  readonly key: string;
  readonly version: string;
  readonly etag: string;
  /** When it was put, as S3 says. */
  readonly at: string;
  /** A mark that hides the object: there is nothing to read. */
  readonly hides: boolean;
}
export interface RowKey {
  readonly pk: string;
  readonly sk: string;
}
type Row = RowKey & { readonly [name: string]: unknown };

/** What the check reads: the locked bucket in every version, and the ledger by keys. It writes nothing and scans nothing. */
export interface ExportSource {
  versions(): Promise<readonly Version[]>;
  read(version: Version): Promise<string>;
  /** The rows that are there, in any order. */
  rows(keys: readonly RowKey[]): Promise<readonly Row[]>;
}

export interface Finding {
  /** The row, or the object in the bucket. */
  readonly what: string;
  readonly why: string;
}
export interface ExportVerdict {
  readonly facts: number;
  readonly exports: number;
  readonly sealedDays: number;
  readonly findings: readonly Finding[];
}

const WIDTH = 8;
/** Keys a question to the table. */
const ASKED = 100;

interface Line {
  readonly change: string;
  readonly row?: Row;
  readonly key?: RowKey;
}
interface Seal {
  readonly day: string;
  readonly objects: readonly { readonly key: string; readonly etag: string }[];
}

/**
 * Compares what was exported with what the ledger holds now. The first export of a row counts: a later one that says something
 * else is a finding itself, as is an object that its day's list does not name, and one that the list names and that is gone.
 */
export async function compareExports(source: ExportSource): Promise<ExportVerdict> {
  // S3 names the newest version of a key first, and keeps whole seconds.
  const versions = [...(await source.versions())].reverse().sort((a, b) => compare(a.at, b.at));
  const exported = versions.filter(({ key, hides }) => key.startsWith("ledger/") && !hides);
  const seals = firstOfEach(versions.filter(({ key, hides }) => key.startsWith("days/") && !hides));
  const hidden = versions
    .filter(({ hides }) => hides)
    .map(({ key, at }) => ({ what: key, why: `it was hidden by a delete at ${at}` }));

  const { first, findings } = told(await texts(source, exported), exported);
  const sealed = (await texts(source, seals)).map((text): Seal => JSON.parse(text));
  const changed = await changedRows(source, first);
  return {
    facts: first.size,
    exports: new Set(exported.map(({ key }) => key)).size,
    sealedDays: sealed.length,
    findings: [...changed, ...findings, ...hidden, ...sealed.flatMap((seal) => unsealed(seal, exported))],
  };
}

/** What the export says of each row first, and what it says of changes. */
function told(all: readonly string[], exported: readonly Version[]) {
  const first = new Map<string, Row>();
  const findings: Finding[] = [];
  for (const [index, text] of all.entries()) {
    const at = exported[index]?.at ?? "";
    for (const line of text.split("\n").filter((one) => one !== "")) {
      const { change, row, key }: Line = JSON.parse(line);
      const known = row === undefined ? undefined : first.get(nameOf(row));
      if (change === "REMOVE" || row === undefined)
        findings.push({ what: key ? nameOf(key) : "a row", why: `it was removed; that was exported at ${at}` });
      else if (change === "MODIFY")
        findings.push({ what: nameOf(row), why: `it was overwritten; that was exported at ${at}` });
      else if (known === undefined) first.set(nameOf(row), row);
      else if (canonical(known) !== canonical(row))
        findings.push({
          what: nameOf(row),
          why: `it was put once more with other content; that was exported at ${at}`,
        });
    }
  }
  return { first, findings };
}

async function changedRows(source: ExportSource, first: ReadonlyMap<string, Row>): Promise<Finding[]> {
  const rows = [...first.values()];
  const held = new Map<string, Row>();
  const batches = Array.from({ length: Math.ceil(rows.length / ASKED) }, (_, index) =>
    rows.slice(index * ASKED, (index + 1) * ASKED).map(({ pk, sk }) => ({ pk, sk })),
  );
  await inParallel(batches, WIDTH, async (keys) => {
    for (const row of await source.rows(keys)) held.set(nameOf(row), row);
  });
  return rows.flatMap((row) => {
    const what = nameOf(row);
    const now = held.get(what);
    if (now === undefined) return [{ what, why: `it was written at ${String(row["at"])} and is gone` }];
    const differing = [...new Set([...Object.keys(row), ...Object.keys(now)])]
      .filter((name) => canonical(row[name]) !== canonical(now[name]))
      .sort();
    return differing.length === 0
      ? []
      : [{ what, why: `its ${differing.join(", ")} ${differing.length === 1 ? "is" : "are"} not what was written` }];
  });
}

function unsealed({ day, objects }: Seal, exported: readonly Version[]): Finding[] {
  const there = exported.filter(({ key }) => key.startsWith(`ledger/${day}/`));
  const mark = ({ key, etag }: { readonly key: string; readonly etag: string }) => `${key} ${etag}`;
  const [named, found] = [new Set(objects.map(mark)), new Set(there.map(mark))];
  return [
    ...there
      .filter((one) => !named.has(mark(one)))
      .map(({ key, at }) => ({ what: key, why: `it was put at ${at}, and the list of ${day} does not name it` })),
    ...objects
      .filter((one) => !found.has(mark(one)))
      .map(({ key }) => ({ what: key, why: `the list of ${day} names it, and it is gone` })),
  ];
}

async function texts(source: ExportSource, versions: readonly Version[]): Promise<string[]> {
  const read: string[] = versions.map(() => "");
  await inParallel(versions, WIDTH, async (version, index) => {
    read[index] = await source.read(version);
  });
  return read;
}

function firstOfEach(versions: readonly Version[]): Version[] {
  const first = new Map<string, Version>();
  for (const one of versions) if (!first.has(one.key)) first.set(one.key, one);
  return [...first.values()];
}

const nameOf = ({ pk, sk }: RowKey) => `${pk}#${sk}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
