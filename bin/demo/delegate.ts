import { visit } from "#bin/demo/visit";

/** Somebody with a browser and a link: opens the page, reads it, posts its form, as a phone without scripts does. */
export interface Said {
  readonly answer: "come" | "regret" | "colleague" | "names-follow" | "no-part";
  readonly parts?: readonly string[];
  readonly other?: { readonly name: string; readonly email: string };
  readonly colleague?: { readonly name: string; readonly email: string };
  /** Of every part that is hybrid. */
  readonly attends?: "in-person" | "online";
}

export async function open(link: string): Promise<string> {
  const answer = await visit(link);
  const page = await answer.text();
  if (answer.status !== 200) throw new Error(`The answer page said ${answer.status}: ${textOf(page).slice(0, 200)}`);
  return page;
}

/** Fills the form and sends it, over the page that asks to check the answer. Returns the page that says what was recorded. */
export async function answer(link: string, said: Said): Promise<string> {
  const form = await changing(link, await open(link));
  const fields = new URLSearchParams({
    ...hidden(form),
    who: said.other ? "other" : "self",
    answer: said.answer,
    action: "check",
  });
  if (said.other) {
    fields.set("otherName", said.other.name);
    fields.set("otherEmail", said.other.email);
  }
  if (said.colleague) {
    fields.set("colleagueName", said.colleague.name);
    fields.set("colleagueEmail", said.colleague.email);
  }
  for (const name of checkboxes(form))
    if (!said.parts || said.parts.some((part) => name === `part.${part}`)) fields.set(name, "yes");
  if (said.attends) for (const name of waysToAttend(form)) fields.set(name, said.attends);
  const check = await post(link, fields);
  const last = await post(link, new URLSearchParams({ ...hidden(check.page), action: "send" }));
  return last.page;
}

/** Where an answer stands already, the page shows it and offers to change it. */
async function changing(link: string, page: string): Promise<string> {
  if (/name="answer"/.test(page)) return page;
  return (await post(link, new URLSearchParams({ ...hidden(page), action: "change" }))).page;
}

async function post(link: string, fields: URLSearchParams): Promise<{ status: number; page: string }> {
  const answer = await visit(link, { method: "POST", body: fields });
  const page = await answer.text();
  if (answer.status !== 200) throw new Error(`The form was answered ${answer.status}: ${textOf(page).slice(0, 300)}`);
  return { status: answer.status, page };
}

function hidden(page: string): Record<string, string> {
  const inputs = [...page.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => /type="hidden"/.test(tag));
  return Object.fromEntries(inputs.map((tag) => [attribute(tag, "name"), attribute(tag, "value")]));
}
function checkboxes(page: string): string[] {
  return [...page.matchAll(/<input\b[^>]*type="checkbox"[^>]*>/g)]
    .map(([tag]) => attribute(tag, "name"))
    .filter((name) => name.startsWith("part."));
}
function waysToAttend(page: string): string[] {
  return [...page.matchAll(/<input\b[^>]*type="radio"[^>]*>/g)]
    .map(([tag]) => attribute(tag, "name"))
    .filter((name) => name.startsWith("attends."));
}
function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
function textOf(page: string): string {
  return page
    .replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
