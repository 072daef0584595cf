import { convocationView, type Names, partyView } from "#correspondence/from-domain";
import type { InvitationMail, SecretariatView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import type { Party } from "#domain/registry";
import type { Texts } from "#events/envelope";

/** The last part of a link of the right form that opens nothing: a preview is shown to people who were not invited. */
export const PREVIEW_TOKEN = "preview-this-link-does-not-work";

/** Stands at the top of a mail that is sent as a test. */
export const TEST_NOTICE: Texts = {
  en: "This is a test, sent to you by a colleague of the secretariat. Nobody has been invited by it, and its link opens nothing.",
  fr: "Ceci est un essai, que vous envoie un membre du secrétariat. Il n’invite personne et son lien n’ouvre rien.",
  ar: "هذه رسالة تجريبية أرسلها إليكم أحد أعضاء الأمانة. لم يُدعَ بها أحد، ورابطها لا يفتح شيئا.",
};
/** Before the subject of a test, in every language the same: mailboxes sort by it. */
export const TEST_MARK = "[TEST] ";

/** An invitation as an invitee would read it, with a link that is dead and nothing to unsubscribe from. */
export function previewView(
  letter: {
    convocation: Convocation;
    entry: { parts: readonly string[] };
    person: { name: string };
    party: Party;
    names: Names;
  },
  at: { site: string; secretariat: SecretariatView },
  notice: Texts | null = null,
): InvitationMail {
  const { convocation, entry, person, party, names } = letter;
  return {
    kind: "invitation",
    to: person.name,
    convocation: convocationView(convocation, entry.parts, names),
    secretariat: at.secretariat,
    zone: party.timeZone,
    notice,
    unsubscribe: null,
    party: partyView(party),
    entitled: true,
    link: `${at.site}/r/${PREVIEW_TOKEN}`,
  };
}
