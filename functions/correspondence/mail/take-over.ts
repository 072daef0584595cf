import { cutOff } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { mailbox, name, title } from "#correspondence/text";
import { printDay, printMoment } from "#correspondence/time";
import type { PredecessorMail, SuccessorMail } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { facts, heading, type Letter, paragraph, small } from "./blocks.ts";
import { about, action, answersBy, closing, opening, partFacts, recordedFacts } from "./shared.ts";

/** The invitation, to the focal point who took over: from whom, since when, and what is recorded. */
export function successor(view: SuccessorMail, language: Language): Letter {
  const t = mailWords(language);
  const { convocation, recorded } = view;
  const meeting = about(view, language);
  const party = title(view.party.name, language);
  const asked =
    recorded?.parts.some(({ was }) => was !== undefined) === true ? ("confirm" as const) : ("recorded" as const);
  const said = recorded === null ? ("silent" as const) : asked;
  const deadline = printMoment(said === "confirm" ? convocation.answersBy : cutOff(convocation), language);
  return {
    language,
    subject: t("subject.successor", { party, ...meeting }),
    preheader: t("invitation.preheader", { ...meeting, deadline: printMoment(convocation.answersBy, language) }),
    blocks: [
      heading(t("invitation.heading", meeting)),
      ...opening(view, language),
      paragraph(t("successor.opening", { day: printDay({ wall: view.since }, language), former: name(view.former) })),
      paragraph(t(`successor.${said}`, { deadline })),
      facts(
        { label: t("label.delegation"), values: [[party]] },
        ...(recorded === null ? [] : recordedFacts(recorded, convocation, language)),
        ...partFacts(view, language),
        answersBy(view, language),
      ),
      ...action(t(said === "recorded" ? "receipt.button" : "invitation.button"), view.link, language),
      small(t("link.personal")),
      ...closing(view, t("why.contact", { party }), language),
    ],
  };
}

/** To the focal point before: the link is off, and who answers now. Holds no link. */
export function predecessor(view: PredecessorMail, language: Language): Letter {
  const t = mailWords(language);
  const day = printDay({ wall: view.since }, language);
  const named = view.successor === null ? { named: "no", name: "" } : { named: "yes", name: name(view.successor) };
  return {
    language,
    subject: t("subject.predecessor", about(view, language)),
    preheader: t("predecessor.preheader"),
    blocks: [
      heading(t("predecessor.heading")),
      ...opening(view, language),
      paragraph(t("predecessor.opening", { day, ...named })),
      paragraph(t("predecessor.answer", { registered: view.registered ? "yes" : "no" })),
      facts(
        { label: t("label.delegation"), values: [[title(view.party.name, language)]] },
        ...partFacts(view, language),
      ),
      paragraph(t("predecessor.thanks")),
      paragraph(t("predecessor.wrong", { mailbox: mailbox(view.secretariat.email) })),
      ...closing(view, t("why.meeting"), language),
    ],
  };
}
