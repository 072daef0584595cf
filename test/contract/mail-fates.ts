import { beforeEach, describe, expect, it } from "vitest";
import type { Standing } from "#lib/local/engines/ses";
import { sesMailer } from "#platform/mailer";
import { sesQuota } from "#platform/quota";
import { outgoing, someTags } from "./mails.ts";
import type { Inside, MailPlace } from "./places/mails.ts";

/** What becomes of a mail, and when the account may not send: seen on our own engine only, an account of Amazon's shows neither. */
export function mailFates(place: () => MailPlace) {
  describe("mail and its fate", () => {
    let inside: Inside | undefined;
    beforeEach(async () => {
      inside = await place().fresh();
    });
    const hidden = () => expect(inside, "this engine shows no mails").toBeUndefined();
    const send = (address: string) =>
      sesMailer().send(outgoing(place().from, { to: { name: "A", address } }), someTags);

    it.each<[string, readonly string[], object]>([
      ["success", ["Email Sent", "Email Delivered"], { eventType: "Delivery" }],
      ["ooto", ["Email Sent", "Email Delivered"], { eventType: "Delivery" }],
      [
        "bounce",
        ["Email Sent", "Email Bounced"],
        { eventType: "Bounce", bounce: { bounceType: "Permanent", bounceSubType: "General" } },
      ],
      [
        "suppressionlist",
        ["Email Sent", "Email Bounced"],
        { eventType: "Bounce", bounce: { bounceType: "Permanent", bounceSubType: "Suppressed" } },
      ],
      [
        "complaint",
        ["Email Sent", "Email Delivered", "Email Complaint Received"],
        { eventType: "Complaint", complaint: { complaintFeedbackType: "abuse" } },
      ],
      ["bounce+b-1-abc01", ["Email Sent", "Email Bounced"], { eventType: "Bounce" }],
    ])("the simulator's %s tells what it is for, with the mail's own tags", async (mailbox, types, last) => {
      const answer = await send(`${mailbox}@simulator.amazonses.com`);
      if (inside === undefined) return hidden();
      expect(inside.events.map((event) => event["detail-type"])).toEqual(types);
      expect(inside.events.at(-1)).toMatchObject({
        source: "aws.ses",
        detail: {
          ...last,
          mail: {
            messageId: answer.kind === "sent" ? answer.sesId : undefined,
            destination: [`${mailbox}@simulator.amazonses.com`],
            tags: {
              mail: ["B-1-abc01"],
              kind: ["invitation"],
              "ses:configuration-set": [process.env["CONFIGURATION_SET"]],
            },
          },
        },
      });
    });

    it("arrives with the headers that it was given, and those that Amazon writes", async () => {
      const answer = await send("capital@state.example.org");
      if (inside === undefined) return hidden();
      const raw = inside.ses.get(answer.kind === "sent" ? answer.sesId : "")?.raw ?? "";
      expect(raw).toContain("List-Unsubscribe: <https://site.example.org/u/x>");
      expect(raw).toContain("Auto-Submitted: auto-generated");
      expect(raw).toMatch(/^Message-ID: <[^>]+\.amazonses\.com>/m);
      expect(raw).toMatch(/^From: =\?UTF-8\?.*<secretariat@convoke\.example\.org>/m);
      expect(raw).not.toMatch(/[^ -~\s]/);
    });

    it.each<[string, Partial<Standing>, string, string]>([
      ["paused", { sendingEnabled: false }, "paused", "SendingPausedException"],
      ["suspended", { enforcement: "SHUTDOWN" }, "paused", "AccountSuspendedException"],
      ["in the sandbox", { productionAccess: false }, "never", "MessageRejected"],
      ["at the end of its day", { max24HourSend: 0 }, "paused", "LimitExceededException"],
    ])("does not leave an account that is %s", async (_, standing, kind, reason) => {
      if (inside === undefined) return hidden();
      inside.ses.change(standing);
      expect(await send("capital@state.example.org")).toEqual({ kind, reason });
      expect(inside.events).toEqual([]);
    });

    it("counts against the day, which ends 24 hours later", async () => {
      if (inside === undefined) return hidden();
      inside.ses.change({ max24HourSend: 2 });
      expect((await send("a@state.example.org")).kind).toBe("sent");
      expect((await send("b@state.example.org")).kind).toBe("sent");
      expect((await send("c@state.example.org")).kind).toBe("paused");
      expect(await sesQuota().quota()).toMatchObject({ perDay: 2, sentLastDay: 2, enabled: true });
      inside.pass(86_401);
      expect((await send("c@state.example.org")).kind).toBe("sent");
      expect(await sesQuota().quota()).toMatchObject({ sentLastDay: 1 });
    });

    it("may be without a limit for the day", async () => {
      if (inside === undefined) return hidden();
      inside.ses.change({ max24HourSend: -1 });
      expect((await send("a@state.example.org")).kind).toBe("sent");
      expect(await sesQuota().quota()).toMatchObject({ perDay: Number.POSITIVE_INFINITY, sentLastDay: 1 });
    });

    it("goes so many a second", async () => {
      if (inside === undefined) return hidden();
      // So slow that real time does not matter: one in a hundred seconds.
      inside.ses.change({ maxSendRate: 0.01 });
      const kinds = [];
      for (const name of ["a", "b"]) kinds.push(await send(`${name}@state.example.org`));
      expect(kinds).toMatchObject([{ kind: "sent" }, { kind: "later", reason: "TooManyRequestsException" }]);
      inside.pass(101);
      expect((await send("b@state.example.org")).kind).toBe("sent");
    });

    it("does not leave without its configuration set, nor from a sender that nobody verified", async () => {
      const known = process.env["CONFIGURATION_SET"];
      process.env["CONFIGURATION_SET"] = "no-such-set";
      const answer = await send("capital@state.example.org");
      process.env["CONFIGURATION_SET"] = known;
      expect(answer).toMatchObject({ kind: "never" });
      const stranger = outgoing("secretariat@stranger.example.net");
      expect(await sesMailer().send(stranger, someTags)).toMatchObject({ kind: "never", reason: "MessageRejected" });
    });
  });
}
