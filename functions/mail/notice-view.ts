import type { convocationView } from "#correspondence/from-domain";
import type { MailView } from "#correspondence/views";
import type { Document } from "#domain/document";
import type { Mail } from "#records/mail";
import { type Around, type Base, tokenOf } from "./around.ts";

export async function noticeView(
  mail: Mail,
  around: Around,
  base: Base & { convocation: ReturnType<typeof convocationView>; unsubscribe: string | null },
): Promise<MailView> {
  const { document, site } = around;
  if (!document) throw new Error(`The mail ${mail.mailId} announces a document that is not there.`);
  const personal = document.audience !== "public";
  const token = personal ? await tokenOf(around, mail.person, "document") : undefined;
  const address = personal ? `${site}/d/${token ?? ""}/${document.id}` : `${site}/documents/${document.id}`;
  const edition = editionOf(document, mail.about["revision"]);
  return {
    ...base,
    kind: "notice",
    document: edition.title,
    corrigendum: edition.corrigendum?.text ?? null,
    links: edition.renditions.map(({ language }) => ({ language, href: `${address}?lang=${language}` })),
    personal,
  };
}

/** The revision that a notice tells of. It may have been corrected since; its link leads to what is in force. */
function editionOf(document: Document, revision: Mail["about"][string] | undefined) {
  const told = typeof revision === "number" ? revision : 1;
  return document.superseded.find((old) => old.revision === told) ?? document;
}
