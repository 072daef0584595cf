import { readConvocationRow } from "#records/convocation";
import { keys } from "#records/keys";
import { CONVOCATION, type World } from "#test/functions/world";

/** Stores a meeting's times as a release with older zone data would have resolved them: `namesBy` and the first session an hour later. */
export async function storeOlderTimes(world: World): Promise<() => Promise<void>> {
  const row = await world.tables.get(keys.convocation(CONVOCATION));
  if (!row) throw new Error("no meeting is convened");
  const { namesBy, parts } = readConvocationRow(row);
  const [committee, ...others] = parts;
  const [session] = committee?.sessions ?? [];
  if (!committee || !session) throw new Error("the meeting has no session");
  const older = { offset: "+00:00", tzdata: "2021a" };
  const begins = { ...session.from, ...older, instant: "2022-03-22T09:00:00Z" };
  await world.tables.put(
    {
      ...row,
      namesBy: { ...namesBy, ...older, instant: "2022-03-11T23:59:00Z" },
      parts: JSON.parse(JSON.stringify([{ ...committee, sessions: [{ ...session, from: begins }] }, ...others])),
    },
    [],
  );
  return async () => {
    await world.tables.put(row, []);
  };
}
