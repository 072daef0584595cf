import { unsubscribePage } from "#correspondence/pages/after";
import { readForm } from "#platform/form";
import type { Page, PageEvent } from "#platform/http";
import type { CommandDoor } from "#platform/invoke";
import { htmlPage, languageAsked, message, secretariat, segment } from "./deps.ts";
import type { Holder, opener } from "./invited.ts";
import { inviteeOf } from "./show-answer.ts";

type Open = ReturnType<typeof opener>;

/** Asks first: a link that is merely opened silences nobody. */
export const getUnsubscribe =
  ({ open }: { open: Open }): Page =>
  async (event) => {
    const holder = await open(segment(event, "token"), "unsubscribe");
    if (!holder || !inviteeOf(holder)) return message("not-valid", languageAsked(event) ?? null);
    return htmlPage(200, unsubscribePage({ ...base(event, holder), step: "confirm", nonce: "page" }));
  };

/** The page's button, and the mail program's one click (RFC 8058). The link itself is the permission: it silences its own holder and nobody else. */
export const postUnsubscribe =
  ({ open, door }: { open: Open; door: CommandDoor }): Page =>
  async (event) => {
    const holder = await open(segment(event, "token"), "unsubscribe");
    if (!holder || !inviteeOf(holder)) return message("not-valid", languageAsked(event) ?? null);
    const form = readForm(event);
    if ("fault" in form) return message("wrong-request", languageAsked(event) ?? null);
    const { id } = holder.view.delegation;
    await door.ask("INVITATION_COMMANDS", {
      command: "silence-mails.v1",
      detail: { commandId: `silence-${id}-${holder.person}`, delegationId: id, person: holder.person },
      actor: `invitee:${id}${holder.person}`,
      door: "link",
    });
    return htmlPage(200, unsubscribePage({ ...base(event, holder), step: "done" }));
  };

function base(event: PageEvent, holder: Holder) {
  const language = languageAsked(event) ?? inviteeOf(holder)?.language ?? "en";
  return { language, secretariat: secretariat(), notice: null, convocation: holder.convocation };
}
