import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer } from "#functions/console/answer";
import { postCommand } from "#functions/console/post-command";
import { postFile } from "#functions/console/post-file";
import { refused } from "#platform/command-steps";
import { pages } from "#platform/http";
import { log } from "#platform/log";
import { CONVOCATION, newWorld, type World, withMeeting } from "#test/functions/world";
import { bare, context, type Posting, posted } from "#test/memory/messages";
import { anyText } from "#test/texts";

log.setLogLevel("SILENT");

const AMINA_SIGNS = "arn:aws:sts::000000000000:assumed-role/Secretariat/amina";
const event = (body: unknown, asking: Posting = {}) => posted(body, { arn: AMINA_SIGNS, path: "/commands", ...asking });
async function post(world: World, body: unknown, asking?: Posting): Promise<Record<string, unknown>> {
  const { statusCode, body: said } = await postCommand(world)(event(body, asking));
  const told: Record<string, unknown> = JSON.parse(said ?? "null");
  return { ...told, status: statusCode };
}
const draft = (detail: Record<string, unknown> = {}) => ({
  command: "draft-round.v1",
  detail: {
    commandId: "d1",
    roundId: "r1",
    convocationId: CONVOCATION,
    template: "invitation",
    audience: { parties: ["AT"] },
    ...detail,
  },
});

describe("a command at the gateway", () => {
  it("is done, and answered at once with what was done", async () => {
    expect(await post(await withMeeting(), draft())).toEqual({
      status: 200,
      accepted: true,
      roundId: "r1",
      state: "draft",
    });
  });
  it("reaches the noun that it belongs to, whichever that is", async () => {
    const world = newWorld();
    const asked = [
      ["import-parties.v1", "no-such-file"],
      ["convene-meeting.v1", "malformed"],
      ["submit-round.v1", "malformed"],
      ["clear-document.v1", "malformed"],
    ];
    for (const [command, code] of asked) {
      const detail =
        command === "import-parties.v1"
          ? { commandId: "i1", dialogueId: "khartoum", fileId: "f1", format: "json" }
          : { commandId: `x-${command?.split(".")[0]}` };
      expect(await post(world, { command, detail }), command).toMatchObject({ status: 422, accepted: false, code });
    }
  });
  it("is refused with 422 and the noun's own words", async () => {
    expect(await post(newWorld(), draft())).toMatchObject({
      status: 422,
      code: "no-such-meeting",
      sentence: expect.stringContaining("Convene it first"),
    });
  });
  it("may come as base64", async () => {
    expect(await post(await withMeeting(), draft(), { base64: true })).toMatchObject({ status: 200 });
  });
});

describe("who asks", () => {
  it.each([
    ["a role's session", "arn:aws:sts::000000000000:assumed-role/Secretariat/amina", "staff:amina"],
    ["a user", "arn:aws:iam::000000000000:user/secretariat/bruno", "staff:bruno"],
    ["a user by address", "arn:aws:iam::000000000000:user/chen@example.org", "staff:chen@example.org"],
  ])("is stamped from the signature: %s", async (_, arn, actor) => {
    const world = await withMeeting();
    await post(world, draft(), { arn });
    expect(world.facts("invitation.round-drafted.v1")).toMatchObject([{ actor, door: "gateway" }]);
  });
  it.each([
    ["beside the command", { ...draft(), actor: "staff:bruno" }, 400],
    ["in the command", draft({ actor: "staff:bruno" }), 422],
    ["as the door", { ...draft(), door: "bus" }, 400],
  ])("is never taken from the body: %s", async (_, body, status) => {
    const world = await withMeeting();
    expect(await post(world, body)).toMatchObject({ status, accepted: false, code: "malformed" });
    expect(world.facts("invitation.round-drafted.v1")).toEqual([]);
  });
  it.each([
    ["nobody", null],
    ["the account itself", "arn:aws:iam::000000000000:root"],
    ["a name that is none", "arn:aws:sts::000000000000:assumed-role/Secretariat/<script>"],
    ["an empty name", "arn:aws:sts::000000000000:assumed-role/Secretariat/"],
    ["a name of 65 characters", `arn:aws:iam::000000000000:user/${"a".repeat(65)}`],
  ])("must be somebody: %s is not", async (_, arn) => {
    const world = await withMeeting();
    expect(await post(world, draft(), { arn })).toMatchObject({ status: 403, code: "not-signed-in" });
    expect(world.rows("RND#")).toEqual([]);
  });
  it("class 31: is not believed from a header", async () => {
    const headers = { "x-forwarded-user": "bruno", authorization: "Bearer bruno", "x-amz-user": "bruno" };
    expect(await post(await withMeeting(), draft(), { arn: null, headers })).toMatchObject({ status: 403 });
  });
  it("class 33: is nobody where there is no context of the request", async () => {
    expect((await postCommand(newWorld())(bare(draft()))).statusCode).toBe(403);
  });
});

describe("a body that is no command", () => {
  it.each<[string, unknown, number]>([
    ["class 24: a form", "command=draft-round.v1&detail=x", 400],
    ["no JSON", "{", 400],
    ["nothing", "", 400],
    ["class 26: an array", [draft()], 400],
    ["null", "null", 400],
    ["class 26: an array for the command", { ...draft(), command: ["draft-round.v1"] }, 400],
    ["class 27: __proto__", '{"command":"draft-round.v1","detail":{},"__proto__":{"actor":"staff:bruno"}}', 400],
    ["class 81: an unknown command", { command: "launch-rocket.v1", detail: {} }, 404],
    ["class 81: an unknown version", { ...draft(), command: "draft-round.v9" }, 404],
    ["class 27: the name of every object", { command: "constructor", detail: {} }, 404],
    ["an answer, which is an invitee's alone", { command: "answer-invitation.v1", detail: {} }, 404],
    ["a wish for silence, which is an invitee's alone", { command: "silence-mails.v1", detail: {} }, 404],
    ["no detail", { command: "draft-round.v1" }, 400],
    ["class 26: an array for the detail", { command: "draft-round.v1", detail: [] }, 422],
  ])("%s", async (_, body, status) => {
    const world = await withMeeting();
    const before = world.facts().length;
    expect(await post(world, body)).toMatchObject({
      status,
      accepted: false,
      code: expect.stringMatching(/^[a-z-]+$/),
      sentence: expect.stringMatching(/\.$/),
    });
    expect(world.facts()).toHaveLength(before);
  });
  it("is never echoed", async () => {
    const said = await post(newWorld(), { command: "<script>alert(1)</script>", detail: {} });
    expect(JSON.stringify(said)).not.toContain("script");
  });
  it("of any kind is answered with a status below 500", async () => {
    const world = newWorld();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.json(),
          anyText(),
          fc.jsonValue().map((detail) => JSON.stringify({ command: "draft-round.v1", detail })),
        ),
        fc.boolean(),
        async (body, base64) => {
          const { status } = await post(world, body, { base64 });
          expect([400, 404, 422]).toContain(status);
        },
      ),
    );
    expect.hasAssertions();
  });
});

describe("a noun that breaks", () => {
  it("is a 500 with a sentence, and without a word of what broke", async () => {
    const door = { ask: async () => Promise.reject(new Error("secret-table-name could not be reached")) };
    const failed = async () => answer(500, refused("failed", "Something went wrong here and was recorded."));
    const handler = pages([{ method: "POST", path: "/commands", page: postCommand({ door }) }], {}, failed);
    const said = await handler(event(draft()), context);
    expect([said.statusCode, JSON.parse(said.body ?? "")["code"]]).toEqual([500, "failed"]);
    expect(JSON.stringify(said)).not.toContain("secret-table-name");
  });
});

describe("a file at the gateway", () => {
  const hand = async (world: World, body: string, asking: Posting = {}): Promise<Record<string, unknown>> => {
    const { statusCode, body: said } = await postFile(world)(event(body, { path: "/files", ...asking }));
    const told: Record<string, unknown> = JSON.parse(said ?? "null");
    return { ...told, status: statusCode };
  };
  it("is kept under an id of ours, for a command to name", async () => {
    const world = newWorld();
    const said = await hand(world, "party,name\nAT,Österreich\n", { base64: true });
    expect(said).toMatchObject({ status: 200, accepted: true });
    expect(await world.blobs.get(`imports/${String(said["fileId"])}`)).toBe("party,name\nAT,Österreich\n");
  });
  it("76 · says in what encoding its bytes were read, and refuses what is no text", async () => {
    const world = newWorld();
    const post = async (bytes: Buffer) => {
      const asked = { ...event("", { path: "/files" }), body: bytes.toString("base64"), isBase64Encoded: true };
      return JSON.parse((await postFile(world)(asked)).body ?? "");
    };
    const said = await post(Buffer.from("nom\nÉlodie\n", "latin1"));
    expect(said).toMatchObject({ accepted: true, encoding: "Windows-1252" });
    expect(await world.blobs.get(`imports/${said.fileId}`)).toBe("nom\nÉlodie\n");
    expect(await post(Buffer.from("PK\u0003\u0004"))).toMatchObject({ accepted: false, code: "no-text" });
  });
  it.each<[string, string, Posting, number]>([
    ["from nobody", "x", { arn: null }, 403],
    ["that is empty", "", {}, 400],
    ["class 28: of more than five million characters", "x".repeat(5_000_001), {}, 413],
  ])("%s is refused, and nothing is kept", async (_, body, asking, status) => {
    const world = newWorld();
    expect(await hand(world, body, asking)).toMatchObject({ status, accepted: false });
    expect(world.blobs.keys()).toEqual([]);
  });
});
