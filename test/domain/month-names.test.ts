import { describe, expect, it } from "vitest";
import { monthNumber } from "#domain/month-names";

describe("the number of a month", () => {
  it.each([
    ["January", 1],
    ["fevr.", 2],
    ["اذار/مارس", 3],
    ["اذار / مارس", 3],
    ["MAI", 5],
    ["Sept.", 9],
    ["كانون الاول", 12],
  ])("%s", (name, number) => {
    expect(monthNumber(name)).toBe(number);
  });
  it.each(["Brumaire", "Ma", "constructor", ""])("%j has none", (name) => {
    expect(monthNumber(name)).toBe(0);
  });
});
