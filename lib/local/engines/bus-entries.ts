import { z } from "zod";
import { Refused } from "#lib/local/engine";
import { isRecord } from "#lib/local/pattern-values";

/** Conservative: AWS has raised its own limit since. */
export const LARGEST_REQUEST = 262_144;

const entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  /** Seconds since 1970, as on the wire. */
  Time: z.number().optional(),
  TraceHeader: z.string().optional(),
});
export type Entry = z.output<typeof entry>;
export const putEvents = z.object({ Entries: z.array(entry).min(1).max(10) });

/** As AWS counts: source, detail-type, detail and resources in UTF-8, and 14 bytes for a time. */
export function weigh({ Source = "", DetailType = "", Detail = "", Resources, Time }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((total, one) => total + Buffer.byteLength(one), Time === undefined ? 0 : 14);
}

export function needed(name: string, value: string | undefined, longest: number): string {
  const reason =
    value === undefined || value === ""
      ? `${name} is a required argument`
      : `${name} is longer than ${longest} characters`;
  if (value === undefined || value === "" || value.length > longest) {
    throw new Refused("InvalidArgument", `Parameter ${name} is not valid. Reason: ${reason}.`);
  }
  return value;
}

export function parseDetail(json: string): unknown {
  try {
    const detail: unknown = JSON.parse(json);
    if (isRecord(detail)) return detail;
  } catch {
    // refused below, like JSON that is no object
  }
  throw new Refused("MalformedDetail", "Detail is malformed.");
}
