import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { systemClock } from "#platform/clock";
import { runtimeOf } from "#platform/runtime";

it("74 · the clock names the zone data by which this Node resolves wall times: those of its ICU", () => {
  expect(systemClock.tzdata()).toMatch(/^20\d\d[a-z]$/);
  expect(runtimeOf()).toMatchObject({ tz: systemClock.tzdata(), icu: process.versions["icu"] });
  const offset = new Intl.DateTimeFormat("en", { timeZone: "Africa/Juba", timeZoneName: "longOffset" });
  const { offset: resolved } = Temporal.PlainDateTime.from("2021-03-01T12:00").toZonedDateTime("Africa/Juba");
  expect(offset.format(Date.UTC(2021, 2, 1, 10))).toContain(`GMT${resolved}`);
});

it("the clock tells whole seconds in UTC", () => {
  expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});
