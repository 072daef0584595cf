import { describe, expect, it } from "vitest";
import type { Registry } from "#domain/registry";
import { columnsOf, contactCells, pointsOf, registryTables, rowsOf } from "#domain/registry-table";

const open = { from: "2020-01-01", until: null, assumed: false };
const registry: Registry = {
  parties: [
    { code: "AT", kind: "guest", region: "europe", names: { en: "Austria" }, language: "en", timeZone: "UTC" },
    {
      code: "BE",
      kind: "guest",
      region: "europe",
      names: { en: "Belgium", fr: "Belgique", ar: "بلجيكا" },
      language: "fr",
      timeZone: "UTC",
      protocol: 1,
    },
  ],
  memberships: [{ ...open, code: "AT", kind: "observer", until: "2020-12-31" }],
  seats: [
    { ...open, code: "AT", body: "steering-committee", from: "0001-01-01", assumed: true },
    { ...open, code: "BE", body: "steering-committee", heldFor: "AT", until: "2019-12-31" },
  ],
  chairs: [{ ...open, code: "BE" }],
  focalPoints: [
    { ...open, code: "AT", person: "p1", role: "mission", rank: null },
    { ...open, code: "AT", person: "p2", role: "focal-point", rank: "primary", evidence: "NV/1", until: "2020-06-01" },
  ],
};

describe("a registry as tables", () => {
  it("has a row for each party, with empty cells for what is not there", () => {
    expect(rowsOf("parties", registry)).toMatchObject([
      { code: "AT", name_en: "Austria", name_fr: "", name_ar: "", protocol: "" },
      { code: "BE", name_fr: "Belgique", name_ar: "بلجيكا", protocol: "1", time_zone: "UTC" },
    ]);
  });
  it("writes a term as an import reads it: unknown, open, never and assumed", () => {
    expect(rowsOf("memberships", registry)).toEqual([
      { party: "AT", kind: "observer", from: "2020-01-01", until: "2020-12-31", assumed: "" },
    ]);
    expect(rowsOf("seats", registry)).toEqual([
      { party: "AT", body: "steering-committee", held_for: "", from: "unknown", until: "", assumed: "yes" },
      { party: "BE", body: "steering-committee", held_for: "AT", from: "2020-01-01", until: "never", assumed: "" },
    ]);
    expect(rowsOf("chairs", registry)).toEqual([{ party: "BE", from: "2020-01-01", until: "", assumed: "" }]);
  });
  it("of a day has the terms that hold, and every party", () => {
    const count = (day: string) =>
      (["parties", "memberships", "seats", "chairs"] as const).map((what) => rowsOf(what, registry, day).length);
    expect([count("2020-06-01"), count("2021-01-01"), count("2019-12-31")]).toEqual([
      [2, 1, 1, 1],
      [2, 0, 1, 1],
      [2, 0, 1, 0],
    ]);
    expect([pointsOf(registry).length, pointsOf(registry, "2020-06-02").length]).toEqual([2, 1]);
  });
  it("has the person beside the term in a row of contacts", () => {
    const person = { name: "Amina", email: "a@example.org", language: "en" } as const;
    const [mission, primary] = pointsOf(registry).map((point) => contactCells(point, person));
    expect(mission).toEqual({
      party: "AT",
      role: "mission",
      rank: "",
      ...person,
      since: "2020-01-01",
      until: "",
      evidence: "",
      assumed: "",
    });
    expect(primary).toMatchObject({ rank: "primary", evidence: "NV/1", until: "2020-06-01" });
  });
  it("names a column for every cell", () => {
    const person = { name: "Amina", email: "a@example.org", language: "en" } as const;
    for (const what of registryTables) {
      const rows =
        what === "contacts" ? pointsOf(registry).map((point) => contactCells(point, person)) : rowsOf(what, registry);
      for (const row of rows) expect(Object.keys(row).sort()).toEqual([...columnsOf(what)].sort());
    }
  });
});
