import { z } from "zod";
import type { Call } from "#lib/local/engine";

/** The capacity units that a call took, as DynamoDB bills them. */
export type Metered = (kind: "readUnits" | "writeUnits", units: number) => void;

const one = z.object({ CapacityUnits: z.number() });
const answered = z.object({ ConsumedCapacity: z.union([z.array(one), one.transform((single) => [single])]) });

const READS = new Set(["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"]);
const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem"]);

/** The call's body, which asks for its capacity too. */
export function asksForUnits(call: Call): Uint8Array {
  if (!READS.has(call.action) && !WRITES.has(call.action)) return call.body;
  const body: object = { ...z.record(z.string(), z.unknown()).parse(call.json()), ReturnConsumedCapacity: "TOTAL" };
  return Buffer.from(JSON.stringify(body));
}

/** What a refused call took is not told by the engine, and not counted. */
export function meter(action: string, body: Uint8Array, metered: Metered): void {
  if (!READS.has(action) && !WRITES.has(action)) return;
  const parsed = answered.safeParse(JSON.parse(Buffer.from(body).toString()));
  const units = parsed.data?.ConsumedCapacity.reduce((total, { CapacityUnits }) => total + CapacityUnits, 0) ?? 0;
  metered(READS.has(action) ? "readUnits" : "writeUnits", units);
}
