import { commonWords } from "#correspondence/common-words";
import { type Line, whenLines } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { title } from "#correspondence/text";
import type { NoticeMail } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { facts, heading, type Letter, paragraph, small } from "./blocks.ts";
import { about, action, closing, opening } from "./shared.ts";

export function notice(view: NoticeMail, language: Language): Letter {
  const t = mailWords(language);
  const meeting = about(view, language);
  const document = title(view.document, language);
  const { corrigendum } = view;
  const news = corrigendum === null ? ("notice" as const) : ("correction" as const);
  return {
    language,
    subject: t(`subject.${news}`, { document }),
    preheader: t(`${news}.preheader`, { title: meeting.title }),
    blocks: [
      heading(t(`${news}.heading`, { document })),
      ...opening(view, language),
      paragraph(t(`${news}.opening`, { document })),
      ...(corrigendum === null ? [] : [paragraph([title(corrigendum, language)])]),
      facts({
        label: t("label.meeting"),
        values: [[meeting.title], ...daysOf(view.convocation, meeting.dates, language)],
      }),
      ...view.links.flatMap((link) =>
        action(t("notice.read", { language: commonWords(language)(`language.${link.language}`) }), link.href, language),
      ),
      ...(view.personal ? [small(t("notice.personal"))] : []),
      ...closing(view, t("why.meeting"), language),
    ],
  };
}

/** When the meeting is or was; of one that does not take place, that it does not. */
function daysOf({ parts }: NoticeMail["convocation"], dates: string, language: Language): Line[] {
  const [first] = parts;
  if (first === undefined || dates === "") return [];
  const held = parts.some(({ state = "convened" }) => state === "convened");
  return held ? [[dates]] : whenLines(first, null, language);
}
