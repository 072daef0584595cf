import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { world } from "#bin/demo/world";

const term = z.looseObject({ party: z.string(), from: z.string(), until: z.nullable(z.string()) });
const registry = z.looseObject({ steeringCommitteeSeats: z.array(term), chairmanships: z.array(term) });
const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, "../dialogue", file), "utf-8"));

/** The day on which the year begins. What came after it is not known then. */
export const FIRST_DAY = "2021-02-01";

const known = z.looseObject({ parties: z.array(z.unknown()) }).parse(read("parties.json"));
const terms = registry.parse(read("calendar.json"));
/** Seats and chairs begun by then, each without an end that came later. A word such as `unknown` sorts after any date. */
const asTheyStood = (all: readonly z.infer<typeof term>[]) =>
  all
    .filter(({ from }) => from <= FIRST_DAY)
    .map((each) => (each.until !== null && each.until > FIRST_DAY ? { ...each, until: null } : each));

/** The parties, with the seats and chairs as they stood when the year began. */
export const partiesThen = () =>
  JSON.stringify({
    parties: known.parties,
    steeringCommitteeSeats: asTheyStood(terms.steeringCommitteeSeats),
    chairmanships: asTheyStood(terms.chairmanships),
  });
/** The same with every seat and chair that the sources know of, those of later years too. */
export const partiesSince = () =>
  JSON.stringify({
    parties: known.parties,
    steeringCommitteeSeats: terms.steeringCommitteeSeats,
    chairmanships: terms.chairmanships,
  });

/** The secretariat's trainers, who need an address to be invited to; invented as all of them are. */
export const TRAINING_DESK = {
  party: "ICMPD",
  role: "focal-point",
  rank: "primary",
  name: "Training desk of ICMPD",
  email: "training.desk.icmpd@example.org",
  language: "en",
  since: "2020-01-01",
};
/** The focal points. The missions' mailboxes, which would have every mail once more, take part where one meeting is played. */
export const contacts = [...world.contacts.filter(({ role }) => role === "focal-point"), TRAINING_DESK];
export const contactsThen = () => JSON.stringify({ contacts });
/** Whose address this is; undefined where nobody of the contacts has it. */
export const partyOf = (address: string) => contacts.find(({ email }) => email === address)?.party;
