import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { deliver } from "#functions/mail/deliver";
import { pump } from "#functions/mail/pump";
import { log } from "#platform/log";
import { office } from "#test/functions/mail/bulk-office";
import { invitationOf, mailOf, reminder, render, send } from "#test/functions/mail/post-office";
import { answer, withInvitations } from "#test/functions/world";
import { losingAnswers } from "#test/memory/losing";

log.setLogLevel("SILENT");
beforeEach(() => {
  vi.stubEnv("STAGE", "test");
  vi.stubEnv("ALLOW_LIST", "");
  vi.stubEnv("MAIL_RATE_SHARE", "1");
});
afterAll(() => vi.unstubAllEnvs());

it("a pump whose turn was granted and not told hands out all the same", async () => {
  const world = office();
  await world.open("r-som", "0000", 20);
  await pump({ ...world, tables: losingAnswers(world.tables) });
  expect(world.handedOut()).toHaveLength(20);
  // The turn is free again: the next page waits for nobody's lease.
  await world.open("r-som", "0001", 5);
  await pump({ ...world, tables: losingAnswers(world.tables) });
  expect(world.handedOut()).toHaveLength(5);
});

it("a receipt whose claim was granted and not told leaves at once, and once", async () => {
  const world = await withInvitations();
  await answer(world, "AT", "ab", { kind: "no-part" });
  const receipt = world.rows("DEL#", "M#").find((row) => row["kind"] === "receipt");
  const mailId = String(receipt?.["mailId"]);
  const once = deliver({ ...world, tables: losingAnswers(world.tables), render });
  await once({ mailId });
  await once({ mailId });
  expect(world.mailer.left()).toHaveLength(1);
  expect((await mailOf(world, mailId)).state).toBe("sent");
});

it("an invitation and a reminder whose answers are lost leave once", async () => {
  const world = await withInvitations();
  const once = deliver({ ...world, tables: losingAnswers(world.tables), render });
  for (const mailId of [await invitationOf(world, "AT"), await reminder(world, "AT")]) {
    await once({ mailId });
    await send(world, mailId);
  }
  expect(world.mailer.left()).toHaveLength(2);
});
