import type { YearStage } from "#bin/demo/year/stage";

/** Something that happens at an instant of the moved clock. */
export interface Entry {
  readonly at: string;
  readonly act: () => Promise<void>;
}

/** Plays entries in order of time; those of one instant in the order in which they stand. */
export async function play(stage: YearStage, entries: readonly Entry[]): Promise<void> {
  for (const { at, act } of [...entries].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (Date.parse(at) > stage.stack.clock.now()) await stage.until(at);
    await act();
  }
}
