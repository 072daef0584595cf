import { describe, expect, it } from "vitest";
import type { Nomination } from "#domain/delegation";
import { changeQuota } from "#domain/quota";
import { silentDelegation } from "#test/domain/examples";

const named = (number: string, parts: readonly string[], state: Nomination["state"] = "confirmed"): Nomination => ({
  number,
  state,
  parts,
  name: `Delegate ${number}`,
  email: null,
  language: "en",
  through: "ab",
});
const people = [named("ad", ["som-8"]), named("ae", ["som-8", "sc-2022-03"]), named("af", ["som-8"], "withdrawn")];
const decide = (quota: Parameters<typeof changeQuota>[1]["quota"], part = "som-8", delegation = silentDelegation) =>
  changeQuota({ delegation, nominations: people }, { part, quota });

describe("the quota of a delegation", () => {
  it("is that of one part, and says what was before", () => {
    expect(
      decide({ total: 3 }, "som-8", {
        ...silentDelegation,
        quota: { "sc-2022-03": { total: 1 }, "som-8": { total: 5 } },
      }),
    ).toMatchObject({
      delegation: { quota: { "sc-2022-03": { total: 1 }, "som-8": { total: 3 } } },
      named: 2,
      facts: [{ type: "invitation.quota-changed.v1", data: { partyCode: "AT", part: "som-8", before: 5, after: 3 } }],
    });
  });
  it("is taken away where nobody is to count", () => {
    const counted = { ...silentDelegation, quota: { "som-8": { total: 5 } } };
    expect(decide(null, "som-8", counted)).toMatchObject({
      delegation: { quota: {} },
      facts: [{ data: { after: null } }],
    });
  });
  it("82 · is not lowered below what was named, and says how many that are; who withdrew does not count", () => {
    expect(decide({ total: 1 })).toMatchObject({
      code: "below-named",
      sentence: expect.stringContaining("has named 2 people"),
      details: { named: 2 },
    });
    expect(decide({ total: 2 })).not.toHaveProperty("code");
    expect(decide({ total: 1 }, "sc-2022-03")).not.toHaveProperty("code");
  });
  it.each([
    ["of a part that it is not invited to", { total: 3 }, "som-9", "not-invited-to-part"],
    ["with more of one Capacity than in all", { total: 3, byCapacity: { Speaker: 4 } }, "som-8", "quota-contradicts"],
    ["that it has", { byCapacity: { Speaker: 1 } }, "sc-2022-03", "unchanged"],
  ])("%s is refused", (_, quota, part, code) => {
    const delegation = { ...silentDelegation, quota: { "sc-2022-03": { byCapacity: { Speaker: 1 } } } };
    expect(decide(quota, part, delegation)).toMatchObject({ code });
  });
  it("by Capacity alone has no number in all", () => {
    expect(decide({ byCapacity: { Adviser: 1 } })).toMatchObject({ facts: [{ data: { before: null, after: null } }] });
  });
  it("that nobody ever gave is none already", () => {
    expect(decide(null)).toMatchObject({ code: "unchanged" });
  });
});
