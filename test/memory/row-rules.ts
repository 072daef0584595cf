import type { Key, Row, Value } from "#platform/table";

/** Names and texts weigh their bytes, numbers two digits a byte, the rest a little. */
function weigh(value: Value): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return Math.ceil(String(value).length / 2) + 1;
  if (value === null || typeof value === "boolean") return 1;
  if (isList(value)) return value.reduce<number>((total, one) => total + 1 + weigh(one), 3);
  return Object.entries(value).reduce((total, [name, one]) => total + 1 + Buffer.byteLength(name) + weigh(one), 3);
}

function refuse(value: Value): void {
  if (typeof value === "string" && !value.isWellFormed()) invalid("a text that is no Unicode");
  if (typeof value === "number") refuseNumber(value);
  if (typeof value !== "object" || value === null) return;
  for (const one of isList(value) ? value : Object.values(value)) refuse(one);
}

function refuseNumber(value: number): void {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size > Number.MAX_SAFE_INTEGER || (size > 0 && size < 1e-130))
    invalid(`the number ${value}`);
}

/** Keys are not empty and not too long; a row may name no key of an index and then is not in it. */
export function checkedKey<K extends Key>(key: K): K {
  if (key.pk === "" || key.sk === "") invalid("an empty key");
  if (Buffer.byteLength(key.pk) > 2048 || Buffer.byteLength(key.sk) > 1024) invalid("a key that is too long");
  refuse(key.pk);
  refuse(key.sk);
  return key;
}

/** What the service refuses to hold, refused. */
export function checkedRow(row: Row): Row {
  checkedKey(row);
  for (const name of ["lpk", "lsk", "ppk", "psk", "dpk", "dsk"])
    if (name in row && (typeof row[name] !== "string" || row[name] === "")) invalid(`the index key ${name}`);
  refuse(row);
  const weight = Object.entries(row).reduce((total, [name, one]) => total + Buffer.byteLength(name) + weigh(one), 0);
  if (weight > 400 * 1024) invalid(`a row of ${weight} bytes`);
  return row;
}

/** As the service orders texts: by their bytes. Without surrogates that is the order of this language too. */
export function byBytes(a: string, b: string): number {
  if (/[\uD800-\uDFFF]/.test(a + b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a === b ? 0 : a < b ? -1 : 1;
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

function invalid(what: string): never {
  throw new Error(`ValidationException: ${what}`);
}
