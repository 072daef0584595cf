/** What a file would do to one thing that it names, and how. */
export interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}
export type Existing = "update" | "skip" | "refuse";
type Plain = string | number | boolean | null | undefined | readonly Plain[] | { readonly [name: string]: Plain };
export type Fields = { readonly [name: string]: Plain };

/** The fields that differ, by name; what the file does not speak of is left alone. Groups such as names are compared one by one. */
export function fieldChanges(known: Fields, wanted: Fields, under = ""): FieldChange[] {
  return Object.entries(wanted).flatMap(([name, to]) => {
    const from = known[name];
    if (isGroup(to)) return fieldChanges(isGroup(from) ? from : {}, to, `${under}${name}.`);
    return said(from) === said(to) ? [] : [{ field: `${under}${name}`, from: said(from), to: said(to) }];
  });
}

function isGroup(value: Plain): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function said(value: Plain): string {
  return value === null || value === undefined ? "" : String(value);
}
