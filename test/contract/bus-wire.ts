import { PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type BusPlace, type RuleName, ruleNames } from "./places/buses.ts";

const envelope = z.object({
  version: z.literal("0"),
  id: z.string(),
  "detail-type": z.string(),
  source: z.string(),
  account: z.string().regex(/^\d{12}$/),
  time: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.record(z.string(), z.unknown()),
});

/** Which rules an event reaches, and what the answer to a call says. */
export function busWire(place: () => BusPlace) {
  describe("the bus on the wire", () => {
    beforeEach(async () => {
      await Promise.all(ruleNames.map((rule) => place().taken(rule)));
    });
    const entry = (DetailType: string, detail: unknown, more: Partial<PutEventsRequestEntry> = {}) => ({
      EventBusName: place().busName,
      Source: "convoke",
      DetailType,
      Detail: JSON.stringify(detail),
      ...more,
    });
    const put = (...Entries: PutEventsRequestEntry[]) => place().bus.send(new PutEventsCommand({ Entries }));

    it.each<[string, string, unknown, Partial<PutEventsRequestEntry>, readonly RuleName[]]>([
      ["an alarm that is loud enough", "alarm.v1", { level: 5, reply: 1 }, {}, ["all", "urgent"]],
      ["an alarm that is not", "alarm.v1", { level: 4.9, reply: 1 }, {}, ["all"]],
      ["a level that is a text", "alarm.v1", { level: "9", reply: 1 }, {}, ["all"]],
      ["no alarm", "calm.v1", { level: 9, reply: 1 }, {}, ["all"]],
      ["another source", "alarm.v1", { level: 9, reply: 1 }, { Source: "guest" }, ["all", "other"]],
      ["a field that is missing", "calm.v1", { x: 1 }, {}, ["all", "absent"]],
      ["a field that is null", "calm.v1", { reply: null }, {}, ["all"]],
      ["one of two", "calm.v1", { b: "xy", reply: 1 }, {}, ["all", "either"]],
      ["neither of two", "calm.v1", { a: "y", b: "x", reply: 1 }, {}, ["all"]],
    ])("%s goes where its rules say", async (_, type, detail, more, expected) => {
      expect((await put(entry(type, detail, more))).FailedEntryCount).toBe(0);
      const counts = await Promise.all(
        ruleNames.map(async (rule) => (await place().taken(rule, expected.includes(rule) ? 1 : 0)).length),
      );
      const reached = ruleNames.filter((_, index) => counts[index] === 1);
      expect(reached).toEqual(ruleNames.filter((rule) => expected.includes(rule)));
    });

    it("an event arrives in its envelope, with the id that was answered", async () => {
      const Time = new Date("2022-01-02T03:04:05Z");
      const { Entries = [] } = await put(entry("calm.v1", { reply: 1 }, { Time, Resources: ["arn:aws:s3:::x"] }));
      const [event] = (await place().taken("all", 1)).map((text) => envelope.parse(JSON.parse(text)));
      expect(event).toMatchObject({
        id: Entries[0]?.EventId,
        source: "convoke",
        "detail-type": "calm.v1",
        time: "2022-01-02T03:04:05Z",
        resources: ["arn:aws:s3:::x"],
        detail: { reply: 1 },
      });
    });

    it("counts what it did not take, and answers each entry at its place", async () => {
      const answer = await put(
        entry("calm.v1", { reply: 1 }),
        entry("calm.v1", {}, { Detail: "{" }),
        entry("", { reply: 2 }),
        entry("calm.v1", { reply: 3 }),
        entry("calm.v1", {}, { Source: "aws.ses" }),
      );
      expect(answer.FailedEntryCount).toBe(3);
      expect(
        (answer.Entries ?? []).map(({ ErrorCode, EventId }) => ErrorCode ?? (EventId === undefined ? "" : "taken")),
      ).toEqual(["taken", "MalformedDetail", "InvalidArgument", "taken", "NotAuthorizedForSourceException"]);
      expect(await place().taken("all", 2)).toHaveLength(2);
    });

    it("refuses a call without entries, and one of more than ten", async () => {
      await expect(put()).rejects.toMatchObject({ name: "ValidationException" });
      const eleven = Array.from({ length: 11 }, (_, n) => entry("calm.v1", { n }));
      await expect(put(...eleven)).rejects.toMatchObject({ name: "ValidationException" });
      expect(await place().taken("all")).toEqual([]);
    });

    it("refuses a call that is heavier than a megabyte, whole", async () => {
      const heavy = Array.from({ length: 3 }, (_, n) => entry("calm.v1", { n, text: "x".repeat(400_000) }));
      await expect(put(...heavy)).rejects.toThrow();
      expect(await place().taken("all")).toEqual([]);
    });
  });
}
