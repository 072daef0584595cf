import type { Attends } from "#events/attends";
import type { Capacity } from "#events/capacity";
import type { Language, Texts } from "#events/envelope";

/** A wall time in its zone with the offset and the UTC instant it meant when it was resolved; a domain Moment is one. */
export interface MomentView {
  readonly wall: string;
  readonly zone: string;
  readonly offset: string;
  readonly instant: string;
}
export interface SessionView {
  readonly from: MomentView;
  readonly until: MomentView;
}
export interface PartView {
  readonly id: string;
  readonly title: Texts;
  /** Whether it takes place; without a word it does. */
  readonly state?: "convened" | "postponed" | "cancelled";
  readonly modality: "in-person" | "online" | "hybrid";
  /** Null while the place is not published, and for what is online. */
  readonly place: {
    /** Null while only the country is known. */
    readonly city: string | null;
    readonly country: Texts | null;
    /** The building or the room, where it is known. */
    readonly venue: string | null;
  } | null;
  readonly sessions: readonly SessionView[];
  /** Its last session is over: what is not published of it by now is not said to come. */
  readonly over?: boolean;
}
/** What one is invited to, with the parts that concern the reader and no others. */
export interface ConvocationView {
  readonly id: string;
  readonly title: Texts;
  readonly parts: readonly PartView[];
  readonly answersBy: MomentView;
  readonly namesBy: MomentView;
  /** The party in the chair, which signs letters; when a letter was queued, where it is one. */
  readonly chair: Texts | null;
}
export interface PartyView {
  readonly name: Texts;
  readonly kind: "state" | "organisation";
}
export interface SecretariatView {
  readonly name: Texts;
  readonly email: string;
  /** Where letters go, in one line. */
  readonly address: Texts;
  /** What its pages are offered in. */
  readonly languages: readonly Language[];
}
/** Who the link was sent to. `entitled`: answers for the delegation; `functional`: an office, not a person. */
export interface InviteeView {
  readonly name: string;
  readonly entitled: boolean;
  readonly functional: boolean;
}

export type AnswerKind = "come" | "regret" | "colleague" | "names-follow" | "no-part";
/** The last thing recorded, and where each part stands after it. */
export interface RecordedView {
  readonly kind: AnswerKind | "proposed";
  /** Who comes or is proposed; leave it empty where the reader may not see names. */
  readonly names: readonly string[];
  readonly parts: readonly {
    readonly title: Texts;
    readonly status: "unanswered" | "coming-named" | "coming-unnamed" | "regrets";
    /** What was said before the meeting changed; it is to be confirmed. */
    readonly was?: "coming-named" | "coming-unnamed" | "regrets";
    /** How whoever was named attends it, where it is hybrid. */
    readonly attends?: Attends;
  }[];
  /** Null where the reader may not see whom. */
  readonly by: string | null;
  readonly channel: "link" | "letter" | "phone" | "note-verbale";
  /** A UTC instant; printed in the zone of the answers' deadline. */
  readonly at: string;
}

interface MailBase {
  /** The recipient's name. */
  readonly to: string;
  readonly convocation: ConvocationView;
  readonly secretariat: SecretariatView;
  /** The zone of the recipient's capital; null where it is not known. */
  readonly zone: string | null;
  /** A sentence that stands at the top of everything, such as that this is a demonstration. */
  readonly notice: Texts | null;
}
/** `unsubscribe`: the address of the page that silences reminders; null where there is none. */
interface Bulk extends MailBase {
  readonly unsubscribe: string | null;
}
export interface InvitationMail extends Bulk {
  readonly kind: "invitation";
  readonly party: PartyView;
  readonly entitled: boolean;
  readonly link: string;
}
export interface ReceiptMail extends MailBase {
  readonly kind: "receipt";
  readonly party: PartyView;
  readonly recorded: RecordedView;
  readonly link: string | null;
}
export interface ReminderMail extends Bulk {
  readonly kind: "reminder";
  readonly party: PartyView;
  /** Which one of how many: 1 of 3. */
  readonly step: number;
  readonly steps: number;
  /** Whole days until answers are due. */
  readonly daysLeft: number;
  /** The parts without an answer. */
  readonly open: readonly Texts[];
  /** Each of them was answered before the meeting changed, and is to be answered once more. */
  readonly again?: boolean;
  readonly link: string;
}
/** `name`: who is registered; not the recipient where the confirmation goes to the one who named them. */
export interface ConfirmationMail extends MailBase {
  readonly kind: "confirmation";
  readonly name: string;
  /** A later confirmation of a registration that changed. */
  readonly changed: boolean;
  /** Null where nobody stated it. */
  readonly capacity: Capacity | null;
  readonly link: string | null;
}
export interface CancellationMail extends MailBase {
  readonly kind: "cancellation";
  readonly name: string;
}
/** To whom an invitation passes that was addressed to another focal point of the same party. */
export interface SuccessorMail extends Bulk {
  readonly kind: "successor";
  readonly party: PartyView;
  /** The name of the one before. */
  readonly former: string;
  /** The first day as focal point. */
  readonly since: string;
  /** What the party answered so far; null while it is silent. */
  readonly recorded: RecordedView | null;
  readonly link: string;
}
/** To the one before: the link is off. */
export interface PredecessorMail extends MailBase {
  readonly kind: "predecessor";
  readonly party: PartyView;
  /** The name of the focal point since; null where the party named nobody. */
  readonly successor: string | null;
  /** The first day of it. */
  readonly since: string;
  /** Whether this reader comes to the meeting, and still does. */
  readonly registered: boolean;
}
/** What is different for the reader. `was`: the part, the deadline or the title before. */
export type DifferenceView =
  | {
      readonly kind: "cancelled" | "postponed" | "rescheduled" | "online" | "in-person" | "hybrid" | "relocated";
      readonly title: Texts;
      readonly was: PartView;
    }
  | { readonly kind: "deadline"; readonly was: Pick<ConvocationView, "answersBy" | "namesBy"> }
  | { readonly kind: "title"; readonly title: Texts; readonly was: Texts };
/** A meeting that changed: everything that is different since the reader was told last. */
export interface ChangeMail extends MailBase {
  readonly kind: "change";
  readonly party: PartyView;
  /** What the subject says, of what, and of which sessions. */
  readonly what: DifferenceView["kind"];
  readonly title: Texts;
  readonly sessions: readonly SessionView[];
  readonly differences: readonly DifferenceView[];
  /** What the reader is to do: confirm an answer given before, answer for the first time, nothing while it is postponed, or nothing. */
  readonly asks: "confirm" | "answer" | "wait" | "nothing";
  /** Requests for visa, travel and social programme are void. */
  readonly voids: boolean;
  /** Who is registered, with what the calendar file does; null for whoever is invited alone. */
  readonly registered: { readonly name: string; readonly calendar: "changes" | "removes" | "both" | "none" } | null;
  readonly link: string | null;
}
export interface MeetingReminderMail extends Bulk {
  readonly kind: "meeting-reminder";
  readonly name: string;
  /** Whole days until the first session. */
  readonly daysLeft: number;
  readonly link: string | null;
}
export interface NoticeMail extends Bulk {
  readonly kind: "notice";
  readonly document: Texts;
  /** What a correction corrected; null where it is the publication itself. */
  readonly corrigendum: Texts | null;
  readonly links: readonly { readonly language: Language; readonly href: string }[];
  /** The links open for this reader alone. */
  readonly personal: boolean;
}
export type MailView =
  | InvitationMail
  | ReceiptMail
  | ReminderMail
  | ConfirmationMail
  | CancellationMail
  | SuccessorMail
  | PredecessorMail
  | ChangeMail
  | MeetingReminderMail
  | NoticeMail;

/** What a registered person's calendar is told. */
export interface CalendarView {
  readonly method: "REQUEST" | "CANCEL";
  readonly convocation: ConvocationView;
  /** The first session of a part that is spoken of, counted from 0; without it all of them are. */
  readonly first?: Readonly<Record<string, number>>;
  readonly secretariat: SecretariatView;
  readonly attendee: { readonly name: string; readonly email: string };
  /** An id that stays with this person in this convocation; it opens nothing. */
  readonly person: string;
  /** One more for who comes back after a cancellation: a new UID, since calendars keep the old one cancelled. */
  readonly generation: number;
  /** One more at each change. */
  readonly sequence: number;
  /** When the change was decided, a UTC instant. */
  readonly stamp: string;
  /** The right-hand side of the UIDs. */
  readonly domain: string;
}
