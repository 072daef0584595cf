import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gatewayPages } from "#functions/console/gateway";
import type { PageEvent } from "#platform/http";
import { log } from "#platform/log";
import { CONVOCATION, type World, withMeeting } from "#test/functions/world";
import { bare, context, type Posting, posted } from "#test/memory/messages";

log.setLogLevel("SILENT");

const arn = "arn:aws:sts::000000000000:assumed-role/Secretariat/amina";
/** The gateway's function, over a world. */
function gateway(world: World) {
  const handler = gatewayPages(world);
  const ask = async (event: PageEvent) => {
    const { statusCode, body } = await handler(event, context);
    return { status: statusCode, body: body ?? "" };
  };
  return {
    ask,
    post: (path: string, body: unknown, asking: Posting = {}) => ask(posted(body, { arn, path, ...asking })),
  };
}
const draft = {
  command: "draft-round.v1",
  detail: {
    commandId: "d1",
    roundId: "r1",
    convocationId: CONVOCATION,
    template: "invitation",
    audience: { parties: ["AT"] },
  },
};
const bodies = [
  ["/commands", draft],
  ["/queries", { query: "meetings", dialogueId: "khartoum" }],
  ["/files", "party,name\nAT,x\n"],
] as const;

describe("headers that a sender may forge", () => {
  it.each<[string, Record<string, string>]>([
    ["31 · Host", { host: "evil.example.com" }],
    ["31 · X-Forwarded-*", { "x-forwarded-host": "evil.example.com", "x-forwarded-for": "127.0.0.1, ::1" }],
    ["31 · Forwarded", { forwarded: "for=127.0.0.1;host=evil.example.com;proto=gopher" }],
    ["31 · another path", { "x-original-url": "/queries", "x-rewrite-url": "/evil.example.com" }],
    ["22 · another method", { "x-http-method-override": "DELETE" }],
    ["32 · ten kilobytes of Accept-Language", { "accept-language": "evil-x,".repeat(1500) }],
  ])("%s: change neither what is done nor who did it", async (_, headers) => {
    const world = await withMeeting();
    const at = gateway(world);
    for (const [path, body] of bodies) {
      const said = await at.post(path, body, { headers });
      expect([said.status, said.body], path).toEqual([200, expect.not.stringContaining("evil")]);
    }
    expect(world.facts("invitation.round-drafted.v1")).toMatchObject([{ actor: "staff:amina", door: "gateway" }]);
  });
  it("31 · sign nobody in", async () => {
    const world = await withMeeting();
    const before = world.snapshot();
    const headers = { "x-forwarded-for": "127.0.0.1", "x-amzn-iam-user-arn": arn, host: "localhost" };
    for (const [path, body] of bodies)
      expect((await gateway(world).post(path, body, { arn: null, headers })).status, path).toBe(403);
    expect([world.snapshot(), world.blobs.keys()]).toEqual([before, expect.toSatisfy(noImports)]);
  });
});
const noImports = (keys: string[]) => keys.every((key) => !key.startsWith("imports/"));

describe("a request that the gateway cannot take", () => {
  it("33 · without a context is answered below 500, and writes nothing", async () => {
    const world = await withMeeting();
    const before = world.snapshot();
    const said = await gateway(world).ask(bare(draft));
    expect([said.status, JSON.parse(said.body)]).toMatchObject([404, { accepted: false, code: "no-such-address" }]);
    expect(world.snapshot()).toBe(before);
  });
  it("33 · with a context in which nobody stands is from nobody", async () => {
    const world = await withMeeting();
    const event = posted(draft, { path: "/commands" });
    for (const authorizer of [null, "iam", { iam: null }, { iam: { userArn: ["x/amina"] } }, { jwt: {} }]) {
      const asked = { ...event, requestContext: { ...event.requestContext, authorizer } };
      expect((await gateway(world).ask(asked)).status).toBe(403);
    }
  });
  it.each([`/${"a".repeat(5_000_000)}`, `/commands/${"a".repeat(5_000_000)}`])(
    "15 · at a path of five megabytes is nowhere (%#)",
    async (path) => {
      const world = await withMeeting();
      const before = world.snapshot();
      const said = await gateway(world).post(path, draft);
      expect([said.status, said.body]).toEqual([404, expect.stringContaining("There is nothing at this address.")]);
      expect(said.body.length).toBeLessThan(1000);
      expect(world.snapshot()).toBe(before);
    },
  );
  it("15 · naming a command, a query or an id of five megabytes is refused without them", async () => {
    const world = await withMeeting();
    const long = "a".repeat(5_000_000);
    for (const [path, body] of [
      ["/commands", { ...draft, command: long }],
      ["/commands", { ...draft, detail: { ...draft.detail, roundId: long } }],
      ["/commands", { ...draft, detail: { ...draft.detail, commandId: long } }],
      ["/commands", { ...draft, detail: { ...draft.detail, [long]: 1 } }],
      ["/queries", { query: long }],
      ["/queries", { query: "board", convocationId: long }],
    ] as const) {
      const said = await gateway(world).post(path, body);
      expect([said.status, said.body.length < 1000]).toEqual([expect.toSatisfy(refusal), true]);
    }
    expect(world.rows("RND#")).toEqual([]);
  });
  it.each(["gzip", "br", "gzip, gzip"])(
    "30 · compressed as %s is unpacked by nobody, and refused",
    async (encoding) => {
      const world = await withMeeting();
      const before = world.snapshot();
      const bomb = gzipSync(`${JSON.stringify(draft)}${" ".repeat(20_000_000)}`);
      for (const [path] of bodies) {
        const event = posted("", { arn, path, headers: { "content-encoding": encoding } });
        const said = await gateway(world).ask({ ...event, body: bomb.toString("base64"), isBase64Encoded: true });
        expect([said.status, said.body.length < 1000], path).toEqual([400, true]);
      }
      expect([world.snapshot(), world.blobs.keys()]).toEqual([before, expect.toSatisfy(noImports)]);
    },
  );
  it.each([true, false])("29 · with a false base64 flag (%s) is refused", async (flag) => {
    const world = await withMeeting();
    const before = world.snapshot();
    const text = JSON.stringify(draft);
    const event = posted(flag ? text : Buffer.from(text).toString("base64"), { arn, path: "/commands" });
    expect((await gateway(world).ask({ ...event, isBase64Encoded: flag })).status).toBe(400);
    expect(world.snapshot()).toBe(before);
  });
});

describe("a file by a hostile name", () => {
  it.each([
    ["78 · a way up", "../x"],
    ["78 · right to left", "a\u202Efdp.exe"],
    ["78 · CR LF", "a\r\nSet-Cookie: x=1"],
    ["78 · 300 characters", "n".repeat(300)],
  ])("%s: is kept under an id of ours, and the name nowhere", async (_, name) => {
    const world = await withMeeting();
    const headers = { "content-disposition": `attachment; filename="${name}"`, "x-file-name": name };
    const said = await gateway(world).post("/files", "party,name\nAT,x\n", { headers });
    const { fileId } = JSON.parse(said.body);
    expect([said.status, await world.blobs.get(`imports/${fileId}`)]).toEqual([200, "party,name\nAT,x\n"]);
    expect(JSON.stringify([said.body, world.blobs.keys(), world.snapshot()])).not.toContain(name);
  });
  it.each([
    ["78 · a PDF", Buffer.from("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n\0\0<html><script>alert(1)</script>", "latin1")],
    ["78 · a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])],
  ])("%s is no text, and is not kept", async (_, bytes) => {
    const world = await withMeeting();
    const event = posted("", { arn, path: "/files" });
    const said = await gateway(world).ask({ ...event, body: bytes.toString("base64"), isBase64Encoded: true });
    expect([said.status, JSON.parse(said.body)]).toMatchObject([400, { accepted: false, code: "no-text" }]);
    expect(world.blobs.keys()).toEqual(expect.toSatisfy(noImports));
  });
});
const refusal = (status: number) => status >= 400 && status < 500;
