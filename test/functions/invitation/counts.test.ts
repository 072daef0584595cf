import { afterEach, expect, it, vi } from "vitest";
import { fromPages } from "#functions/invitation/from-pages";
import { colleague, come, guest, noPart } from "#test/functions/invitation/answers";
import { answer, withInvitations } from "#test/functions/world";
import { counting } from "#test/memory/counting";

afterEach(() => vi.restoreAllMocks());

it("parties count as invited when their page is written, and once, however often the page is handed out", async () => {
  const counted = counting();
  const world = await withInvitations();
  const parties = world.rows("DEL#", "#").filter(({ sk }) => sk === "#").length;
  expect(parties).toBeGreaterThan(0);
  const hash = String(world.rows("RND#round-1").find(({ sk }) => sk === "#")?.["hash"]);
  const again = { roundId: "round-1", hash, page: 0 };
  for (let time = 0; time < 2; time++) await fromPages(world)(again);
  expect(counted).toEqual({ Invited: parties });
});

it("a party counts as answered with its first answer: not with a proposal, a repeat or a second thought", async () => {
  const world = await withInvitations();
  const counted = counting();
  await answer(world, "AT", "ab", come, { who: guest() });
  expect(counted).toEqual({});
  await answer(world, "AT", "ab", come);
  await answer(world, "AT", "ab", come);
  await answer(world, "AT", "ab", noPart);
  await answer(world, "AT", "ac", colleague({ name: "Carla Kollegin" }));
  expect(counted).toEqual({ Answered: 1 });
  await answer(world, "IT", "ab", noPart);
  expect(counted).toEqual({ Answered: 2 });
});
