import { z } from "zod";
import type { Outcome } from "./functions.ts";

/** What API Gateway answers: a status, headers (set-cookie apart) and a body. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  cookies: readonly string[];
  body: Buffer;
}

const result = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

/** What the function gave back, inferred as API Gateway infers it; undefined for what it does not take. */
export function replyOf({ payload }: Outcome): Reply | undefined {
  const value: unknown = JSON.parse(payload ?? "null");
  if (typeof value !== "object" || value === null || !("statusCode" in value)) {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return { status: 200, headers: { "content-type": "application/json" }, cookies: [], body: Buffer.from(text) };
  }
  const parsed = result.safeParse(value);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lower = Object.fromEntries(Object.entries(headers).map(([name, one]) => [name.toLowerCase(), one]));
  const { "content-length": _, ...kept } = lower;
  return {
    status: statusCode,
    headers: "content-type" in kept ? kept : { ...kept, "content-type": "text/plain;charset=UTF-8" },
    cookies,
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

export function message(status: number, text: string): Reply {
  return {
    status,
    headers: { "content-type": "application/json" },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message: text })),
  };
}
