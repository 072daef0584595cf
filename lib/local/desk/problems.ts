import type { GivenUp } from "#lib/local/dead-letters";
import { html, type Markup } from "./html.ts";
import { instant } from "./layout.ts";

/** What came up since the stack started, and what functions gave up on. */
export function problemsPage(problems: readonly string[], deadLetters: readonly GivenUp[]): Markup {
  return html`<h1>Problems</h1>
${problems.length === 0 ? html`<p class="soft">None so far.</p>` : html`<ul class="list">${problems.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
<h2>Dead letters</h2>
${deadLetters.length === 0 ? html`<p class="soft">No function has given up on anything that still waits.</p>` : html`<p class="soft">What a function failed at too often waits here. Mend the cause first, then move the messages back: every step may run again.</p>${deadLetters.map(entry)}`}`;
}

function entry({ queue, functionName, count, since, about }: GivenUp): Markup {
  const more = count - about.length;
  return html`<p><strong>${functionName}</strong> gave up on ${count === 1 ? "one message" : `${count} messages`}, the oldest of ${instant(since)}.</p>
<ul class="list">${about.map((sentence) => html`<li>${sentence}</li>`)}${more > 0 ? html`<li class="soft">and ${more} more</li>` : undefined}</ul>
<form method="post" action="/problems"><button class="plain" name="redrive" value="${queue}">Move back to ${functionName}</button></form>`;
}
