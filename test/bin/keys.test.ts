import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { keyRing } from "#bin/convoke/key-ring";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { Clock } from "#lib/local/clock";
import { Secrets } from "#lib/local/engines/secrets";
import { Store } from "#lib/local/store";
import { rotated } from "#platform/link-ring";
import { secretLinks } from "#platform/links";
import { convoke, openDoor } from "#test/bin/door";
import { stackOutputs } from "#test/bin/stacks";
import { CONVOCATION, type World, withInvitations } from "#test/functions/world";
import { serve } from "#test/lib/local/wire";

let secrets = 0;
const newArn = () => `arn:aws:secretsmanager:eu-west-1:000000000000:secret:link-${String(++secrets).padStart(6, "0")}`;
let arn = "";
let store: Store;
let wire: Awaited<ReturnType<typeof serve>>;
let world: World;
let door: Awaited<ReturnType<typeof openDoor>>;
let stacks: Awaited<ReturnType<typeof stackOutputs>>;

beforeAll(async () => {
  world = await withInvitations();
  door = await openDoor(world);
  stacks = await stackOutputs(() => ({ SiteUrl: door.url, BusName: "b", LinkSecretArn: arn }));
  vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", stacks.endpoint);
  vi.stubEnv("STAGE", "prod");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
beforeEach(async () => {
  arn = newArn();
  store = new Store();
  const clock = new Clock(store, "2022-02-01T09:00:00Z");
  wire = await serve(
    new Secrets(store, clock, [{ name: arn.slice(-6), arn, value: '{"current":"k1","k1":"Q7the-old-one"}' }]),
  );
  vi.stubEnv("AWS_ENDPOINT_URL_SECRETS_MANAGER", wire.endpoint);
  vi.stubEnv("LINK_SECRET", arn);
  world.clock.set("2022-02-01T09:00:00Z");
  return async () => {
    await wire.close();
    store.close();
  };
});
afterAll(() => {
  vi.unstubAllEnvs();
  door.close();
  stacks.close();
});

const said = async (...line: string[]) => convoke("keys", ...line, "--stage", "prod");
const ringOf = () => keyRing({ region: "eu-west-1", stage: "prod", client: wire.client, output: () => arn });

describe("rotate", () => {
  it("makes a fresh key current; older links go on, and no key is ever printed", async () => {
    const person = { delegation: "k7x2m4qpa3bd5fzt", person: "ab", epoch: 1, kid: "k1" };
    const links = secretLinks();
    const mac = (await links.token("answer", person)).slice(19);
    const { code, out } = await said("rotate");
    expect([code, out]).toEqual([0, expect.stringMatching(/^k2 makes the new links.*\nLinks by k1 go on working/)]);
    expect(await secretLinks().holds("answer", mac, person)).toBe(true);
    const list = await said();
    expect(list.out).toMatch(/k1 +checks older ones +the first deploy\nk2 +makes new links +2022-02-01T09:00:00Z/);
    const { ring } = await ringOf().read();
    const printed = `${out}${list.out}${(await said("list", "--json")).out}`;
    for (const key of Object.values(ring.keys)) expect(printed).not.toContain(key);
    expect(ring.keys["k2"]).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is refused for a fourth key, with what to do", async () => {
    for (let turn = 0; turn < 2; turn++) expect((await said("rotate")).code).toBe(0);
    const { code, err } = await said("rotate");
    expect([code, err]).toEqual([1, expect.stringMatching(/k1, k2 and k3.*convoke keys retire k1/)]);
    expect((await ringOf().read()).ring.current).toBe("k3");
  });

  it("by two at once makes one key: the second is refused and loses nothing", async () => {
    const both = await Promise.allSettled(
      ["a key", "another"].map(async (key) => ringOf().change((ring) => rotated(ring, key, "2022-02-01T09:00:00Z"))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(
      Promise.all(both.map((one) => (one.status === "rejected" ? Promise.reject(one.reason) : one))),
    ).rejects.toThrow("Somebody else turned the keys");
    const { ring } = await ringOf().read();
    expect(Object.keys(ring.keys)).toEqual(["k1", "k2"]);
  });
});

describe("retire", () => {
  it("is refused while a meeting may need the key's links, and says until when", async () => {
    await said("rotate");
    const { code, err } = await said("retire", "k1");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(new RegExp(`still needed for ${CONVOCATION} \\(until 2022-03-30\\).*--leaked`)),
    ]);
    expect(Object.keys((await ringOf().read()).ring.keys)).toEqual(["k1", "k2"]);
  });

  it("of a key that made no link of an open meeting is done at once", async () => {
    world.clock.set("2022-01-01T00:00:00Z");
    await said("rotate");
    world.clock.set("2022-02-01T09:00:00Z");
    expect((await said("retire", "k1")).code).toBe(0);
  });

  it("--leaked kills its links all the same: they are like links that never were; the next mail has one that works", async () => {
    const person = { delegation: "k7x2m4qpa3bd5fzt", person: "ab", epoch: 1, kid: "k1" };
    const mac = (await secretLinks().token("answer", person)).slice(19);
    await said("rotate");
    expect((await said("retire", "k1", "--leaked")).code).toBe(0);
    const links = secretLinks();
    expect(await links.holds("answer", mac, person)).toBe(await links.holds("answer", mac, undefined));
    expect(await links.holds("answer", (await links.token("answer", person)).slice(19), person)).toBe(true);
  });

  it.each<[string, string, number, RegExp]>([
    ["the current key", "k1", 1, /makes the new links\. .*convoke keys rotate/],
    ["a key that there is not", "k9", 2, /There is no key k9; there is k1\./],
    ["27 · the name of every object", "__proto__", 2, /There is no key of this name/],
  ])("of %s is refused", async (_, kid, expected, sentence) => {
    const { code, err } = await said("retire", kid, "--leaked");
    expect([code, err]).toEqual([expected, expect.stringMatching(sentence)]);
    expect(Object.keys((await ringOf().read()).ring.keys)).toEqual(["k1"]);
  });

  it("is done a week after the meeting's end", async () => {
    await said("rotate");
    world.clock.set("2022-03-23T15:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    world.clock.set("2022-03-30T14:59:59Z");
    expect((await said("retire", "k1")).code).toBe(1);
    world.clock.set("2022-04-01T00:00:00Z");
    expect(await said("retire", "k1")).toMatchObject({ code: 0, out: expect.stringMatching(/^k1 is taken out/) });
    expect(Object.keys((await ringOf().read()).ring.keys)).toEqual(["k2"]);
  });
});

it("an address alone does not say which keys are meant", async () => {
  const { code, err } = await convoke("keys", "--url", door.url);
  expect([code, err]).toEqual([1, "An address does not say which stack is meant. Name the stage with --stage."]);
});
