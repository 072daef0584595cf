import { describe, expect, it } from "vitest";
import { freezeAudience } from "#functions/invitation/freeze-audience";
import { fromPages } from "#functions/invitation/from-pages";
import { mailKey, mailSchema } from "#records/mail";
import { readRegistry } from "#records/registry";
import { readLeftOut, readRound } from "#records/round";
import { convened, som8 } from "#test/domain/examples";
import { realRegistry } from "#test/domain/real-registry";
import { CONVOCATION, expand, letGo, release, submit, withInvitations, withMeeting } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

describe("a page of a released round", () => {
  it("becomes delegations, invitees and their mails, with one fact that wakes the pump", async () => {
    const world = await withInvitations();
    const { delegation, invitees } = await world.delegation("IT");
    expect(delegation).toMatchObject({
      partyCode: "IT",
      open: 2,
      people: 3,
      v: 1,
      cutOff: "2022-03-11T22:59:00Z",
      roundId: "round-1",
      page: 0,
    });
    expect(Object.values(delegation.parts).map(({ status }) => status)).toEqual(["unanswered", "unanswered"]);
    expect(
      invitees.map(({ number, functional, entitled, epoch, kid, answer }) => [
        number,
        functional,
        entitled,
        epoch,
        kid,
        answer,
      ]),
    ).toEqual([
      ["ab", false, true, 1, "k1", "none"],
      ["ac", false, true, 1, "k1", "none"],
      ["ad", true, true, 1, "k1", "none"],
    ]);
    expect((await world.delegation("AT")).delegation.open).toBe(1);
    expect(world.facts("mail.batch-opened.v1")).toMatchObject([
      { data: '{"batchId":"r-round-1","mails":6,"page":"0000"}' },
    ]);
    expect(world.rows("OPEN")).toMatchObject([{ batchId: "r-round-1", page: "0000", mails: 6, handed: 0 }]);
  });
  it("gives new links the key that is current; the rows before keep theirs", async () => {
    const world = await withInvitations();
    const frozen = await release(world, "round-2", { parties: ["DE"] });
    await expand({ ...world, currentKey: { kid: async () => "k2" } }, frozen);
    const kids = async (code: string) => new Set((await world.delegation(code)).invitees.map(({ kid }) => kid));
    expect([await kids("DE"), await kids("AT")]).toEqual([new Set(["k2"]), new Set(["k1"])]);
  });
  it("writes each invitee one mail, whose id is its key, in the language of the person", async () => {
    const world = await withInvitations();
    const mails = world.rows("MB#r-round-1#0000").map((row) => mailSchema.parse(row));
    expect(mails).toHaveLength(6);
    for (const mail of mails) {
      expect(mailKey(mail.mailId)).toEqual({ pk: mail.pk, sk: mail.sk });
      expect(mail).toMatchObject({
        kind: "invitation",
        state: "queued",
        attempt: 0,
        revision: 1,
        convocationId: CONVOCATION,
      });
    }
    for (const { invitation, email } of (await world.delegation("IT")).invitees)
      expect(mails.find(({ mailId }) => mailId === invitation)?.to.address).toBe(email);
  });
  it("twice is as once", async () => {
    const world = await withMeeting();
    const released = await release(world, "round-1");
    await expand(world, released);
    const before = world.snapshot();
    await expand(world, released);
    expect(world.snapshot()).toBe(before);
  });
  it("twice at once is as once", async () => {
    const world = await withMeeting();
    const released = await release(world, "round-1");
    await Promise.all([expand(world, released), expand(world, released)]);
    expect(world.rows("MB#")).toHaveLength(6);
    expect(world.facts("mail.batch-opened.v1")).toHaveLength(1);
  });
  it("whose write broke is absent, whole, and comes when it is tried again", async () => {
    let broken = false;
    const tables = memoryTables({
      before(items) {
        if (broken || !items.some((item) => "put" in item && item.put.pk.startsWith("DEL#"))) return undefined;
        broken = true;
        throw new Error("the connection was lost");
      },
    });
    const world = await withMeeting({ tables });
    const released = await release(world, "round-1");
    const before = world.snapshot();
    await expect(expand(world, released)).rejects.toThrow("lost");
    expect(world.snapshot()).toBe(before);
    await expand(world, released);
    expect(world.rows("DEL#", "I#")).toHaveLength(6);
  });
  it("whose answer was lost after the write is there once", async () => {
    let lost = false;
    const tables = memoryTables({
      after(items) {
        if (lost || !items.some((item) => "put" in item && item.put.pk.startsWith("DEL#"))) return;
        lost = true;
        throw new Error("the answer was lost");
      },
    });
    const world = await withMeeting({ tables });
    const released = await release(world, "round-1");
    await expect(expand(world, released)).rejects.toThrow("lost");
    await expand(world, released);
    expect(world.rows("DEL#", "I#")).toHaveLength(6);
    expect(world.facts("mail.batch-opened.v1")).toHaveLength(1);
  });
  it("leaves out a party that another round took in between, and goes on with the rest", async () => {
    const world = await withMeeting();
    const first = await submit(world, "round-1", { parties: ["AT", "IT"] });
    const second = await submit(world, "round-2", { parties: ["IT", "DE", "FR"] });
    await letGo(world, second, first);
    const invited = world.rows(`CNV#${CONVOCATION}`, "INVITED#").map((row) => [row.sk, row["roundId"]]);
    expect(invited.sort()).toEqual([
      ["INVITED#AT", "round-1"],
      ["INVITED#DE", "round-2"],
      ["INVITED#FR", "round-2"],
      ["INVITED#IT", "round-2"],
    ]);
    expect(world.rows("MB#r-round-1#0000")).toHaveLength(3);
    expect(world.rows("OPEN", "bulk#").find((row) => row["batchId"] === "r-round-1")).toMatchObject({ mails: 3 });
    const round = (await readRound(world.tables, "round-1"))?.round;
    expect(round && (await readLeftOut(world.tables, round))).toEqual([
      { code: "IT", why: "already-invited", roundId: "round-2" },
    ]);
  });
  it("whose parties were all taken in between is done, without a mail and without a fact", async () => {
    const world = await withMeeting();
    const first = await submit(world, "round-1");
    const second = await submit(world, "round-2");
    await letGo(world, second, first);
    expect(world.rows("MB#r-round-1")).toEqual([]);
    expect(world.rows("RND#round-1", "C#")).toMatchObject([{ mails: 0 }]);
    expect(world.facts("mail.batch-opened.v1")).toHaveLength(1);
  });
  it.each([
    ["of another audience", { hash: "another" }],
    ["that the round does not have", { page: 9 }],
    ["of a round that is not there", { roundId: "nowhere" }],
  ])("%s is a fault, not a mail", async (_, change) => {
    const world = await withMeeting();
    const { roundId, hash } = await release(world, "round-1");
    await expect(fromPages(world)({ roundId, hash, page: 0, ...change })).rejects.toThrow("does not hold it");
    expect(world.rows("MB#")).toEqual([]);
  });
  it("of a round that was not released is a fault, not a mail", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", {
      roundId: "r1",
      convocationId: CONVOCATION,
      template: "invitation",
      audience: { parties: ["AT"] },
    });
    const { hash } = await world.done("submit-round.v1", { roundId: "r1" });
    await expect(fromPages(world)({ roundId: "r1", hash: String(hash), page: 0 })).rejects.toThrow("does not hold it");
    expect(world.rows("MB#")).toEqual([]);
  });
});

describe("68 · one address for two people, and one person once", () => {
  it("two people of one address are two invitees with a mail each", async () => {
    const world = await withMeeting();
    const person = (name: string, rank: string) => ({
      party: "CF",
      role: "focal-point",
      rank,
      name,
      email: "embassy@example.org",
      language: "fr",
      since: "2020-01-01",
    });
    await world.import(
      "contacts",
      JSON.stringify({ contacts: [person("Odile Un", "primary"), person("Paul Deux", "deputy")] }),
    );
    await world.done("convene-meeting.v1", {
      ...som8,
      convocationId: "guests",
      parts: [
        {
          id: "talk",
          kind: "webinar",
          title: { en: "Talk" },
          timeZone: "UTC",
          modality: "online",
          sessions: [{ day: "2022-03-20", from: "09:00", until: "10:00" }],
          audience: { parties: ["CF"] },
          organisers: ["ICMPD"],
        },
      ],
    });
    await world.done("draft-round.v1", {
      roundId: "g",
      convocationId: "guests",
      template: "invitation",
      audience: { parties: ["CF"] },
    });
    const { hash, pages } = await world.done("submit-round.v1", { roundId: "g" });
    await world.done("release-round.v1", { roundId: "g", hash }, "staff:bruno");
    await expand(world, { roundId: "g", hash: String(hash), pages: Number(pages) });
    const { invitees } = await world.delegation("CF", "guests");
    const shared = invitees.filter(({ email }) => email === "embassy@example.org");
    expect(shared.map(({ name }) => name).sort()).toEqual(["Odile Un", "Paul Deux"]);
    expect(
      world.rows("MB#r-g").filter((row) => shared.some(({ invitation }) => invitation === row["mailId"])),
    ).toHaveLength(2);
  });
  it("a person with two terms in the registry is one invitee", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", {
      roundId: "r1",
      convocationId: CONVOCATION,
      template: "invitation",
      audience: { parties: ["AT"] },
    });
    const { registry } = await readRegistry(world.tables, "khartoum");
    const [point] = registry.focalPoints.filter(({ code }) => code === "AT");
    const twice = { ...registry, focalPoints: [...registry.focalPoints, { ...point!, from: "2021-01-01" }] };
    const { round } = (await readRound(world.tables, "r1"))!;
    const { pages } = freezeAudience(round, convened(), [twice], new Map(), world.ids.delegation);
    expect(pages.flat()[0]?.invitees).toHaveLength(3);
  });
});

describe("the audience, frozen as of the day of the first session", () => {
  const round = {
    id: "r",
    convocationId: CONVOCATION,
    state: "draft",
    template: "invitation",
    audience: { members: true },
    drafter: "staff:amina",
    reviewer: null,
    releaser: null,
    pages: 0,
    delegations: 0,
    invitees: 0,
    hash: "",
  } as const;
  const ids = () => "aaaaaaaaaaaaaaaa";
  const freeze = (registry = realRegistry(), convocation = convened()) =>
    freezeAudience(round, convocation, [registry], new Map(), ids);
  it("leaves out whose membership had ended, and whoever has nobody to write to", () => {
    const registry = realRegistry();
    const memberships = registry.memberships.map((term) =>
      term.code === "AT" ? { ...term, until: "2022-03-21" } : term,
    );
    const focalPoints = registry.focalPoints.filter(({ code }) => code !== "BE");
    const { pages, leftOut } = freeze({ ...registry, memberships, focalPoints });
    expect(pages.flat().map(({ code }) => code)).not.toContain("AT");
    expect(leftOut).toEqual([{ code: "BE", why: "no-contact" }]);
  });
  it("takes the day in the meeting's own zone", () => {
    const night = { ...convened(), starts: "2022-03-21T23:30:00Z" };
    const memberships = realRegistry().memberships.map((term) =>
      term.code === "AT" ? { ...term, from: "2022-03-22" } : term,
    );
    expect(
      freeze({ ...realRegistry(), memberships }, night)
        .pages.flat()
        .map(({ code }) => code),
    ).toContain("AT");
  });
  it("cuts no page above 96 items, and keeps every delegation whole", () => {
    const registry = realRegistry();
    const crowd = Array.from({ length: 45 }, (_, index) => ({ ...registry.focalPoints[0]!, person: `p${index}` }));
    const { pages } = freeze({
      ...registry,
      focalPoints: [...crowd, ...registry.focalPoints.filter(({ code }) => code !== "AT")],
    });
    expect(pages[0]?.map(({ code, invitees }) => [code, invitees.length])).toEqual([["AT", 45]]);
    expect(pages.flat()).toHaveLength(44);
  });
});
