import ICAL from "ical.js";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderer } from "#functions/mail/render";
import { compose, type Outgoing } from "#platform/mailer";
import type { Mail } from "#records/mail";
import { stubSecretariat } from "#test/functions/secretariat";
import {
  allSent,
  aWeekLater,
  change,
  changeAndTell,
  changeMails,
  follow,
  invitations,
  register,
  tell,
} from "#test/functions/told";
import { answer, type World, withInvitations } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";

beforeEach(() => {
  stubSecretariat();
  vi.stubEnv("SITE_URL", "https://site.example.org");
  vi.stubEnv("MAIL_FROM", "secretariat@mail.example.org");
});

const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, "").replaceAll("\u00A0", " ");
const render = (world: World, mail: Mail) => renderer({ tables: world.tables, links: memoryLinks() })(mail);
const letterTo = async (world: World, address: string, mails = changeMails(world)) => {
  const mail = mails.findLast(({ to, state }) => to.address === address && state !== "skipped");
  if (!mail) throw new Error(`Nobody told ${address}`);
  return render(world, mail);
};
const objectsOf = ({ calendar }: Outgoing) =>
  [...(calendar?.objects ?? []), ...(calendar?.withdrawn ?? [])].map((text) => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const event = new ICAL.Event(calendar.getFirstSubcomponent("vevent")!);
    return {
      method: calendar.getFirstPropertyValue("method"),
      status: event.component.getFirstPropertyValue("status"),
      sequence: event.sequence,
      uid: event.uid.replace(/@.*/, "").replace(/\.[a-z2-7]{18}\./, ".*."),
      start: event.startDate.toString(),
    };
  });

async function registered(...said: Parameters<typeof register>[]) {
  const world = await withInvitations();
  await allSent(world);
  await register(world, "IT", "ab");
  for (const each of said) await register(...each);
  await allSent(world);
  return world;
}
const FOCAL = "focal.point.it@example.org";
const SILENT = "focal.point.at@example.org";

describe("a new day, to somebody registered", () => {
  it("moves the sessions under their UIDs, one sequence on, and asks to confirm", async () => {
    const world = await registered();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter)).toEqual([
      {
        method: "REQUEST",
        status: "CONFIRMED",
        sequence: 1,
        uid: "som-8-cluster.som-8.1.*.1",
        start: "2022-03-29T12:00:00Z",
      },
      {
        method: "REQUEST",
        status: "CONFIRMED",
        sequence: 1,
        uid: "som-8-cluster.som-8.2.*.1",
        start: "2022-03-30T07:00:00Z",
      },
    ]);
    expect(letter.subject).toBe("Rescheduled: 8th Senior Officials’ Meeting, 29 to 30 March 2022");
    const text = bare(letter.text);
    for (const line of [
      "We inform you that the following meeting has a new date or time: 8th Senior Officials’ Meeting.",
      "Until now:\n  Tuesday 22 March 2022, 14:00 to 18:00 (Brussels, UTC+1)\n  Wednesday 23 March 2022, 09:00 to 16:00 (Brussels, UTC+1)",
      "The attached calendar file changes the entries in your calendar.",
      "Focal point of Italy was registered before this change. Please confirm with the button below by Friday 4 March 2022, 23:59 (Brussels, UTC+1), or say that Focal point of Italy can no longer come.",
      "  Tuesday 29 March 2022, 14:00 to 18:00 (Brussels, UTC+2)",
      "https://site.example.org/r/",
    ])
      expect(text).toContain(line);
    expect(text).not.toContain("The minister travels");
    expect(await world.delegation("IT")).toMatchObject({
      registrations: [{ registration: { state: "registered", sequence: 1, rev: 2 } }],
    });
  });
  it("twice told changes nothing: one mail, one sequence", async () => {
    const world = await registered();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const before = world.snapshot();
    await follow(world);
    await tell(world);
    await follow(world);
    const after = world.snapshot();
    expect(after).toBe(before);
    expect(changeMails(world).filter(({ to }) => to.address === FOCAL)).toHaveLength(1);
  });
  it("confirmed by the same answer brings a receipt, and no other calendar", async () => {
    const world = await registered();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    await register(world, "IT", "ab");
    expect(world.rows("DEL#", "M#confirmation")).toHaveLength(1);
    expect((await world.delegation("IT")).delegation.open).toBe(0);
  });
  it("names whoever has no link the mailbox, and goes to whom they were named by", async () => {
    const world = await withInvitations();
    await allSent(world);
    await register(world, "IT", "ab", { kind: "colleague", parts: ["som-8"], colleague: { name: "Karl Kollege" } });
    await allSent(world);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const mail = changeMails(world).find(({ about }) => about["name"] === "Karl Kollege")!;
    expect(mail.to).toEqual({ name: "Focal point of Italy", address: FOCAL });
    const text = bare((await render(world, mail)).text);
    expect(text).toContain("Karl Kollege was registered before this change and stays registered.");
    expect(text).toContain("please write to office@example.org");
    expect(text).not.toContain("/r/");
  });
  it("with fewer sessions takes the surplus one out, by a CANCEL of its own", async () => {
    const world = await registered();
    const sessions = [{ day: "2022-03-29", from: "09:00", until: "18:00" }];
    await changeAndTell(world, "reschedule-meeting", { parts: [{ id: "som-8", sessions }] });
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter).map(({ method, status, uid, start }) => [method, status, uid, start])).toEqual([
      ["REQUEST", "CONFIRMED", "som-8-cluster.som-8.1.*.1", "2022-03-29T07:00:00Z"],
      ["CANCEL", "CANCELLED", "som-8-cluster.som-8.2.*.1", "2022-03-23T08:00:00Z"],
    ]);
    const mime = (await compose(letter)).toString("utf-8");
    expect(
      mime.match(/^Content-Type: (?:text\/calendar|application\/ics)[^\n]*(?:\n\s[^\n]*)*/gim)?.join("\n"),
    ).toMatch(/method=REQUEST[\s\S]*method=CANCEL/);
  });
});

describe("other changes, to somebody registered", () => {
  it("a postponement is tentative at the old time, keeps the answer and asks nothing", async () => {
    const world = await registered();
    await changeAndTell(world, "postpone-meeting");
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter).map(({ method, status, sequence }) => [method, status, sequence])).toEqual([
      ["REQUEST", "TENTATIVE", 1],
      ["REQUEST", "TENTATIVE", 1],
      ["REQUEST", "TENTATIVE", 1],
    ]);
    expect(letter.subject).toBe("Postponed: 8th Senior Officials’ Meeting");
    expect(bare(letter.text)).toContain("There is nothing to answer until we write again with a new date.");
    expect(bare(letter.text)).toContain("Postponed; the new date is not known yet");
    expect((await world.delegation("IT")).delegation.parts["som-8"]?.status).toBe("coming-named");
  });
  it("a cancellation cancels the registration, which stays known, and takes everything out", async () => {
    const world = await registered();
    await changeAndTell(world, "cancel-meeting");
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter).map(({ method, status, sequence }) => [method, status, sequence])).toEqual([
      ["CANCEL", "CANCELLED", 1],
      ["CANCEL", "CANCELLED", 1],
      ["CANCEL", "CANCELLED", 1],
    ]);
    expect(letter.calendar?.method).toBe("CANCEL");
    expect(letter.subject).toBe("Cancelled: 8th Senior Officials’ Meeting, 22 to 23 March 2022");
    expect(bare(letter.text)).toContain("Requests for visas, travel and the social programme");
    expect((await world.delegation("IT")).registrations).toMatchObject([
      { registration: { state: "cancelled", because: "meeting-cancelled", voidedAt: 2 } },
    ]);
    expect(world.facts("registration.cancelled.v1")).toHaveLength(1);
  });
  it("of one part takes that out alone, and the person stays registered for the other", async () => {
    const world = await registered();
    await changeAndTell(world, "cancel-meeting", { parts: ["sc-2022-03"] });
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter)).toEqual([
      {
        method: "CANCEL",
        status: "CANCELLED",
        sequence: 1,
        uid: "som-8-cluster.sc-2022-03.1.*.1",
        start: "2022-03-22T08:00:00Z",
      },
    ]);
    expect(letter.subject).toBe("Cancelled: Steering Committee Meeting, 22 March 2022");
    expect((await world.delegation("IT")).registrations).toMatchObject([
      { registration: { state: "registered", parts: ["som-8"] } },
    ]);
    await register(world, "IT", "ac", { kind: "come", parts: ["som-8"] });
    expect(world.rows("DEL#", "M#cancellation")).toEqual([]);
  });
  it("online voids visa and travel, and says so; what is registered stays", async () => {
    const world = await registered();
    await changeAndTell(world, "change-modality", { modality: "online" });
    const letter = await letterTo(world, FOCAL);
    expect(letter.subject).toBe("Now online: 8th Senior Officials’ Meeting, 22 to 23 March 2022");
    expect(bare(letter.text)).toContain("Requests for visas, travel and the social programme");
    expect(bare(letter.text)).toContain("No answer is needed.");
    expect((await world.delegation("IT")).registrations).toMatchObject([{ registration: { voidedAt: 2 } }]);
  });
  it("a title reaches calendars, and nobody who is only invited", async () => {
    const world = await registered();
    await changeAndTell(world, "correct-title", { title: { en: "Eighth Senior Officials’ Meeting" } });
    expect(changeMails(world).map(({ to }) => to.address)).toEqual([FOCAL]);
    const letter = await letterTo(world, FOCAL);
    expect(letter.subject).toBe("Title corrected: Eighth Senior Officials’ Meeting");
    expect(objectsOf(letter).map(({ sequence }) => sequence)).toEqual([1, 1, 1]);
  });
  it("more time brings no calendar", async () => {
    const world = await registered();
    await answer(world, "IT", "ac", { kind: "names-follow", parts: ["som-8", "sc-2022-03"] });
    await changeAndTell(world, "extend-deadline", { namesBy: "2022-03-14T23:59" });
    expect(changeMails(world).every(({ about }) => about["name"] === undefined)).toBe(true);
    expect((await world.delegation("IT")).registrations[0]?.registration.sequence).toBe(0);
  });
  it("a registration that changes afterwards speaks of the meeting as it is, and knows no more than the person does", async () => {
    const world = await registered();
    await changeAndTell(world, "extend-deadline", { namesBy: "2022-03-14T23:59" });
    await register(world, "IT", "ab", { kind: "come", parts: ["som-8"] });
    expect((await world.delegation("IT")).registrations).toMatchObject([{ registration: { rev: 2, sequence: 1 } }]);
    await change(world, "reschedule-meeting", aWeekLater);
    await register(world, "IT", "ab", { kind: "come", parts: ["som-8", "sc-2022-03"] }, 3);
    expect((await world.delegation("IT")).registrations).toMatchObject([{ registration: { rev: 2, sequence: 2 } }]);
    await tell(world);
    expect((await world.delegation("IT")).registrations).toMatchObject([{ registration: { rev: 3, sequence: 3 } }]);
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter).map(({ sequence, start }) => [sequence, start])).toEqual([
      [3, "2022-03-29T12:00:00Z"],
      [3, "2022-03-30T07:00:00Z"],
    ]);
  });
  it("two that lie close are one mail about both, with the last sequence and everything it takes to get there", async () => {
    const world = await registered();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    await changeAndTell(world, "cancel-meeting", { parts: ["sc-2022-03"] });
    const mine = changeMails(world).filter(({ about }) => about["name"] !== undefined);
    expect(mine.map(({ state, reason }) => [state, reason]).sort()).toEqual([
      ["queued", undefined],
      ["skipped", "superseded"],
    ]);
    const letter = await letterTo(world, FOCAL);
    expect(objectsOf(letter).map(({ method, sequence, uid }) => [method, sequence, uid])).toEqual([
      ["REQUEST", 2, "som-8-cluster.som-8.1.*.1"],
      ["REQUEST", 2, "som-8-cluster.som-8.2.*.1"],
      ["CANCEL", 2, "som-8-cluster.sc-2022-03.1.*.1"],
    ]);
  });
});

describe("to whoever is invited", () => {
  it.each([
    ["reschedule-meeting", aWeekLater, "Rescheduled: 8th Senior Officials’ Meeting, 29 to 30 March 2022"],
    ["postpone-meeting", {}, "Postponed: 8th Senior Officials’ Meeting"],
    ["cancel-meeting", {}, "Cancelled: 8th Senior Officials’ Meeting, 22 to 23 March 2022"],
    [
      "relocate-meeting",
      { city: "Nairobi", country: "KE" },
      "Place: 8th Senior Officials’ Meeting, 22 to 23 March 2022",
    ],
    [
      "change-modality",
      { modality: "hybrid", city: "Brussels", country: "BE" },
      "Now in person and online: 8th Senior Officials’ Meeting, 22 to 23 March 2022",
    ],
    ["extend-deadline", { answersBy: "2022-03-10T23:59" }, "More time to answer: 8th Senior Officials’ Meeting"],
  ])("%s carries no calendar and is called by its name", async (command, detail, subject) => {
    const world = await withInvitations();
    await allSent(world);
    await changeAndTell(world, command, detail);
    const letter = await letterTo(world, SILENT);
    expect([letter.subject, letter.calendar]).toEqual([subject, undefined]);
    expect(letter.from.name).toBe("Netherlands – Chair – via the Secretariat");
    expect(bare(letter.text)).toContain("For the Chair, Netherlands");
  });
  it("a deadline that moved is told with the one before, the other not at all", async () => {
    const world = await withInvitations();
    await allSent(world);
    await changeAndTell(world, "extend-deadline", { namesBy: "2022-03-14T23:59" });
    const text = bare((await letterTo(world, SILENT)).text);
    expect(text).toContain(
      "The deadline for names has changed: it is now Monday 14 March 2022, 23:59 (Brussels, UTC+1).",
    );
    expect(text).toContain("Until now:\n  Friday 11 March 2022, 23:59 (Brussels, UTC+1)");
    expect(text).not.toContain("The deadline for answers has changed");
  });
  it("the first place of a meeting is not called another one; the next is, with the one before", async () => {
    const world = await withInvitations();
    await allSent(world);
    await changeAndTell(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    const first = bare((await letterTo(world, SILENT)).text);
    expect(first).toContain("The place of the following meeting is now known: 8th Senior Officials’ Meeting.");
    expect(first).not.toContain("Until now");
    await allSent(world);
    await changeAndTell(world, "relocate-meeting", { city: "Geneva", country: "CH" });
    const next = await letterTo(world, SILENT);
    expect(next.subject).toBe("New place: 8th Senior Officials’ Meeting, 22 to 23 March 2022");
    expect(bare(next.text)).toMatch(/will take place elsewhere[\s\S]*Until now:\n {2}Nairobi/);
  });
  it("does not mix with what changed after it was written, and is the same bytes again", async () => {
    const world = await withInvitations();
    await allSent(world);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const mail = changeMails(world).find(({ to }) => to.address === SILENT)!;
    const first = await compose(await render(world, mail));
    await change(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    await change(world, "correct-title", { title: { en: "Another title" } });
    await change(world, "cancel-meeting");
    expect((await compose(await render(world, mail))).equals(first)).toBe(true);
  });
  it("an invitation of before, sent again, still says what it said", async () => {
    const world = await withInvitations();
    const mail = invitations(world)[0]!;
    const first = await compose(await render(world, mail));
    await change(world, "reschedule-meeting", aWeekLater);
    await change(world, "correct-title", { title: { en: "Another title" } });
    expect((await compose(await render(world, mail))).equals(first)).toBe(true);
  });
  it("is signed by whoever was in the chair when it was queued, before and after the hand-over", async () => {
    const world = await withInvitations();
    const before = invitations(world)[0]!;
    world.clock.set("2022-03-23T10:00:00Z");
    await change(world, "hand-over-chair", { part: "som-8", from: "NL", to: "SS" });
    expect((await render(world, before)).from.name).toBe("Netherlands – Chair – via the Secretariat");
    const after = { ...before, revision: 2, about: { ...before.about, chair: "SS" } };
    const letter = await render(world, after);
    expect(letter.from.name).toBe("South Sudan – Chair – via the Secretariat");
    expect(bare(letter.text)).toContain("For the Chair, South Sudan\n\nSecretariat of the Dialogue");
  });
  it("without a chair is signed by the secretariat", async () => {
    const world = await withInvitations();
    const [mail] = invitations(world);
    const letter = await render(world, { ...mail!, about: { ...mail!.about, chair: "" } });
    expect(letter.from.name).toBe("Secretariat of the Dialogue");
    expect(bare(letter.text)).not.toContain("For the Chair");
  });
});
