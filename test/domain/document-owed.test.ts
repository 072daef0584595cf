import { describe, expect, it } from "vitest";
import { owedBy } from "#domain/document-owed";
import { convened as convocation } from "#test/domain/examples";

/** A series of webinars, of the parts that the examples have. */
function series() {
  const held = convocation();
  return { ...held, id: "thb-4ps", parts: held.parts.map((part, index) => ({ ...part, module: index + 1 })) };
}
const ids = (owed: ReturnType<typeof owedBy>) => owed.map(({ id }) => id);

describe("what a convocation that is over owes", () => {
  it("a readout of each part, and a cluster no reader", () => {
    expect(ids(owedBy(convocation(), []))).toEqual(["sc-2022-03-readout", "som-8-readout"]);
  });
  it("not what is there already, by whatever id", () => {
    const known = [{ id: "what-was-said", kind: "readout", part: "som-8" }];
    expect(ids(owedBy(convocation(), known))).toEqual(["sc-2022-03-readout"]);
  });
  it("no readout of a part that did not take place", () => {
    const held = convocation();
    const parts = held.parts.map((part) => (part.id === "som-8" ? { ...part, state: "cancelled" as const } : part));
    expect(ids(owedBy({ ...held, parts }, []))).toEqual(["sc-2022-03-readout"]);
  });
  it("of a series also a reader, put together from its notes in order, for the chair to clear", () => {
    const known = [
      { id: "note-2", kind: "background-note", part: "som-8" },
      { id: "note-1", kind: "background-note", part: "sc-2022-03" },
      { id: "plan", kind: "work-plan", part: "som-8" },
    ];
    expect(owedBy(series(), known).at(-1)).toMatchObject({
      id: "thb-4ps-reader",
      part: null,
      kind: "reader",
      assembles: [{ document: "note-1" }, { document: "note-2" }],
      toBeClearedBy: "chair",
    });
    expect(ids(owedBy(series(), [{ id: "reader", kind: "reader", part: null }]))).not.toContain("thb-4ps-reader");
  });
});
