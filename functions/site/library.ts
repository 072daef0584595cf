import { aboutView, partView } from "#correspondence/from-domain";
import { feed } from "#correspondence/pages/feed";
import { homePage } from "#correspondence/pages/site";
import { environment, offered } from "#platform/environment";
import type { Page } from "#platform/http";
import { readConvocationRow } from "#records/convocation";
import { readLibrary } from "#records/document";
import { keys, lists } from "#records/keys";
import { readParties } from "#records/names";
import { addressOf, base, type Deps, languageOf } from "./base.ts";
import { htmlPage, languageAsked, secretariat } from "./deps.ts";

async function published({ tables }: Deps) {
  const documents = await readLibrary(tables, environment("DIALOGUE"), "public");
  const rows = await tables.getMany(
    [...new Set(documents.map(({ convocationId }) => convocationId))].map(keys.convocation),
  );
  const convocations = rows
    .map(readConvocationRow)
    .filter(({ dialogues }) => dialogues.includes(environment("DIALOGUE")));
  const own = new Set(convocations.map(({ id }) => id));
  const titles = new Map(convocations.flatMap(({ parts }) => parts.map(({ id, title }) => [id, title] as const)));
  const wholes = new Map(convocations.map(({ id, title }) => [id, title] as const));
  return documents
    .filter(({ convocationId }) => own.has(convocationId))
    .map((document) => ({
      ...document,
      meeting:
        (document.part === null ? wholes.get(document.convocationId) : titles.get(document.part)) ?? document.title,
      href: addressOf(document.id),
    }));
}

/** What was published, newest first, and the meetings to come. */
export const getHome =
  (deps: Deps): Page =>
  async (event) => {
    const { tables, clock } = deps;
    const listed = await tables.queryIndex({
      index: "list",
      pk: lists.convocationsOf(environment("DIALOGUE")),
      newestFirst: true,
      limit: 20,
    });
    const rows = await tables.getMany(listed.map(({ pk }) => ({ pk, sk: "#" })));
    const now = clock.now();
    const coming = rows
      .map(readConvocationRow)
      .filter(({ ends, state }) => ends > now || state === "postponed")
      .sort(inOrder);
    const named = coming.flatMap(({ parts }) =>
      parts.flatMap(({ place, hosts, coHosts, chair, coChairs }) => [
        ...(place ? [place.country] : []),
        ...(chair === null ? [] : [chair]),
        ...[...hosts, ...coHosts, ...coChairs],
      ]),
    );
    const { names } = await readParties(tables, [environment("DIALOGUE")], named);
    const meetings = coming.map(({ title, parts }) => ({
      title,
      parts: parts.map((part) => ({ ...partView(part, names, now), about: aboutView(part, names) })),
    }));
    return htmlPage(200, homePage({ ...base(languageOf(event)), documents: await published(deps), meetings }));
  };

/** By their first day; what has none now comes last. */
function inOrder(a: Convened, b: Convened): number {
  const open = Number(a.state === "postponed") - Number(b.state === "postponed");
  return open === 0 ? (a.starts < b.starts ? -1 : 1) : open;
}
type Convened = ReturnType<typeof readConvocationRow>;

/** The Atom feed: an entry for every revision. What is published is published for ever: an entry's id is its first address, and stays when a correction takes its place. */
export const getFeed =
  (deps: Deps): Page =>
  async (event) => {
    const entries = (await published(deps)).flatMap(revisionsOf).sort(newestFirst);
    const language = languageAsked(event) ?? offered();
    const { dialogue, home, feed: self, zone } = base(language);
    const view = {
      language,
      zone,
      dialogue,
      secretariat: secretariat(),
      self,
      home,
      updated: entries[0]?.updatedAt ?? "1970-01-01T00:00:00Z",
      entries,
    };
    return { statusCode: 200, headers: { "content-type": "application/atom+xml; charset=utf-8" }, body: feed(view) };
  };

/** A correction before what it took the place of, at the same second. */
const newestFirst = (a: Dated, b: Dated) =>
  `${a.updatedAt} ${a.publishedAt}` < `${b.updatedAt} ${b.publishedAt}` ? 1 : -1;
type Dated = { readonly updatedAt: string; readonly publishedAt: string };
type Published = Awaited<ReturnType<typeof published>>[number];
function revisionsOf({ superseded, ...now }: Published) {
  const { id, meeting } = now;
  const idOf = (revision: number) => (revision === 1 ? addressOf(id) : addressOf(id, revision));
  const current = { ...now, id: idOf(now.revision), updatedAt: now.publishedAt, supersededBy: null };
  const earlier = superseded.map((old, index) => ({
    ...old,
    id: idOf(old.revision),
    href: addressOf(id, old.revision),
    meeting,
    updatedAt: old.supersededAt,
    supersededBy: {
      revision: old.revision + 1,
      at: old.supersededAt,
      corrigendum: (superseded[index + 1] ?? now).corrigendum ?? now.title,
    },
  }));
  return [current, ...earlier];
}
