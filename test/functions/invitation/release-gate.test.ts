import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { releaseRound } from "#events/commands/release-round.v1";
import { releaseRoundStep } from "#functions/invitation/release-round";
import { commandSteps, onCommand } from "#platform/command-steps";
import { bad, type Finding } from "#platform/finding";
import { readRound } from "#records/round";
import { BRUNO, submit, withMeeting } from "#test/functions/world";
import { context, onBus, received } from "#test/memory/messages";

beforeAll(() => {
  vi.stubEnv("STAGE", "prod");
  vi.stubEnv("TRUSTED_SOURCES", "convoke.secretariat");
});
afterAll(() => vi.unstubAllEnvs());

const sandbox = bad("SES sandbox", "the account is in it", "Ask for production access.");

/** The release step behind both doors, over a gate that tests open and shut. */
async function gated() {
  const world = await withMeeting();
  const frozen = await submit(world, "r1");
  const gate: { missing: Finding | undefined; asked: number } = { missing: sandbox, asked: 0 };
  const readiness = {
    missing: async () => {
      gate.asked++;
      return gate.missing;
    },
  };
  const handler = commandSteps([onCommand(releaseRound, releaseRoundStep({ ...world, readiness }))], world);
  const detail = (commandId: string) => ({ commandId, roundId: "r1", hash: frozen.hash });
  return {
    world,
    gate,
    state: async () => (await readRound(world.tables, "r1"))?.round.state,
    release: async (commandId: string, actor = BRUNO) =>
      handler({ command: releaseRound.type, detail: detail(commandId), actor, door: "gateway" }, context),
    releaseByMachine: async (commandId: string) => {
      await handler(received(onBus("convoke.secretariat", releaseRound.type, detail(commandId))), context);
      return (await world.tables.get({ pk: `CMD#${commandId}`, sk: "#" }))?.["outcome"];
    },
  };
}

it("a round does not leave while something is missing: by whom it may be asked, and with what to do", async () => {
  const { release, state, gate, world } = await gated();
  const facts = world.facts().length;
  expect(await release("g-1")).toEqual({
    accepted: false,
    code: "not-ready",
    check: "SES sandbox",
    sentence:
      "Round r1 does not leave yet, because its mails would not arrive. SES sandbox: the account is in it. Ask for production access. Everything at once: convoke doctor --stage prod",
  });
  expect([await state(), world.facts().length]).toEqual(["in-review", facts]);
  gate.missing = undefined;
  expect(await release("g-2")).toMatchObject({ accepted: true, state: "released" });
});

it("a machine is refused likewise", async () => {
  const { releaseByMachine, state, gate, world } = await gated();
  await world.done(
    "review-round.v1",
    { roundId: "r1", hash: (await readRound(world.tables, "r1"))?.round.hash },
    BRUNO,
  );
  expect(await releaseByMachine("m-1")).toMatchObject({ accepted: false, code: "not-ready" });
  expect(await state()).toBe("reviewed");
  gate.missing = undefined;
  expect(await releaseByMachine("m-2")).toMatchObject({ accepted: true });
  expect(await state()).toBe("released");
});

it("what was released already is not looked at again", async () => {
  const { release, gate } = await gated();
  gate.missing = undefined;
  await release("g-1");
  gate.missing = sandbox;
  const asked = gate.asked;
  expect(await release("g-2")).toMatchObject({ code: "already-released" });
  expect(gate.asked).toBe(asked);
});
