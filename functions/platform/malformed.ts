import type * as z from "zod/mini";

const MOST_ISSUES = 3;

/** What is wrong with a command that does not fit its contract, field by field, and never an echo of what was written. */
export function malformed(type: string, error: z.core.$ZodError): string {
  const issues = error.issues.slice(0, MOST_ISSUES).map((issue) => {
    const where = issue.path.length > 0 ? issue.path.join(".") : "the command";
    return `${where} ${faultOf(issue)}`;
  });
  const more = error.issues.length > MOST_ISSUES ? `; and ${error.issues.length - MOST_ISSUES} more` : "";
  return `${type} could not be read: ${issues.join("; ")}${more}. Its schema and a sample stand in events/.`;
}

function faultOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `has no field ${issue.keys.map(knownForm).join(", ")}`;
    case "invalid_type":
      return `is missing, or is no ${kinds[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}`;
    case "invalid_format":
      return `is not written as it must be${forms.get(issue.pattern ?? "") ?? ""}`;
    case "too_small":
      return `is too short or too small: at least ${issue.minimum}`;
    case "too_big":
      return `is too long or too large: at most ${issue.maximum}`;
    case "invalid_union":
      return "fits none of the forms that it may have";
    default:
      return issue.message === "Invalid input" ? "is not as it must be" : issue.message;
  }
}

const kinds: { readonly [expected: string]: string } = { string: "text", object: "group of fields", array: "list" };

/** The forms of events/envelope.ts that people write by hand, in words. */
const forms = new Map([
  ["/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/", ": letters, digits and hyphens, at most 64, such as som-8-members"],
  ["/^[A-Z][A-Z0-9]{1,11}$/", ": a party's code in capitals, such as EG or IOM"],
  [
    "/^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}([+-]\\d{2}:\\d{2})?)?$/",
    ": a day, which ends at 23:59, or a day and a time to the minute, such as 2022-03-04T23:59 (with the offset behind it where the clocks show it twice: 2021-10-31T02:30+02:00)",
  ],
  [
    "/^\\d{2}:\\d{2}([+-]\\d{2}:\\d{2})?$/",
    ": a time of day to the minute, such as 09:00 (with the offset behind it where the clocks show it twice: 02:30+02:00)",
  ],
  ["/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/", ": a time zone by its IANA name, such as Africa/Nairobi"],
  ["/^\\d{4}-\\d{2}-\\d{2}$/", ": a day, such as 2022-03-22"],
]);

/** Never an echo of an input that is not of the form of a field's name. */
function knownForm(name: string): string {
  return /^[A-Za-z]\w{0,39}$/.test(name) ? name : "of such a name";
}
