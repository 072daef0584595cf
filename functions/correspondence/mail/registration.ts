import { commonWords } from "#correspondence/common-words";
import { cutOff } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { mailbox, name } from "#correspondence/text";
import { printMoment } from "#correspondence/time";
import type { CancellationMail, ConfirmationMail, MeetingReminderMail } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { type Fact, facts, heading, type Letter, paragraph } from "./blocks.ts";
import { about, action, closing, opening, partFacts } from "./shared.ts";

export function confirmation(view: ConfirmationMail, language: Language): Letter {
  const t = mailWords(language);
  const meeting = about(view, language);
  const registered = { ...meeting, name: name(view.name), changed: view.changed ? "yes" : "no" };
  const sessions = view.convocation.parts.flatMap((part) => part.sessions).length;
  return {
    language,
    subject: t("subject.confirmation", registered),
    preheader: t("confirmation.preheader", registered),
    blocks: [
      heading(t("confirmation.heading", registered)),
      ...opening(view, language),
      paragraph(t("confirmation.opening", registered)),
      facts(...partFacts(view, language), ...capacityFact(view, language)),
      paragraph(t("confirmation.calendar", { count: sessions })),
      ...changes(view, t("receipt.button"), language),
      ...closing(view, t("why.registered", registered), language),
    ],
  };
}

function capacityFact({ capacity }: ConfirmationMail, language: Language): Fact[] {
  if (capacity === null) return [];
  return [{ label: mailWords(language)("label.capacity"), values: [commonWords(language)(`capacity.${capacity}`)] }];
}

export function cancellation(view: CancellationMail, language: Language): Letter {
  const t = mailWords(language);
  const registered = { ...about(view, language), name: name(view.name) };
  return {
    language,
    subject: t("subject.cancellation", registered),
    preheader: t("cancellation.preheader", registered),
    blocks: [
      heading(t("cancellation.heading", registered)),
      ...opening(view, language),
      paragraph(t("cancellation.opening", registered)),
      facts(...partFacts(view, language)),
      paragraph(t("cancellation.wrong", { mailbox: mailbox(view.secretariat.email) })),
      ...closing(view, t("why.registered", registered), language),
    ],
  };
}

export function meetingReminder(view: MeetingReminderMail, language: Language): Letter {
  const t = mailWords(language);
  const registered = { ...about(view, language), name: name(view.name), days: view.daysLeft };
  return {
    language,
    subject: t("subject.meeting-reminder", registered),
    preheader: t("meeting-reminder.opening", registered),
    blocks: [
      heading(t("meeting-reminder.heading", registered)),
      ...opening(view, language),
      paragraph(t("meeting-reminder.opening", registered)),
      facts(...partFacts(view, language)),
      paragraph(t("confirmation.write", { name: registered.name, mailbox: mailbox(view.secretariat.email) })),
      ...(view.link === null ? [] : action(t("meeting-reminder.button"), view.link, language)),
      ...closing(view, t("why.registered", registered), language),
    ],
  };
}

/** How to change it: by the link where this reader has one, else by writing. */
function changes(view: ConfirmationMail, label: ReturnType<ReturnType<typeof mailWords>>, language: Language) {
  const t = mailWords(language);
  const values = { name: name(view.name), mailbox: mailbox(view.secretariat.email) };
  if (view.link === null) return [paragraph(t("confirmation.write", values))];
  const until = printMoment(cutOff(view.convocation), language);
  return [paragraph(t("confirmation.change", { ...values, deadline: until })), ...action(label, view.link, language)];
}
