import type { z } from "zod";
import { Refused } from "./engine.ts";

/** Parses a request's members; what does not fit is refused in words that name the member. */
export function read<S extends z.ZodType>(schema: S, value: unknown, code = "ValidationException"): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first?.path.map(String).join(".") || "the request";
  throw new Refused(code, `Value at '${where}' failed to satisfy constraint: ${first?.message ?? "malformed"}`);
}

/** The body of a JSON call; refuses what is no JSON as AWS does. */
export function readJson(call: { json(): unknown }): unknown {
  try {
    return call.json();
  } catch {
    throw new Refused("SerializationException", "The request body is not valid JSON.");
  }
}
