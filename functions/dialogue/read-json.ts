import * as z from "zod/mini";
import { type Outcome, refused } from "#platform/command-steps";
import { MOST_ROWS } from "#platform/csv";
import { badRows } from "./import-file.ts";

/** A JSON file of a shape, or a refusal that says where it has another one. */
export function readJson<S extends z.ZodMiniType>(text: string, shape: S): z.infer<S> | { readonly refusal: Outcome } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return {
      refusal: badRows([{ line: "the file", sentence: "is not JSON; save it again, or say its format with --format" }]),
    };
  }
  const parsed = shape.safeParse(value);
  if (!parsed.success)
    return {
      refusal: badRows(
        parsed.error.issues.map(({ path }) => ({
          line: path.map((step) => (typeof step === "number" ? step + 1 : knownName(step))).join(" ") || "the file",
          sentence: "is missing, or not of the kind that belongs there; compare it with bin/demo/dialogue",
        })),
      ),
    };
  const most = Object.values(z.record(z.string(), z.unknown()).safeParse(parsed.data).data ?? {}).reduce<number>(
    (sum, list) => Math.max(sum, Array.isArray(list) ? list.length : 0),
    0,
  );
  return most > MOST_ROWS
    ? { refusal: refused("bad-table", `The file has more than ${MOST_ROWS} rows. Split it and import the parts.`) }
    : parsed.data;
}

function knownName(step: PropertyKey): string {
  const name = String(step);
  return /^\w{1,40}$/.test(name) ? name : "a field";
}
