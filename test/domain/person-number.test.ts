import { expect, it } from "vitest";
import { indexOfPerson, personNumber } from "#domain/person-number";
import { personNumber as schema } from "#events/envelope";

it("numbers 1,024 people, each with two letters of their own, and back", () => {
  const numbers = Array.from({ length: 1_024 }, (_, index) => personNumber(index));
  expect(new Set(numbers).size).toBe(1_024);
  expect(numbers.map(indexOfPerson)).toEqual(numbers.map((_, index) => index));
  expect(numbers.every((number) => schema.safeParse(number).success)).toBe(true);
  expect([personNumber(0), personNumber(1), personNumber(32), personNumber(1_023)]).toEqual(["aa", "ab", "ba", "77"]);
});
