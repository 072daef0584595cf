import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { stageAddress } from "#bin/convoke/stage";
import { convoke, openDoor } from "#test/bin/door";
import { withInvitations } from "#test/functions/world";

const folder = mkdtempSync(join(tmpdir(), "convoke-outputs-"));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const dev = {
  "convoke-dev-record": { SiteUrl: "https://dev.example.org", StaffPool: "eu-west-1_abc" },
  "convoke-dev-workflow": { BusName: "bus-dev", ExportsOutputRefSchedules: "group" },
  "convoke-dev-front-door": { FirstCommand: "npx convoke init --stage dev" },
};
function written(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
const found = {
  stage: "dev",
  url: "https://dev.example.org",
  bus: "bus-dev",
  region: "eu-west-1",
  outputs: {
    SiteUrl: "https://dev.example.org",
    StaffPool: "eu-west-1_abc",
    BusName: "bus-dev",
    ExportsOutputRefSchedules: "group",
    FirstCommand: "npx convoke init --stage dev",
  },
};

describe("a stage's file of outputs", () => {
  it("says where the stage is, and nothing is asked", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", "http://127.0.0.1:1");
    const path = written("good.json", dev);
    expect(await stageAddress("dev", undefined, path)).toEqual(found);
    vi.stubEnv("CONVOKE_OUTPUTS", path);
    expect(await stageAddress("dev")).toEqual(found);
    expect(await stageAddress("dev", "eu-central-1")).toMatchObject({ region: "eu-central-1" });
  });
  it("names its stage by itself where it holds one", async () => {
    expect(await stageAddress(undefined, undefined, written("alone.json", dev))).toEqual(found);
    const two = written("two.json", { ...dev, "convoke-test-record": { SiteUrl: "x" } });
    await expect(stageAddress(undefined, undefined, two)).rejects.toThrow(
      `The file ${two} holds the stages dev, test. Name one of them with --stage.`,
    );
  });
  it("is found in this folder by the stage's name", async () => {
    vi.spyOn(process, "cwd").mockReturnValue(folder);
    written("cdk-outputs.dev.json", dev);
    expect(await stageAddress("dev")).toEqual(found);
  });

  it.each<[string, unknown, RegExp]>([
    [
      "of another stage",
      dev,
      /is of the stage dev, not of test\. Name that stage, or another file with --outputs\. Write it with `npx cdk deploy --context stage=test --outputs-file /,
    ],
    [
      "of other software",
      { "my-stack": { A: "b" } },
      /holds no outputs of Convoke\. Write it with `npx cdk deploy --context stage=test/,
    ],
    [
      "cut off",
      JSON.stringify(dev).slice(0, 40),
      /is damaged, or not one of outputs\. Write it with `npx cdk deploy --outputs-file /,
    ],
    ["of another shape", [1, 2], /is damaged, or not one of outputs/],
    ["with a number", { "convoke-test-record": { SiteUrl: 1 } }, /is damaged, or not one of outputs/],
    ["empty", "", /is damaged, or not one of outputs/],
    [
      "of a stack alone",
      { "convoke-test-workflow": { BusName: "b" } },
      /has no output SiteUrl: it is older than this command line\. Deploy the stage again\.$/,
    ],
    [
      "older than an output",
      { "convoke-test-record": { SiteUrl: "https://x.org" } },
      /has no output BusName: it is older/,
    ],
  ])("%s is told in one sentence", async (name, content, sentence) => {
    const path = written(`${name}.json`, content);
    const { code, out, err } = await convoke("board", "som-8", "--stage", "test", "--outputs", path);
    expect([code, out, err]).toEqual([1, "", expect.stringMatching(sentence)]);
    expect(err).toContain(path);
    expect(err.split("\n")).toHaveLength(1);
  });
  it("that is not there is told", async () => {
    const { code, err } = await convoke("board", "som-8", "--outputs", join(folder, "nowhere.json"));
    expect([code, err]).toEqual([1, expect.stringMatching(/nowhere\.json cannot be read\. Is the name right\?$/)]);
  });
  it.each([
    [["--url", "https://x.org"], /^Give either --stage or --url, not both\./],
    [["--as", "amina"], /^--as is for the local stack only/],
  ])("goes not with %j", async (more, sentence) => {
    const path = written("with.json", dev);
    const { code, err } = await convoke("board", "som-8", "--outputs", path, ...more);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });

  it("leads a command to the stage's door", async () => {
    const door = await openDoor(await withInvitations());
    vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
    const path = written("door.json", { ...dev, "convoke-dev-record": { SiteUrl: door.url } });
    const { code, out } = await convoke("board", "som-8-cluster", "--outputs", path);
    door.close();
    expect([code, out]).toEqual([0, expect.stringMatching(/AT +Austria/)]);
  });
});
