import { attendedView, convocationView } from "#correspondence/from-domain";
import type { MailView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import { secondsBetween } from "#domain/instant";
import { ladder, stepRule } from "#domain/reminder-plan";
import type { Mail } from "#records/mail";
import { type Around, type Base, live, signed } from "./around.ts";

const DAY = 86_400;

export function reminderView(
  mail: Mail,
  { delegation, convocation, names, party }: Around,
  base: Base & { link: string | null; unsubscribe: string | null },
): MailView {
  const step = String(mail.about["step"] ?? "");
  const rule = stepRule(step);
  const { parts } = delegation.delegation;
  if (rule?.to === "registered") {
    const registered = delegation.registrations.find(
      ({ registration }) => registration.number === mail.person,
    )?.registration;
    const daysLeft = Math.max(0, Math.ceil(secondsBetween(mail.at, convocation.starts) / DAY));
    return {
      ...base,
      kind: "meeting-reminder",
      convocation: attendedView(
        convocationView(convocation, withDate(convocation, registered?.parts ?? []), names),
        registered?.attends,
      ),
      name: registered?.name ?? mail.to.name,
      daysLeft,
    };
  }
  const steps = ladder.filter(({ to }) => to === "silent");
  const open = convocation.parts.filter(({ id, state }) => state === "convened" && parts[id]?.status === "unanswered");
  return {
    ...base,
    kind: "reminder",
    convocation: signed(mail, convocationView(convocation, withDate(convocation, Object.keys(parts)), names), names),
    party,
    step: 1 + steps.findIndex((candidate) => candidate.step === step),
    steps: steps.length,
    daysLeft: Math.max(0, Math.floor(secondsBetween(mail.at, convocation.answersBy.instant) / DAY)),
    open: open.map(({ title }) => title),
    again: open.length > 0 && open.every(({ id }) => parts[id]?.was !== undefined),
    link: live(mail, base.link),
  };
}

/** Nobody is reminded of what is postponed or cancelled. */
function withDate({ parts }: Convocation, ids: readonly string[]): string[] {
  return ids.filter((part) => parts.find(({ id }) => id === part)?.state === "convened");
}
