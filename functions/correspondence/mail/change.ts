import { deadline, type Line, placeLine, sessionLines } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { mailbox, name, type Phrase, title } from "#correspondence/text";
import { printDays, printMoment } from "#correspondence/time";
import type { ChangeMail, DifferenceView } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { type Block, facts, heading, type Letter, paragraph, small } from "./blocks.ts";
import { action, answersBy, closing, opening, partFacts } from "./shared.ts";

/** What is different, what was before, how it is now, and what the reader is to do. Why is for the record and not printed. */
export function change(view: ChangeMail, language: Language): Letter {
  const t = mailWords(language);
  const party = title(view.party.name, language);
  const what = {
    title: title(view.title, language),
    dates: printDays(view.sessions, language),
    deadline: printMoment(view.convocation.answersBy, language),
  };
  const { registered, asks } = view;
  const kind = wordOf(view);
  const why = registered === null ? t("why.contact", { party }) : t("why.registered", { name: name(registered.name) });
  return {
    language,
    subject: t(`subject.change.${kind}`, what),
    preheader: kind === "deadline" ? t("invitation.preheader", what) : t(`change.${kind}`, what),
    blocks: [
      heading(t(`subject.change.${kind}`, what)),
      ...opening(view, language),
      ...view.differences.flatMap((difference) => told(difference, view, language)),
      ...(view.voids ? [paragraph(t("change.voids"))] : []),
      ...(registered === null ? [] : calendarSentence(registered, language)),
      ...toDo(view, language),
      paragraph(t("change.now")),
      facts(
        { label: t("label.delegation"), values: [[party]] },
        ...partFacts(view, language),
        ...(asks === "confirm" || asks === "answer" ? [answersBy(view, language)] : []),
      ),
      ...(view.link === null
        ? []
        : [
            ...action(
              asks === "confirm" || asks === "answer" ? t("change.button") : t("change.see"),
              view.link,
              language,
            ),
            small(t("link.personal")),
          ]),
      ...closing(view, why, language),
    ],
  };
}

/** A place that nobody had named is no other place. */
const isFirstPlace = (difference: DifferenceView) => difference.kind === "relocated" && difference.was.place === null;
function wordOf({ what, differences }: ChangeMail): DifferenceView["kind"] | "placed" {
  return what === "relocated" && differences.every((each) => each.kind !== what || isFirstPlace(each))
    ? "placed"
    : what;
}

function told(difference: DifferenceView, view: ChangeMail, language: Language): Block[] {
  const t = mailWords(language);
  const was = (...values: Line[]): Block => facts({ label: t("label.was"), values });
  switch (difference.kind) {
    case "deadline": {
      const moved = [
        ["change.deadline", difference.was.answersBy, view.convocation.answersBy],
        ["change.names-deadline", difference.was.namesBy, view.convocation.namesBy],
      ] as const;
      return moved
        .filter(([, before, now]) => before.instant !== now.instant)
        .flatMap(([key, before, now]) => [
          paragraph(t(key, { deadline: printMoment(now, language) })),
          was(...deadline(before, null, language)),
        ]);
    }
    case "title":
      return [
        paragraph(t("change.title", { title: title(difference.title, language) })),
        was([title(difference.was, language)]),
      ];
    default: {
      if (isFirstPlace(difference))
        return [paragraph(t("change.placed", { title: title(difference.title, language) }))];
      const said = paragraph(t(`change.${difference.kind}`, { title: title(difference.title, language) }));
      const before: Line[] =
        difference.kind === "relocated" || difference.kind === "online" || difference.kind === "in-person"
          ? [placeLine(difference.was, language)]
          : sessionLines(difference.was, null, language);
      return difference.kind === "hybrid" ? [said] : [said, was(...before)];
    }
  }
}

function calendarSentence({ calendar }: NonNullable<ChangeMail["registered"]>, language: Language): Block[] {
  return calendar === "none" ? [] : [paragraph(mailWords(language)(`change.calendar.${calendar}`))];
}

function toDo(view: ChangeMail, language: Language): Block[] {
  const t = mailWords(language);
  const { registered, asks, link } = view;
  const by = printMoment(view.convocation.answersBy, language);
  const write = mailbox(view.secretariat.email);
  const say = (phrase: Phrase) => [paragraph(phrase)];
  if (asks === "nothing") return say(t("change.nothing"));
  if (asks === "wait") return say(t("change.wait"));
  if (registered === null) return say(t(`change.${asks}`, { deadline: by }));
  const values = { name: name(registered.name), deadline: by, mailbox: write };
  return say(link === null ? t("change.confirm-by-writing", values) : t("change.confirm-person", values));
}
