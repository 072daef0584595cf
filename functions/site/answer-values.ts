import type * as z from "zod/mini";
import type { AnswerValues, Problem } from "#correspondence/page-views";
import type { AnswerKind } from "#correspondence/views";
import { addressFault } from "#domain/address";
import { attends } from "#events/attends";
import type { answerInvitation } from "#events/commands/answer-invitation.v1";
import { line } from "#events/envelope";

export const noValues: AnswerValues = {
  who: null,
  otherName: "",
  otherEmail: "",
  answer: null,
  parts: [],
  attends: {},
  reason: "",
  colleagueName: "",
  colleagueEmail: "",
};

const kinds: readonly AnswerKind[] = ["come", "colleague", "names-follow", "regret", "no-part"];
const name = line(120);
const reason = line(500);

/**
 * What was filled in, as it came. With one part that can be answered there is nothing to choose; `undefined` where a part is named
 * that nobody offered. `hybrid`: the parts of which a person says how they attend.
 */
export function readValues(
  fields: ReadonlyMap<string, string>,
  {
    invitedTo,
    open,
    hybrid = [],
  }: { readonly invitedTo: readonly string[]; readonly open: readonly string[]; readonly hybrid?: readonly string[] },
): AnswerValues | undefined {
  const text = (field: string) => (fields.get(field) ?? "").normalize("NFC").trim();
  const named = [...fields.keys()]
    .filter((field) => field.startsWith("part."))
    .map((field) => field.slice("part.".length));
  if (named.some((part) => !invitedTo.includes(part))) return undefined;
  const who = text("who");
  return {
    who: who === "self" || who === "other" ? who : null,
    otherName: text("otherName"),
    otherEmail: text("otherEmail"),
    answer: kinds.find((kind) => kind === text("answer")) ?? null,
    parts: open.length === 1 ? open : open.filter((part) => named.includes(part)),
    attends: Object.fromEntries(
      hybrid.map((part) => [part, attends.options.find((how) => how === text(`attends.${part}`)) ?? null]),
    ),
    reason: text("reason"),
    colleagueName: text("colleagueName"),
    colleagueEmail: text("colleagueEmail"),
  };
}

const comes = (values: AnswerValues) =>
  values.answer === "come" || values.answer === "colleague" || values.answer === "names-follow";

/** Whoever holds the link, as far as their answer goes. */
interface Speaker {
  readonly entitled: boolean;
  readonly functional: boolean;
}

/** Whoever does not speak for the party proposes themselves, once or again. */
export function proposes({ who }: AnswerValues, { entitled, functional }: Speaker): boolean {
  return !entitled || (who === "other" && !functional);
}

/** What is wrong with which field, in the order of the page. Only what belongs to the answer given is looked at. */
export function problemsOf(values: AnswerValues, speaker: Speaker): Problem[] {
  const { who, answer } = values;
  return [
    ...when<Problem>(who === null, "who.missing"),
    ...when<Problem>(who === "self" && speaker.functional && answer === "come", "who.name-needed"),
    ...(who === "other" ? required(values.otherName, "otherName.missing", "otherName.unusable", isName) : []),
    ...(who === "other" ? required(values.otherEmail, "otherEmail.missing", "otherEmail.unusable", isAddress) : []),
    ...when<Problem>(answer === null, "answer.missing"),
    ...when<Problem>(answer !== null && answer !== "come" && proposes(values, speaker), "answer.not-yours"),
    ...(answer === "colleague"
      ? required(values.colleagueName, "colleagueName.missing", "colleagueName.unusable", isName)
      : []),
    ...when<Problem>(
      answer === "colleague" && values.colleagueEmail !== "" && !isAddress(values.colleagueEmail),
      "colleagueEmail.unusable",
    ),
    ...when<Problem>(!comes(values) && values.reason !== "" && !isReason(values.reason), "reason.unusable"),
    ...when<Problem>(comes(values) && values.parts.length === 0, "parts.missing"),
    ...when<Problem>(
      (answer === "come" || answer === "colleague") && values.parts.some((part) => values.attends[part] === null),
      "attends.missing",
    ),
  ];
}

function when<P>(holds: boolean, problem: P): P[] {
  return holds ? [problem] : [];
}
function required(text: string, missing: Problem, unusable: Problem, usable: (text: string) => boolean): Problem[] {
  if (text === "") return [missing];
  return when(!usable(text), unusable);
}
/** A replacement character stands where bytes came that are no text: what was typed is lost, and is asked for again. */
const isWhole = (text: string) => !text.includes("\uFFFD");
const isName = (text: string) => isWhole(text) && name.safeParse(text).success;
const isReason = (text: string) => isWhole(text) && reason.safeParse(text).success;
const isAddress = (text: string) => addressFault(text) === undefined;

type Asked = Pick<z.infer<typeof answerInvitation.schema>, "who" | "answer">;

/** The values without problems, as the command wants them; undefined where they have some. */
export function askedOf(values: AnswerValues, invitee: Speaker): Asked | undefined {
  if (problemsOf(values, invitee).length > 0) return undefined;
  const answer = answerOf(values);
  if (answer === undefined) return undefined;
  return {
    who:
      values.who === "other" ? { kind: "other", name: values.otherName, email: values.otherEmail } : { kind: "self" },
    answer,
  };
}

function answerOf(values: AnswerValues): Asked["answer"] | undefined {
  // A table keeps a map's names in no order: the same answer, sent twice, is the same command only if we give it one.
  const parts = [...values.parts].sort();
  const chosen = parts.flatMap((part) => {
    const said = Object.hasOwn(values.attends, part) ? values.attends[part] : undefined;
    return said ? [[part, said] as const] : [];
  });
  const how = chosen.length === 0 ? {} : { attends: Object.fromEntries(chosen) };
  const because = values.reason === "" ? {} : { reason: values.reason };
  switch (values.answer) {
    case "come":
      return { kind: "come", parts, ...how };
    case "names-follow":
      return { kind: "names-follow", parts };
    case "colleague":
      return {
        kind: "colleague",
        parts,
        ...how,
        colleague: {
          name: values.colleagueName,
          ...(values.colleagueEmail !== "" && { email: values.colleagueEmail }),
        },
      };
    case "regret":
    case "no-part":
      return { kind: values.answer, ...because };
    default:
      return undefined;
  }
}
