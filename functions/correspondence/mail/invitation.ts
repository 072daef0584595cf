import { cutOff, deadline } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { title } from "#correspondence/text";
import { printDay, printMoment } from "#correspondence/time";
import type { InvitationMail, ReminderMail } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { facts, heading, type Letter, paragraph, small } from "./blocks.ts";
import { about, action, answersBy, closing, opening, partFacts } from "./shared.ts";

export function invitation(view: InvitationMail, language: Language): Letter {
  const t = mailWords(language);
  const { convocation, zone } = view;
  const meeting = about(view, language);
  const party = title(view.party.name, language);
  const until = printMoment(cutOff(convocation), language);
  const namesLater = convocation.namesBy.instant !== convocation.answersBy.instant;
  return {
    language,
    subject: t("subject.invitation", { party, ...meeting }),
    preheader: t("invitation.preheader", { ...meeting, deadline: printMoment(convocation.answersBy, language) }),
    blocks: [
      heading(t("invitation.heading", meeting)),
      ...opening(view, language),
      paragraph(t("invitation.opening", { chair: convocation.chair === null ? "no" : "yes", count: meeting.count })),
      facts(
        { label: t("label.delegation"), values: [[party]] },
        ...(convocation.chair === null
          ? []
          : [{ label: t("label.chair"), values: [[title(convocation.chair, language)]] }]),
        ...partFacts(view, language),
        answersBy(view, language),
        ...(namesLater ? [{ label: t("label.names-by"), values: deadline(convocation.namesBy, zone, language) }] : []),
      ),
      paragraph(
        view.entitled
          ? t("invitation.how", { party: view.party.kind, deadline: until })
          : t("invitation.copy", { deadline: until }),
      ),
      ...action(t("invitation.button"), view.link, language),
      small(t("link.personal")),
      ...closing(view, t("why.contact", { party }), language),
    ],
  };
}

export function reminder(view: ReminderMail, language: Language): Letter {
  const t = mailWords(language);
  const { convocation } = view;
  const meeting = about(view, language);
  const party = title(view.party.name, language);
  const last = view.step >= view.steps ? "yes" : "no";
  return {
    language,
    subject: t("subject.reminder", { last, day: printDay(convocation.answersBy, language), title: meeting.title }),
    preheader: t(view.again === true ? "reminder.again-preheader" : "reminder.preheader", {
      deadline: printMoment(convocation.answersBy, language),
    }),
    blocks: [
      heading(t("reminder.heading", { last, title: meeting.title })),
      ...opening(view, language),
      paragraph(t(view.again === true ? "reminder.again" : "reminder.opening", { days: view.daysLeft })),
      facts(
        { label: t("label.delegation"), values: [[party]] },
        {
          label: t(view.again === true ? "label.to-confirm" : "label.open"),
          values: view.open.map((part) => [title(part, language)]),
        },
        ...partFacts(view, language),
        answersBy(view, language),
      ),
      ...action(t("reminder.button"), view.link, language),
      paragraph(t("reminder.short")),
      small(t("link.personal")),
      ...closing(view, t("why.contact", { party }), language).flatMap((block) =>
        block.kind === "rule" ? [block, small(t("reminder.count", { step: view.step, steps: view.steps }))] : [block],
      ),
    ],
  };
}
