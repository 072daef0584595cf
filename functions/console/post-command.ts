import * as z from "zod/mini";
import { commandsByType } from "#events/catalogue";
import { answerInvitation } from "#events/commands/answer-invitation.v1";
import { silenceMails } from "#events/commands/silence-mails.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { PageEvent, PageResult } from "#platform/http";
import type { CommandDoor } from "#platform/invoke";
import { answer, bodyOf, signedIn } from "./answer.ts";
import { doorOf } from "./doors.ts";

const asked = z.strictObject({ command: z.string(), detail: z.unknown() });
/** What only the person of a link may do. */
const linkOnly: ReadonlySet<string> = new Set([answerInvitation.type, silenceMails.type]);
const told = z.looseObject({ accepted: z.boolean() });
const outcome = z.custom<Outcome>((value) => told.safeParse(value).success);

/** The people's door: who is signed in is stamped here, whatever the body says, and the noun answers at once. */
export const postCommand =
  ({ door }: { door: CommandDoor }) =>
  async (event: PageEvent): Promise<PageResult> => {
    const actor = signedIn(event);
    if (!actor)
      return answer(
        403,
        refused("not-signed-in", "Sign the request: commands are taken from people who are signed in."),
      );
    const body = asked.safeParse(bodyOf(event));
    if (!body.success)
      return answer(
        400,
        refused("malformed", 'Send JSON: {"command": "release-round.v1", "detail": {"commandId": "…", …}}.'),
      );
    const contract = commandsByType.get(body.data.command);
    // The answers of links have no place here: staff have commands of their own.
    if (!contract || linkOnly.has(contract.type))
      return answer(
        404,
        refused(
          "unknown-command",
          `There is no command ${knownForm(body.data.command)} for staff. events/CATALOGUE.md lists what may be asked.`,
        ),
      );
    const said = outcome.parse(
      await door.ask(doorOf(contract), {
        command: contract.type,
        detail: body.data.detail,
        actor,
        door: "gateway",
      }),
    );
    return answer(said.accepted ? 200 : 422, said);
  };

/** Never an echo of an input that is not of the form of a name. */
function knownForm(type: string): string {
  return /^[a-z-]{1,40}\.v\d{1,3}$/.test(type) ? type : "of this name";
}
