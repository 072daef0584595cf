import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { apiAddresses, problem } from "#events/api/v1";
import { apiPages } from "#functions/console/api";
import { log } from "#platform/log";
import {
  AMINA,
  answer,
  BRUNO,
  CONVOCATION,
  expand,
  newWorld,
  release,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";
import { context, got } from "#test/memory/messages";
import { anyText } from "#test/texts";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("DIALOGUE", "khartoum"));
afterAll(() => vi.unstubAllEnvs());

const arn = "arn:aws:sts::000000000000:assumed-role/Registry/session=1";
const page = z.object({ items: z.array(z.looseObject({ id: z.string() })), next: z.exactOptional(z.string()) });
type Query = Record<string, string>;

/** What an address answers, in the form that it promises. */
async function ask(
  world: World,
  path: string,
  query: Query = {},
  asking: { arn?: string | null; method?: string } = {},
) {
  const { statusCode, headers, body } = await apiPages(world)(got(path, { arn, query, ...asking }), context);
  const said: unknown = body === "" ? undefined : JSON.parse(body ?? "null");
  const promised = statusCode === 200 ? schemaFor(path) : problem;
  if (said !== undefined) expect(promised.safeParse(said).error, path).toBeUndefined();
  return { status: statusCode, type: headers?.["content-type"], headers, said };
}
function schemaFor(path: string): z.ZodMiniType {
  const found = [...apiAddresses].find(([address]) =>
    new RegExp(`^${address.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  if (!found) throw new Error(`${path} is no address`);
  return found[1].answer;
}
/** Every item of a list, page by page. */
async function all(world: World, path: string, limit: string): Promise<string[][]> {
  const pages: string[][] = [];
  let query: Query = { limit };
  for (;;) {
    const { items, next } = page.parse((await ask(world, path, query)).said);
    pages.push(items.map(({ id }) => id));
    if (next === undefined) return pages;
    query = { limit, next };
  }
}
const of = (what: string) => `/api/v1/meetings/${CONVOCATION}/${what}`;

const played = async () => {
  const world = await withInvitations();
  await expand(world, await release(world, "round-2", { parties: ["BE", "DE", "FR"] }));
  for (const code of ["AT", "BE", "IT"]) await answer(world, code, "ab", { kind: "come", parts: ["som-8"] });
  return world;
};

describe("lists, page by page", () => {
  it("of delegations: by the party's code, each once, whatever the size of a page", async () => {
    const world = await played();
    const codes = async (limit: string) => {
      const ids = (await all(world, of("delegations"), limit)).flat();
      const found = await Promise.all(ids.map((id) => ask(world, `/api/v1/delegations/${id}`)));
      return found.map(({ said }) => z.looseObject({ party: z.string() }).parse(said).party);
    };
    for (const limit of ["1", "2", "5", "100"]) expect(await codes(limit)).toEqual(["AT", "BE", "DE", "FR", "IT"]);
    expect((await all(world, of("delegations"), "2")).map(({ length }) => length)).toEqual([2, 2, 1]);
    expect((await all(world, of("delegations"), "5")).map(({ length }) => length)).toEqual([5]);
  });
  it("of rounds, of meetings and of documents: by id", async () => {
    const world = await played();
    expect(await all(world, of("rounds"), "1")).toEqual([["round-1"], ["round-2"]]);
    expect((await all(world, "/api/v1/meetings", "1")).flat()).toEqual([CONVOCATION]);
    const detail = { convocationId: CONVOCATION, part: "som-8", kind: "readout", title: { en: "Readout" } };
    for (const documentId of ["b", "a", "c"])
      await world.done("draft-document.v1", { documentId, audience: "public", ...detail });
    expect(await all(world, of("documents"), "2")).toEqual([["a", "b"], ["c"]]);
    expect((await ask(world, "/api/v1/meetings", { dialogue: "other" })).said).toEqual({ items: [] });
  });
  it("of registrations: within a delegation too, and never a name", async () => {
    const world = await played();
    for (const code of ["AT", "BE", "IT"]) {
      const { delegation } = await world.delegation(code);
      for (const number of ["ab", "ac", "a7"])
        await world.tables.put(
          {
            pk: `DEL#${delegation.id}`,
            sk: `G#${number}`,
            number,
            state: "registered",
            parts: ["som-8"],
            name: `Canary ${number}`,
            email: "canary@example.org",
            language: "en",
            sequence: 0,
            generation: 1,
            v: 1,
          },
          [],
        );
    }
    const once = (await all(world, of("registrations"), "100")).flat();
    expect([once.length, new Set(once).size]).toEqual([9, 9]);
    for (const limit of ["1", "2", "4"]) expect((await all(world, of("registrations"), limit)).flat()).toEqual(once);
    const { said } = await ask(world, of("registrations"));
    expect(JSON.stringify(said)).not.toMatch(/canary/i);
    const one = await ask(world, `/api/v1/registrations/${once[0]}`);
    expect(JSON.stringify(one.said)).not.toMatch(/canary/i);
    expect((await ask(world, `/api/v1/registrations/${once[0]}/person`)).said).toEqual({
      id: once[0],
      name: "Canary a7",
    });
  });
  it("are empty where there is nothing", async () => {
    const world = await withMeeting();
    for (const what of ["rounds", "delegations", "registrations", "documents"])
      expect((await ask(world, of(what))).said).toEqual({ items: [] });
    expect((await ask(newWorld(), "/api/v1/meetings")).said).toEqual({ items: [] });
  });
});

describe("single objects", () => {
  it("a meeting with its parts, a round and a delegation with their states and counts, and no name", async () => {
    const world = await played();
    const meeting = (await ask(world, `/api/v1/meetings/${CONVOCATION}`)).said;
    expect(meeting).toMatchObject({
      id: CONVOCATION,
      state: "convened",
      parts: [{ id: expect.any(String) }, { id: "som-8" }],
    });
    expect((await ask(world, "/api/v1/rounds/round-1")).said).toEqual({
      id: "round-1",
      convocationId: CONVOCATION,
      state: "released",
      delegations: 2,
      invitees: 6,
    });
    const { delegation } = await world.delegation("AT");
    const { said } = await ask(world, `/api/v1/delegations/${delegation.id}`);
    expect(said).toMatchObject({ party: "AT", invitees: 3, parts: [{ id: "som-8", status: "coming-named" }] });
    const everything = JSON.stringify([meeting, said]);
    for (const { name, email } of (await world.delegation("AT")).invitees) {
      expect(everything).not.toContain(name);
      expect(everything).not.toContain(email);
    }
    expect(everything).not.toContain(AMINA);
    expect(everything).not.toContain(BRUNO);
  });
  it("the addresses there are", async () => {
    expect((await ask(newWorld(), "/api/v1")).said).toEqual({ version: "1", addresses: [...apiAddresses.keys()] });
  });
});

describe("a problem has a code and a sentence, as RFC 9457 has it", () => {
  it.each([
    ["/api/v1/meetings/none", "There is no meeting of this id."],
    ["/api/v1/meetings/none/rounds", "There is no meeting of this id."],
    ["/api/v1/meetings/none/delegations", "There is no meeting of this id."],
    ["/api/v1/meetings/none/registrations", "There is no meeting of this id."],
    ["/api/v1/meetings/none/documents", "There is no meeting of this id."],
    ["/api/v1/rounds/none", "There is no round of this id."],
    ["/api/v1/delegations/none", "There is no delegation of this id."],
    ["/api/v1/delegations/aaaaaaaaaaaaaaaa", "There is no delegation of this id."],
    ["/api/v1/registrations/none", "There is no registration of this id."],
    ["/api/v1/registrations/aaaaaaaaaaaaaaaaaa/person", "There is no registration of this id."],
    ["/api/v1/documents/none", "There is no document of this id."],
  ])("%s: 404", async (path, detail) => {
    const { status, type, said } = await ask(await withMeeting(), path);
    expect([status, type]).toEqual([404, "application/problem+json; charset=utf-8"]);
    expect(said).toMatchObject({ status: 404, code: "not-found", detail: expect.stringContaining(detail) });
  });
  it.each<[string, Query, string]>([
    ["rounds", { limit: "0" }, "bad-limit"],
    ["rounds", { limit: "101" }, "bad-limit"],
    ["rounds", { limit: "-1" }, "bad-limit"],
    ["rounds", { limit: "1.5" }, "bad-limit"],
    ["rounds", { limit: "10,20" }, "bad-limit"],
    ["rounds", { limit: "" }, "bad-limit"],
    ["rounds", { limit: "9007199254740992" }, "bad-limit"],
    ["rounds", { next: "" }, "bad-cursor"],
    ["rounds", { next: "never given" }, "bad-cursor"],
    ["rounds", { next: "AAAA" }, "bad-cursor"],
    ["rounds", { next: "a".repeat(5000) }, "bad-cursor"],
    ["delegations", { party: "AT" }, "unknown-parameter"],
    ["delegations", { dialogue: "khartoum" }, "unknown-parameter"],
  ])("%s with %o: 400 %s", async (what, query, code) => {
    const { status, said } = await ask(await withMeeting(), of(what), query);
    expect([status, said]).toEqual([400, expect.objectContaining({ code, status: 400 })]);
  });
  it("a cursor is good for its own list alone", async () => {
    const world = await played();
    const { next } = page.parse((await ask(world, of("rounds"), { limit: "1" })).said);
    expect((await ask(world, of("delegations"), { next: next ?? "" })).said).toMatchObject({ code: "bad-cursor" });
    expect((await ask(world, "/api/v1/meetings", { dialogue: "no such" })).said).toMatchObject({
      code: "bad-dialogue",
    });
  });
  it("who did not sign is told so; a HEAD is answered like a GET, without a body; nobody keeps an answer", async () => {
    const world = await withMeeting();
    expect((await ask(world, "/api/v1/meetings", {}, { arn: null })).said).toMatchObject({
      status: 403,
      code: "not-signed-in",
    });
    const head = await ask(world, of("rounds"), {}, { method: "HEAD" });
    expect([head.status, head.said]).toEqual([200, undefined]);
    expect(head.headers).toMatchObject({ "cache-control": "no-store" });
    expect((await ask(world, of("rounds"), { limit: "0" }, { method: "HEAD" })).status).toBe(400);
    expect((await ask(world, "/api/v1/meetings/a/b/c")).said).toMatchObject({ code: "no-such-address" });
  });
  it("whatever is asked is answered, and changes nothing", async () => {
    const world = await withMeeting();
    const before = world.snapshot();
    await fc.assert(
      fc.asyncProperty(anyText(), anyText(), async (limit, next) => {
        const { status } = await ask(world, of("registrations"), { limit, next });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 100 },
    );
    expect(world.snapshot()).toBe(before);
  });
});
