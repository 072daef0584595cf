import { commonWords } from "#correspondence/common-words";
import { type Hole, name, type Phrase, title } from "#correspondence/text";
import {
  cityName,
  printInstant,
  printMoment,
  printMomentThere,
  printSession,
  printSessionThere,
} from "#correspondence/time";
import type { ConvocationView, MomentView, PartView, RecordedView } from "#correspondence/views";
import type { Language } from "#events/envelope";

/** A line of a list; an aside says the same in other terms and stands back. */
export type Line = Phrase | { readonly aside: Phrase };

/** Until then everything may be changed: the later of the two deadlines. */
export function cutOff({ answersBy, namesBy }: ConvocationView): MomentView {
  return namesBy.instant > answersBy.instant ? namesBy : answersBy;
}

/** A deadline, and beneath it the same on the reader's clocks where they differ. */
export function deadline(moment: MomentView, zone: string | null, language: Language): Line[] {
  const there = printMomentThere(moment, zone, language);
  return [[printMoment(moment, language)], ...(there === undefined ? [] : [{ aside: [there] }])];
}

/** When a part is: a line for each session, and beneath it the reader's own time where it differs; or that it is not. */
export function whenLines(part: PartView, zone: string | null, language: Language): Line[] {
  const t = commonWords(language);
  if (part.state === "cancelled") return [t("when.cancelled")];
  return part.state === "postponed" ? [t("when.postponed")] : sessionLines(part, zone, language);
}

/** The sessions as they are or were, whether or not they take place. */
export function sessionLines(part: PartView, zone: string | null, language: Language): Line[] {
  return part.sessions.flatMap((session) => {
    const there = printSessionThere(session, zone, language);
    return [
      [printSession(session, language, part.place?.city ?? undefined)],
      ...(there === undefined ? [] : [{ aside: [there] }]),
    ];
  });
}

/** Where a part is, or that it is not published yet; once it is over, that it was not. */
export function placeLine({ modality, place, over }: PartView, language: Language): Phrase {
  const t = commonWords(language);
  if (modality === "online") return t("place.online");
  const where = place === null ? [] : placeName(place, language);
  if (where.length === 0) {
    const open = over === true ? "place.unpublished" : "place.open";
    return t(modality === "hybrid" ? `${open}-hybrid` : open);
  }
  return modality === "hybrid" ? t("place.hybrid", { place: where }) : where;
}

/** Venue, city and country, as far as they are known. */
function placeName({ city, country, venue }: NonNullable<PartView["place"]>, language: Language): Phrase {
  const t = commonWords(language);
  const land = country === null ? undefined : title(country, language);
  const town = city === null ? undefined : cityName(city, language);
  const where =
    town !== undefined && land !== undefined
      ? t("place.city", { city: town, country: land })
      : [town ?? land].filter(isKnown);
  return venue === null ? where : joined([name(venue), where], language);
}
const isKnown = <T>(value: T | undefined): value is T => value !== undefined;

/** What was recorded, in one sentence. */
export function recordedLine({ kind, names }: RecordedView, language: Language): Phrase {
  const t = commonWords(language);
  const named = joined(names.map(name), language);
  return t(`recorded.${kind}`, { name: named.length > 0 ? named : t("recorded.someone") });
}
/** Where a part stands, and how it is attended. */
export function statusLines(part: RecordedView["parts"][number], language: Language): Line[] {
  const { attends } = part;
  const how = attends === undefined ? [] : [commonWords(language)(`attends.${attends}`)];
  return [statusLine(part, language), ...how];
}
function statusLine({ status, was }: RecordedView["parts"][number], language: Language): Phrase {
  const t = commonWords(language);
  return status === "unanswered" && was !== undefined
    ? t("status.to-confirm", { status: t(`status.${was}`) })
    : t(`status.${status}`);
}
/** Who recorded it, how and when. */
export function recordedByLine({ by, channel, at }: RecordedView, zone: string, language: Language): Phrase {
  const key = {
    link: "recorded.by",
    letter: "recorded.by-letter",
    phone: "recorded.by-phone",
    "note-verbale": "recorded.by-note-verbale",
  } as const;
  const t = commonWords(language);
  const who = by === null ? t("recorded.by-somebody") : name(by);
  return t(key[channel], { name: who, moment: printInstant(at, zone, language) });
}

/** Several in one line, with the language's comma between them. */
export function joined(list: readonly (Hole | Phrase)[], language: Language): Phrase {
  return list.reduce<Phrase>((before, item) => {
    const next = "kind" in item ? [item] : item;
    return before.length === 0 ? next : commonWords(language)("list.pair", { first: before, second: next });
  }, []);
}
