import { describe, expect, it } from "vitest";
import { sentenceOf } from "#events/message";
import { contentsOf, giverUp, isDeadLetterQueue } from "#lib/dead-letters";
import { functions } from "#lib/functions";
import { ofType, synthesized } from "#test/lib/synthesized";

/** CloudFormation puts this many random characters behind a queue's name, and AWS takes no longer one than this. */
const RANDOM = "-AbCdEfGhIjKl";
const LONGEST = 80;

describe("a dead-letter queue", () => {
  const queues = ofType(synthesized("prod").resources, "AWS::SQS::Queue").map(({ id }) => id);
  const dead = queues.filter(isDeadLetterQueue);
  it("is told by its name, on AWS within the longest that a name may be, with the function that gave up", () => {
    expect(dead).toHaveLength(19);
    const names = dead.map((id) => `convoke-prod-workflow-${id}${RANDOM}`);
    expect(names.filter(({ length }) => length > LONGEST)).toEqual([]);
    const known = functions.map(({ name }) => name);
    expect(names.map(giverUp).filter((name) => !known.some((one) => one === name))).toEqual([]);
    expect(new Set(names.map(giverUp)).size).toBe(18);
    expect(giverUp(`convoke-prod-workflow-mailbulkDeadLetters0EB5A25B${RANDOM}`)).toBe("mail-lanes");
  });
  it("has the same function by its name on one machine", () => {
    expect(giverUp("dev-workflow-mail-moments-Inbox-DeadLetters")).toBe("mail-moments");
    expect(giverUp("dev-workflow-mail-urgent-DeadLetters")).toBe("mail-lanes");
    expect(giverUp("Other-DeadLetters")).toBe("Other-DeadLetters");
  });
});

describe("a message", () => {
  it.each<[string, unknown, string]>([
    ["a mail", { mailId: "m-1" }, "mail (mailId m-1)"],
    ["a page", { roundId: "r-1", page: 0 }, "page (roundId r-1, page 0)"],
    [
      "a wake-up",
      { moment: "step", convocationId: "som-8", revision: 1 },
      "wake-up step (convocationId som-8, revision 1)",
    ],
    ["a wake-up without ids", { moment: "day" }, "wake-up day"],
    [
      "a fact",
      { "detail-type": "meeting.ended.v1", source: "convoke", detail: { data: { a: 1 }, convocationId: "som-8" } },
      "meeting.ended.v1 (convocationId som-8)",
    ],
    ["free text and addresses", { note: "a b c", to: "a@example.org", name: "أمينة" }, "message"],
    [
      "a mail's fate",
      {
        "detail-type": "Email Bounced",
        detail: { eventType: "Bounce", mail: { messageId: "0100", destination: ["a@example.org"] } },
      },
      "Email Bounced (messageId 0100)",
    ],
  ])("%s is told by its kind and ids alone", (_, body, sentence) => {
    expect(sentenceOf(contentsOf(JSON.stringify(body)))).toBe(sentence);
  });
  it("that is no JSON object is told as such", () => {
    for (const body of ["", "{", "7", "[]", "null"])
      expect(sentenceOf(contentsOf(body))).toBe("message that is no JSON object");
  });
});
