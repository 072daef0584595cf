import type { Names } from "#platform/names";

/** The DNS with these records, by `TYPE name`; a code instead of records is a resolver that fails with it. */
export function recordedNames(records: { readonly [question: string]: readonly string[] | string }): Names {
  return {
    async records(type, name) {
      const found = records[`${type} ${name}`] ?? [];
      if (typeof found === "string") throw Object.assign(new Error(`query ${found} ${name}`), { code: found });
      return found;
    },
  };
}
