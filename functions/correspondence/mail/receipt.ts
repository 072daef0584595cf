import { cutOff, deadline, recordedByLine, recordedLine, statusLine } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { mailbox, plain, title } from "#correspondence/text";
import { printMoment } from "#correspondence/time";
import type { ReceiptMail } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { facts, heading, type Letter, paragraph } from "./blocks.ts";
import { about, action, closing, opening } from "./shared.ts";

export function receipt(view: ReceiptMail, language: Language): Letter {
  const t = mailWords(language);
  const { convocation, recorded, zone } = view;
  const meeting = about(view, language);
  const { kind } = recorded;
  const statuses = recorded.parts.map((part) => ({
    label: [title(part.title, language)],
    values: [statusLine(part, language)],
  }));
  const comes = kind === "come" || kind === "colleague";
  return {
    language,
    subject: t("subject.receipt", { kind, title: meeting.title }),
    preheader: [plain(recordedLine(recorded, language))],
    blocks: [
      heading(t("receipt.heading", { kind })),
      ...opening(view, language),
      paragraph(t("receipt.opening", { kind })),
      facts(
        { label: t("label.meeting"), values: [[meeting.title]] },
        { label: t("label.delegation"), values: [[title(view.party.name, language)]] },
        { label: t("label.recorded"), values: [recordedLine(recorded, language)] },
        { label: t("label.by"), values: [recordedByLine(recorded, convocation.answersBy.zone, language)] },
        ...statuses,
        { label: t("label.changeable"), values: deadline(cutOff(convocation), zone, language) },
      ),
      ...(kind === "names-follow"
        ? [paragraph(t("receipt.names", { deadline: printMoment(convocation.namesBy, language) }))]
        : []),
      ...(comes ? [paragraph(t("receipt.come"))] : []),
      ...(view.link === null ? [] : action(t("receipt.button"), view.link, language)),
      paragraph(t("receipt.wrong", { mailbox: mailbox(view.secretariat.email) })),
      ...closing(view, t("why.answer"), language),
    ],
  };
}
