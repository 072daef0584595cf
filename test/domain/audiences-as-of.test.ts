import { describe, expect, it } from "vitest";
import { resolveAudience } from "#domain/audience";
import { audienceIn } from "#domain/audience-words";
import { realRegistry } from "#test/domain/real-registry";

/**
 * Written out by hand from the data by the reading of design rule 6: `unknown, before 2021` is 2020-12-31, `unknown, before
 * 2024` is 2023-12-31, `unknown, after 2022-10-10` is 2022-10-11, any other unknown end is open.
 */
const signatories = [
  ["AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT"],
  ["NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "GB", "DJ", "EG", "ER", "ET", "KE", "SO", "SS", "SD", "TN"],
  ["EC", "EEAS", "AUC"],
].flat();
const joinedBefore2021 = ["LY", "NO", "CH", "UG"];
const founding = ["IT", "FR", "DE", "EG", "ER", "ET", "SS", "NL", "EC", "EEAS", "AUC", "GB", "SD"];
const since2024 = ["IT", "FR", "DE", "EG", "ER", "ET", "SS", "NL", "EC", "EEAS", "AUC", "FI", "SE", "UG", "SO"];

const registry = realRegistry();
const sorted = (codes: readonly string[]) => [...codes].sort();

describe.each([
  ["2019-03-06", signatories, founding],
  ["2021-09-29", [...signatories, ...joinedBefore2021], founding],
  ["2022-03-22", [...signatories, ...joinedBefore2021], founding],
  ["2024-04-16", [...signatories, ...joinedBefore2021], since2024],
])("on %s", (day, members, committee) => {
  it("the members are those of the list, and nobody else", () => {
    const found = resolveAudience({ members: true }, registry, day);
    expect(sorted(found.map(({ code }) => code))).toEqual(sorted(members));
    expect(new Set(found.map(({ reason }) => reason))).toEqual(new Set(["member"]));
  });
  it("the steering committee is that of the list, and nobody else", () => {
    const found = resolveAudience({ bodies: ["steering-committee"] }, registry, day);
    expect(sorted(found.map(({ code }) => code))).toEqual(sorted(committee));
  });
  it("the words of a person mean the same", () => {
    for (const [words, codes] of [
      ["members", members],
      ["steering committee", committee],
    ] as const) {
      const said = audienceIn(words, registry, day);
      expect("entries" in said && sorted(said.entries.map(({ code }) => code))).toEqual(sorted(codes));
    }
  });
});
