import type {
  AnswerKind,
  ConvocationView,
  InviteeView,
  PartView,
  PartyView,
  RecordedView,
  SecretariatView,
} from "#correspondence/views";
import type { Attends } from "#events/attends";
import type { Language, Texts } from "#events/envelope";

interface PageBase {
  readonly language: Language;
  readonly secretariat: SecretariatView;
  readonly notice: Texts | null;
}
/** What a person filled in, as it came: shown again, never trusted. `parts` are the ids that are ticked. */
export interface AnswerValues {
  readonly who: "self" | "other" | null;
  readonly otherName: string;
  readonly otherEmail: string;
  readonly answer: AnswerKind | null;
  readonly parts: readonly string[];
  /** Of each part that is hybrid; null where nothing is chosen. */
  readonly attends: { readonly [part: string]: Attends | null };
  readonly reason: string;
  readonly colleagueName: string;
  readonly colleagueEmail: string;
}
/** What is wrong with which field; `form` is the whole. Each has a sentence in the page catalogue. */
export const problems = [
  "who.missing",
  "who.name-needed",
  "otherName.missing",
  "otherName.unusable",
  "otherEmail.missing",
  "otherEmail.unusable",
  "answer.missing",
  "answer.not-yours",
  "parts.missing",
  "attends.missing",
  "reason.unusable",
  "colleagueName.missing",
  "colleagueName.unusable",
  "colleagueEmail.unusable",
  "form.changed-since",
  "form.meeting-changed",
  "form.out-of-date",
  "form.too-many-people",
] as const;
export type Problem = (typeof problems)[number];

/** The page behind a personal link. `recorded` is null while nothing is. */
export type AnswerPageView = PageBase & {
  readonly convocation: ConvocationView;
  readonly party: PartyView;
  readonly invitee: InviteeView;
  readonly zone: string | null;
  readonly recorded: RecordedView | null;
  /** What is recorded was said before the meeting changed, and is to be confirmed. */
  readonly changed?: boolean;
} & (
    | {
        readonly step: "form";
        readonly values: AnswerValues;
        readonly problems: readonly Problem[];
        readonly hidden: Hidden;
      }
    | { readonly step: "check"; readonly values: AnswerValues; readonly hidden: Hidden }
    | { readonly step: "recorded"; readonly hidden: Hidden }
    /** Why nothing can be answered now. `late`: something was sent all the same. */
    | { readonly step: "closed"; readonly why: "over" | "postponed" | "cancelled"; readonly late?: boolean }
  );
export interface Hidden {
  readonly nonce: string;
  readonly answerId: string;
}
export interface ProposedPageView extends PageBase {
  readonly convocation: Pick<ConvocationView, "title">;
  readonly name: string;
  readonly carried?: Readonly<Record<string, string>>;
}
/** `nonce`: sent back by the form as the field of that name. */
export type UnsubscribePageView = PageBase & {
  readonly convocation: Pick<ConvocationView, "title">;
} & (
    | { readonly step: "confirm"; readonly nonce: string }
    | { readonly step: "done"; readonly carried?: Readonly<Record<string, string>> }
  );

/** `not-valid`: unknown, forged, revoked and expired links look the same. `preview`: the dead link of a preview or a test. Without a language it speaks all of them. */
export interface MessagePageView {
  readonly kind: "not-valid" | "too-late" | "not-found" | "failed" | "wrong-request" | "preview";
  readonly language: Language | null;
  readonly secretariat: SecretariatView;
  readonly notice: Texts | null;
}

interface SiteBase extends PageBase {
  readonly dialogue: Texts;
  /** The zone of the dates printed. */
  readonly zone: string;
  /** The address of the first page, and of the feed; null where there is no feed to offer. */
  readonly home: string;
  readonly feed: string | null;
}
export interface HomePageView extends SiteBase {
  /** Newest first. */
  readonly documents: readonly {
    readonly title: Texts;
    readonly meeting: Texts;
    readonly publishedAt: string;
    readonly languages: readonly Language[];
    readonly adoption: AdoptionView;
    readonly revision: number;
    readonly corrigendum: Texts | null;
    readonly href: string;
  }[];
  readonly meetings: readonly {
    readonly title: Texts;
    readonly parts: readonly (PartView & { readonly about: AboutView })[];
  }[];
}
/** Which parties are behind a meeting and what it is about, as far as that is published. */
export interface AboutView {
  readonly hosts: readonly Texts[];
  readonly coHosts: readonly Texts[];
  readonly chair: readonly Texts[];
  readonly coChairs: readonly Texts[];
  readonly agenda: readonly Texts[];
  readonly objectives: readonly Texts[];
}
/** How the meeting left it; null where that is not asked. */
type AdoptionView = "discussed" | "adopted" | null;
export interface DocumentPageView extends SiteBase {
  readonly title: Texts;
  readonly meeting: Texts;
  readonly adoption: AdoptionView;
  /** From 1; this page's own. */
  readonly revision: number;
  /** What this revision corrected. */
  readonly corrigendum: Texts | null;
  /** Where this revision is no more in force: which took its place and when, with what was corrected, and where it is read. */
  readonly supersededBy: {
    readonly revision: number;
    readonly at: string;
    readonly corrigendum: Texts;
    readonly current: string;
  } | null;
  /** The others, for the page of the one in force; the newest first. */
  readonly earlier: readonly {
    readonly revision: number;
    readonly publishedAt: string;
    readonly supersededAt: string;
    readonly href: string;
  }[];
  /** Of what it is a document. */
  readonly parts: readonly Pick<PartView, "state" | "sessions">[];
  readonly publishedAt: string;
  /** Who cleared it: an office, never a person's name. */
  readonly clearedBy: Texts | null;
  readonly renditions: readonly { readonly language: Language; readonly paragraphs: readonly string[] }[];
}
export interface FeedView {
  readonly language: Language;
  /** The zone of the dates printed. */
  readonly zone: string;
  readonly dialogue: Texts;
  readonly secretariat: SecretariatView;
  /** Absolute addresses of this feed and of the site. */
  readonly self: string;
  readonly home: string;
  /** The newest change; for an empty feed an instant that does not move. */
  readonly updated: string;
  readonly entries: readonly {
    /** An absolute address that never changes. */
    readonly id: string;
    readonly href: string;
    readonly title: Texts;
    readonly meeting: Texts;
    readonly publishedAt: string;
    /** Later than it was published where a correction took its place. */
    readonly updatedAt: string;
    readonly languages: readonly Language[];
    readonly revision: number;
    readonly corrigendum: Texts | null;
    readonly supersededBy: { readonly revision: number; readonly at: string; readonly corrigendum: Texts } | null;
  }[];
}
