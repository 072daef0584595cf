import { recordedView } from "#correspondence/from-domain";
import type { MailView, PredecessorMail } from "#correspondence/views";
import type { Mail } from "#records/mail";
import { type Around, type Base, live } from "./around.ts";

export function takeOverView(
  mail: Mail,
  { delegation, convocation }: Around,
  base: Base & Pick<PredecessorMail, "convocation" | "party">,
  { link, unsubscribe }: { link: string | null; unsubscribe: string | null },
): MailView {
  const since = String(mail.about["since"]);
  const nameOf = (number: unknown) =>
    [...delegation.invitees, ...delegation.former].find((invitee) => invitee.number === number)?.name;
  if (mail.kind === "predecessor")
    return {
      ...base,
      kind: "predecessor",
      successor: nameOf(mail.about["successor"]) ?? null,
      since,
      registered: delegation.registrations.some(
        ({ registration }) => registration.number === mail.person && registration.state === "registered",
      ),
    };
  const said = delegation.responses.find(({ version }) => version === mail.about["version"]);
  return {
    ...base,
    kind: "successor",
    former: nameOf(mail.about["former"]) ?? "",
    since,
    recorded: said ? recordedView(said, delegation.delegation.parts, convocation, delegation.nominations) : null,
    link: live(mail, link),
    unsubscribe,
  };
}
