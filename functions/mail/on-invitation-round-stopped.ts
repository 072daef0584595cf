import { type PumpDeps, pump } from "./pump.ts";

/** A round was stopped: the pump takes its pages off the list and cancels what waits on them. */
export const onInvitationRoundStopped = (deps: PumpDeps) => async (): Promise<void> => pump(deps);
