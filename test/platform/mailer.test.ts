import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { compose, type Outgoing } from "#platform/mailer";

const mail: Outgoing = {
  from: { name: "Secretariat", address: "secretariat@example.org" },
  replyTo: "office@example.org",
  to: { name: "Focal point of Austria", address: "focal.point.at@example.org" },
  subject: "Invitation: 8th Senior Officials’ Meeting",
  text: "Please answer.",
  html: "<p>Please answer.</p>",
  headers: { "List-Unsubscribe": "<https://example.org/u/x>" },
  mailId: "B-r-som-0001-k7x2m4qpa3bd5fztab",
  date: "2022-02-01T08:00:00Z",
};
const object = (n: number) => `BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nX-N:${n}\r\nEND:VCALENDAR\r\n`;
const calendar = { method: "REQUEST", objects: [object(1), object(2)] } as const;

describe("a mail as it is handed to the service", () => {
  it("is the same bytes every time", async () => {
    const [first, second] = [await compose({ ...mail, calendar }), await compose({ ...mail, calendar })];
    expect(first.equals(second)).toBe(true);
    expect((await compose({ ...mail, mailId: "B-r-som-0001-k7x2m4qpa3bd5fztac" })).equals(await compose(mail))).toBe(
      false,
    );
  });
  it("bears its day, its id and what keeps machines from answering it", async () => {
    const { date, messageId, headers } = await PostalMime.parse(await compose(mail));
    expect([new Date(date!).toISOString(), messageId]).toEqual([
      "2022-02-01T08:00:00.000Z",
      "<B-r-som-0001-k7x2m4qpa3bd5fztab@example.org>",
    ]);
    const held = Object.fromEntries(headers.map(({ key, value }) => [key, value]));
    expect(held).toMatchObject({
      "auto-submitted": "auto-generated",
      "x-auto-response-suppress": "OOF, AutoReply",
      "list-unsubscribe": "<https://example.org/u/x>",
    });
  });
  it("carries its calendar object with the method in the MIME header too", async () => {
    const raw = (await compose({ ...mail, calendar })).toString("utf-8");
    expect(raw).toMatch(/Content-Type: text\/calendar;[^\r]*method=REQUEST/i);
    expect((await compose(mail)).toString("utf-8")).not.toMatch(/text\/calendar/);
  });
  it("carries further calendar objects as files of their own, with the method too", async () => {
    const { attachments } = await PostalMime.parse(await compose({ ...mail, calendar }));
    const second = attachments.find(({ filename }) => filename === "invite-2.ics");
    expect(second).toMatchObject({ mimeType: "text/calendar", method: "REQUEST" });
    const content = second?.content ?? "";
    expect(typeof content === "string" ? content : new TextDecoder().decode(content)).toBe(
      object(2).replaceAll("\r\n", "\n"),
    );
  });
  it.each(["\r\nBcc: spy@example.com", "\nBcc: spy@example.com", "\rBcc: spy@example.com"])(
    "class 40: %j in a subject or a name makes no header and no recipient",
    async (worm) => {
      const sent = await PostalMime.parse(
        await compose({
          ...mail,
          subject: `Invitation${worm}`,
          to: { ...mail.to, name: `Amina${worm}` },
          from: { ...mail.from, name: `Office${worm}` },
        }),
      );
      expect(sent.bcc).toBeUndefined();
      expect(sent.to).toHaveLength(1);
      expect(sent.headers.some(({ key }) => key === "bcc")).toBe(false);
    },
  );
  it("class 57: keeps Arabic beside Latin", async () => {
    const subject = "دعوة: 8th SOM İstanbul";
    expect(await PostalMime.parse(await compose({ ...mail, subject, text: subject }))).toMatchObject({
      subject,
      text: expect.stringContaining(subject),
    });
  });
});
