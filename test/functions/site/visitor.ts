import { vi } from "vitest";
import { answerPages } from "#functions/site/answer";
import { opener } from "#functions/site/invited";
import { publicPages } from "#functions/site/public";
import type { PageEvent } from "#platform/http";
import type { CommandDoor } from "#platform/invoke";
import type { Scope } from "#platform/links";
import { linkedPerson } from "#records/delegation";
import { stubSecretariat } from "#test/functions/secretariat";
import type { World } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";
import { context } from "#test/memory/messages";

export const FORM = "application/x-www-form-urlencoded";
const BROWSER = { "content-type": FORM, "sec-fetch-site": "same-origin" };

export interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly html: string;
  /** Its language and direction, as `en ltr`. */
  readonly spoken: string;
  /** What a person reads. */
  readonly text: string;
  /** What the page's own form sends along. */
  readonly hidden: Readonly<Record<string, string>>;
  /** What the switch of languages sends along; undefined where it is links. */
  readonly carried: Readonly<Record<string, string>> | undefined;
}
export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The site over a world, reached as the HTTP API reaches it. */
export function site(
  world: World,
  { door = world.door, convocationId }: { door?: CommandDoor; convocationId?: string } = {},
) {
  stubSecretariat("secretariat@example.org");
  vi.stubEnv("SITE_URL", "https://site.example.org");
  vi.stubEnv("DIALOGUE", "khartoum");
  vi.stubEnv("DIALOGUE_NAME", '{"en":"The Dialogue"}');
  const { tables, clock, ids, blobs } = world;
  const links = memoryLinks();
  const open = opener({ tables, links, milliseconds: clock.milliseconds });
  const answers = answerPages({ tables, links, clock, ids, open, door });
  const publics = publicPages({ tables, blobs, clock, open });

  async function ask(method: string, url: string, asking: Asking = {}): Promise<Shown> {
    const event = eventOf(method, url, asking);
    const said = await (/^\/[ru]\//.test(url) ? answers : publics)(event, context);
    const html = said.body ?? "";
    const [head = "", main = ""] = html.split("<main");
    const [, language = "", direction = ""] = /^<!doctype html>\n<html lang="(..)" dir="(...)">/.exec(html) ?? [];
    return {
      status: said.statusCode ?? 0,
      headers: said.headers ?? {},
      html,
      spoken: `${language} ${direction}`,
      text: textOf(html),
      hidden: hidden(main),
      carried: head.includes("<form") ? hidden(head) : undefined,
    };
  }
  return {
    links,
    ask,
    open: (url: string, headers: Readonly<Record<string, string>> = {}) => ask("GET", url, { headers }),
    post: (url: string, fields: Readonly<Record<string, string>> | string, headers = {}) =>
      ask("POST", url, {
        headers: { ...BROWSER, ...headers },
        body: typeof fields === "string" ? fields : new URLSearchParams({ ...fields }).toString(),
      }),
    async token(code: string, person: string, scope: Scope = "answer"): Promise<string> {
      const linked = linkedPerson(await world.delegation(code, convocationId), person);
      if (!linked) throw new Error(`${person} of ${code} has no link`);
      return links.token(scope, linked);
    },
    /** The address of a page behind a link: an answer's, or that of another scope. */
    async link(code: string, person: string, scope: "answer" | "unsubscribe" = "answer"): Promise<string> {
      return `/${scope === "answer" ? "r" : "u"}/${await this.token(code, person, scope)}`;
    },
  };
}
export type Site = ReturnType<typeof site>;

/** Payload format 2.0, as the HTTP API decodes it; a form travels as base64. */
function eventOf(method: string, url: string, { headers = {}, body }: Asking): PageEvent {
  const [path = "", query = ""] = url.split("?");
  const parameters = new URLSearchParams(query);
  const joined = [...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join()] as const);
  const [, first, ...rest] = path.split("/").map(decoded);
  const names = first === "d" ? ["token", "document"] : first === "documents" ? ["document"] : ["token"];
  const given = names.flatMap((name, index) => (rest[index] ? [[name, rest[index]] as const] : []));
  const type = headers["content-type"] ?? "";
  const text = type === "" || /json|^text\//.test(type);
  const pattern = `/${[first, ...given.map(([name]) => `{${name}}`)].join("/")}`;
  return {
    version: "2.0",
    routeKey: `${method} ${pattern}`,
    rawPath: decoded(path),
    rawQueryString: query,
    headers: { host: "site.example.org", ...headers },
    ...(query !== "" && { queryStringParameters: Object.fromEntries(joined) }),
    ...(given.length > 0 && { pathParameters: Object.fromEntries(given) }),
    requestContext: {
      accountId: "anonymous",
      apiId: "api",
      domainName: "site.example.org",
      domainPrefix: "site",
      http: { method, path: decoded(path), protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "" },
      requestId: "r1",
      routeKey: `${method} ${pattern}`,
      stage: "$default",
      time: "",
      timeEpoch: 0,
    },
    ...(body !== undefined && body !== "" && { body: text ? body : Buffer.from(body).toString("base64") }),
    isBase64Encoded: body !== undefined && body !== "" && !text,
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOf(html: string): string {
  return unescaped(html.replaceAll(/<style[\s\S]*?<\/style>|<nav[\s\S]*?<\/nav>/g, " ").replaceAll(/<[^>]+>/g, " "))
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ (?=[.,:;?!])/g, "")
    .trim();
}

function hidden(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map(([, name = "", value = ""]) => [unescaped(name), unescaped(value)]));
}

const entities: Readonly<Record<string, string>> = { "&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">" };
function unescaped(text: string): string {
  return text.replaceAll(/&(quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity).replaceAll("&amp;", "&");
}
