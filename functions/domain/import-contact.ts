import { importedAddressFault } from "#domain/import-address";
import type { contactColumns } from "#domain/import-columns";
import { cleaned, textFault } from "#domain/import-text";
import { choiceFault, dayFault, languageWords, meant, rankWords, roleWords } from "#domain/import-values";
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
  wrong("since", dayFault(text("since")));
  if (faults.length > 0 || role === undefined || language === undefined) return { faults };
  return { party, role, rank: rank ?? null, name: text("name"), email: text("email"), language, since: text("since") };
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

/** A person who stands in a file twice (a fault), and rows that a person should look at: one address for two, one name with two addresses. */
export function repetitions(rows: readonly Numbered[]): {
  readonly faults: readonly { readonly line: string; readonly sentence: string }[];
  readonly notes: readonly string[];
} {
  const faults: { line: string; sentence: string }[] = [];
  const notes: string[] = [];
  const [people, names, mailboxes] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  for (const { line, contact } of rows) {
    const person = personKey(contact);
    const before = people.get(person);
    if (before !== undefined) {
      faults.push({ line, sentence: `is the same person as ${before}; keep one of the two` });
      continue;
    }
    const namesake = names.get(nameKey(contact));
    if (namesake !== undefined)
      notes.push(`${line} has the name of ${namesake} with another address: both are kept, as two people.`);
    const mailbox = `${contact.party} ${contact.email.toLowerCase()}`;
    const sharer = mailboxes.get(mailbox);
    if (sharer !== undefined)
      notes.push(`${line} shares its address with ${sharer}: each is written to under their own name.`);
    people.set(person, line);
    names.set(nameKey(contact), namesake ?? line);
    mailboxes.set(mailbox, sharer ?? line);
  }
  return { faults, notes };
}
