import type { Kept } from "#lib/local/engines/scheduler";
import { html, type Markup } from "./html.ts";
import { instant } from "./layout.ts";

export interface ClockView {
  now: number;
  /** The next instant at which anything happens by itself. */
  next: number | undefined;
  schedules: readonly Kept[];
  /** Why the last move did not go. */
  fault: string | undefined;
}

const STEPS = [
  ["hours", 1, "One hour"],
  ["days", 1, "One day"],
  ["days", 7, "One week"],
] as const;

export function clockPage({ now, next, schedules, fault }: ClockView): Markup {
  const booked = schedules
    .flatMap((one) => (one.next === undefined ? [] : [{ ...one, next: one.next }]))
    .sort((a, b) => a.next - b.next);
  return html`<h1>Clock</h1>
${fault === undefined ? undefined : html`<p class="alert">${fault}</p>`}
<p class="now">${instant(now)}</p>
<p class="soft">Everything on this machine goes by this clock: schedules, deadlines, retries, mail. It moves forwards only, and stops wherever something is due.</p>
<form method="post" action="/clock"><label>Move to (UTC)<input type="datetime-local" name="to" step="1" required value="${local(now)}" min="${local(now)}"></label><button>Move</button></form>
<form method="post" action="/clock">${STEPS.map(([unit, amount, text]) => html`<button class="plain" name="${unit}" value="${amount}">${text}</button>`)}${next === undefined ? undefined : html`<button class="plain" name="next" value="${new Date(next).toISOString()}">To what is next (${instant(next)})</button>`}</form>
<h2>Schedules</h2>
${booked.length === 0 ? html`<p class="soft">None is booked.</p>` : html`<ul class="list">${booked.map(entry)}</ul>`}`;
}

function entry({ definition, next }: Kept & { next: number }): Markup {
  return html`<li><div>${definition.Name}</div><div class="row soft"><span>${definition.ScheduleExpression}</span><span>${instant(next)}</span></div></li>`;
}

/** As a datetime-local field takes it. */
const local = (at: number) => new Date(at).toISOString().slice(0, 19);
