import { describe, expect, it } from "vitest";
import { calendarObject, calendarObjects } from "#correspondence/calendar";
import { renderMail } from "#correspondence/mail";
import type { MessagePageView } from "#correspondence/page-views";
import {
  answerPage,
  documentPage,
  feed,
  homePage,
  messagePage,
  proposedPage,
  unsubscribePage,
} from "#correspondence/pages";
import { momentAt } from "#correspondence/time";
import type { ConvocationView } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { languages } from "./catalogue-files.ts";
import * as samples from "./samples.ts";

const OFFSET = /UTC(?:[+−]\d{1,2}(?::\d{2}){0,2})?/g;
const CLOCK = /(?<![\d:])\d{1,2}(?::|\sh\s)\d{2}(?![\d:])/g;
const WITH_ZONE = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/g;

/** What a person reads, a line for each paragraph, cell or item. */
function readable(rendered: string): string[] {
  return rendered
    .replaceAll(/\r\n[ \t]/g, "")
    .replaceAll(/<style[\s\S]*?<\/style>|<head>[\s\S]*?<\/head>/g, "")
    .replaceAll(/<br[^>]*>|<\/(?:p|li|dd|dt|td|th|tr|h\d|div|label|summary|legend|option)>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/[\u2066-\u2069]/g, "")
    .replaceAll("\\n", "\n")
    .replaceAll(WITH_ZONE, "")
    .split("\n");
}
const clocksIn = (line: string) => [...line.replaceAll(OFFSET, "UTC").matchAll(CLOCK)];
/** Lines with a time of day after which no brackets with an offset from UTC come before any others. */
function bare(rendered: string): string[] {
  return readable(rendered).filter((line) => {
    const text = line.replaceAll(OFFSET, "UTC");
    return clocksIn(line).some(({ index, 0: clock }) => !/^[^()]*\([^()]*UTC\)/.test(text.slice(index + clock.length)));
  });
}
const times = (rendered: string) => readable(rendered).flatMap(clocksIn).length;

const messages = [
  "not-valid",
  "too-late",
  "not-found",
  "failed",
  "wrong-request",
  "preview",
] as const satisfies readonly MessagePageView["kind"][];

/** Everything that a person may get to read, in one language. */
function everything(language: Language, convocation: ConvocationView, zone: string): Record<string, string> {
  const base = { ...samples.answerBase(language), convocation, zone };
  const sessions = convocation.parts.flatMap((part) => part.sessions);
  const mails = samples.mails.map((view) => [view.kind, renderMail({ ...view, convocation, zone }, language)] as const);
  const calendar = { ...samples.calendar, convocation };
  return {
    ...Object.fromEntries(mails.map(([kind, { html }]) => [`mail ${kind}, HTML`, html])),
    ...Object.fromEntries(
      mails.map(([kind, { text, subject, preheader }]) => [`mail ${kind}`, [subject, preheader, text].join("\n")]),
    ),
    ...Object.fromEntries(
      Object.entries(samples.answers(language)).map(([step, view]) => [
        `answer ${step}`,
        answerPage({ ...view, convocation, zone }),
      ]),
    ),
    proposed: proposedPage({ ...base, name: "Joseph Otieno" }),
    unsubscribe: unsubscribePage({ ...base, step: "confirm", nonce: "n" }),
    unsubscribed: unsubscribePage({ ...base, step: "done" }),
    ...Object.fromEntries(
      messages.map((kind) => [kind, messagePage({ kind, language, secretariat: samples.secretariat, notice: null })]),
    ),
    home: homePage({
      ...samples.home(language),
      zone,
      meetings: [
        { title: convocation.title, parts: convocation.parts.map((part) => ({ ...part, about: samples.about })) },
      ],
    }),
    document: documentPage({ ...samples.document(language), parts: [{ sessions }], zone }),
    feed: feed(samples.feedView(language)),
    calendar: calendarObject(calendar, language),
    "calendar, withdrawn": calendarObjects({ ...calendar, method: "CANCEL" }, language).join(""),
  };
}

/** The sample meeting on the clocks of another zone, its first session over a night from one instant to another. */
function meetingIn(zone: string, night: readonly [string, string]): ConvocationView {
  const { parts, answersBy, namesBy, ...rest } = samples.convocation;
  const there = ({ instant }: { instant: string }) => momentAt(instant, zone);
  return {
    ...rest,
    answersBy: there(answersBy),
    namesBy: there(namesBy),
    parts: parts.map((part, index) => ({
      ...part,
      sessions:
        index === 0
          ? [{ from: momentAt(night[0], zone), until: momentAt(night[1], zone) }]
          : part.sessions.map(({ from, until }) => ({ from: there(from), until: there(until) })),
    })),
  };
}

const spring = ["2022-03-27T00:30:00Z", "2022-03-27T01:30:00Z"] as const;
const autumn = ["2022-10-30T00:30:00Z", "2022-10-30T01:30:00Z"] as const;
const meetings: readonly [string, ConvocationView, string][] = [
  ["in Brussels, read in Nairobi", samples.convocation, "Africa/Nairobi"],
  ["over the spring change", meetingIn("Europe/Brussels", spring), "Asia/Kathmandu"],
  ["69 · from one 02:30 to the other", meetingIn("Europe/Brussels", autumn), "America/St_Johns"],
  ["70 · on Lord Howe, read in Casablanca", meetingIn("Australia/Lord_Howe", spring), "Africa/Casablanca"],
  ["70 · at Troll, read in Apia", meetingIn("Antarctica/Troll", autumn), "Pacific/Apia"],
  ["in UTC, read in a zone without a city", meetingIn("UTC", spring), "Etc/GMT-2"],
];

describe.each(meetings)("a meeting %s", (_, convocation, zone) => {
  it.each(languages)("is never told in %s without its offset from UTC", (language) => {
    const all = Object.entries(everything(language, convocation, zone));
    expect(all.flatMap(([what, rendered]) => bare(rendered).map((line) => `${what}: ${line}`))).toEqual([]);
  });
});

it.each(languages)("times are found in %s wherever they are told", (language) => {
  const found = Object.entries(everything(language, samples.convocation, "Africa/Nairobi"));
  expect(found.filter(([, rendered]) => times(rendered) === 0).map(([what]) => what)).toEqual([
    "mail notice, HTML",
    "mail notice",
    "answer check",
    "proposed",
    "unsubscribe",
    "unsubscribed",
    ...messages,
    "feed",
  ]);
  for (const [what, rendered] of found)
    expect([what, bare(rendered.replaceAll(OFFSET, "")).length > 0]).toEqual([what, times(rendered) > 0]);
});

it.each([
  ["Answers by 4 March 2022, 23:59", 1],
  ["Answers by 4 March 2022, 23:59 (Brussels)", 1],
  ["<p>14:00 to 18:00</p><p>(Brussels, UTC+1)</p>", 1],
  ["mardi 22 mars 2022, de 14\u00A0h\u00A000 à 18\u00A0h\u00A000 (Bruxelles)", 1],
  ["14:00 (Brussels, UTC+1) to 18:00", 1],
  ["14:00 to 18:00 (Brussels, UTC+1)", 0],
  ["at UTC+5:45, on 4 March", 0],
] as const)("what would be wrong is found: %s", (text, count) => {
  expect(bare(text)).toHaveLength(count);
});

describe("the words of a time", () => {
  it.each([
    ["en", "Sunday 30 October 2022, 02:30 (Brussels, UTC+2) to Sunday 30 October 2022, 02:30 (Brussels, UTC+1)"],
    [
      "fr",
      "du dimanche 30 octobre 2022 à 2 h 30 (Bruxelles, UTC+2) au dimanche 30 octobre 2022 à 2 h 30 (Bruxelles, UTC+1)",
    ],
    [
      "ar",
      "من الأحد 30 أكتوبر 2022، الساعة 02:30 (بروكسل، UTC+2) إلى الأحد 30 أكتوبر 2022، الساعة 02:30 (بروكسل، UTC+1)",
    ],
  ] as const)("69 · tell both 02:30 apart in %s", (language, told) => {
    const home = everything(language, meetingIn("Europe/Brussels", autumn), "Africa/Nairobi")["home"] ?? "";
    expect(readable(home).map((line) => line.replaceAll("\u00A0", " "))).toContain(told);
  });
});
