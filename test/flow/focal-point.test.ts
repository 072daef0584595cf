import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { answer } from "#bin/demo/delegate";
import { languageOf } from "#bin/demo/languages";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { DIALOGUE, world } from "#bin/demo/world";
import { startStack } from "#lib/local/stack";
import { dialogue, done, prepare, release, rows, START } from "./play.ts";

const OLD = "focal.point.eg@example.org";
const NEW = "new.focal.point.eg@example.org";
let stage: Stage;

beforeAll(async () => {
  stage = new Stage(await startStack({ assembly: inject("assembly"), now: START, quiet: true }), new Timeline(true));
  await prepare(stage, dialogue(["NL", "EG", "FR"]));
});
afterAll(() => stage?.stack.stop());

const letterTo = async (kind: string, address: string) => {
  const letter = (await stage.letters(kind)).find(({ to }) => to === address);
  if (!letter) throw new Error(`No ${kind} went to ${address}`);
  return letter;
};
const page = async (url: string) => {
  const shown = await fetch(url);
  return [shown.status, await shown.text()] as const;
};
const changed = async (party: string, email: string, language: string) =>
  done(stage, stage.amina, "change-focal-point.v1", {
    dialogueId: DIALOGUE,
    party,
    rank: "primary",
    name: "Ms Focal Example",
    email,
    language,
    since: "2022-02-10",
    evidence: "NV 7/2022",
  });

test("a focal point is replaced: the old link is off, the new one answers, and reminders go to the new one alone", async () => {
  const { stack } = stage;
  // France names somebody between the freeze and the release: the old one is not even written to.
  await changed("FR", "new.focal.point.fr@example.org", "fr");
  await release(stage);
  await stack.advance({ minutes: 3 });
  const invited = (await stage.letters("invitation")).map(({ to }) => to);
  expect(invited).toContain(OLD);
  expect(invited).not.toContain("focal.point.fr@example.org");
  expect(languageOf(await letterTo("successor", "new.focal.point.fr@example.org"))).toBe("fr");
  const old = linkIn(await letterTo("invitation", OLD), stack.siteUrl);
  expect((await page(old))[0]).toBe(200);

  await changed("EG", NEW, "ar");
  await stack.advance({ minutes: 2 });
  const never = await page(`${stack.siteUrl}/r/${"a".repeat(18)}.${"a".repeat(32)}`);
  expect(await page(old)).toEqual(never);
  expect(never[0]).toBe(404);
  const told = await letterTo("predecessor", OLD);
  expect(languageOf(told)).toBe("ar");
  expect(told.text).not.toContain(`${stack.siteUrl}/r/`);
  const successor = await letterTo("successor", NEW);
  expect(languageOf(successor)).toBe("ar");

  const before = (await stage.letters("reminder")).length;
  await stack.advance("2022-02-18T08:03:00Z");
  const reminded = (await stage.letters("reminder")).slice(before).map(({ to }) => to);
  expect(reminded).toEqual(expect.arrayContaining([NEW, "deputy.eg@example.org", "new.focal.point.fr@example.org"]));
  expect(reminded.filter((to) => to === OLD || to === "focal.point.fr@example.org")).toEqual([]);
  expect(reminded).toHaveLength(world.contacts.filter(({ party }) => ["NL", "EG", "FR"].includes(party)).length);

  await answer(linkIn(successor, stack.siteUrl), { answer: "come" });
  await stack.advance({ minutes: 1 });
  expect((await letterTo("receipt", NEW)).to).toBe(NEW);
  expect((await letterTo("confirmation", NEW)).calendars.length).toBeGreaterThan(0);
  const heads = (await rows(stack, "DEL#")).filter(({ partyCode }) => partyCode === "EG");
  expect(heads.find(({ sk }) => sk === "#")).toMatchObject({ open: 0 });
});

test("the ledger keeps both by their numbers, and neither by name", async () => {
  const facts = (await rows(stage.stack, "")).filter(
    ({ type }) => typeof type === "string" && /^(dialogue|invitation)\.focal-point-/.test(type),
  );
  expect(facts.map(({ type }) => type).sort()).toEqual([
    "dialogue.focal-point-changed.v1",
    "dialogue.focal-point-changed.v1",
    "invitation.focal-point-replaced.v1",
    "invitation.focal-point-replaced.v1",
  ]);
  const replaced = facts.filter(({ type }) => type === "invitation.focal-point-replaced.v1");
  const said = replaced.map(({ data }): Record<string, unknown> => JSON.parse(String(data)));
  expect(said.map(({ partyCode, former, successor }) => [partyCode, former, successor]).sort()).toEqual([
    ["EG", "ab", "ae"],
    ["FR", "ab", "ae"],
  ]);
  expect(JSON.stringify(facts)).not.toMatch(/Focal Example|@example\.org|NV 7/);
  expect(stage.stack.problems).toEqual([]);
});
