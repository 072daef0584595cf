import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { log } from "#platform/log";
import { detail, details, noun } from "#test/platform/nouns";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("TRUSTED_SOURCES", "convoke.secretariat,convoke.partner.trusted"));
afterAll(() => vi.unstubAllEnvs());

describe("a command that cannot be read", () => {
  it.each<[string, string, unknown, string]>([
    ["81 · an unknown command", "launch-rocket.v1", { commandId: "c1" }, "unknown-command"],
    ["81 · an unknown version", "release-round.v2", { commandId: "c1", roundId: "r1", hash: "h" }, "unknown-command"],
    [
      "81 · an extra field",
      "release-round.v1",
      { commandId: "c1", roundId: "r1", hash: "h", force: true },
      "malformed",
    ],
    [
      "an actor in the body",
      "release-round.v1",
      { commandId: "c1", roundId: "r1", hash: "h", actor: "staff:bruno" },
      "malformed",
    ],
    ["a field that lacks", "release-round.v1", { commandId: "c1", roundId: "r1" }, "malformed"],
    ["26 · an array for a text", "release-round.v1", { commandId: "c1", roundId: ["r1"], hash: "h" }, "malformed"],
    ["26 · an object for a text", "release-round.v1", { commandId: "c1", roundId: { a: 1 }, hash: "h" }, "malformed"],
    [
      "27 · __proto__",
      "release-round.v1",
      JSON.parse('{"commandId":"c1","roundId":"r1","hash":"h","__proto__":{"accepted":true}}'),
      "malformed",
    ],
    ["54 · a separator in an id", "release-round.v1", { commandId: "c1", roundId: "r1#x", hash: "h" }, "malformed"],
    [
      "13 · a path in an id",
      "add-rendition.v1",
      { commandId: "c1", documentId: "d1", language: "en", fileId: "../x" },
      "malformed",
    ],
    ["no commandId", "release-round.v1", { roundId: "r1", hash: "h" }, "malformed"],
    ["an empty commandId", "release-round.v1", { commandId: "", roundId: "r1", hash: "h" }, "malformed"],
    [
      "a commandId of 65 characters",
      "release-round.v1",
      { commandId: "c".repeat(65), roundId: "r1", hash: "h" },
      "malformed",
    ],
    [
      "54 · a separator in the commandId",
      "release-round.v1",
      { commandId: "c#1", roundId: "r1", hash: "h" },
      "malformed",
    ],
    ["nothing", "release-round.v1", undefined, "malformed"],
    ["a text", "release-round.v1", "please", "malformed"],
    ["26 · an array", "release-round.v1", [], "malformed"],
  ])("%s is refused with a sentence, and no step runs", async (_, type, body, code) => {
    const { ask, acts } = noun();
    expect(await ask(type, body)).toMatchObject({ accepted: false, code, sentence: expect.stringMatching(/^.*\.$/) });
    expect(acts).toEqual([]);
  });
  it("is told what is wrong in fields' own words, never by an echo", async () => {
    const { ask } = noun();
    expect(await ask("release-round.v1", detail("release-round.v1", { force: 1 }))).toMatchObject({
      sentence: expect.stringContaining("force"),
    });
    expect(
      JSON.stringify(
        await ask("release-round.v1", detail("release-round.v1", { commandId: "c2", "<script>alert(1)</script>": 1 })),
      ),
    ).not.toContain("script>");
    expect(JSON.stringify(await ask("release-round.v1", { commandId: "c3", roundId: "<b>", hash: "h" }))).not.toContain(
      "<b>",
    );
  });
  it("81 · of a megabyte is refused like any other", async () => {
    const { ask, tables } = noun();
    expect(
      await ask("release-round.v1", {
        commandId: "c1",
        roundId: "r".repeat(1_000_000),
        ["x".repeat(1_000_000)]: 1,
        hash: "h",
      }),
    ).toMatchObject({ code: "malformed" });
    expect(JSON.stringify(tables.rows()).length).toBeLessThan(1_000);
  });
});

describe("whatever is sent to a noun as a command", () => {
  it("is answered by an outcome with a code and a sentence, and writes nothing but that", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(details)),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.boolean(),
        async (type, junk, named) => {
          const { ask, tables, acts } = noun();
          const outcome = await ask(type, { ...junk, ...(named && { commandId: "c1" }) });
          expect(outcome).toMatchObject({ accepted: false, code: "malformed", sentence: expect.any(String) });
          expect(acts).toEqual([]);
          expect(tables.rows().map(({ pk }) => pk)).toEqual(
            named || tables.rows().length > 0 ? [expect.stringMatching(/^CMD#/)] : [],
          );
        },
      ),
    );
    expect.hasAssertions();
  });
});
