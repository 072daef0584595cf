import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { colleague, come, guest, noPart, state } from "#test/functions/invitation/answers";
import { answer, CONVOCATION, withInvitations } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";
import { anyText } from "#test/texts";

describe("an answer that is refused writes nothing but the refusal", () => {
  const long = (length: number) => "n".repeat(length);
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ["40 · CR LF and Bcc in a colleague's name", colleague({ name: "Karl\r\nBcc: spy@example.com" }), {}, "malformed"],
    [
      "40 · CR LF and Bcc in a guest's name",
      come,
      { who: guest({ name: "Gerda\r\nBcc: spy@example.com" }) },
      "malformed",
    ],
    [
      "40 · CR LF and Bcc in an address",
      colleague({ name: "Karl", email: "karl@example.org\r\nBcc: spy@example.com" }),
      {},
      "address",
    ],
    ["40 · CR LF in a reason", { kind: "regret", reason: "On leave\r\nBcc: spy@example.com" }, {}, "malformed"],
    ["41 · a bare CR in a name", colleague({ name: "Karl\rKollege" }), {}, "malformed"],
    ["41 · U+0085 in a name", colleague({ name: "Karl\u0085Kollege" }), {}, "malformed"],
    ["41 · U+2028 in a name", colleague({ name: "Karl\u2028Kollege" }), {}, "malformed"],
    ["42 · a bidi override in a name", colleague({ name: "Karl \u202Egro.elpmaxe" }), {}, "malformed"],
    ["43 · a name of 121 characters", colleague({ name: long(121) }), {}, "malformed"],
    ["43 · a reason of 10,000 characters", { kind: "regret", reason: long(10_000) }, {}, "malformed"],
    ["44 · an empty name", colleague({ name: "" }), {}, "malformed"],
    ["44 · a blank name", colleague({ name: " \u00A0 " }), {}, "malformed"],
    ["44 · a name of combining marks", colleague({ name: "\u0301\u0300" }), {}, "malformed"],
    ["45 · a lone surrogate in a name", colleague({ name: "Karl \uD83D" }), {}, "malformed"],
    [
      "58 · two addresses for a colleague",
      colleague({ name: "Karl", email: "karl@example.org, olga@example.org" }),
      {},
      "address",
    ],
    ["58 · two addresses for a guest", come, { who: guest({ email: "gerda@example.org;spy@example.com" }) }, "address"],
    [
      "59 · a display name in the address",
      colleague({ name: "Karl", email: "Karl <karl@example.org>" }),
      {},
      "address",
    ],
    ["60 · a quoted local part", colleague({ name: "Karl", email: '"karl"@example.org' }), {}, "address"],
    ["62 · a non-ASCII local part", colleague({ name: "Karl", email: "kärl@example.org" }), {}, "address"],
    ["63 · an IDN in letters", colleague({ name: "Karl", email: "karl@bücher.example" }), {}, "address"],
    ["64 · localhost", colleague({ name: "Karl", email: "karl@localhost" }), {}, "address"],
    ["65 · 321 characters", colleague({ name: "Karl", email: `${long(309)}@example.org` }), {}, "malformed"],
    ["an empty address", colleague({ name: "Karl", email: "" }), {}, "address"],
    ["a part that the invitation does not cover", { kind: "come", parts: ["sc-2022-03"] }, {}, "not-invited-to-part"],
    ["27 · a part of the name of every object", { kind: "come", parts: ["constructor"] }, {}, "not-invited-to-part"],
    ["no part", { kind: "come", parts: [] }, {}, "no-part-chosen"],
    ["26 · a text for the parts", { kind: "come", parts: "som-8" }, {}, "malformed"],
    ["an answer that is none", { kind: "perhaps" }, {}, "malformed"],
    ["5 · a person who is not of this delegation", come, { person: "zz" }, "no-such-invitation"],
    ["5 · a delegation that is not there", come, { delegationId: "aaaaaaaaaaaaaaaa" }, "no-such-invitation"],
    ["36 · the version of a page that never was", come, { expectedVersion: 7 }, "changed-since"],
    ["a forwarded link that answers for the State", noPart, { who: guest() }, "not-yours-to-answer"],
  ])("%s", async (_, said, rest, code) => {
    const world = await withInvitations();
    const before = state(world);
    const outcome = await answer(world, "AT", "ab", said, rest);
    expect(outcome).toMatchObject({ accepted: false, code, sentence: expect.stringMatching(/\.$/) });
    expect(JSON.stringify(outcome)).not.toMatch(/spy|bücher|kärl|nnnn|gerda/i);
    expect(state(world)).toBe(before);
  });
  it("58 · an address is refused with the field that holds it and what is wrong", async () => {
    const world = await withInvitations();
    expect(await answer(world, "AT", "ab", colleague({ name: "Karl", email: "a@b.org c@d.org" }))).toMatchObject({
      field: "colleagueEmail",
      fault: "several",
    });
    expect(await answer(world, "AT", "ab", come, { who: guest({ email: "x" }) })).toMatchObject({
      field: "otherEmail",
      fault: "shape",
    });
  });
  it("9 · one second after the cut-off, and taken at its very second", async () => {
    const world = await withInvitations();
    world.clock.set("2022-03-11T22:59:01Z");
    expect(await answer(world, "AT", "ab", come)).toMatchObject({
      code: "after-cut-off",
      cutOff: "2022-03-11T22:59:00Z",
    });
    world.clock.set("2022-03-11T22:59:00Z");
    expect(await answer(world, "AT", "ab", come)).toMatchObject({ accepted: true });
  });
  it("6 · through a link that was replaced while the answer was on its way", async () => {
    let replaced = false;
    const tables = memoryTables({
      before(items) {
        const answering = items.some((item) => "put" in item && item.put.sk.startsWith("R#"));
        if (!answering || replaced) return undefined;
        replaced = true;
        const invitee = tables
          .rows()
          .find((row) => row.sk === "I#ab" && row["email"] === "focal.point.at@example.org")!;
        void tables.put({ ...invitee, epoch: 2 }, []);
        return undefined;
      },
    });
    const world = await withInvitations({ tables });
    expect(await answer(world, "AT", "ab", come)).toMatchObject({ accepted: false, code: "no-such-invitation" });
    expect((await world.delegation("AT")).responses).toEqual([]);
  });
  it("after the meeting has ended", async () => {
    const world = await withInvitations();
    const { delegation } = await world.delegation("AT");
    world.clock.set("2022-03-24T00:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    world.clock.set("2022-03-01T00:00:00Z");
    const before = state(world);
    expect(await answer(world, "AT", "ab", come)).toMatchObject({ code: "meeting-over" });
    expect(state(world)).toBe(before);
    expect(delegation.open).toBe(1);
  });
});

describe("texts of people are kept as they are and mean nothing", () => {
  it.each([
    ["47 · markup", "<b>Karl</b> <!-- x --> ]]> </textarea>"],
    ["48 · a bare domain", "Karl example.com"],
    ["49 · a Markdown link", "[Karl](javascript:alert(1))"],
    ["50 · template syntax of every kind", "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} {name} %s $1"],
    ["51 · a placeholder whose value is a placeholder", "{invitee}"],
    ["53 · query operators", "$gt {'$ne': null} ' OR 1=1 --"],
    ["54 · key separators", "Karl#Kollege|N#ab"],
    ["55 · LaTeX", "\\input{/etc/passwd} Karl"],
    ["57 · Arabic beside Latin, and the Turkish i", "Karl كارل İı"],
    ["27 · the name of every object", "__proto__ constructor"],
  ])("%s", async (_, name) => {
    const world = await withInvitations();
    expect(await answer(world, "AT", "ab", colleague({ name }))).toMatchObject({ accepted: true });
    const { nominations, responses } = await world.delegation("AT");
    expect(nominations).toMatchObject([{ name }]);
    expect(responses).toMatchObject([{ names: [name] }]);
  });
});

describe("whatever an answer page could send", () => {
  it("is taken or refused with a code and a sentence, never an exception, and a refusal changes nothing", async () => {
    const text = fc.oneof(anyText(), fc.constantFrom("Karl", "karl@example.org"));
    const said = fc.oneof(
      fc.record({
        kind: fc.constantFrom("come", "names-follow"),
        parts: fc.array(fc.oneof(fc.constant("som-8"), text), { maxLength: 3 }),
      }),
      fc.record({
        kind: fc.constant("colleague"),
        parts: fc.constant(["som-8"]),
        colleague: fc.record({ name: text, email: text }, { requiredKeys: ["name"] }),
      }),
      fc.record({ kind: fc.constantFrom("regret", "no-part"), reason: text }, { requiredKeys: ["kind"] }),
    );
    const who = fc.oneof(
      fc.constant({ kind: "self" }),
      fc.record({ kind: fc.constant("other"), name: text, email: text }),
    );
    const world = await withInvitations();
    await fc.assert(
      fc.asyncProperty(said, who, fc.constantFrom("ab", "ac", "ad"), async (one, whoever, person) => {
        const before = state(world);
        const outcome = await answer(world, "AT", person, one, { who: whoever });
        if (outcome.accepted) return;
        expect(outcome).toMatchObject({
          code: expect.stringMatching(/^[a-z-]+$/),
          sentence: expect.stringMatching(/\.$/),
        });
        expect(state(world)).toBe(before);
      }),
    );
    expect((await world.delegation("AT")).responses.length).toBeGreaterThan(0);
  });
});
