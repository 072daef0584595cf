import type { Command } from "commander";
import { newId, Unreachable } from "#bin/convoke/client";
import { notForTheBus, putCommand } from "#bin/convoke/event";
import { inUtc } from "#bin/convoke/instants";
import { desk, readDetail } from "#bin/convoke/shared";
import { Refused } from "#bin/convoke/trouble";

export function eventCommands(program: Command): void {
  program
    .command("event <command>")
    .description("put a command on the bus, as a machine (such as release-round.v1)")
    .requiredOption(
      "--file <file>",
      "its detail as JSON, or a whole put-events entry as in events/commands/*.sample.json",
    )
    .option("--source <source>", "the source", "convoke.secretariat")
    .option("--bus <name>", "the bus; default: the stage's, or the local stack's")
    .addHelpText(
      "after",
      "\nExample:\n  convoke event release-round.v1 --file events/commands/release-round.v1.sample.json",
    )
    .action(async (type: string, options: { file: string; source: string; bus?: string }, command: Command) => {
      const detail = { commandId: newId(), ...readDetail(options.file) };
      const why = notForTheBus(type, options.source, detail);
      if (why) throw new Refused(why);
      const { connection, print } = desk(command);
      const bus = options.bus ?? connection.bus ?? connection.local?.bus;
      if (bus === undefined)
        throw new Unreachable("Name the stage with --stage or the bus with --bus; `cdk deploy` prints it as BusName.");
      const address = {
        bus,
        region: connection.region,
        ...(connection.local && { endpoint: connection.local.endpoint }),
        ...(connection.as !== undefined && { as: connection.as }),
      };
      print.answer(
        await putCommand(address, { source: options.source, type, detail }),
        () => `The bus took it. Its outcome: convoke outcome ${detail.commandId}`,
      );
    });
  program
    .command("outcome <commandId>")
    .description("what became of a command")
    .addHelpText("after", "\nExample:\n  convoke outcome release-som-8-members")
    .action(async (commandId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const answer = await client.query({ query: "outcome", commandId });
      print.answer(
        answer,
        (said) =>
          `${String(said["command"])} by ${String(said["by"])} at ${inUtc(String(said["at"]))}: ${JSON.stringify(said["outcome"])}`,
      );
    });
}
