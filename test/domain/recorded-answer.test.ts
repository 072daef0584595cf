import { describe, expect, it } from "vitest";
import type { Delegation, Invitee, Nomination } from "#domain/delegation";
import { decideRecorded, focalPoints, type Recorded } from "#domain/recorded-answer";
import { isRefusal } from "#domain/refusal";

const open = { status: "unanswered", at: null, by: null } as const;
const delegation: Delegation = {
  id: "k7x2m4qpa3bd5fzt",
  convocationId: "som-8-cluster",
  partyCode: "EG",
  parts: { "som-8": open, "sc-2022-03": open },
  open: 2,
  people: 3,
  cutOff: "2022-03-04T17:00:00Z",
};
const person = (number: string, name: string, more: Partial<Invitee> = {}): Invitee => ({
  number,
  name,
  email: `${name.toLowerCase()}@example.org`,
  language: "en",
  entitled: true,
  functional: false,
  answer: "none",
  ...more,
});
const invitees = [person("ab", "Focal"), person("ac", "Deputy"), person("ad", "Mission", { functional: true })];
const IN_TIME = "2022-02-10T08:00:00Z";
const LATE = "2022-03-10T08:00:00Z";
const letter: Recorded = { answer: "names-follow", channel: "letter" };
const decide = (said: Partial<Recorded>, now = IN_TIME, nominations: readonly Nomination[] = []) =>
  decideRecorded({ ...letter, ...said }, { delegation, invitees, nominations }, now);
function decided(said: Partial<Recorded>, now = IN_TIME, nominations: readonly Nomination[] = []) {
  const result = decide(said, now, nominations);
  if (isRefusal(result)) throw new Error(result.sentence);
  return result;
}

describe("an answer that staff record", () => {
  it("speaks for every part that the party is invited to, where none is named", () => {
    expect(decided({ answer: "names-follow" }).facts).toMatchObject([
      {
        type: "invitation.answered.v1",
        data: {
          channel: "letter",
          answers: [
            { part: "som-8", answer: "coming-unnamed" },
            { part: "sc-2022-03", answer: "coming-unnamed" },
          ],
        },
      },
    ]);
  });
  it("names who comes: a stranger as a colleague of the first focal point, an invited person as themselves", () => {
    const colleague = decided({ answer: "come", name: "Karl", email: "karl@example.org", parts: ["som-8"] });
    expect(colleague).toMatchObject({
      kind: "colleague",
      heard: [{ invitee: { number: "ab" }, kind: "colleague" }],
      nominations: [{ number: "ae", name: "Karl", state: "confirmed", through: "ab" }],
    });
    const themselves = decided({ answer: "come", email: "DEPUTY@example.org" });
    const heard = [{ invitee: { number: "ac" }, kind: "come" }];
    expect(themselves).toMatchObject({ heard, nominations: [{ number: "ac", name: "Deputy" }] });
    expect(decided({ answer: "come", name: "Deputy" })).toMatchObject({ heard });
  });
  it("is one person's regret, not the State's", () => {
    const { facts, heard } = decided({ answer: "regret", name: "Deputy" });
    expect([heard, facts]).toMatchObject([[{ invitee: { number: "ac" } }], [{ data: { answers: [] } }]]);
  });
  it.each<[string, Partial<Recorded>, string]>([
    ["come, and nobody named", { answer: "come" }, "name-needed"],
    ["regret, and nobody named", { answer: "regret" }, "whose-regret"],
    ["regret of somebody unknown", { answer: "regret", name: "Nobody" }, "whose-regret"],
    ["a part of another meeting", { parts: ["som-9"] }, "not-invited-to-part"],
    ["no part at all", { parts: [] }, "no-part-chosen"],
    ["27 · the name of every object as a part", { parts: ["constructor"] }, "not-invited-to-part"],
    ["27 · __proto__ as a part", { parts: ["__proto__"] }, "not-invited-to-part"],
  ])("is refused: %s", (_, said, code) => {
    const result = decide(said);
    expect(result).toMatchObject({ code });
    expect(isRefusal(result) && result.sentence).toMatch(/^[A-Z].*\.$/);
  });
  it("names the part that is none of the invitation's, those that are, and what a Capacity may be", () => {
    const result = decide({ answer: "come", people: [{ name: "Ms Head", parts: ["Boss"] }] });
    expect(isRefusal(result) && result.sentence).toMatch(
      /no meeting Boss; it covers .*som-8.* Capacity .*HeadOfDelegation/,
    );
  });
});

describe("after the cut-off", () => {
  it("a reason is needed, and enough", () => {
    expect(decide({ answer: "no-part" }, LATE)).toMatchObject({ code: "reason-needed" });
    expect(decided({ answer: "no-part", reason: "The note came late" }, LATE).facts).toHaveLength(1);
  });
  it("exactly at the cut-off none is needed", () => {
    expect(decided({ answer: "no-part" }, delegation.cutOff).facts).toHaveLength(1);
  });
});

describe("who is told", () => {
  it("are the focal points, and an office only where there is nobody else", () => {
    expect(focalPoints(invitees).map(({ number }) => number)).toEqual(["ab", "ac"]);
    expect(focalPoints(invitees.slice(2)).map(({ number }) => number)).toEqual(["ad"]);
    expect(decideRecorded(letter, { delegation, invitees: [], nominations: [] }, IN_TIME)).toMatchObject({
      code: "nobody-invited",
    });
  });
});
