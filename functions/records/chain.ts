import { canonical } from "#platform/canonical";
import { digest } from "#platform/ids";
import type { Key, Row, Tables } from "#platform/table";
import { ledgerRow } from "#records/ledger";

export interface Verdict {
  readonly facts: number;
  /** The first row that is not what it was, and why; undefined where the chain is whole. */
  readonly broken?: { readonly row: string; readonly why: string };
}

/**
 * Checks an aggregate's history: each row's hash from its own body, each link to the row before it, no version left out, and the
 * head's own mark of the last link, which a row cut off at the end would miss. Undefined where there is no history.
 */
export async function verifyChain(tables: Tables, aggregate: string): Promise<Verdict | undefined> {
  const rows = await tables.query({ pk: aggregate }, "ledger");
  const facts = rows.length;
  let before: Row | undefined;
  for (const row of rows) {
    const why = faultOf(row, before, aggregate);
    if (why !== undefined) return { facts, broken: { row: row.sk, why } };
    before = row;
  }
  const headKey = headOf(aggregate);
  const head = headKey && (await tables.get(headKey));
  const known = typeof head?.["lh"] === "string" ? head["lh"] : "";
  if (head && known !== (before?.["hash"] ?? ""))
    return {
      facts,
      broken: { row: before?.sk ?? "none", why: "it is not the last fact that the object's own row knows of" },
    };
  return before && { facts };
}

function faultOf(row: Row, before: Row | undefined, aggregate: string): string | undefined {
  const parsed = ledgerRow.safeParse(row);
  if (!parsed.success) return "it cannot be read";
  const { hash, ...body } = parsed.data;
  if (digest(canonical(body)) !== hash) return "its content does not give its hash";
  const [version, index] = places(row);
  const [last, lastIndex] = before ? places(before) : [0, 0];
  const follows = before !== undefined && version === last;
  if (index !== (follows ? lastIndex + 1 : 0)) return "a fact before it is missing";
  if (standsAlone(aggregate) && !follows) return undefined;
  // An object may be made by a page of many, whose one fact stands elsewhere: its own history then begins at its second version.
  const first = before === undefined ? version > 2 : !follows && version !== last + 1;
  if (first && !hasSilentVersions(aggregate)) return "a version before it is missing";
  return body.prev === (before?.["hash"] ?? "") ? undefined : "it does not follow the fact before it";
}

function places({ sk }: Row): readonly [number, number] {
  return [Number(sk.slice(0, 8)), Number(sk.slice(9))];
}

/** Facts of no single row: each commit begins anew. */
const standsAlone = (aggregate: string) => /^(RMD|MB|SIL|STL)#/.test(aggregate);
/** An import marks the dialogue's row as pending without a fact. */
const hasSilentVersions = (aggregate: string) => aggregate.startsWith("DLG#");

function headOf(aggregate: string): Key | undefined {
  const registration = /^REG#([a-z2-7]{16})([a-z2-7]{2})$/.exec(aggregate);
  if (registration) return { pk: `DEL#${registration[1]}`, sk: `G#${registration[2]}` };
  const attendance = /^ATT#([a-z2-7]{16})#([^#]+)$/.exec(aggregate);
  if (attendance) return { pk: `DEL#${attendance[1]}`, sk: `T#${attendance[2]}` };
  const recorded = /^MTG#([^#]+)#([^#]+)$/.exec(aggregate);
  if (recorded) return { pk: `MTG#${recorded[1]}`, sk: recorded[2] ?? "" };
  return /^(CNV|RND|DEL|DOC|DLG)#[^#]+$/.test(aggregate) ? { pk: aggregate, sk: "#" } : undefined;
}
