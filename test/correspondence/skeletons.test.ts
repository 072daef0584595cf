import { expect, it } from "vitest";
import { compileSkeleton } from "#bin/skeletons";
import ltr from "#correspondence/skeletons/ltr.json" with { type: "json" };
import rtl from "#correspondence/skeletons/rtl.json" with { type: "json" };

it.each([
  ["ltr", ltr],
  ["rtl", rtl],
] as const)(
  "the committed %s skeleton is what MJML makes of its source (else: node bin/skeletons.ts)",
  async (direction, committed) => {
    expect(await compileSkeleton(direction)).toEqual(committed);
  },
);
