import { describe, expect, it } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { board } from "#functions/console/board";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { mailKey } from "#records/mail";
import { aWeekLater, change } from "#test/functions/told";
import { answer, CONVOCATION, expand, release, type World, withInvitations } from "#test/functions/world";

async function shown(world: World) {
  const all = await board(world.tables, CONVOCATION);
  if (!all) throw new Error("there is no board");
  return { ...all, of: (code: string) => all.parties.find((party) => party.code === code) };
}

describe("the board of a convocation", () => {
  it("shows each party invited, its answer by part, and who is registered", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", { kind: "come", parts: ["som-8"] });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    const { of } = await shown(world);
    expect(of("IT")).toMatchObject({
      name: "Italy",
      invited: 3,
      answer: "coming",
      parts: { "sc-2022-03": "regrets", "som-8": "coming-named" },
      registered: 1,
      registeredFor: { "sc-2022-03": 0, "som-8": 1 },
      proposed: 0,
    });
    expect(of("AT")).toMatchObject({ answer: "silent", registered: 0 });
  });
  it.each([
    ["a State that takes no part", { kind: "no-part" }, {}, { answer: "regrets", proposed: 0 }],
    ["one person's regret", { kind: "regret" }, {}, { answer: "silent", proposed: 0 }],
    ["names to follow", { kind: "names-follow", parts: ["som-8"] }, {}, { answer: "coming", registered: 0 }],
    [
      "a proposal",
      { kind: "come", parts: ["som-8"] },
      { who: { kind: "other", name: "Gerda", email: "gerda@example.org" } },
      { answer: "silent", proposed: 1 },
    ],
  ])("tells %s", async (_, said, rest, expected) => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", said, rest);
    expect((await shown(world)).of("AT")).toMatchObject(expected);
  });
  it("shows a party that is asked again as to confirm, before anybody was told too", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", { kind: "come", parts: ["som-8", "sc-2022-03"] });
    await change(world, "reschedule-meeting", aWeekLater);
    const { of, revision } = await shown(world);
    expect(of("IT")).toMatchObject({
      answer: "to-confirm",
      parts: { "som-8": "to-confirm", "sc-2022-03": "coming-named" },
    });
    expect([of("AT")?.answer, revision]).toEqual(["silent", 2]);
  });
  it("counts the invitations of every round in four numbers that add up", async () => {
    const world = await withInvitations();
    await expand(world, await release(world, "round-2", { parties: ["DE"] }));
    const { invitees } = await world.delegation("DE");
    const states = ["sent", "skipped", "unknown"];
    for (const [index, { invitation }] of invitees.entries())
      await world.tables.update({ key: mailKey(invitation)!, set: { state: states[index]! }, when: [] });
    await fromSesEvents(world)({ type: "Bounce", mail: invitees[0]!.invitation });
    const { mails, of } = await shown(world);
    expect(mails).toEqual({ waiting: 6, sent: 1, notSent: 1, unknown: 1, delivered: 0, bounced: 1 });
    expect(of("DE")?.mails).toEqual({ waiting: 0, sent: 1, notSent: 1, unknown: 1, delivered: 0, bounced: 1 });
  });
  it("of a meeting that is not there is none", async () => {
    expect(await board((await withInvitations()).tables, "nowhere")).toBeUndefined();
  });
});
