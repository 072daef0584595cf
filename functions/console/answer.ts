import type { PageEvent, PageResult } from "#platform/http";

export function answer(statusCode: number, body: unknown): PageResult {
  return { statusCode, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}

/** The ARN of who signed the request. Undefined where the gateway vouches for nobody. */
export function userArn(event: PageEvent): string | undefined {
  const context: unknown = event.requestContext;
  if (typeof context !== "object" || context === null || !("authorizer" in context)) return undefined;
  const { authorizer } = context;
  if (typeof authorizer !== "object" || authorizer === null || !("iam" in authorizer)) return undefined;
  const { iam } = authorizer;
  return typeof iam === "object" && iam !== null && "userArn" in iam && typeof iam.userArn === "string"
    ? iam.userArn
    : undefined;
}

/** The signed-in principal as an actor: the last part of its ARN. Undefined where the gateway vouches for nobody. */
export function signedIn(event: PageEvent): string | undefined {
  const name = userArn(event)?.split("/").at(-1) ?? "";
  return /^[\w.@+-]{1,64}$/.test(name) ? `staff:${name}` : undefined;
}

export function bodyOf(event: PageEvent): unknown {
  try {
    return JSON.parse(textOf(event));
  } catch {
    return undefined;
  }
}
export function textOf(event: PageEvent): string {
  const body = event.body ?? "";
  return event.isBase64Encoded ? Buffer.from(body, "base64").toString("utf-8") : body;
}
