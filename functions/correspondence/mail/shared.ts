import { deadline, placeLine, recordedByLine, recordedLine, statusLines, whenLines } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { mailbox, name, type Phrase, title } from "#correspondence/text";
import { printDays } from "#correspondence/time";
import type { ConvocationView, MailView, RecordedView } from "#correspondence/views";
import type { Language, Texts } from "#events/envelope";
import { type Block, button, type Fact, paragraph, rule, small } from "./blocks.ts";

/** Before the letter: the notice, and whom it is for. */
export function opening(view: MailView, language: Language): Block[] {
  const t = mailWords(language);
  return [
    ...(view.notice === null ? [] : [small([title(view.notice, language)])]),
    paragraph(t("attention", { name: name(view.to) })),
    paragraph(t("salutation")),
  ];
}

/** After the letter: who signs, why one gets it, whom to write to, how to stop it. */
export function closing(view: MailView, why: Phrase, language: Language): Block[] {
  const t = mailWords(language);
  const secretariat = title(view.secretariat.name, language);
  const chair = chairOf(view);
  const unsubscribe = "unsubscribe" in view ? view.unsubscribe : null;
  return [
    paragraph(t("closing")),
    ...(chair === null ? [] : [paragraph(t("signature.chair", { party: title(chair, language) }))]),
    paragraph([secretariat]),
    rule,
    small(why),
    small(t("contact", { mailbox: mailbox(view.secretariat.email) })),
    small([title(view.secretariat.address, language)]),
    ...(unsubscribe === null ? [] : [{ kind: "aside", text: t("unsubscribe"), href: unsubscribe } as const]),
  ];
}

/** The party that a letter is signed for: what invites, changes or reminds comes from the Chair, what records from the secretariat. */
export function chairOf({
  kind,
  convocation,
}: Pick<MailView, "kind"> & { readonly convocation: Pick<ConvocationView, "chair"> }): Texts | null {
  return kind === "invitation" || kind === "change" || kind === "reminder" ? convocation.chair : null;
}

/** The button, and its address for those whose program shows none. */
export function action(label: Phrase, href: string, language: Language): Block[] {
  return [button(label, href), { kind: "aside", text: mailWords(language)("link.alone"), href }];
}

/** Each part with its sessions and its place. */
export function partFacts({ convocation, zone }: MailView, language: Language): Fact[] {
  return convocation.parts.map((part) => ({
    label: [title(part.title, language)],
    values: [...whenLines(part, zone, language), ...(part.state === "cancelled" ? [] : [placeLine(part, language)])],
  }));
}
export function answersBy({ convocation, zone }: MailView, language: Language): Fact {
  return { label: mailWords(language)("label.answers-by"), values: deadline(convocation.answersBy, zone, language) };
}

/** What is recorded, by whom, and where each part stands after it. */
export function recordedFacts(recorded: RecordedView, { answersBy }: ConvocationView, language: Language): Fact[] {
  const t = mailWords(language);
  return [
    { label: t("label.recorded"), values: [recordedLine(recorded, language)] },
    { label: t("label.by"), values: [recordedByLine(recorded, answersBy.zone, language)] },
    ...recorded.parts.map((part) => ({
      label: [title(part.title, language)],
      values: statusLines(part, language),
    })),
  ];
}

/** What many sentences need: the convocation's title, the days of what takes place of it, and the number of its parts that are not cancelled. */
export function about({ convocation }: MailView, language: Language) {
  const held = convocation.parts.filter(({ state = "convened" }) => state === "convened");
  const left = convocation.parts.filter(({ state }) => state !== "cancelled");
  const parts = left.length > 0 ? left : convocation.parts;
  return {
    title: title(convocation.title, language),
    dates: printDays(
      (held.length > 0 ? held : parts).flatMap(({ sessions }) => sessions),
      language,
    ),
    count: parts.length,
  };
}
