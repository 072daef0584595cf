import { chairColumns, contactColumns, membershipColumns, partyColumns, seatColumns } from "#domain/import-columns";
import { type FocalPoint, holdsOn, isTakenBack, type Party, type Registry, type Term } from "#domain/registry";
import type { Language } from "#events/envelope";

export const registryTables = ["parties", "memberships", "seats", "chairs", "contacts"] as const;
export type RegistryTable = (typeof registryTables)[number];
/** What a contact's row says of the person. */
export interface Addressed {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
}
type Cells = { readonly [field: string]: string };

/** The columns of a table as an import reads them. Memberships are a table of their own, not the last columns of the parties. */
export function columnsOf(what: RegistryTable): string[] {
  const columns = {
    parties: partyColumns.filter(({ field }) => !field.startsWith("member_")),
    memberships: membershipColumns,
    seats: seatColumns,
    chairs: chairColumns,
    contacts: contactColumns,
  }[what];
  return columns.map(({ field }) => field);
}

/** Every row of a table but the contacts', as an import takes it without any change. With a day, of the terms only those that hold on it. */
export function rowsOf(what: Exclude<RegistryTable, "contacts">, registry: Registry, day?: string): Cells[] {
  switch (what) {
    case "parties":
      return registry.parties.map(partyCells);
    case "memberships":
      return registry.memberships.filter(on(day)).map((term) => ({ ...termCells(term), kind: term.kind }));
    case "seats":
      return registry.seats
        .filter(on(day))
        .map((seat) => ({ ...termCells(seat), body: seat.body, held_for: seat.heldFor ?? "" }));
    case "chairs":
      return registry.chairs.filter(on(day)).map(termCells);
  }
}

/** The terms of focal points that make the rows of contacts. */
export function pointsOf(registry: Registry, day?: string): FocalPoint[] {
  return registry.focalPoints.filter(on(day));
}
/** A row of contacts: a term, and the person whose it is. */
export function contactCells(point: FocalPoint, { name, email, language }: Addressed): Cells {
  const { from, ...cells } = termCells(point);
  return {
    ...cells,
    since: from,
    role: point.role,
    rank: point.rank ?? "",
    name,
    email,
    language,
    evidence: point.evidence ?? "",
  };
}

function on(day: string | undefined): (term: Term) => boolean {
  return (term) => day === undefined || holdsOn(term, day);
}

function partyCells({ code, kind, region, names, language, timeZone, protocol }: Party): Cells {
  return {
    code,
    kind,
    region,
    name_en: names.en,
    name_fr: names.fr ?? "",
    name_ar: names.ar ?? "",
    language,
    time_zone: timeZone,
    protocol: protocol === undefined ? "" : String(protocol),
  };
}

function termCells(term: Term & { readonly code: string }) {
  return {
    party: term.code,
    from: term.from === "0001-01-01" ? "unknown" : term.from,
    until: isTakenBack(term) ? "never" : (term.until ?? ""),
    assumed: term.assumed ? "yes" : "",
  };
}
