import { expect, it } from "vitest";
import { askedOf, readValues } from "#functions/site/answer-values";

it("the same form is the same command, in whatever order the table names the parts", () => {
  const form = new Map([
    ["who", "self"],
    ["answer", "come"],
    ["part.som-8", "yes"],
    ["part.sc-2022-03", "yes"],
  ]);
  const asked = [
    ["som-8", "sc-2022-03"],
    ["sc-2022-03", "som-8"],
  ].map((open) => {
    const values = readValues(form, { invitedTo: open, open });
    return values && askedOf(values, { functional: false, entitled: true });
  });
  expect(asked[0]).toEqual({ who: { kind: "self" }, answer: { kind: "come", parts: ["sc-2022-03", "som-8"] } });
  expect(asked[1]).toEqual(asked[0]);
});

it("a part that is postponed meanwhile is no choice any more, and no reason to take the form for forged", () => {
  const form = new Map([
    ["part.som-8", "yes"],
    ["part.sc-2022-03", "yes"],
  ]);
  const invitedTo = ["sc-2022-03", "som-8"];
  expect(readValues(form, { invitedTo, open: ["som-8"] })?.parts).toEqual(["som-8"]);
  expect(readValues(new Map([["part.other", "yes"]]), { invitedTo, open: invitedTo })).toBeUndefined();
});
