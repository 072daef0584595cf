import { describe, expect, it } from "vitest";
import { personNumber } from "#domain/person-number";
import { meetingChanged } from "#events/meeting/changed.v1";
import { fromPages } from "#functions/invitation/from-pages";
import { onMeetingChanged } from "#functions/invitation/on-meeting-changed";
import { inviteeRow } from "#functions/invitation/rows";
import {
  allSent,
  aWeekLater,
  COME,
  change,
  changeAndTell,
  changeMails,
  invitations,
  register,
  tell,
  tellPages,
} from "#test/functions/told";
import {
  answer,
  CONVOCATION,
  expand,
  release,
  submit,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

const invited = async (given: Parameters<typeof withInvitations>[0] = {}) => {
  const world = await withInvitations(given);
  await allSent(world);
  return world;
};
const toldOf = (world: World) =>
  changeMails(world).map(({ to, about, revision }) => [to.address, about["from"], revision]);
const named = { kind: "names-follow", parts: ["sc-2022-03", "som-8"] };

describe("a new day", () => {
  it("asks again: what was said is kept beside it, and whoever answered is silent again", async () => {
    const world = await invited();
    await answer(world, "IT", "ab", named);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const { delegation, invitees } = await world.delegation("IT");
    expect(delegation).toMatchObject({
      rev: 2,
      open: 1,
      parts: {
        "som-8": { status: "unanswered", was: { status: "coming-unnamed" } },
        "sc-2022-03": { status: "coming-unnamed" },
      },
    });
    expect(invitees.map(({ answer }) => answer)).toEqual(["none", "none", "none"]);
  });
  it("is told to every invitee by one mail, in the bulk lane, with what they are to do", async () => {
    const world = await invited();
    await answer(world, "IT", "ab", named);
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const mails = changeMails(world);
    expect(mails.map(({ to }) => to.address).sort()).toEqual(
      ["AT", "IT"]
        .flatMap((code) =>
          ["deputy", "focal.point", "mission"].map((who) => `${who}.${code.toLowerCase()}@example.org`),
        )
        .sort(),
    );
    expect(new Set(mails.map(({ state, about }) => JSON.stringify([state, about])))).toEqual(
      new Set([
        JSON.stringify(["queued", { from: 1, asks: "answer", chair: "NL" }]),
        JSON.stringify(["queued", { from: 1, asks: "confirm", chair: "NL" }]),
      ]),
    );
    expect(world.facts("mail.batch-opened.v1").map((row) => String(row["data"]))).toContain(
      `{"batchId":"c-${CONVOCATION}-r2","mails":3,"page":"${(await world.delegation("IT")).delegation.id}g0"}`,
    );
  });
  it("told twice, or by a page that comes late, changes nothing", async () => {
    const world = await invited();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const rows = () => JSON.stringify([world.rows("DEL#"), world.rows("MB#"), world.facts()]);
    const before = rows();
    await tell(world);
    expect(rows()).toBe(before);
  });
  it("of which the answer was lost after the write is told once", async () => {
    let lost = 0;
    const tables = memoryTables({
      after(items) {
        if (lost > 0 || !items.some((item) => "put" in item && String(item.put["kind"]) === "change")) return;
        lost++;
        throw new Error("the answer was lost");
      },
    });
    const world = await invited({ tables });
    await change(world, "reschedule-meeting", aWeekLater);
    await expect(tell(world)).rejects.toThrow("lost");
    await tell(world);
    expect(changeMails(world)).toHaveLength(6);
    expect(world.facts("invitation.delegation-told.v1")).toHaveLength(2);
  });
  it("does not ask again who has answered it before they were told", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", { kind: "names-follow", parts: ["som-8"] });
    await change(world, "reschedule-meeting", aWeekLater);
    expect(await answer(world, "AT", "ab", { kind: "no-part" }, { revision: 2 })).toMatchObject({ accepted: true });
    await tell(world);
    expect((await world.delegation("AT")).delegation).toMatchObject({
      open: 0,
      parts: { "som-8": { status: "regrets", revision: 2 } },
    });
    expect((await world.delegation("AT")).invitees.find(({ number }) => number === "ab")?.answer).toBe("no-part");
  });
});

describe("several changes", () => {
  it("in quick succession are told by one mail about the whole", async () => {
    const world = await invited();
    await change(world, "reschedule-meeting", aWeekLater);
    await change(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    await change(world, "extend-deadline", { answersBy: "2022-03-10T23:59" });
    await tell(world);
    expect(new Set(toldOf(world).map(([, from, to]) => `${from} ${to}`))).toEqual(new Set(["1 4"]));
    expect(toldOf(world)).toHaveLength(6);
  });
  it("of which the first is not told yet when the second comes: its mails give way, nothing is untold", async () => {
    const world = await invited();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    await changeAndTell(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    const states = changeMails(world).map(({ revision, state, reason, about }) => [
      revision,
      state,
      reason,
      about["from"],
    ]);
    expect(new Set(states.map(String))).toEqual(new Set(["2,skipped,superseded,1", "3,queued,,1"]));
    expect(states).toHaveLength(12);
  });
  it("of which the first was told go on from there", async () => {
    const world = await invited();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    await allSent(world);
    await changeAndTell(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    expect(
      toldOf(world)
        .map(([, from, to]) => `${from} ${to}`)
        .sort(),
    ).toEqual([...Array.from({ length: 6 }, () => "1 2"), ...Array.from({ length: 6 }, () => "2 3")]);
  });
});

describe("who is told", () => {
  it("of more time: those who need it, and the answers' end follows at once", async () => {
    const world = await invited();
    await answer(world, "AT", "ab", { kind: "no-part" });
    await changeAndTell(world, "extend-deadline", { namesBy: "2022-03-14T23:59", answersBy: "2022-03-10T23:59" });
    expect(new Set(changeMails(world).map(({ delegation }) => delegation))).toEqual(
      new Set([(await world.delegation("IT")).delegation.id]),
    );
    expect((await world.delegation("AT")).delegation.cutOff).toBe("2022-03-14T22:59:00Z");
  });
  it("may answer until the new deadline before anybody was told of it", async () => {
    const world = await invited();
    await change(world, "extend-deadline", { namesBy: "2022-03-14T23:59" });
    world.clock.set("2022-03-13T12:00:00Z");
    expect(await answer(world, "AT", "ab", { kind: "no-part" })).toMatchObject({ accepted: true });
  });
  it("of a part: those who are invited to it", async () => {
    const world = await invited();
    await changeAndTell(world, "cancel-meeting", { parts: ["sc-2022-03"] });
    expect(new Set(changeMails(world).map(({ delegation }) => delegation))).toEqual(
      new Set([(await world.delegation("IT")).delegation.id]),
    );
    expect((await world.delegation("IT")).delegation).toMatchObject({ open: 1, rev: 2 });
  });
  it("of the chair: nobody, and no page is handed out", async () => {
    const world = await invited();
    world.clock.set("2022-03-23T10:00:00Z");
    await change(world, "hand-over-chair", { part: "som-8", from: "NL", to: "SS" });
    await onMeetingChanged(world)(world.newest(meetingChanged));
    expect(world.queues.receive("PAGES_QUEUE_URL")).toEqual([]);
  });
  it("not by invitation: who is registered, where their calendar is told", async () => {
    const world = await invited();
    await register(world, "IT", "ab");
    await allSent(world);
    await change(world, "reschedule-meeting", aWeekLater);
    await onMeetingChanged(world)(world.newest(meetingChanged));
    await tellPages(world);
    expect(changeMails(world).map(({ to }) => to.address)).not.toContain("focal.point.it@example.org");
    expect(changeMails(world)).toHaveLength(5);
  });
});

describe("a delegation of forty-five", () => {
  const large = async (given: Parameters<typeof withInvitations>[0] = {}) => {
    const world = await invited(given);
    const { delegation, invitees } = await world.delegation("IT");
    for (let index = 4; index <= 45; index++) {
      const number = personNumber(index);
      const like = { ...invitees[0]!, number, email: `person-${index}@example.org`, answer: "come" as const };
      await world.tables.put(inviteeRow(delegation.id, like), []);
    }
    await answer(world, "IT", "ab", named);
    return world;
  };
  it("is told in as many transactions as it takes, the delegation with the last", async () => {
    const world = await large();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    const { delegation, invitees } = await world.delegation("IT");
    expect(changeMails(world).filter((mail) => mail.delegation === delegation.id)).toHaveLength(45);
    expect(new Set(invitees.map(({ answer }) => answer))).toEqual(new Set(["none"]));
    expect(world.rows(`CNV#${CONVOCATION}`, "TOLD#")).toHaveLength(3);
    expect(delegation).toMatchObject({ rev: 2, open: 1 });
  });
  it("whose second transaction broke is told the rest, and nobody twice", async () => {
    let broken = false;
    const tables = memoryTables({
      before(items) {
        const last = items.some((item) => "put" in item && item.put.sk === "#" && item.put["rev"] === 2);
        if (broken || !last || items.length < 40) return undefined;
        broken = true;
        throw new Error("the connection was lost");
      },
    });
    const world = await large({ tables });
    await change(world, "reschedule-meeting", aWeekLater);
    await expect(tell(world)).rejects.toThrow("lost");
    await tell(world);
    const { delegation } = await world.delegation("IT");
    const addresses = changeMails(world).flatMap((mail) =>
      mail.delegation === delegation.id ? [mail.to.address] : [],
    );
    expect([addresses.length, new Set(addresses).size]).toEqual([45, 45]);
  });
});

describe("who is registered for one part and told of another", () => {
  it("hears of the other by invitation", async () => {
    const world = await invited();
    await register(world, "IT", "ab", { kind: "come", parts: ["som-8"] });
    await allSent(world);
    await change(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    const sessions = [{ day: "2022-03-21", from: "09:00", until: "12:00" }];
    await change(world, "reschedule-meeting", { parts: [{ id: "sc-2022-03", sessions }] });
    await tell(world);
    const mine = changeMails(world).filter(({ to }) => to.address === "focal.point.it@example.org");
    expect(mine.map(({ about }) => about["name"] ?? "invited").sort()).toEqual(["Focal point of Italy", "invited"]);
  });
});

describe("an invitation that has not left", () => {
  it("says the new date itself, and no second mail is written", async () => {
    const world = await withInvitations();
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    expect(changeMails(world)).toEqual([]);
    expect(new Set(invitations(world).map(({ state, revision }) => `${state} ${revision}`))).toEqual(
      new Set(["queued 2"]),
    );
  });
  it("does not leave for a meeting that is cancelled; who never heard of it is not told of its end", async () => {
    const world = await withInvitations();
    await changeAndTell(world, "cancel-meeting");
    expect(changeMails(world)).toEqual([]);
    expect(new Set(invitations(world).map(({ state, reason }) => `${state} ${reason}`))).toEqual(
      new Set(["cancelled meeting-cancelled"]),
    );
  });
  it("waits while the meeting is postponed, and goes back to the pump with the new date", async () => {
    const world = await withInvitations();
    await changeAndTell(world, "postpone-meeting");
    expect(new Set(invitations(world).map(({ state, reason }) => `${state} ${reason}`))).toEqual(
      new Set(["skipped meeting-postponed"]),
    );
    const sessions = [{ day: "2022-03-28", from: "09:00", until: "12:00" }];
    await changeAndTell(world, "reschedule-meeting", { parts: [...aWeekLater.parts, { id: "sc-2022-03", sessions }] });
    expect(new Set(invitations(world).map(({ state, revision }) => `${state} ${revision}`))).toEqual(
      new Set(["queued 3"]),
    );
    expect(changeMails(world)).toEqual([]);
    const mails = world.rows("OPEN", "bulk#").flatMap(({ mailId }) => (typeof mailId === "string" ? [mailId] : []));
    expect(mails.sort()).toEqual(
      invitations(world)
        .map(({ mailId }) => mailId)
        .sort(),
    );
  });
  it("that left in that very moment is followed by a mail about the change", async () => {
    let sent = false;
    const tables = memoryTables({
      before(items) {
        if (sent || !items.some((item) => "update" in item && item.update.set?.["revision"] === 2)) return undefined;
        sent = true;
        for (const row of tables.rows().filter(({ kind }) => kind === "invitation"))
          void tables.put({ ...row, state: "sent" }, []);
        return undefined;
      },
    });
    const world = await withInvitations({ tables });
    await changeAndTell(world, "reschedule-meeting", aWeekLater);
    expect(changeMails(world)).toHaveLength(6);
    expect(invitations(world).map(({ revision }) => revision)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

describe("a page of a round that is written while the meeting changes", () => {
  it("tells its own delegations what the news missed", async () => {
    let moved = false;
    const tables = memoryTables({
      before(items) {
        if (moved || !items.some((item) => "put" in item && item.put.sk.startsWith("INVITED#"))) return undefined;
        moved = true;
        const row = tables.rows().find(({ pk, sk }) => pk === `CNV#${CONVOCATION}` && sk === "#")!;
        void tables.put({ ...row, revision: 2, cutOff: "2022-03-12T22:59:00Z" }, []);
        return undefined;
      },
    });
    const world = await withMeeting({ tables });
    await expand(world, await release(world, "round-1"));
    const { delegation } = await world.delegation("IT");
    expect(delegation).toMatchObject({ rev: 2, cutOff: "2022-03-12T22:59:00Z" });
  });
  it("is not written at all for a meeting that was cancelled", async () => {
    const world = await withMeeting();
    const frozen = await submit(world, "round-1");
    await world.done("release-round.v1", { roundId: "round-1", hash: frozen.hash }, "staff:bruno");
    await change(world, "cancel-meeting");
    await fromPages(world)({ roundId: "round-1", hash: frozen.hash, page: 0, at: world.clock.now() });
    expect(world.rows("DEL#")).toEqual([]);
  });
});

describe("answers and changes at once", () => {
  it("an answer to the old date is refused, and nothing is recorded", async () => {
    const world = await invited();
    await change(world, "reschedule-meeting", aWeekLater);
    expect(await answer(world, "IT", "ab", COME, { revision: 1 })).toMatchObject({
      accepted: false,
      code: "meeting-changed",
    });
    expect(await answer(world, "IT", "ab", COME, { revision: 2 })).toMatchObject({ accepted: true });
  });
  it("an answer from before a change that asks nothing again stands, told or not", async () => {
    const world = await invited();
    const { v } = (await world.delegation("IT")).delegation;
    await changeAndTell(world, "relocate-meeting", { city: "Nairobi", country: "KE" });
    expect((await world.delegation("IT")).delegation.v).toBe(v + 1);
    const seen = { revision: 1, expectedVersion: v };
    expect(await answer(world, "IT", "ab", COME, seen)).toMatchObject({ accepted: true });
    expect(await answer(world, "IT", "ac", COME, seen)).toMatchObject({ code: "changed-since" });
  });
  it("an answer in whose moment the delegation is told is looked at again, and is not lost", async () => {
    let told = false;
    const tables = memoryTables({
      before(items) {
        if (told || !items.some((item) => "put" in item && item.put.sk.startsWith("R#"))) return undefined;
        told = true;
        const row = tables.rows().find(({ partyCode, sk }) => partyCode === "IT" && sk === "#")!;
        void tables.put({ ...row, v: 2, rev: 2 }, []);
        return undefined;
      },
    });
    const world = await invited({ tables });
    expect(await answer(world, "IT", "ab", COME, { expectedVersion: 1 })).toMatchObject({ accepted: true, version: 3 });
    expect((await world.delegation("IT")).delegation).toMatchObject({ rev: 2, open: 0 });
  });
  it.each([
    ["postpone-meeting", "meeting-postponed", /postponed/],
    ["cancel-meeting", "meeting-cancelled", /cancelled/],
  ])("after %s no answer is taken", async (command, code, words) => {
    const world = await invited();
    await change(world, command);
    const said = await answer(world, "IT", "ab", COME);
    expect(said).toMatchObject({ accepted: false, code, sentence: expect.stringMatching(words) });
    const recorded = { convocationId: CONVOCATION, party: "IT", answer: "no-part", channel: "letter" };
    expect(await world.ask("record-answer.v1", recorded)).toMatchObject({ accepted: false, code });
  });
  it("a part that is postponed keeps its answer, whatever is said of the other", async () => {
    const world = await invited();
    await register(world, "IT", "ab");
    await changeAndTell(world, "postpone-meeting", { parts: ["sc-2022-03"] });
    expect(await answer(world, "IT", "ab", COME)).toMatchObject({ code: "part-not-open" });
    expect(await answer(world, "IT", "ab", { kind: "names-follow", parts: ["som-8"] })).toMatchObject({
      accepted: true,
    });
    expect((await world.delegation("IT")).delegation.parts).toMatchObject({
      "sc-2022-03": { status: "coming-named" },
      "som-8": { status: "coming-unnamed" },
    });
  });
});
