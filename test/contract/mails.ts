import { describe, expect, it } from "vitest";
import type { Mailer, Outgoing, Tags } from "#platform/mailer";

/** A mail that left, as far as it can be seen. */
export interface Left {
  readonly to: string;
  readonly subject: string;
  readonly tags: Tags;
}

const tags: Tags = { mail: "B-1-abc01", att: "1", kind: "invitation", stage: "test" };

export const outgoing = (from: string, more: Partial<Outgoing> = {}): Outgoing => ({
  from: { name: "Secrétariat — 会议", address: from },
  replyTo: from,
  to: { name: "Capital, of A", address: "capital@state.example.org" },
  subject: "Réunion — اجتماع 🕊",
  text: "Bonjour\n",
  html: "<p>Bonjour</p>",
  headers: { "List-Unsubscribe": "<https://site.example.org/u/x>" },
  mailId: "B-1-abc01",
  date: "2022-01-10T08:00:00Z",
  ...more,
});
export { tags as someTags };

/** What any mailer of ours does. `left` tells what left, in order; undefined where the engine shows it to nobody. */
export function mailsContract(
  name: string,
  fresh: () => Promise<{ mailer: Mailer; from: string; left: (() => Promise<readonly Left[]>) | undefined }>,
) {
  /** What left, or what was expected where nobody can see it. */
  const seen = async (left: (() => Promise<readonly Left[]>) | undefined, expected: readonly Left[]) =>
    left === undefined ? expected : left();

  describe(`mail: ${name}`, () => {
    it("leaves with its tags and its subject, whatever letters they hold, and an id", async () => {
      const { mailer, from, left } = await fresh();
      const sent = await mailer.send(outgoing(from), tags);
      expect(sent).toEqual({ kind: "sent", sesId: expect.stringMatching(/.+/) });
      const expected = [{ to: "capital@state.example.org", subject: "Réunion — اجتماع 🕊", tags }];
      expect(await seen(left, expected)).toEqual(expected);
    });

    it("is sent again when it is sent again: there is no idempotence, and each has an id of its own", async () => {
      const { mailer, from, left } = await fresh();
      const answers = [await mailer.send(outgoing(from), tags), await mailer.send(outgoing(from), tags)];
      const ids = answers.map((answer) => (answer.kind === "sent" ? answer.sesId : answer.kind));
      expect(new Set(ids).size).toBe(2);
      if (left !== undefined) expect(await left()).toHaveLength(2);
    });

    it.each([
      "capital",
      "capital@",
      "@state.example.org",
      "cap ital@state.example.org",
      "capital@état.example.org",
      "préfet@state.example.org",
      "capital.@state.example.org",
      "a@b@state.example.org",
      "",
    ])("never leaves for %j, which is no address", async (address) => {
      const { mailer, from, left } = await fresh();
      const sent = await mailer.send(outgoing(from, { to: { name: "A", address } }), tags);
      expect(sent).toMatchObject({ kind: "never" });
      expect(await seen(left, [])).toEqual([]);
    });

    it.each(["a b", "a.b", "é", "", "x".repeat(257)])("never leaves with the tag %j", async (kind) => {
      const { mailer, from, left } = await fresh();
      expect(await mailer.send(outgoing(from), { ...tags, kind })).toMatchObject({
        kind: "never",
        reason: "BadRequestException",
      });
      expect(await seen(left, [])).toEqual([]);
    });

    it("leaves with a tag of 256 letters, hyphens and underscores", async () => {
      const { mailer, from } = await fresh();
      expect(await mailer.send(outgoing(from), { ...tags, kind: "x_-".repeat(85) })).toMatchObject({ kind: "sent" });
    });

    it("carries an invitation for the calendar", async () => {
      const { mailer, from } = await fresh();
      const content = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n";
      const mail = outgoing(from, { calendar: { method: "REQUEST", objects: [content, content] } });
      expect(await mailer.send(mail, tags)).toMatchObject({ kind: "sent" });
    });
  });
}
