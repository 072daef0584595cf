/** What is said of a meeting, field by field, in the calendar's words. A field that is not there is not said. */
export type Fields = { readonly [field: string]: unknown };

/** Drops what is not said: undefined, null, and lists of nothing. */
export function said(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

export interface Difference {
  readonly field: string;
  readonly expected: unknown;
  readonly stored: unknown;
}

/** The fields of which the one and the other say different things, or only one says anything. */
export function differences(expected: Fields, stored: Fields): Difference[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(stored)])];
  return names.flatMap((field) =>
    JSON.stringify(expected[field]) === JSON.stringify(stored[field])
      ? []
      : [{ field, expected: expected[field], stored: stored[field] }],
  );
}
