import { mailWords } from "#correspondence/mail-words";
import { clean, type Hole, plain, title } from "#correspondence/text";
import type { ConvocationView, MailView } from "#correspondence/views";
import type { Language } from "#events/envelope";
import type { Letter } from "./mail/blocks.ts";
import { change } from "./mail/change.ts";
import { toHtml } from "./mail/html.ts";
import { invitation, reminder } from "./mail/invitation.ts";
import { notice } from "./mail/notice.ts";
import { receipt } from "./mail/receipt.ts";
import { cancellation, confirmation, meetingReminder } from "./mail/registration.ts";
import { chairOf } from "./mail/shared.ts";
import { predecessor, successor } from "./mail/take-over.ts";
import { toText } from "./mail/text.ts";

export const mailKinds = [
  "invitation",
  "receipt",
  "reminder",
  "confirmation",
  "cancellation",
  "successor",
  "predecessor",
  "change",
  "meeting-reminder",
  "notice",
] as const satisfies readonly MailView["kind"][];

export interface RenderedMail {
  /** One line without control characters; not encoded for a header yet. */
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly preheader: string;
}

const MOST_SUBJECT = 160;

/** The same view in the same language is the same mail, byte for byte. */
export function renderMail(view: MailView, language: Language): RenderedMail {
  const letter = compose(view, language);
  return {
    subject: clean(plain(letter.subject), MOST_SUBJECT),
    html: toHtml(letter),
    text: toText(letter),
    preheader: plain(letter.preheader),
  };
}

function compose(view: MailView, language: Language): Letter {
  switch (view.kind) {
    case "invitation":
      return invitation(view, language);
    case "reminder":
      return reminder(view, language);
    case "receipt":
      return receipt(view, language);
    case "confirmation":
      return confirmation(view, language);
    case "cancellation":
      return cancellation(view, language);
    case "successor":
      return successor(view, language);
    case "predecessor":
      return predecessor(view, language);
    case "change":
      return change(view, language);
    case "meeting-reminder":
      return meetingReminder(view, language);
    case "notice":
      return notice(view, language);
  }
}

const MOST_SENDER = 75;
/**
 * The From header's display name: the party in the chair for what is signed for it, else the secretariat; without what a header
 * would quote. A long name gives way to the words around it.
 */
export function senderName(
  view: Pick<MailView, "kind" | "secretariat"> & { readonly convocation: Pick<ConvocationView, "chair"> },
  language: Language,
): string {
  const chair = chairOf(view);
  if (chair === null) return bare(title(view.secretariat.name, language).text, MOST_SENDER);
  const t = mailWords(language);
  const around = plain(t("sender.chair", { party: "" })).length;
  const party: Hole = { kind: "name", text: bare(title(chair, language).text, MOST_SENDER - around) };
  return bare(plain(t("sender.chair", { party })), MOST_SENDER);
}
const bare = (text: string, most: number) => clean(text.replace(/[@:,;"<>()\\]/g, " "), most);
