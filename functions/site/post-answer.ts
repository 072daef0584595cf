import * as z from "zod/mini";
import type { AnswerValues, Problem } from "#correspondence/page-views";
import { proposedPage } from "#correspondence/pages/after";
import { isStale } from "#domain/told";
import type { Language } from "#events/envelope";
import { offered } from "#platform/environment";
import { readForm } from "#platform/form";
import type { Page, PageEvent, PageResult } from "#platform/http";
import type { CommandDoor } from "#platform/invoke";
import { askedOf, noValues, problemsOf, proposes, readValues } from "./answer-values.ts";
import {
  htmlPage,
  languageAsked,
  languageOfReader,
  languagePosted,
  message,
  secretariat,
  segment,
  wrongRequest,
} from "./deps.ts";
import type { Holder, opener } from "./invited.ts";
import { seenBy } from "./nonce.ts";
import { type AnswerDeps, answerable, inviteeOf, type Shown, showAnswer, stepNow } from "./show-answer.ts";

type Deps = AnswerDeps & { readonly open: ReturnType<typeof opener>; readonly door: CommandDoor };
const outcome = z.looseObject({
  accepted: z.boolean(),
  code: z.exactOptional(z.string()),
  field: z.exactOptional(z.string()),
});

/** The form of the answer page: looked at, shown once more to be checked, and only then sent to the noun that records it. */
export const postAnswer =
  (deps: Deps): Page =>
  async (event) => {
    const holder = await deps.open(segment(event, "token"), "answer");
    const invitee = holder && inviteeOf(holder);
    if (!holder || !invitee) return message("not-valid", languageOfReader(event));
    const language = languagePosted(event) ?? languageAsked(event) ?? offered(invitee.language);
    const form = readForm(event);
    if ("fault" in form || fromElsewhere(event)) return wrongRequest(form, language);
    const action = form.fields.get("action");
    // What was sent in time and comes a second time is answered as it was then: the command knows.
    if (action !== "send" && isClosed(deps, holder)) return closed(deps, holder, language, action === "check");
    const invitedTo = Object.keys(holder.view.delegation.parts);
    const open = answerable(holder);
    const hybrid = holder.convocation.parts.filter(({ modality }) => modality === "hybrid").map(({ id }) => id);
    const values = readValues(form.fields, { invitedTo, open, hybrid: hybrid.filter((part) => open.includes(part)) });
    if (!values) return message("wrong-request", language);
    const answerId = form.fields.get("answerId") ?? "";
    const nonce = form.fields.get("nonce") ?? "";
    const seen = await seenBy(deps.links, nonce, {
      person: `${holder.view.delegation.id}${holder.person}`,
      answerId,
    });
    // A form that we did not make, or not for this person: shown afresh, with what was filled in.
    if (!seen) return again(deps, holder, language, values, ["form.out-of-date"], 409);
    const stale = isStale(holder.convocation, invitedTo, seen.revision);
    switch (action) {
      case "change":
        return show(deps, holder, language, { step: "form", values, problems: [] }, 200);
      case "check": {
        if (stale) return again(deps, holder, language, values, ["form.meeting-changed"], 409);
        const problems = problemsOf(values, invitee);
        if (problems.length > 0) return again(deps, holder, language, values, problems, 422);
        return show(deps, holder, language, { step: "check", values }, 200, { answerId, nonce });
      }
      case "send":
        return send(deps, holder, language, values, { answerId, seen, fields: form.fields });
      // The same page in another language.
      case "form.changed-since":
      case "form.meeting-changed":
      case "form.out-of-date":
      case "form.too-many-people":
        return again(deps, holder, language, values, [action], 409);
      default:
        return message("wrong-request", language);
    }
  };

async function send(
  deps: Deps,
  holder: Holder,
  language: Language,
  values: AnswerValues,
  { answerId, seen, fields }: { answerId: string; seen: Seen; fields: ReadonlyMap<string, string> },
): Promise<PageResult> {
  const { delegation } = holder.view;
  const invitee = inviteeOf(holder) ?? { entitled: false, functional: false };
  const asked = askedOf(values, invitee);
  if (!asked) return again(deps, holder, language, values, problemsOf(values, invitee), 422);
  const said = outcome.parse(
    await deps.door.ask("INVITATION_ANSWERS", {
      command: "answer-invitation.v1",
      detail: {
        commandId: answerId,
        expectedVersion: seen.version,
        revision: seen.revision,
        delegationId: delegation.id,
        person: holder.person,
        ...asked,
      },
      actor: `invitee:${delegation.id}${holder.person}`,
      door: "link",
    }),
  );
  if (!said.accepted) return refusal(deps, holder, language, values, said);
  if (proposes(values, invitee))
    return htmlPage(
      200,
      proposedPage({
        language,
        secretariat: secretariat(),
        notice: null,
        convocation: holder.convocation,
        name: values.who === "other" ? values.otherName : (inviteeOf(holder)?.name ?? ""),
        carried: Object.fromEntries([...fields].filter(([field]) => field !== "lang")),
      }),
    );
  // The answer is a page of its own address: reloading it sends nothing.
  return { statusCode: 303, headers: { location: `?lang=${language}` }, body: "" };
}

const problemOf: Readonly<Record<string, Problem>> = {
  "changed-since": "form.changed-since",
  "meeting-changed": "form.meeting-changed",
  "part-not-open": "form.meeting-changed",
  "command-id-reused": "form.changed-since",
  "too-many-people": "form.too-many-people",
  "not-yours-to-answer": "answer.not-yours",
  "name-needed": "who.name-needed",
  "no-part-chosen": "parts.missing",
};

async function refusal(
  deps: Deps,
  holder: Holder,
  language: Language,
  values: AnswerValues,
  said: z.infer<typeof outcome>,
): Promise<PageResult> {
  const code = said.code ?? "";
  if (code === "after-cut-off" || movedOn.has(code))
    return closed(deps, await lookedAgain(deps, holder), language, true);
  const problem =
    code === "address"
      ? said.field === "otherEmail"
        ? "otherEmail.unusable"
        : "colleagueEmail.unusable"
      : problemOf[code];
  if (problem === undefined) return message("not-valid", language);
  // Somebody else answered meanwhile, or the meeting changed: what there is now is read again before it is shown.
  const old = problem === "form.changed-since" || problem === "form.meeting-changed";
  return again(
    deps,
    old ? await lookedAgain(deps, holder) : holder,
    language,
    values,
    [problem],
    problem.startsWith("form.") ? 409 : 422,
  );
}

type Seen = NonNullable<Awaited<ReturnType<typeof seenBy>>>;
const movedOn: ReadonlySet<string> = new Set(["meeting-over", "meeting-postponed", "meeting-cancelled"]);

async function lookedAgain({ open }: Deps, holder: Holder): Promise<Holder> {
  return (await open(holder.token, "answer", true)) ?? holder;
}

async function again(
  deps: Deps,
  holder: Holder,
  language: Language,
  values: AnswerValues,
  problems: readonly Problem[],
  status: number,
): Promise<PageResult> {
  if (isClosed(deps, holder)) return closed(deps, holder, language, true);
  return show(deps, holder, language, { step: "form", values, problems }, status);
}

const isClosed = ({ clock }: Deps, holder: Holder) => stepNow(holder, clock.now(), noValues).step === "closed";

async function closed(deps: Deps, holder: Holder, language: Language, late: boolean): Promise<PageResult> {
  const now = stepNow(holder, deps.clock.now(), noValues);
  return show(deps, holder, language, { step: "closed", why: now.step === "closed" ? now.why : "over", late }, 410);
}

async function show(
  deps: Deps,
  holder: Holder,
  language: Language,
  shown: Shown,
  status: number,
  kept?: { answerId: string; nonce: string },
): Promise<PageResult> {
  return htmlPage(status, await showAnswer(deps, holder, language, shown, kept));
}

/** A form that another site sends: browsers say so, and ours never comes from there. */
function fromElsewhere(event: PageEvent): boolean {
  const from = event.headers["sec-fetch-site"];
  return from !== undefined && from !== "same-origin" && from !== "none";
}
