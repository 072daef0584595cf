import PostalMime from "postal-mime";
import type { Mail } from "#lib/local/engines/ses";

/** A captured mail, read as a mail program reads it. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly kind: string;
  /** Its calendar objects, each once. */
  readonly calendars: readonly string[];
  readonly at: number;
}

export async function letters({
  mailbox,
}: {
  readonly mailbox: readonly Pick<Mail, "raw" | "tags" | "at">[];
}): Promise<Letter[]> {
  return Promise.all(
    mailbox.map(async (mail) => {
      const parsed = await PostalMime.parse(mail.raw);
      const calendars = parsed.attachments.filter(
        ({ mimeType }) => mimeType === "text/calendar" || mimeType === "application/ics",
      );
      return {
        to: parsed.to?.[0]?.address ?? "",
        subject: parsed.subject ?? "",
        html: parsed.html ?? "",
        text: parsed.text ?? "",
        kind: mail.tags["kind"] ?? "",
        calendars: [...new Set(calendars.map(({ content }) => asText(content)))],
        at: mail.at,
      };
    }),
  );
}

function asText(content: string | ArrayBuffer | Uint8Array): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** The answer link of a mail: the one address of the answer page that stands in its text. */
export function linkIn(letter: Pick<Letter, "to" | "text">, site: string): string {
  const found = letter.text.split(/\s+/).find((word) => word.startsWith(`${site}/r/`));
  if (found === undefined) throw new Error(`The mail to ${letter.to} holds no link to answer.`);
  return found;
}
