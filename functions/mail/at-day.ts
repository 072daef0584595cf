import { type PumpDeps, pump } from "./pump.ts";

/** The daily sweep: an open page whose booked minute got lost leaves now, at the pump's own pace. */
export const atDay = (deps: PumpDeps) => async (): Promise<void> => pump(deps);
