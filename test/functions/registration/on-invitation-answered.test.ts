import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Nomination } from "#domain/delegation";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { mailSchema } from "#records/mail";
import { answer, type World, withInvitations } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

const come = { kind: "come", parts: ["sc-2022-03", "som-8"] };
const comeToSom = { kind: "come", parts: ["som-8"] };
const regret = { kind: "regret" };
const colleague = (name: string, email?: string) => ({
  kind: "colleague",
  parts: ["som-8"],
  colleague: { name, ...(email !== undefined && { email }) },
});

const reconcile = (world: World) =>
  onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
const registrations = async (world: World, code = "IT") =>
  (await world.delegation(code)).registrations.map(({ registration }) => registration);
const mails = (world: World, kind: string) => world.rows("DEL#", `M#${kind}#`).map((row) => mailSchema.parse(row));
/** Everything but the outcomes of commands. */
const state = (world: World) =>
  JSON.stringify([world.rows("").filter(({ pk }) => !pk.startsWith("CMD#")), world.facts()]);

describe("an acceptance", () => {
  it("becomes a registration with its fact and a confirmation", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", come);
    await reconcile(world);
    expect(await registrations(world)).toMatchObject([
      {
        number: "ab",
        state: "registered",
        parts: ["sc-2022-03", "som-8"],
        sequence: 0,
        generation: 1,
        v: 1,
        email: "focal.point.it@example.org",
      },
    ]);
    expect(mails(world, "confirmation")).toMatchObject([
      {
        state: "queued",
        about: { name: "Focal point of Italy", parts: ["sc-2022-03", "som-8"], sequence: 0, generation: 1 },
      },
    ]);
    const [fact] = world.facts("registration.registered.v1");
    expect(fact).toMatchObject({ mails: [mails(world, "confirmation")[0]?.mailId] });
    expect(String(fact?.["data"])).not.toMatch(/Italy|@/);
  });
  it("handled again changes nothing and confirms nothing twice", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", come);
    await reconcile(world);
    const before = state(world);
    await reconcile(world);
    await Promise.all([reconcile(world), reconcile(world)]);
    expect(state(world)).toBe(before);
  });
  it("of a colleague without an address is confirmed to the one who named them, under the colleague's name", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", colleague("Karl Kollege"));
    await reconcile(world);
    expect(await registrations(world)).toMatchObject([
      { number: "ae", name: "Karl Kollege", email: "focal.point.it@example.org" },
    ]);
    expect(mails(world, "confirmation")).toMatchObject([
      { to: { name: "Focal point of Italy", address: "focal.point.it@example.org" }, about: { name: "Karl Kollege" } },
    ]);
  });
  it("of a colleague with an address is confirmed to the colleague", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", colleague("Karl Kollege", "karl@example.org"));
    await reconcile(world);
    expect(mails(world, "confirmation")).toMatchObject([{ to: { name: "Karl Kollege", address: "karl@example.org" } }]);
  });
});

describe("what is no acceptance registers nobody", () => {
  it.each<[string, Record<string, unknown>]>([
    ["names to follow", { kind: "names-follow", parts: ["som-8"] }],
    ["a regret", regret],
    ["a State that takes no part", { kind: "no-part" }],
  ])("%s", async (_, said) => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", said);
    await reconcile(world);
    expect(await registrations(world)).toEqual([]);
    expect(mails(world, "confirmation")).toEqual([]);
  });
  it("a proposal through a forwarded link", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ac", come);
    await answer(world, "IT", "ab", come, { who: { kind: "other", name: "Gerda Gast", email: "gerda@example.org" } });
    await reconcile(world);
    expect((await registrations(world)).map(({ number }) => number)).toEqual(["ac"]);
  });
});

describe("a change of mind", () => {
  it("cancels with the sequence one on, and coming back is a new generation", async () => {
    const world = await withInvitations();
    for (const said of [come, regret, come]) {
      await answer(world, "IT", "ab", said);
      await reconcile(world);
    }
    expect(await registrations(world)).toMatchObject([{ state: "registered", sequence: 0, generation: 2, v: 3 }]);
    expect(mails(world, "cancellation")).toMatchObject([
      { about: { parts: ["sc-2022-03", "som-8"], sequence: 1, generation: 1 } },
    ]);
    expect(
      world
        .facts()
        .filter((row) => String(row["type"]).startsWith("registration."))
        .map((row) => row["type"]),
    ).toEqual(["registration.registered.v1", "registration.cancelled.v1", "registration.registered.v1"]);
  });
  it("to fewer parts is a new sequence of the same calendar object", async () => {
    const world = await withInvitations();
    for (const said of [come, comeToSom]) {
      await answer(world, "IT", "ab", said);
      await reconcile(world);
    }
    expect(await registrations(world)).toMatchObject([{ parts: ["som-8"], sequence: 1, generation: 1 }]);
    expect(mails(world, "confirmation").map(({ about }) => about["sequence"])).toEqual([0, 1]);
  });
  it("to a colleague cancels the one and registers the other", async () => {
    const world = await withInvitations();
    for (const said of [comeToSom, colleague("Karl Kollege")]) {
      await answer(world, "IT", "ab", said);
      await reconcile(world);
    }
    expect((await registrations(world)).map(({ number, state }) => [number, state])).toEqual([
      ["ab", "cancelled"],
      ["ae", "registered"],
    ]);
  });
  it("of the whole State cancels everybody", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", come);
    await answer(world, "IT", "ac", comeToSom);
    await reconcile(world);
    await answer(world, "IT", "ac", { kind: "no-part" });
    await reconcile(world);
    expect((await registrations(world)).map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
    expect(mails(world, "cancellation")).toHaveLength(2);
  });
});

describe("a fact that meets trouble", () => {
  it("of a delegation that is not there is a fault, to be tried again", async () => {
    const world = await withInvitations();
    await answer(world, "IT", "ab", come);
    const fact = world.newest(invitationAnswered);
    await expect(
      onInvitationAnswered(world)({ ...fact, data: { ...fact.data, delegationId: "aaaaaaaaaaaaaaaa" } }, world.act()),
    ).rejects.toThrow("is not there");
  });
  it("whose answer was lost after the write registers once", async () => {
    let lost = false;
    const tables = memoryTables({
      after(items) {
        if (lost || !items.some((item) => "put" in item && item.put.sk.startsWith("G#"))) return;
        lost = true;
        throw new Error("the answer was lost");
      },
    });
    const world = await withInvitations({ tables });
    await answer(world, "IT", "ab", come);
    await expect(reconcile(world)).rejects.toThrow("lost");
    await reconcile(world);
    expect(await registrations(world)).toMatchObject([{ v: 1, sequence: 0 }]);
    expect(mails(world, "confirmation")).toHaveLength(1);
  });
  it("that broke between two people is finished by the next try", async () => {
    let broken = false;
    const tables = memoryTables({
      before(items) {
        if (broken || !items.some((item) => "put" in item && item.put.sk === "G#ac")) return undefined;
        broken = true;
        throw new Error("the connection was lost");
      },
    });
    const world = await withInvitations({ tables });
    await answer(world, "IT", "ab", come);
    await answer(world, "IT", "ac", come);
    await expect(reconcile(world)).rejects.toThrow("lost");
    expect(await registrations(world)).toHaveLength(1);
    await reconcile(world);
    expect(await registrations(world)).toHaveLength(2);
    expect(mails(world, "confirmation")).toHaveLength(2);
  });
});

describe("facts repeated and out of order", () => {
  it("end in registrations that say what the nominations say, with sequences that calendars can follow", async () => {
    const said = fc.constantFrom(
      come,
      comeToSom,
      regret,
      { kind: "names-follow", parts: ["som-8"] },
      colleague("Karl Kollege", "karl@example.org"),
      { kind: "no-part" },
    );
    /** An answer through one of three links; then as many facts, old or new, as came in between. */
    const step = fc.record({
      person: fc.constantFrom("ab", "ac"),
      said,
      facts: fc.array(fc.nat(99), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const world = await withInvitations();
        const facts = [];
        for (const { person, said: one, facts: order } of steps) {
          const { unchanged } = await answer(world, "IT", person, one);
          if (unchanged === false) facts.push(world.newest(invitationAnswered));
          for (const pick of order) {
            const fact = facts[pick % Math.max(1, facts.length)];
            if (fact) await onInvitationAnswered(world)(fact, world.act("system:registration"));
          }
        }
        if (facts[0]) await onInvitationAnswered(world)(facts[0], world.act("system:registration"));
        const { nominations } = await world.delegation("IT");
        const coming = (one: Nomination) => one.state === "confirmed";
        const registered = (await registrations(world)).filter(({ state }) => state === "registered");
        expect(registered.map(({ number, parts }) => [number, parts])).toEqual(
          nominations.filter(coming).map(({ number, parts }) => [number, parts]),
        );
        // Each mail of a person is one sequence on, or the first of a new generation; each left with its fact.
        for (const { number } of await registrations(world)) {
          const told = [...mails(world, "confirmation"), ...mails(world, "cancellation")].filter(
            (mail) => mail.person === number,
          );
          const marks = told.map(({ about }) => Number(about["generation"]) * 100 + Number(about["sequence"]));
          expect(new Set(marks).size).toBe(told.length);
        }
        const sent = world.facts().filter((row) => String(row["type"]).startsWith("registration."));
        expect(mails(world, "confirmation").length + mails(world, "cancellation").length).toBe(sent.length);
      }),
      { numRuns: 25 },
    );
    expect.hasAssertions();
  });
});
