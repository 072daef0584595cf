import type { Command } from "commander";
import { dateCommands } from "#bin/convoke/change-dates";
import { placeCommands } from "#bin/convoke/change-place";
import { titleCommand } from "#bin/convoke/change-title";
import { historyCommand } from "#bin/convoke/meeting-history";
import { seatCommands } from "#bin/convoke/seats";

/** The commands that change a meeting which was convened. */
export function changeCommands(program: Command): void {
  dateCommands(program);
  placeCommands(program);
  titleCommand(program);
  seatCommands(program);
  historyCommand(program);
}
