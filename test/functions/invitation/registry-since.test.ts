import { afterAll, beforeAll, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { round } from "#functions/console/looks";
import { stubSecretariat } from "#test/functions/secretariat";
import { BRUNO, expand, submit, type World, withMeeting } from "#test/functions/world";

beforeAll(() => stubSecretariat());
afterAll(() => vi.unstubAllEnvs());

const invitedCodes = (world: World) =>
  world
    .rows("CNV#som-8-cluster", "INVITED#")
    .map(({ sk }) => sk.slice("INVITED#".length))
    .sort();
const since = async (world: World) => (await round(world.tables, "round-1")) ?? {};
const newcomer = {
  party: "AT",
  role: "mission",
  rank: null,
  name: "Second mission of Austria",
  email: "new.at@example.org",
  language: "en",
  since: "2022-01-01",
};

it("a registry that changes between submit and release makes no difference to who is invited, and is told", async () => {
  const world = await withMeeting();
  const frozen = await submit(world, "round-1", { parties: ["AT", "IT"] });
  expect(await since(world)).toMatchObject({ since: { added: [], gone: [], otherContacts: [] } });

  expect(await world.import("contacts", JSON.stringify({ contacts: [newcomer] }))).toMatchObject({ accepted: true });
  const { since: changes } = z
    .looseObject({
      since: z.object({ added: z.array(z.string()), gone: z.array(z.string()), otherContacts: z.array(z.string()) }),
    })
    .parse(await since(world));
  expect(changes.otherContacts).toEqual(["AT"]);

  await world.done("release-round.v1", { roundId: "round-1", hash: frozen.hash }, BRUNO);
  await expand(world, frozen);
  expect(invitedCodes(world)).toEqual(["AT", "IT"]);
  const { invitees } = await world.delegation("AT");
  expect(invitees.map(({ email }) => email)).not.toContain("new.at@example.org");
  // Once it is released there is nothing to decide any more.
  expect(await since(world)).not.toHaveProperty("since");
});
