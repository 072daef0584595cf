import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Door } from "#events/envelope";
import { type EnvName, environment } from "#platform/environment";

export interface CommandDoor {
  /** Asks a noun's command function and waits for its answer. The actor is stamped here, never taken from a body. */
  ask(
    noun: Extract<EnvName, `${string}_COMMANDS`>,
    request: { command: string; detail: unknown; actor: string; door: Extract<Door, "gateway" | "link"> },
  ): Promise<unknown>;
}

export function lambdaDoor(): CommandDoor {
  // A lost answer is asked for again with the same commandId, and answered the same: the SDK's retries are safe here.
  const client = new LambdaClient({});
  return {
    async ask(noun, request) {
      const { Payload, FunctionError } = await client.send(
        new InvokeCommand({
          FunctionName: environment(noun),
          Payload: new TextEncoder().encode(JSON.stringify(request)),
        }),
      );
      const text = new TextDecoder().decode(Payload);
      if (FunctionError !== undefined) throw new Error(`${environment(noun)} failed: ${text.slice(0, 500)}`);
      return JSON.parse(text);
    },
  };
}
