import type { Command } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { output } from "#bin/convoke/outputs";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import type { Member } from "#bin/convoke/staff-accounts";
import { nearest } from "#bin/convoke/suggest";
import { WrongUsage } from "#bin/convoke/trouble";
import { roles, type StaffRole, staffRoles } from "#lib/staff-roles";

const what = roles.map((role) => `  ${role.padEnd(8)} ${staffRoles[role]}`).join("\n");

/** Who works at a stage. The accounts are for the console; a command line is signed with AWS credentials. */
export function staffCommands(program: Command): void {
  const staff = program
    .command("staff")
    .description("the accounts of a deployed stage's staff, for the console to come");
  const list = staff
    .command("list", { isDefault: true })
    .description("everybody on the staff, with their role")
    .action(async (_options: object, command: Command) => {
      const { print, accounts } = await office(command);
      const members = await accounts.list();
      print.answer({ accepted: true, staff: members }, () => listing(members));
    });
  examples(list, "staff list --stage prod");

  const invite = staff
    .command("invite [address]")
    .description("make an account for somebody; without an address for yourself (CONVOKE_MAIL)")
    .requiredOption("--role <role>", roles.join(", "))
    .addHelpText("after", `\nRoles:\n${what}`)
    .action(async (address: string | undefined, options: { role: string }, command: Command) => {
      const role = roleNamed(options.role);
      const email = addressOf(address ?? process.env["CONVOKE_MAIL"], "convoke staff invite");
      const { print, accounts } = await office(command);
      const now = await accounts.invite(email, role);
      if (!now.created && now.role !== role)
        return print.answer(
          refused(
            "other-role",
            `${email} is on the staff already, as ${now.role}. Remove them first to give another role: convoke staff remove ${email}`,
          ),
          () => "",
        );
      print.answer({ accepted: true, email, role, unchanged: !now.created }, () =>
        now.created
          ? `${email} is on the staff as ${role}. No mail was sent: the console, where they will sign in, is not there yet.`
          : `${email} is on the staff already, as ${role}.`,
      );
    });
  examples(invite, "staff invite amina@example.org --role admin --stage dev", "staff invite --role admin --stage dev");

  const remove = staff
    .command("remove <address>")
    .description("delete somebody's account; what they did stays on record")
    .action(async (address: string, _options: object, command: Command) => {
      const email = addressOf(address, "convoke staff remove");
      const { print, accounts } = await office(command);
      const members = await accounts.list();
      const admins = members.filter(({ role }) => role === "admin");
      const own = members.find((one) => one.email.toLowerCase() === email.toLowerCase());
      if (own?.role === "admin" && admins.length === 1)
        return print.answer(
          refused(
            "last-admin",
            `${email} is the only admin. Invite another one first: convoke staff invite <address> --role admin`,
          ),
          () => "",
        );
      if (!own || !(await accounts.remove(own.email))) {
        const meant = nearest(
          email,
          members.map((one) => one.email),
        );
        return print.answer(
          refused(
            "not-found",
            `Nobody on the staff has the address ${email}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
          ),
          () => "",
        );
      }
      print.answer({ accepted: true, email: own.email }, () => `${own.email} is on the staff no more.`);
    });
  examples(remove, "staff remove amina@example.org --stage prod");
}

/** The accounts of the stage that is named. Throws a sentence where there are none. */
async function office(command: Command) {
  const { connection, print, stage } = desk(command);
  if (connection.local)
    throw new Unreachable(
      "The stack on this machine has no accounts: whoever types says who they are with --as. Name a deployed stage with --stage.",
    );
  if (!stage) throw new Unreachable("An address does not say where the accounts are. Name the stage with --stage.");
  const pool = output(stage.outputs, "StaffPool", `The stage ${stage.name}`);
  // Loaded when it is needed: the other commands start sooner without it.
  const { staffAccounts } = await import("#bin/convoke/staff-accounts");
  return { print, accounts: staffAccounts(connection.region, pool) };
}

function roleNamed(text: string): StaffRole {
  const role = roles.find((each) => each === text);
  if (role !== undefined) return role;
  const meant = nearest(text, roles);
  throw new WrongUsage(
    `--role is one of ${roles.join(", ")}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`,
    "convoke staff invite",
  );
}

function addressOf(text: string | undefined, command: string): string {
  if (text === undefined || text === "")
    throw new WrongUsage("Say whose account: an e-mail address, or your own in CONVOKE_MAIL.", command);
  if (text.length > 128 || !/^[^\s@,;:<>()"[\]\\]+@([a-z0-9-]+\.)+[a-z]{2,}$/i.test(text))
    throw new WrongUsage("An account needs one e-mail address, such as amina@example.org.", command);
  return text;
}

const refused = (code: string, sentence: string) => ({ accepted: false, code, sentence });

function listing(members: readonly Member[]): string {
  if (members.length === 0) return "Nobody is on the staff yet: convoke staff invite <address> --role admin";
  return table(
    ["address", "role", "since"],
    members.map(({ email, role, since }) => [email, role ?? "none: invite them again", since]),
  );
}
