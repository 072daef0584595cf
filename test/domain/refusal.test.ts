import { expect, it } from "vitest";
import { isRefusal, refuse } from "#domain/refusal";

it("tells a refusal from everything else", () => {
  expect(refuse("four-eyes", "Ask a colleague.")).toEqual({
    refused: true,
    code: "four-eyes",
    sentence: "Ask a colleague.",
    details: {},
  });
  expect(isRefusal(refuse("x", "y", { cutOff: "z" }))).toBe(true);
  for (const value of [undefined, null, "refused", 1, [], {}, { refused: false }, { facts: [] }])
    expect(isRefusal(value)).toBe(false);
});
