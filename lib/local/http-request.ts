import type { IncomingMessage } from "node:http";

/** A request's body; undefined where it is longer than allowed, with the rest read and thrown away. */
export async function readBody(request: IncomingMessage, longest: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const piece = Buffer.from(chunk);
    length += piece.length;
    if (length <= longest) chunks.push(piece);
  }
  return length > longest ? undefined : Buffer.concat(chunks);
}

/** Path as sent, and the query. */
export function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf("?");
  return at < 0 ? { path: url, query: "" } : { path: url.slice(0, at), query: url.slice(at + 1) };
}

export interface Scope {
  accessKeyId: string;
  service: string;
}

/** Who signed for which service, from SigV4's credential scope; whether the signature fits is not looked at. */
export function scopeOf(authorization: string | undefined, query: URLSearchParams): Scope | undefined {
  const [, inHeader] = /^AWS4-HMAC-SHA256 .*?Credential=([^, ]+)/.exec(authorization ?? "") ?? [];
  const credential = inHeader ?? query.get("X-Amz-Credential") ?? "";
  // An access key id may hold a slash; date, region, service and terminator may not.
  const parts = credential.split("/");
  if (parts.length < 5 || parts.at(-1) !== "aws4_request") return undefined;
  return { accessKeyId: parts.slice(0, -4).join("/"), service: parts.at(-2) ?? "" };
}
