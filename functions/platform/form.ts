import type { PageEvent } from "#platform/http";

/** Bytes of a form that are read; ours have a few hundred. */
const MOST_BYTES = 20_000;

export type Form =
  | { readonly fields: ReadonlyMap<string, string> }
  | { readonly fault: "not-a-form" | "too-large" | "twice" };

/** A posted form as single text fields. Each name once: a second value is a fault, not an array that somebody forgot. */
export function readForm(event: PageEvent): Form {
  const type = (event.headers["content-type"] ?? event.headers["Content-Type"] ?? "")
    .split(";", 1)[0]
    ?.trim()
    .toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return { fault: "not-a-form" };
  const body = event.body ?? "";
  if (body.length > MOST_BYTES * 2) return { fault: "too-large" };
  const text = event.isBase64Encoded ? Buffer.from(body, "base64").toString("utf-8") : body;
  if (text.length > MOST_BYTES) return { fault: "too-large" };
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) return { fault: "twice" };
    fields.set(name, value);
  }
  return { fields };
}
