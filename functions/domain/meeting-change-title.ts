import type { Convocation } from "#domain/convocation";
import { type Changed, changed } from "#domain/meeting-change";
import { chosenParts, type Decision, idsOf, said, withParts } from "#domain/meeting-change-parts";
import type { Part } from "#domain/part";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import type { Texts } from "#events/envelope";

/** Another title for the whole, for some parts, or both: the registered get it in their calendars, nobody confirms anything. */
export function correctTitle(
  convocation: Convocation,
  asked: {
    readonly title?: Texts;
    readonly parts?: readonly { readonly id: string; readonly title: Texts }[];
    readonly reason: string;
  },
  { now }: Decision,
): Changed | Refusal {
  const named = asked.parts ?? [];
  const chosen = chosenParts(convocation, asked.title === undefined ? idsOf(named) : undefined, now);
  if (isRefusal(chosen)) return chosen;
  const own = chosenParts(convocation, idsOf(named), now);
  if (isRefusal(own)) return own;
  if (own.length < named.length) return refuse("part-twice", "A part is named twice. Give each part one title.");
  const titled: Part[] = own.flatMap((part) => {
    const title = named.find(({ id }) => id === part.id)?.title;
    return title && !sameTexts(title, part.title) ? [{ ...part, title }] : [];
  });
  const whole = asked.title !== undefined && !sameTexts(asked.title, convocation.title);
  if (titled.length === 0 && !whole)
    return refuse("unchanged", "These are the titles that the meeting has already; nothing changes.");
  const concerned = whole ? chosen : titled;
  const after = { ...withParts(convocation, titled), ...(whole && asked.title && { title: asked.title }) };
  return changed(convocation, after, {
    what: "title-corrected",
    parts: idsOf(concerned),
    reason: asked.reason,
    at: now,
    // The title beside the parts is the convocation's; a part's own stands with the part.
    before: {
      ...(whole && { title: convocation.title }),
      parts: {
        ...said(concerned),
        ...said(
          own.filter(({ id }) => titled.some((part) => part.id === id)),
          "title",
        ),
      },
    },
    told: "registered",
    confirm: false,
    calendar: "request",
    voids: false,
    replans: false,
  });
}

function sameTexts(a: Texts, b: Texts): boolean {
  return a.en === b.en && a.fr === b.fr && a.ar === b.ar;
}
