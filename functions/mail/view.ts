import { attendedView, convocationView, recordedView } from "#correspondence/from-domain";
import type { MailView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import { capacity } from "#events/capacity";
import type { Mail } from "#records/mail";
import { type Around, attendsIn, type Base, linkTo, live, partsOf, signed } from "./around.ts";
import { betweenOf, calendarsOf, calendarWord, toldView } from "./change-view.ts";
import { noticeView } from "./notice-view.ts";
import { reminderView } from "./reminder-view.ts";
import { takeOverView } from "./take-over-view.ts";

/** A mail's row as what its words need, by its kind. */
export async function viewOf(mail: Mail, around: Around): Promise<MailView> {
  const { delegation, convocation, names, party, secretariat, zone } = around;
  const invited = Object.keys(delegation.delegation.parts);
  const about = (parts: readonly string[]) => signed(mail, convocationView(convocation, parts, names), names);
  const base = { to: mail.to.name, secretariat, zone, notice: null };
  const link = (await linkTo(around, mail.person, "answer", "r")) ?? null;
  const unsubscribe = (await linkTo(around, mail.person, "unsubscribe", "u")) ?? null;
  switch (mail.kind) {
    case "invitation":
      return {
        ...base,
        kind: "invitation",
        convocation: about(takingPlace(convocation, invited)),
        party,
        entitled: delegation.invitees.find(({ number }) => number === mail.person)?.entitled ?? true,
        link: live(mail, link),
        unsubscribe,
      };
    case "successor":
    case "predecessor":
      return takeOverView(mail, around, { ...base, convocation: about(invited), party }, { link, unsubscribe });
    case "receipt": {
      const said = delegation.responses.find(({ version }) => version === mail.about["version"]);
      if (!said) throw new Error(`The mail ${mail.mailId} is the receipt of an answer that is not there.`);
      return {
        ...base,
        kind: "receipt",
        convocation: about(invited),
        party,
        recorded: recordedView(said, delegation.delegation.parts, convocation, delegation.nominations),
        link,
      };
    }
    case "reminder":
      return reminderView(mail, around, { ...base, link, unsubscribe });
    case "confirmation":
      return {
        ...base,
        kind: "confirmation",
        convocation: attendedView(about(partsOf(mail)), attendsIn(mail)),
        name: String(mail.about["name"] ?? mail.to.name),
        changed: Number(mail.about["sequence"] ?? 0) > 0,
        capacity: capacity.safeParse(mail.about["capacity"]).data ?? null,
        link,
      };
    case "cancellation":
      return {
        ...base,
        kind: "cancellation",
        convocation: attendedView(about(partsOf(mail)), attendsIn(mail)),
        name: String(mail.about["name"] ?? mail.to.name),
      };
    case "change":
      return changeView(mail, around, { ...base, link });
    case "test":
      throw new Error(`The mail ${mail.mailId} is a test: it speaks of no delegation.`);
    case "notice":
      return noticeView(mail, around, { ...base, convocation: about(invited), unsubscribe });
  }
}

/** Nobody is invited to what is cancelled by then. */
function takingPlace({ parts }: Convocation, invited: readonly string[]): string[] {
  return invited.filter((part) => parts.find(({ id }) => id === part)?.state !== "cancelled");
}

function changeView(mail: Mail, around: Around, base: Base & { link: string | null }): MailView {
  const { delegation, convocation, changes, names, party } = around;
  const { name, asks } = mail.about;
  const parts = name === undefined ? Object.keys(delegation.delegation.parts) : partsOf(mail);
  const between = betweenOf(mail, convocation, changes, parts);
  const told = toldView(between, names);
  return {
    ...base,
    ...told,
    kind: "change",
    convocation: signed(mail, told.convocation, names),
    party,
    asks: asks === "confirm" || asks === "answer" || asks === "wait" ? asks : "nothing",
    registered: name === undefined ? null : { name: String(name), calendar: calendarWord(calendarsOf(between, names)) },
  };
}
