import { type PumpDeps, pump } from "./pump.ts";

/** A page of bulk mail was written: the pump runs at once, so that the first mail of a round leaves within seconds. */
export const onMailBatchOpened = (deps: PumpDeps) => async (): Promise<void> => pump(deps);
