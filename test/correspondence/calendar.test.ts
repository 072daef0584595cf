import * as fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, it } from "vitest";
import { calendarObject, calendarObjects } from "#correspondence/calendar";
import { languages } from "./catalogue-files.ts";
import { calendar, convocation } from "./samples.ts";

const read = (text: string) => {
  const root = new ICAL.Component(ICAL.parse(text));
  return { root, events: root.getAllSubcomponents("vevent") };
};
const value = (component: InstanceType<typeof ICAL.Component>, property: string) =>
  String(component.getFirstPropertyValue(property));
const octets = (text: string) => text.split("\r\n").map((line) => Buffer.byteLength(line));

describe("a calendar object", () => {
  it("has an event for each session, with its own UID, in UTC", () => {
    const { root, events } = read(calendarObject(calendar, "en"));
    expect(value(root, "method")).toBe("REQUEST");
    expect(events.map((event) => value(event, "uid"))).toEqual([
      "som-8.sc-2022-03.1.k7x2m4qpa3bd5fztac.1@convoke.example.org",
      "som-8.som-8.1.k7x2m4qpa3bd5fztac.1@convoke.example.org",
      "som-8.som-8.2.k7x2m4qpa3bd5fztac.1@convoke.example.org",
    ]);
    expect(events.map((event) => value(event, "dtstart"))).toEqual([
      "2022-03-22T08:00:00Z",
      "2022-03-22T13:00:00Z",
      "2022-03-23T08:00:00Z",
    ]);
    expect(value(events[1]!, "summary")).toBe("8th Senior Officials’ Meeting");
    expect(value(events[1]!, "location")).toBe("Brussels, Belgium, and online");
    expect(value(events[1]!, "description")).toContain("14:00 to 18:00");
    expect(value(events[1]!, "attendee").toLowerCase()).toBe("mailto:amina.wanjiru@example.org");
    expect(events[1]!.getFirstProperty("attendee")?.getParameter("cn")).toBe("Amina Wanjiru");
    expect(events[1]!.getFirstProperty("organizer")?.getParameter("cn")).toBe("Secretariat of the Dialogue");
  });

  it("changes and cancels under the same UIDs; who comes back gets new ones", () => {
    const uids = (view: typeof calendar) => read(calendarObject(view, "en")).events.map((event) => value(event, "uid"));
    const cancelled = { ...calendar, method: "CANCEL", sequence: 3 } as const;
    const { root, events } = read(calendarObject(cancelled, "fr"));
    expect(value(root, "method")).toBe("CANCEL");
    expect(events.map((event) => [value(event, "sequence"), value(event, "status")])).toEqual(
      Array(3).fill(["3", "CANCELLED"]),
    );
    expect(uids(cancelled)).toEqual(uids(calendar));
    expect(uids({ ...calendar, generation: 2 })).not.toEqual(uids(calendar));
  });

  it("comes one session at a time too, for programs that read only the first", () => {
    const each = calendarObjects(calendar, "ar").map((text) => read(text).events.map((event) => value(event, "uid")));
    expect(each).toEqual(read(calendarObject(calendar, "ar")).events.map((event) => [value(event, "uid")]));
  });

  it.each(languages)("in %s opens and answers nothing, and has no line above 75 octets", (language) => {
    const text = calendarObject(calendar, language);
    expect(text).not.toMatch(/https?:|URL/);
    expect(Math.max(...octets(text))).toBeLessThanOrEqual(75);
    expect(calendarObject(structuredClone(calendar), language)).toBe(text);
  });

  it("80 · takes no property from what people write, and loses none of it", () => {
    const worst = [
      '"x"; y: z, w',
      "a\r\nATTENDEE:mailto:evil@example.org",
      "x\nEND:VEVENT\nBEGIN:VALARM",
      "اسم طويل جدًا ".repeat(12),
      "👩‍👩‍👧‍👦".repeat(9),
      "\\n\\,;^n^'",
    ];
    const typed = fc.oneof(fc.constantFrom(...worst), fc.string({ unit: "binary", maxLength: 200 }));
    void fc.assert(
      fc.property(typed, typed, fc.constantFrom(...languages), (person, title, language) => {
        const texts = { en: title, fr: title, ar: title };
        const parts = convocation.parts.map((part) => ({
          ...part,
          title: texts,
          place: { city: title, country: texts, venue: title },
        }));
        const view = {
          ...calendar,
          convocation: { ...convocation, title: texts, parts },
          attendee: { name: `A ${person}`, email: `a@example.org${person}` },
        };
        const text = calendarObject(
          { ...view, secretariat: { ...calendar.secretariat, name: { en: `S ${title}` } } },
          language,
        );
        const { root, events } = read(text);
        const names = (component: InstanceType<typeof ICAL.Component>) =>
          component.getAllProperties().map((property) => property.name);
        expect(root.getAllSubcomponents()).toHaveLength(3);
        expect(names(root)).toEqual(["version", "prodid", "method"]);
        for (const event of events) {
          expect(event.getAllSubcomponents()).toHaveLength(0);
          expect(new Set(names(event)).size).toBe(names(event).length);
          expect(names(event).filter((property) => !known.includes(property))).toEqual([]);
        }
        expect(Math.max(...octets(text))).toBeLessThanOrEqual(75);
      }),
      { numRuns: 200 },
    );
  });
});
const known = [
  "uid",
  "sequence",
  "dtstamp",
  "dtstart",
  "dtend",
  "summary",
  "location",
  "description",
  "organizer",
  "attendee",
  "status",
];
