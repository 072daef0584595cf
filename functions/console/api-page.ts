import { type ApiAddress, type ApiAnswer, addresses, addressOf, MOST, PAGE } from "#events/api/v1";
import type { Page, PageEvent, PageResult } from "#platform/http";
import { userArn } from "./answer.ts";

/** What a list asks for: how many, and after which place. */
export interface Asked {
  readonly id: (name: string) => string;
  readonly limit: number;
  /** Of the last item that was read; empty at the beginning. */
  readonly after: string;
  /** Where no other is named, undefined. */
  readonly dialogue: string | undefined;
}
/** Thrown where nothing of this id is there; the sentence says what. */
export class NotThere extends Error {}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
};
/** RFC 9457. */
export function problem(status: number, code: string, detail: string): PageResult {
  const said = { type: `urn:convoke:problem:${code}`, title: titles[status], status, code, detail };
  return {
    statusCode: status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: JSON.stringify(said),
  };
}

const idForm = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const wholeNumber = /^[1-9]\d{0,2}$/;

/** A page of the interface: what it answers leaves in the form that its address promises, and nothing else of it does. */
export function apiPage<A extends ApiAddress>(address: A, look: (asked: Asked) => Promise<ApiAnswer<A>>): Page {
  const { answer } = addresses[address];
  return async (event) => {
    if (userArn(event) === undefined)
      return problem(403, "not-signed-in", "Sign the request with IAM credentials (service execute-api).");
    const asked = read(address, event);
    if (!("after" in asked)) return asked;
    try {
      const found = answer.parse(await look(asked));
      return {
        statusCode: 200,
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify(found),
      };
    } catch (error) {
      if (error instanceof NotThere) return problem(404, "not-found", error.message);
      throw error;
    }
  };
}

function read(address: ApiAddress, event: PageEvent): Asked | PageResult {
  const { list = false, dialogue = false } = addressOf(address);
  const known = [...(list ? ["limit", "next"] : []), ...(dialogue ? ["dialogue"] : [])];
  const given = event.queryStringParameters ?? {};
  if (Object.keys(given).some((name) => !known.includes(name)))
    return problem(
      400,
      "unknown-parameter",
      known.length === 0
        ? "This address takes no parameters."
        : `This address takes ${known.join(", ")} and nothing else.`,
    );
  const limit = given["limit"] ?? String(PAGE);
  if (!wholeNumber.test(limit) || Number(limit) > MOST)
    return problem(400, "bad-limit", `limit is a whole number from 1 to ${MOST}, once; ${PAGE} where none is given.`);
  const after = given["next"] === undefined ? "" : placeIn(event, given["next"]);
  if (after === undefined)
    return problem(400, "bad-cursor", "next must be the next of an answer of this very list. Begin again without it.");
  const other = given["dialogue"];
  if (other !== undefined && !idForm.test(other))
    return problem(400, "bad-dialogue", "dialogue is an id of letters, digits and hyphens, such as khartoum.");
  return { limit: Number(limit), after, dialogue: other, id: (name) => event.pathParameters?.[name] ?? "" };
}

/** A place is good for its own list alone: the address stands in it. */
function placeIn(event: PageEvent, cursor: string): string | undefined {
  if (!/^[\w-]{1,400}$/.test(cursor)) return undefined;
  const text = Buffer.from(cursor, "base64url").toString("utf-8");
  const [where, place = "", ...more] = text.split(" ");
  return where === event.rawPath && /^[A-Za-z0-9-]{1,64}(\.[a-z2-7]{2})?$/.test(place) && more.length === 0
    ? place
    : undefined;
}

/** The `next` of a page that ends at this place. */
export const cursor = (path: string, place: string) => Buffer.from(`${path} ${place}`).toString("base64url");

/** One page of items that are all at hand, by their ids. */
export function pageOf<T extends { readonly id: string }>(path: string, items: readonly T[], asked: Asked) {
  const sorted = items.filter(({ id }) => id > asked.after).sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = sorted.slice(0, asked.limit);
  const last = page.at(-1);
  return { items: page, ...(last && sorted.length > page.length && { next: cursor(path, last.id) }) };
}
