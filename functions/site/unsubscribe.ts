import * as z from "zod/mini";
import { unsubscribePage } from "#correspondence/pages/after";
import { offered } from "#platform/environment";
import { readForm } from "#platform/form";
import type { Page, PageEvent } from "#platform/http";
import type { CommandDoor } from "#platform/invoke";
import {
  htmlPage,
  languageAsked,
  languageOfReader,
  languagePosted,
  message,
  secretariat,
  segment,
  wrongRequest,
} from "./deps.ts";
import type { Holder, opener } from "./invited.ts";
import { inviteeOf } from "./show-answer.ts";

type Open = ReturnType<typeof opener>;

/** Asks first: a link that is merely opened silences nobody. */
export const getUnsubscribe =
  ({ open }: { open: Open }): Page =>
  async (event) => {
    const holder = await open(segment(event, "token"), "unsubscribe");
    if (!holder || !inviteeOf(holder)) return message("not-valid", languageOfReader(event));
    return htmlPage(200, unsubscribePage({ ...base(event, holder), step: "confirm", nonce: "page" }));
  };

/** The page's button, and the mail program's one click (RFC 8058). The link itself is the permission: it silences its own holder and nobody else. */
export const postUnsubscribe =
  ({ open, door }: { open: Open; door: CommandDoor }): Page =>
  async (event) => {
    const holder = await open(segment(event, "token"), "unsubscribe");
    if (!holder || !inviteeOf(holder)) return message("not-valid", languageOfReader(event));
    const form = readForm(event);
    if (!isOneClick(event) && "fault" in form) return wrongRequest(form, base(event, holder).language);
    const { id } = holder.view.delegation;
    const said = await door.ask("INVITATION_ANSWERS", {
      command: "silence-mails.v1",
      detail: { commandId: `silence-${id}-${holder.person}`, delegationId: id, person: holder.person },
      actor: `invitee:${id}${holder.person}`,
      door: "link",
    });
    done.parse(said);
    return htmlPage(200, unsubscribePage({ ...base(event, holder), step: "done", carried: { nonce: "page" } }));
  };

const done = z.looseObject({ accepted: z.literal(true) });

/** RFC 8058 lets a mail program post its one field as multipart/form-data, and prefers it. */
function isOneClick({ headers, body, isBase64Encoded }: PageEvent): boolean {
  const [type = ""] = (headers["content-type"] ?? "").split(";", 1);
  if (type.trim().toLowerCase() !== "multipart/form-data") return false;
  const text = (isBase64Encoded ? Buffer.from(body ?? "", "base64").toString("latin1") : (body ?? "")).slice(0, 2000);
  return /name="?List-Unsubscribe"?\s+One-Click\s/i.test(text);
}

function base(event: PageEvent, holder: Holder) {
  const language = languagePosted(event) ?? languageAsked(event) ?? offered(inviteeOf(holder)?.language);
  return { language, secretariat: secretariat(), notice: null, convocation: holder.convocation };
}
