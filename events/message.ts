import * as z from "zod/mini";

/** What a message is about: its kind and the ids that it names, and nothing else of it. */
export interface Contents {
  readonly kind: string;
  readonly ids: { readonly [name: string]: string };
}

export const NOT_READABLE = "message that is no JSON object";

const event = z.looseObject({ "detail-type": z.string(), detail: z.record(z.string(), z.unknown()) });
const wakeUp = z.looseObject({ moment: z.string() });
const anything = z.record(z.string(), z.unknown());
const ofMail = z.looseObject({ mail: z.looseObject({ messageId: z.string() }) });
const fate = z.looseObject({ mail: z.string(), type: z.string() });

/** An event of the bus or of the mail service, a wake-up, a page or a mail; an address or free text is never told. */
export function contentsOf(parsed: unknown): Contents {
  const told = event.safeParse(parsed);
  if (told.success) {
    const { "detail-type": kind, detail } = told.data;
    const mail = ofMail.safeParse(detail);
    return { kind: code(kind), ids: mail.success ? { messageId: mail.data.mail.messageId } : idsIn(detail) };
  }
  const fields = anything.safeParse(parsed);
  if (!fields.success) return { kind: NOT_READABLE, ids: {} };
  const moment = wakeUp.safeParse(parsed);
  if (moment.success) return { kind: `wake-up ${code(moment.data.moment)}`, ids: idsIn(fields.data) };
  const news = fate.safeParse(parsed);
  if (news.success) return { kind: `${code(news.data.type)} of a mail`, ids: idsIn(fields.data) };
  return {
    kind: "mailId" in fields.data ? "mail" : "page" in fields.data ? "page" : "message",
    ids: idsIn(fields.data),
  };
}

/** mail (mailId m-1) */
export function sentenceOf({ kind, ids }: Contents): string {
  const named = Object.entries(ids).map(([name, value]) => `${name} ${value}`);
  return named.length === 0 ? kind : `${kind} (${named.join(", ")})`;
}

/** The fields that hold ids. A name or an address stands in none of them; one that somebody put there all the same is no id by its letters. */
const NAMED = /^(id|mail|page|part|step|party|revision|version|aggregate|hash|sequence|\w+Id)$/;
const ID = /^[\w.:#+-]{1,100}$/;

function idsIn(fields: { readonly [name: string]: unknown }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = typeof value === "number" ? String(value) : value;
      return NAMED.test(name) && typeof text === "string" && ID.test(text) ? [[name, text]] : [];
    }),
  );
}

/** A type or a moment, by its letters; SES's have spaces. */
const code = (text: string) => (/^[\w. -]{1,100}$/.test(text) ? text : "message");
