import * as z from "zod/mini";
import { atStep } from "#functions/reminder/at-step";
import { ensureSteps } from "#functions/reminder/ensure-steps";
import { fromPages } from "#functions/reminder/from-pages";
import { readConvocation } from "#records/convocation";
import { mailSchema } from "#records/mail";
import { readSteps } from "#records/step";
import { CONVOCATION, type World, withInvitations } from "#test/functions/world";

export const stepInput = z.object({
  moment: z.string(),
  convocationId: z.string(),
  step: z.string(),
  instant: z.string(),
  revision: z.number(),
});

export const pageInput = z.object({
  convocationId: z.string(),
  step: z.string(),
  instant: z.string(),
  revision: z.number(),
  roundId: z.string(),
  page: z.number(),
});

export async function withSteps(given: Parameters<typeof withInvitations>[0] = {}) {
  const world = await withInvitations(given);
  await ensureSteps(world, CONVOCATION, world.act("system:reminder"));
  return world;
}

/** Fires what is due, hands out its pages and writes them, as scheduler and queues do. */
export async function moveTo(world: World, now: string) {
  world.clock.set(now);
  for (const input of world.schedules.fire(now)) {
    const parsed = stepInput.safeParse(input);
    if (parsed.success) await atStep(world)(parsed.data);
  }
  for (const page of world.queues.receive("PAGES_QUEUE_URL")) await fromPages(world)(pageInput.parse(page));
}

export const reminders = (world: World, step: string) =>
  world
    .rows(`MB#s-${CONVOCATION}-${step}`)
    .map((row) => mailSchema.parse(row))
    .map(({ to }) => to.address)
    .sort();

export const states = async (world: World) =>
  (await readSteps(world.tables, CONVOCATION)).map(({ step }) => [step.step, step.state]).sort();

export async function setRevision(world: World, revision: number) {
  const { row } = (await readConvocation(world.tables, CONVOCATION))!;
  await world.tables.put({ ...row, revision, planRevision: revision }, []);
}
