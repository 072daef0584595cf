import { createHash, randomBytes } from "node:crypto";
import { base32 } from "#platform/base32";
import type { Ids } from "#platform/clock";

/** Random ids: 80 bits for a delegation, 100 bits for everything else. */
export const randomIds: Ids = {
  delegation: () => base32(randomBytes(10)),
  next: () => base32(randomBytes(13)).slice(0, 20),
};

/** An id that depends on its parts alone: the same parts make the same id, on every machine and at every try. */
export function derivedId(...parts: readonly string[]): string {
  return base32(createHash("sha256").update(JSON.stringify(parts)).digest()).slice(0, 20);
}

export function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** An id for a name that has no room for it all: itself where it is short, else its beginning and a hash that tells it from its like. */
export function shortened(id: string, most: number): string {
  return id.length <= most ? id : `${id.slice(0, most - 9)}-${derivedId(id).slice(0, 8)}`;
}
