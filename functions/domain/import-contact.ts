import { importedAddressFault } from "#domain/import-address";
import type { contactColumns } from "#domain/import-columns";
import { assumedFault, readAssumed, readTerm } from "#domain/import-term";
import { cleaned, textFault } from "#domain/import-text";
import { choiceFault, languageWords, meant, rankWords, roleWords } from "#domain/import-values";
import type { FocalPoint } from "#domain/registry";
import type { Language } from "#events/envelope";

export type ContactField = (typeof contactColumns)[number]["field"];
export type Cells<F extends string> = { readonly [field in F]?: string };
/** What is wrong with one field, in words that follow its name. */
export interface CellFault<F extends string> {
  readonly field: F;
  readonly sentence: string;
}
export interface Contact {
  readonly party: string;
  readonly role: FocalPoint["role"];
  readonly rank: FocalPoint["rank"];
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly since: string;
  /** What the file says of the term's end, and of its days; absent where it says nothing. */
  readonly until?: string;
  readonly assumed?: boolean;
  readonly evidence?: string;
}

/** A row of a file of contacts as a contact, or everything that is wrong with it. */
export function readContact(
  cells: Cells<ContactField>,
  known: ReadonlySet<string>,
): Contact | { readonly faults: readonly CellFault<ContactField>[] } {
  const faults: CellFault<ContactField>[] = [];
  const wrong = (field: ContactField, sentence: string | undefined) => {
    if (sentence !== undefined) faults.push({ field, sentence });
  };
  const text = (field: ContactField) => cleaned(cells[field] ?? "");
  const party = text("party").toUpperCase();
  const [role, rank, language] = [
    meant(text("role"), roleWords),
    meant(text("rank"), rankWords),
    meant(text("language"), languageWords),
  ];
  if (party === "") wrong("party", "is empty; write the party's code, such as AT");
  else if (!known.has(party))
    wrong("party", "names a party that is unknown; correct the code, or import the party first");
  if (role === undefined) wrong("role", choiceFault(text("role"), roleWords));
  if (text("rank") !== "" && rank === undefined) wrong("rank", choiceFault(text("rank"), rankWords));
  wrong("name", textFault(text("name")));
  wrong("email", importedAddressFault(text("email")));
  if (language === undefined) wrong("language", choiceFault(text("language"), languageWords));
  const [until, evidence, assumed] = [text("until"), text("evidence"), readAssumed(cells.assumed)];
  const term = readTerm(text("since"), until === "" ? null : until, assumed);
  if ("end" in term) wrong(term.end === "from" ? "since" : "until", term.sentence);
  if (evidence !== "") wrong("evidence", evidenceFault(evidence));
  if (assumed === undefined) wrong("assumed", assumedFault);
  if (faults.length > 0 || role === undefined || language === undefined) return { faults };
  return {
    party,
    role,
    rank: rank ?? null,
    name: text("name"),
    email: text("email"),
    language,
    since: text("since"),
    ...(until !== "" && { until }),
    ...(assumed === true && { assumed }),
    ...(evidence !== "" && { evidence }),
  };
}

const MOST_EVIDENCE = 120;
/** A reference such as NV/2022/17: letters, digits and what stands between them. */
function evidenceFault(text: string): string | undefined {
  if (text.length > MOST_EVIDENCE) return `is longer than ${MOST_EVIDENCE} characters; give the note's reference alone`;
  return (
    textFault(text) ??
    (/^[\p{L}\p{M}\p{N} .,:;/()_#-]*$/u.test(text)
      ? undefined
      : "has signs that no reference needs; write letters, digits and . , : ; / ( ) _ # - only")
  );
}

export interface Numbered {
  readonly line: string;
  readonly contact: Contact;
}
/** The same seat held by the same words: what makes a second row suspicious, or an address a correction of another. */
export function nameKey({ party, role, name }: Pick<Contact, "party" | "role" | "name">): string {
  return JSON.stringify([party, role, name.normalize("NFC").toLowerCase()]);
}
export function personKey(contact: Pick<Contact, "party" | "role" | "name" | "email">): string {
  return `${nameKey(contact)}${contact.email.toLowerCase()}`;
}

/** A person who stands in a file twice from the same day (a fault), and rows that a person should look at: one address for two, one name with two addresses. */
export function repetitions(rows: readonly Numbered[]): {
  readonly faults: readonly { readonly line: string; readonly sentence: string }[];
  readonly notes: readonly string[];
} {
  const faults: { line: string; sentence: string }[] = [];
  const notes: string[] = [];
  const people = new Map<string, string>();
  const [names, mailboxes] = [new Map<string, Numbered>(), new Map<string, Numbered>()];
  for (const { line, contact } of rows) {
    const person = `${personKey(contact)}${contact.since}`;
    const before = people.get(person);
    if (before !== undefined) {
      faults.push({ line, sentence: `is the same person as ${before}; keep one of the two` });
      continue;
    }
    const namesake = names.get(nameKey(contact));
    if (namesake && samePerson(namesake.contact, contact) && namesake.contact.language !== contact.language)
      faults.push({
        line,
        sentence: `is the person of ${namesake.line} in another language; write one language in both rows`,
      });
    if (namesake !== undefined && !samePerson(namesake.contact, contact))
      notes.push(`${line} has the name of ${namesake.line} with another address: both are kept, as two people.`);
    const mailbox = `${contact.party} ${contact.email.toLowerCase()}`;
    const sharer = mailboxes.get(mailbox);
    if (sharer !== undefined && !samePerson(sharer.contact, contact))
      notes.push(`${line} shares its address with ${sharer.line}: each is written to under their own name.`);
    people.set(person, line);
    names.set(nameKey(contact), namesake ?? { line, contact });
    mailboxes.set(mailbox, sharer ?? { line, contact });
  }
  return { faults, notes };
}

function samePerson(a: Contact, b: Contact): boolean {
  return personKey(a) === personKey(b);
}
