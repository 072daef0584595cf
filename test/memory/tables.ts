import type {
  CancelReason,
  IndexQuery,
  Key,
  Query,
  Row,
  TableName,
  Tables,
  Test,
  TransactItem,
  Update,
} from "#platform/table";
import { byBytes, checkedKey, checkedRow } from "./row-rules.ts";

const keyText = ({ pk, sk }: Key) => `${pk}|${sk}`;
const indexKeys = { list: ["lpk", "lsk"], person: ["ppk", "psk"], due: ["dpk", "dsk"] } as const;

function holds(row: Row | undefined, tests: readonly Test[]): boolean {
  return tests.every((test) => {
    const held = row?.[test[0]];
    if (test[1] === "exists") return held !== undefined;
    if (test[1] === "absent") return held === undefined;
    const [, is, value] = test;
    if (held === undefined || held === null || typeof held !== typeof value) return is === "<>";
    switch (is) {
      case "=":
        return held === value;
      case "<>":
        return held !== value;
      case "<":
        return held < value;
      case "<=":
        return held <= value;
      case ">":
        return held > value;
      case ">=":
        return held >= value;
      default:
        return false;
    }
  });
}

function updated(row: Row | undefined, { key, set = {}, add = {}, remove = [] }: Update): Row {
  const next: Record<string, Row[string]> = { ...row, ...set };
  for (const [name, by] of Object.entries(add)) {
    const was = next[name] ?? 0;
    if (typeof was !== "number") throw new Error(`ValidationException: ${name} is no number`);
    next[name] = was + by;
  }
  for (const name of remove) delete next[name];
  return { ...next, pk: key.pk, sk: key.sk };
}

/** The two tables in memory. What a fault may do to a transaction is given from outside: the reasons to answer instead of writing. */
export function memoryTables(
  faults: {
    before?: (items: readonly TransactItem[]) => readonly CancelReason[] | undefined;
    after?: (items: readonly TransactItem[]) => void;
  } = {},
): Tables & { rows(table?: TableName): Row[] } {
  const held: Record<TableName, Map<string, Row>> = { records: new Map(), ledger: new Map() };
  const copy = <T>(value: T): T => structuredClone(value);
  const sorted = (rows: Row[], by: string, newestFirst = false) =>
    rows.sort((a, b) => byBytes(String(a[by]), String(b[by])) * (newestFirst ? -1 : 1));

  return {
    rows: (table = "records") => [...held[table].values()],
    get: async (key) => copy(held.records.get(keyText(checkedKey(key)))),
    getMany: async (keys) => keys.flatMap((key) => copy(held.records.get(keyText(key))) ?? []),
    async query({ pk, from, to, prefix, limit, newestFirst }: Query, table = "records") {
      const rows = [...held[table].values()].filter(
        (row) =>
          row.pk === pk &&
          (prefix === undefined || row.sk.startsWith(prefix)) &&
          (from === undefined || byBytes(row.sk, from) >= 0) &&
          (to === undefined || byBytes(row.sk, to) <= 0),
      );
      return sorted(rows, "sk", newestFirst).slice(0, limit).map(copy);
    },
    async queryIndex({ index, pk, prefix, newestFirst, limit }: IndexQuery) {
      const [hash, range] = indexKeys[index];
      const rows = [...held.records.values()].filter(
        (row) =>
          row[hash] === pk && typeof row[range] === "string" && (prefix === undefined || row[range].startsWith(prefix)),
      );
      return sorted(rows, range, newestFirst).slice(0, limit).map(copy);
    },
    async transact(items) {
      if (items.length === 0) throw new Error("ValidationException: at least one item");
      if (items.length > 100) throw new Error("ValidationException: at most 100 items");
      const keys = items.map(
        (item) =>
          `${item.table}|${keyText("put" in item ? item.put : "update" in item ? item.update.key : item.check.key)}`,
      );
      if (new Set(keys).size < keys.length) throw new Error("ValidationException: two operations on one item");
      const fault = faults.before?.(items);
      if (fault) return fault;
      const reasons = items.map((item): CancelReason => {
        const key = "put" in item ? item.put : "update" in item ? item.update.key : item.check.key;
        const row = held[item.table].get(keyText(key));
        const tests = "put" in item ? item.when : "update" in item ? item.update.when : item.check.when;
        return holds(row, tests)
          ? { code: "None" }
          : { code: "ConditionalCheckFailed", ...(row && { row: copy(row) }) };
      });
      if (reasons.some(({ code }) => code !== "None")) return reasons;
      const written = items.flatMap((item) => {
        if ("check" in item) return [];
        const row = "put" in item ? item.put : updated(held[item.table].get(keyText(item.update.key)), item.update);
        return [{ table: item.table, row: copy(checkedRow(row)) }];
      });
      for (const { table, row } of written) held[table].set(keyText(row), row);
      faults.after?.(items);
      return "done";
    },
    async update(update) {
      const row = held.records.get(keyText(update.key));
      if (!holds(row, update.when)) return false;
      held.records.set(keyText(update.key), copy(checkedRow(updated(row, update))));
      return true;
    },
    async put(row, when) {
      checkedRow(row);
      if (!holds(held.records.get(keyText(row)), when)) return false;
      held.records.set(keyText(row), copy(row));
      return true;
    },
    async remove(key) {
      held.records.delete(keyText(checkedKey(key)));
    },
  };
}
