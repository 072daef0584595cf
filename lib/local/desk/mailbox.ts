import PostalMime, { type Email } from "postal-mime";
import type { Mail, MailSummary } from "#lib/local/engines/ses";
import { html, type Markup } from "./html.ts";
import { instant } from "./layout.ts";

/** How many mails one page of the list shows. */
export const PAGE = 100;

export const parts = ["html", "text", "calendar", "raw"] as const;
export type Part = (typeof parts)[number];
const NAMES: Readonly<Record<Part, string>> = { html: "As shown", text: "Text", calendar: "Calendar", raw: "Raw" };

/** The newest first; `search` in recipient, subject and tags. */
export function mailList(all: readonly MailSummary[], search: string, from: number): Markup {
  const wanted = search.trim().toLowerCase();
  const found = all.filter((mail) => wanted === "" || textOf(mail).includes(wanted)).reverse();
  const shown = found.slice(from, from + PAGE);
  const turn = (to: number, text: string) =>
    html`<a href="/?q=${encodeURIComponent(search)}&amp;from=${to}">${text}</a> `;
  return html`<h1>Mailbox</h1>
<form method="get" action="/"><label>Recipient, subject or tag<input type="search" name="q" value="${search}"></label><button class="plain">Search</button></form>
<p class="soft">${found.length} of ${all.length} captured mails. None of them has left this machine.</p>
${shown.length === 0 ? undefined : html`<ul class="list">${shown.map(entry)}</ul>`}
<p>${from > 0 ? turn(Math.max(0, from - PAGE), "Newer") : undefined}${from + PAGE < found.length ? turn(from + PAGE, "Older") : undefined}</p>`;
}

function entry(mail: MailSummary): Markup {
  return html`<li><div><a dir="auto" href="/mails/${encodeURIComponent(mail.id)}">${mail.subject === "" ? "(no subject)" : mail.subject}</a></div>
<div class="row"><span>${mail.to.join(", ")}</span><span class="soft">${instant(mail.at)}${fate(mail)}</span></div></li>`;
}

function fate({ events }: MailSummary): string {
  const told = events.filter((event) => event !== "Send" && event !== "Delivery");
  return told.length === 0 ? "" : ` · ${told.join(", ")}`;
}

const textOf = ({ to, subject, tags }: MailSummary) =>
  [...to, subject, ...Object.values(tags)].join("\n").toLowerCase();

export async function mailPage(mail: Mail, asked: string | null): Promise<Markup> {
  const parsed = await PostalMime.parse(mail.raw);
  const there = parts.filter((part) => part === "raw" || contentOf(parsed, part) !== undefined);
  const part = there.find((one) => one === asked) ?? there[0] ?? "raw";
  const address = `/mails/${encodeURIComponent(mail.id)}`;
  const files = parsed.attachments.filter(({ filename }) => filename !== null).map(({ filename }) => filename ?? "");
  return html`<h1 dir="auto">${mail.subject === "" ? "(no subject)" : mail.subject}</h1>
<dl><dt>To</dt><dd>${mail.to.join(", ")}</dd><dt>From</dt><dd>${mail.from}</dd><dt>At</dt><dd>${instant(mail.at)}</dd>
<dt>Events</dt><dd>${mail.events.join(", ")}</dd>${Object.entries(mail.tags).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
${files.length === 0 ? undefined : html`<dt>Attached</dt><dd>${files.join(", ")}</dd>`}</dl>
<nav class="parts" aria-label="Parts of the mail">${there.map((one) => html`<a href="${address}?part=${one}"${one === part ? html` aria-current="page"` : undefined}>${NAMES[one]}</a>`)}<a href="${address}/eml">Download</a></nav>
${part === "html" ? html`<iframe title="The mail as shown" sandbox="allow-popups allow-popups-to-escape-sandbox" src="${address}/html"></iframe>` : html`<pre>${part === "raw" ? mail.raw : contentOf(parsed, part)}</pre>`}`;
}

/** The HTML part as a document of its own; its links open beside it. */
export async function mailHtml(mail: Mail): Promise<string | undefined> {
  const { html: body } = await PostalMime.parse(mail.raw);
  return body === undefined ? undefined : `<base target="_blank">${body}`;
}

function contentOf({ html: shown, text, attachments }: Email, part: Part): string | undefined {
  if (part === "html") return shown;
  if (part === "text") return text;
  const calendars = attachments
    .filter(({ mimeType }) => mimeType === "text/calendar" || mimeType === "application/ics")
    .map(({ content }) => (typeof content === "string" ? content : new TextDecoder().decode(content)));
  // The first stands in the mail twice: beside the text, and attached.
  return calendars.length === 0 ? undefined : [...new Set(calendars)].join("\n");
}
