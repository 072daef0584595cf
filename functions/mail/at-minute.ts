import { type PumpDeps, pump } from "./pump.ts";

export const atMinute = (deps: PumpDeps) => async (): Promise<void> => pump(deps);
