import { isOpenTo } from "#domain/document-access";
import type { Clock, Ids } from "#platform/clock";
import type { Tables } from "#platform/table";
import { type Recipient, writeToPeople } from "#records/bulk-people";
import { readInvited } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { readDocument } from "#records/document";
import { keys } from "#records/keys";
import { type AudienceEntry, readPage, readRound } from "#records/round";

interface Handed {
  readonly documentId: string;
  readonly roundId: string;
  readonly page: number;
  /** The revision that a correction made; without one it is the publication itself that is told. */
  readonly revision?: number | undefined;
  /** When it was published. */
  readonly at?: string | undefined;
}

/** Writes the notices of a published document, or of its correction, to the people of one audience page that it concerns. */
export const fromPages =
  ({ tables, clock, ids }: { tables: Tables; clock: Clock; ids: Ids }) =>
  async ({ documentId, roundId, page, revision = 1, at }: Handed): Promise<void> => {
    const published = await readDocument(tables, documentId);
    const held = await readRound(tables, roundId);
    const frozen = held && (await readPage(tables, held.round, page));
    if (!published || !frozen)
      throw new Error(
        `Page ${page} of round ${roundId} was handed out for document ${documentId}, but one of them is not there.`,
      );
    const { document } = published;
    const bulk = {
      batchId: revision === 1 ? `n-${documentId}` : `n${revision}-${documentId}`,
      kind: "notice",
      convocationId: document.convocationId,
      revision: 0,
      about: { documentId, ...(revision > 1 && { revision }) },
      guard: (name: string) => keys.documentPage(documentId, revision === 1 ? name : `r${revision}#${name}`),
    } as const;
    for (const [index, entry] of frozen.entries.entries()) {
      // Another round may have invited the party in the place of this one, which was stopped.
      const current = (await readInvited(tables, document.convocationId, entry.code)) === entry.did;
      const view = current ? await readDelegation(tables, entry.did) : undefined;
      if (!view) continue;
      const people = concerned(view, entry).filter(({ reader }) => isOpenTo(document.audience, document.part, reader));
      const act = { actor: "system:report", door: "fact", now: clock.now(), commitId: ids.next() } as const;
      await writeToPeople(
        tables,
        act,
        bulk,
        { roundId, page, index, did: entry.did },
        people.map(({ recipient }) => recipient),
        at,
      );
    }
  };

/** The delegation's invitees and registered people, each once: an invitee who comes is one person. */
function concerned({ invitees, registrations, unsubscribed }: DelegationView, entry: AudienceEntry) {
  const registered = registrations.flatMap(({ registration }) =>
    registration.state === "registered" ? [registration] : [],
  );
  const partsOf = (number: string) => registered.find((person) => person.number === number)?.parts ?? [];
  const people: Recipient[] = [
    ...invitees.filter(({ number }) => !unsubscribed.includes(number)),
    ...registered.filter(({ number, email }) => email !== "" && !invitees.some((invitee) => invitee.number === number)),
  ];
  return people.map((recipient) => ({
    recipient,
    reader: { invitedTo: entry.parts, registeredFor: partsOf(recipient.number), member: entry.member },
  }));
}
