import { commonWords } from "#correspondence/common-words";
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
  return {
    language,
    subject: t("subject.notice", { document }),
    preheader: t("notice.preheader", { title: meeting.title }),
    blocks: [
      heading(t("notice.heading", { document })),
      ...opening(view, language),
      paragraph(t("notice.opening", { document })),
      facts({
        label: t("label.meeting"),
        values: [[meeting.title], ...(meeting.dates === "" ? [] : [[meeting.dates]])],
      }),
      ...view.links.flatMap((link) =>
        action(t("notice.read", { language: commonWords(language)(`language.${link.language}`) }), link.href, language),
      ),
      ...(view.personal ? [small(t("notice.personal"))] : []),
      ...closing(view, t("why.meeting"), language),
    ],
  };
}
