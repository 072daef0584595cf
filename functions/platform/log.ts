import { Logger } from "@aws-lambda-powertools/logger";

/** Structured lines with ids only: no name, no address, no link, no answer. What another's error may say is cut out of it. */
export const log = new Logger({ serviceName: "convoke", jsonReplacerFn: (_, value) => withoutPeople(value) });

const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu;
const LINK = /\/([rud])\/[\w.~-]{8,}/g;

function withoutPeople(value: unknown): unknown {
  return typeof value === "string" ? value.replace(ADDRESS, "[address]").replace(LINK, "/$1/[link]") : value;
}

/** An error as a line may hold it: not what else the SDK hangs onto it, such as the row that a condition was checked against. */
export function errorOf(error: unknown): { readonly [name: string]: unknown } | string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorOf(cause) }) };
}

/** An error of this function, with the page that says what to do about it. */
export function logFailure(message: string, about: { readonly [name: string]: unknown }, error?: unknown): void {
  const runbook = process.env["RUNBOOK"];
  log.error(message, {
    ...about,
    ...(runbook !== undefined && { runbook }),
    ...(error !== undefined && { error: errorOf(error) }),
  });
}
