import { describe, expect, it } from "vitest";
import { isOpenTo, type Reader } from "#domain/document-access";

describe("to whom a document of the SOM is open", () => {
  const nobody: Reader = { invitedTo: [], registeredFor: [], member: false };
  const invited = { ...nobody, invitedTo: ["som-8"] };
  const participant = { ...invited, registeredFor: ["som-8"] };
  const member = { ...invited, member: true };
  const committee = { ...nobody, invitedTo: ["sc-2022-03"], registeredFor: ["sc-2022-03"] };
  it.each([
    ["public", { nobody: false, invited: false, participant: true, member: true, committee: false }],
    ["participants", { nobody: false, invited: false, participant: true, member: false, committee: false }],
    ["members", { nobody: false, invited: false, participant: false, member: true, committee: false }],
  ] as const)("%s: told are", (audience, told) => {
    const readers = { nobody, invited, participant, member, committee };
    expect(
      Object.fromEntries(Object.entries(readers).map(([name, reader]) => [name, isOpenTo(audience, "som-8", reader)])),
    ).toEqual(told);
  });
  it.each([
    ["public", { nobody: false, invited: false, participant: true, member: true, committee: true }],
    ["participants", { nobody: false, invited: false, participant: true, member: false, committee: true }],
    ["members", { nobody: false, invited: false, participant: false, member: true, committee: false }],
    ["steering-committee", { nobody: false, invited: false, participant: false, member: false, committee: false }],
  ] as const)("%s, of the whole: told are participants of any part", (audience, told) => {
    const readers = { nobody, invited, participant, member, committee };
    expect(
      Object.fromEntries(Object.entries(readers).map(([name, reader]) => [name, isOpenTo(audience, null, reader)])),
    ).toEqual(told);
  });
  it("a committee document is closed to whoever is not invited to the committee, members and participants of the SOM too", () => {
    expect([nobody, participant, member].map((reader) => isOpenTo("steering-committee", "sc-2022-03", reader))).toEqual(
      [false, false, false],
    );
    expect(isOpenTo("steering-committee", "sc-2022-03", committee)).toBe(true);
  });
});
