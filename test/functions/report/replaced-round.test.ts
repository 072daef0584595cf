import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { onInvitationRoundStopped } from "#functions/mail/on-invitation-round-stopped";
import { fromPages } from "#functions/report/from-pages";
import { readRounds } from "#records/round";
import { BRUNO, CONVOCATION, expand, release, withInvitations } from "#test/functions/world";

beforeAll(() => vi.stubEnv("MAIL_RATE_SHARE", "1"));
afterAll(() => vi.unstubAllEnvs());

it("a notice goes once to the people of a party that a second round invited in the place of a stopped one", async () => {
  const world = await withInvitations();
  await world.done("stop-round.v1", { roundId: "round-1" });
  await onInvitationRoundStopped(world)();
  await expand(world, await release(world, "round-2", { parties: ["AT", "IT"] }));
  const document = { documentId: "d1", convocationId: CONVOCATION, part: "som-8", kind: "note", audience: "public" };
  await world.done("draft-document.v1", { ...document, title: { en: "Readout" } });
  await world.blobs.put("imports/f1", "The meeting was held.", "text/plain");
  await world.done("add-rendition.v1", { documentId: "d1", language: "en", fileId: "f1" });
  await world.done("clear-document.v1", { documentId: "d1" }, BRUNO);
  await world.done("publish-document.v1", { documentId: "d1" }, BRUNO);
  for (const { id, pages } of await readRounds(world.tables, CONVOCATION))
    for (let page = 0; page < pages; page++) await fromPages(world)({ documentId: "d1", roundId: id, page });
  expect(world.rows("MB#n-d1")).toHaveLength(6);
});
