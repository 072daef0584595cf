import type { Domains } from "#domain/part";
import { type Refusal, refuse } from "#domain/refusal";
import type { Texts } from "#events/envelope";

/** Tags that meetings may name, in one version. Never changed: the next version is another scheme. */
export interface TagScheme {
  readonly scheme: string;
  readonly name: Texts;
  readonly version: string;
  readonly tags: readonly { readonly code: string; readonly words: Texts }[];
}

/** A code that stands twice in a scheme as it is asked for. */
export function codeTwice({ tags }: Pick<TagScheme, "tags">): Refusal | undefined {
  const codes = tags.map(({ code }) => code);
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  return twice === undefined
    ? undefined
    : refuse("code-twice", `The code ${twice} stands twice in the scheme. Give each tag a code of its own.`);
}

/** What a meeting names and no scheme of the dialogue holds; the sentence says what there is. */
export function unknownTag(domains: Domains | null | undefined, schemes: readonly TagScheme[]): Refusal | undefined {
  if (!domains) return undefined;
  const found = schemes.find(({ scheme }) => scheme === domains.scheme);
  if (!found)
    return refuse(
      "unknown-scheme",
      `The dialogue has no scheme of tags ${domains.scheme}. ${
        schemes.length === 0
          ? "It has none yet: define one (define-tags)."
          : `It has ${schemes.map(({ scheme }) => scheme).join(", ")}.`
      }`,
    );
  const known = found.tags.map(({ code }) => code);
  const unknown = domains.codes.filter((code) => !known.includes(code));
  return unknown.length === 0
    ? undefined
    : refuse(
        "unknown-tag",
        `The scheme ${domains.scheme} has no tag ${unknown.join(", ")}. Its tags are ${known.join(", ")}.`,
      );
}
