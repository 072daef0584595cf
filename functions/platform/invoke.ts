import type { Door } from "#events/envelope";
import { type EnvName, environment } from "#platform/environment";
import { signedRequest } from "#platform/signed-request";

/** Under which name a function finds who takes the commands of a noun. */
export type DoorName = Extract<EnvName, `${string}_COMMANDS` | "INVITATION_ANSWERS">;

export interface CommandDoor {
  /** Asks a noun's command function and waits for its answer. The actor is stamped here, never taken from a body. */
  ask(
    noun: DoorName,
    request: { command: string; detail: unknown; actor: string; door: Extract<Door, "gateway" | "link"> },
  ): Promise<unknown>;
}

export function lambdaDoor(): CommandDoor {
  return {
    // A lost answer is asked for again with the same commandId, and answered the same: trying again is safe here.
    async ask(noun, request) {
      const name = environment(noun);
      const { status, headers, body } = await signedRequest({
        service: "lambda",
        path: `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`,
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      });
      if (status !== 200 || headers["x-amz-function-error"] !== undefined)
        throw new Error(`${name} failed (${status}): ${body.slice(0, 500)}`);
      return JSON.parse(body);
    },
  };
}
