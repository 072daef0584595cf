import { type Existing, type FieldChange, type Fields, fieldChanges } from "#domain/import-changes";
import type { Row } from "#platform/table";
import { type BadRow, type Entry, keyText } from "./import-file.ts";

/** A row that is known, and what an import makes of it. */
export interface ChangedRow {
  readonly known: Row;
  readonly values: { readonly [name: string]: Row[string] };
}
export interface Planned {
  readonly line: string;
  readonly what: string;
  readonly does: "add" | "change" | "skip" | "none";
  readonly fields: readonly FieldChange[];
}
export interface Plan {
  readonly entries: readonly Planned[];
  readonly added: readonly Row[];
  readonly changed: readonly ChangedRow[];
  /** Where what exists must not be touched: everything that would be. */
  readonly refused: readonly BadRow[];
  readonly counts: {
    readonly added: number;
    readonly changed: number;
    readonly unchanged: number;
    readonly skipped: number;
  };
}

/** What a file would do: to each thing that it names, and to each row. Writes nothing. */
export function planImport(entries: readonly Entry[], existing: Existing): Plan {
  const planned: Planned[] = [];
  // By their keys: a person with two terms stands in the file twice, and is one row.
  const added = new Map<string, Row>();
  const changed = new Map<string, ChangedRow>();
  const refused: BadRow[] = [];
  for (const { line, what, rows } of entries) {
    const fields = rows.flatMap(({ known, wanted }) => (known ? fieldChanges(known, valuesOf(wanted)) : []));
    const fresh = rows.filter(({ known }) => !known);
    const isNew = fresh.length === rows.length;
    const touched = !isNew && (fields.length > 0 || fresh.length > 0);
    if (touched && existing === "refuse")
      refused.push({
        line,
        sentence: `is known with other content (${fields.map(({ field }) => field).join(", ")}); take it out, or import with --existing update`,
      });
    const does = isNew ? "add" : !touched ? "none" : existing === "update" ? "change" : "skip";
    planned.push({ line, what, does, fields });
    if (does !== "add" && does !== "change") continue;
    for (const { known, wanted } of rows) {
      if (!known) added.set(keyText(wanted), wanted);
      else if (fieldChanges(known, valuesOf(wanted)).length > 0)
        changed.set(keyText(wanted), { known, values: valuesOf(wanted) });
    }
  }
  const count = (kind: Planned["does"]) => planned.filter(({ does }) => does === kind).length;
  const counts = { added: count("add"), changed: count("change"), unchanged: count("none"), skipped: count("skip") };
  return { entries: planned, added: [...added.values()], changed: [...changed.values()], refused, counts };
}

function valuesOf({ pk, sk, ...values }: Row): Fields & { readonly [name: string]: Row[string] } {
  return values;
}
