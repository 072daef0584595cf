import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { putCommand } from "#bin/convoke/event";
import { answer } from "#bin/demo/delegate";
import { languageOf } from "#bin/demo/languages";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { MEMBERS_ROUND, world } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { dialogue, done, hashOf, prepare, release, rows, START } from "./play.ts";

const PARTIES = ["NL", "FR", "EG"];
const addressesOf = (...codes: string[]) =>
  codes.flatMap((code) => world.contactsOf(code).map(({ email }) => email)).sort();
const FOCAL_POINT = "focal.point.nl@example.org";

let stage: Stage;
beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(PARTIES));
});
afterAll(() => stage?.stack.stop());

const row = async (pk: string, sk: string) => (await rows(stage.stack, pk)).find((one) => one["sk"] === sk);
const round = () => row(`RND#${MEMBERS_ROUND}`, "#");
const invitationTo = async (address: string) => {
  const letter = (await stage.letters("invitation")).find(({ to }) => to === address);
  if (!letter) throw new Error(`Nobody invited ${address}`);
  return letter;
};
const delegation = async (code: string) => {
  const found = (await rows(stage.stack, "DEL#")).find(({ partyCode }) => partyCode === code);
  return String(found?.["pk"]);
};
/** An event on the bus from a machine; what it is told stands under its commandId. */
async function machine(source: string, commandId: string) {
  const { region, endpoint, outputs } = stage.stack;
  const detail = { commandId, roundId: MEMBERS_ROUND, hash: await hashOf(stage) };
  await putCommand({ region, endpoint, bus: outputs["BusName"] ?? "" }, { source, type: "release-round.v1", detail });
  await stage.stack.settle();
  return row(`CMD#${commandId}`, "#");
}

describe("one story, of which each test is the next chapter", () => {
  test("who drafted a round may neither review nor release it", async () => {
    expect(await round()).toMatchObject({ state: "in-review" });
    for (const type of ["review-round.v1", "release-round.v1"]) {
      const told = await stage.amina.command(type, { roundId: MEMBERS_ROUND, hash: await hashOf(stage) });
      expect(told).toMatchObject({ accepted: false, code: "four-eyes" });
    }
    await stage.stack.settle();
    expect(await round()).toMatchObject({ state: "in-review" });
    expect(await rows(stage.stack, "MB#")).toEqual([]);
  });

  test("a machine of an untrusted source is refused, and is told why; a trusted one before a person reviewed too", async () => {
    expect(await machine("convoke.partner.press", "press-1")).toMatchObject({
      actor: "system:convoke.partner.press",
      outcome: {
        accepted: false,
        code: "needs-a-person",
        sentence: expect.stringMatching(/^release-round\.v1 needs a person: .* not from convoke\.partner\.press over/),
      },
    });
    expect(await machine("convoke.secretariat", "early-1")).toMatchObject({
      outcome: { accepted: false, code: "needs-a-person" },
    });
    expect(await round()).toMatchObject({ state: "in-review" });
  });

  test("another person reviews and releases: each invitee has one mail, in the person's language", async () => {
    await done(stage, stage.bilal, "review-round.v1", { roundId: MEMBERS_ROUND, hash: await hashOf(stage) });
    expect(await round()).toMatchObject({ state: "reviewed" });
    await release(stage);
    await stage.stack.advance({ minutes: 2 });

    const letters = await stage.letters();
    expect(letters.map(({ to }) => to).sort()).toEqual(addressesOf(...PARTIES));
    for (const letter of letters) {
      expect(languageOf(letter)).toBe(world.contacts.find(({ email }) => email === letter.to)?.language);
    }
    const arabic = await invitationTo("focal.point.eg@example.org");
    expect(arabic.html).toMatch(/<html[^>]* dir="rtl"/);
    expect(arabic.subject).toMatch(/[\u0600-\u06ff]/);
    const mails = (await rows(stage.stack, "MB#")).filter(({ mailId }) => mailId !== undefined);
    expect(mails.map(({ state }) => state)).toEqual(letters.map(() => "delivered"));
  });

  test("a scanner that fetches every link changes no row", async () => {
    const links = (await stage.letters()).map((letter) => linkIn(letter, stage.stack.siteUrl));
    expect(new Set(links).size).toBe(addressesOf(...PARTIES).length);
    const before = await stage.fingerprint();
    for (const link of links) {
      for (const method of ["GET", "HEAD"]) expect((await fetch(link, { method })).status).toBe(200);
    }
    await stage.stack.advance({ minutes: 1 });
    expect(await stage.fingerprint()).toBe(before);
  });

  test("an answer over the form registers its person, with a receipt and a confirmation for the calendar", async () => {
    const page = await answer(linkIn(await invitationTo(FOCAL_POINT), stage.stack.siteUrl), { answer: "come" });
    expect(page).toContain("Focal point of Netherlands");
    await stage.stack.advance({ minutes: 1 });

    const pk = await delegation("NL");
    expect(await row(pk, "R#00000002")).toMatchObject({ kind: "come", channel: "link" });
    expect(await row(pk, "#")).toMatchObject({ open: 0, parts: { "som-8": { status: "coming-named" } } });
    const registrations = (await rows(stage.stack, pk)).filter(({ sk }) => String(sk).startsWith("G#"));
    expect(registrations).toMatchObject([{ state: "registered", email: FOCAL_POINT, sequence: 0 }]);
    expect(registrations[0]?.["parts"]).toHaveLength(2);

    const [receipt, ...others] = await stage.letters("receipt");
    expect([receipt?.to, receipt?.calendars, others]).toEqual([FOCAL_POINT, [], []]);
    const confirmations = await stage.letters("confirmation");
    expect(confirmations.map(({ to }) => to)).toEqual([FOCAL_POINT]);
    const calendars = (confirmations[0]?.calendars ?? []).map((text) => new ICAL.Component(ICAL.parse(text)));
    expect(calendars.map((each) => each.getFirstPropertyValue("method"))).toEqual(["REQUEST", "REQUEST", "REQUEST"]);
    const starts = calendars.flatMap((each) =>
      each.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event).startDate.toString()),
    );
    expect(starts).toEqual(["2022-03-22T08:00:00Z", "2022-03-22T13:00:00Z", "2022-03-23T08:00:00Z"]);
  });

  test("the same answer sent again is no change: no second confirmation", async () => {
    const link = linkIn(await invitationTo(FOCAL_POINT), stage.stack.siteUrl);
    for (const _ of ["again", "and again", "and once more"]) await answer(link, { answer: "come" });
    await stage.stack.advance({ minutes: 1 });
    expect(await row(await delegation("NL"), "G#ab")).toMatchObject({ state: "registered", sequence: 0 });
    expect(await stage.letters("confirmation")).toHaveLength(1);
    expect(await stage.letters("receipt")).toHaveLength(1);
  });

  test("a reminder goes to the silent only, in their language", async () => {
    await stage.stack.advance("2022-02-18T08:03:00Z");
    const first = await stage.letters("reminder");
    expect(first.map(({ to }) => to).sort()).toEqual(addressesOf("FR", "EG"));
    expect(first.filter((letter) => languageOf(letter) === "ar").map(({ to }) => to)).toHaveLength(
      addressesOf("EG").length,
    );

    const egypt = await invitationTo("focal.point.eg@example.org");
    await answer(linkIn(egypt, stage.stack.siteUrl), { answer: "no-part" });
    await stage.stack.advance("2022-02-25T08:03:00Z");
    const second = (await stage.letters("reminder")).slice(first.length);
    expect(second.map(({ to }) => to).sort()).toEqual(addressesOf("FR"));
    expect(await row(await delegation("EG"), "#")).toMatchObject({ open: 0 });
    expect(stage.stack.problems).toEqual([]);
  });
});
