import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminListGroupsForUserCommand,
  CognitoIdentityProviderClient,
  paginateListUsers,
  paginateListUsersInGroup,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import { roles, type StaffRole } from "#lib/staff-roles";

export interface Member {
  readonly email: string;
  /** Null where an invitation was cut off before the role was given. */
  readonly role: StaffRole | null;
  readonly since: string;
}
const roleIn = (groups: readonly string[]) => roles.find((role) => groups.includes(role)) ?? null;

/** The accounts of a stage's staff. Throws Unreachable with a sentence for whatever AWS does not do. */
export function staffAccounts(region: string, UserPoolId: string) {
  const client = new CognitoIdentityProviderClient({ region, maxAttempts: 3 });

  const list = async (): Promise<Member[]> => {
    const groups = new Map<string, StaffRole>();
    for (const role of roles)
      for await (const { Users = [] } of paginateListUsersInGroup({ client }, { UserPoolId, GroupName: role }))
        for (const { Username = "" } of Users) groups.set(Username, groups.get(Username) ?? role);
    const members: Member[] = [];
    for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId }))
      members.push(...Users.map((user) => member(user, groups.get(user.Username ?? "") ?? null)));
    return members.sort((a, b) => (a.email < b.email ? -1 : 1));
  };

  /** Whether the account is new, and the role it has now; another role than asked for is left as it is. */
  const invite = async (email: string, role: StaffRole): Promise<{ created: boolean; role: StaffRole }> => {
    const created = await client
      .send(
        new AdminCreateUserCommand({
          UserPoolId,
          Username: email,
          UserAttributes: [
            { Name: "email", Value: email },
            { Name: "email_verified", Value: "true" },
          ],
          // A mail that Cognito writes knows no allow-list, and there is nothing to sign in to yet.
          MessageAction: "SUPPRESS",
        }),
      )
      .then(() => true, unlessNamed("UsernameExistsException", false));
    const held = created
      ? null
      : roleIn(
          ((await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: email }))).Groups ?? []).map(
            ({ GroupName = "" }) => GroupName,
          ),
        );
    if (held !== null) return { created: false, role: held };
    await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName: role }));
    return { created: true, role };
  };

  /** False where nobody has that address. */
  const remove = async (email: string): Promise<boolean> =>
    client
      .send(new AdminDeleteUserCommand({ UserPoolId, Username: email }))
      .then(() => true, unlessNamed("UserNotFoundException", false));

  return {
    list: async () => asked(region, list),
    invite: async (email: string, role: StaffRole) => asked(region, async () => invite(email, role)),
    remove: async (email: string) => asked(region, async () => remove(email)),
  };
}

function member({ Attributes = [], UserCreateDate, Username = "" }: UserType, role: StaffRole | null): Member {
  const email = Attributes.find(({ Name }) => Name === "email")?.Value ?? Username;
  return { email, role, since: UserCreateDate?.toISOString().slice(0, 10) ?? "" };
}

const unlessNamed =
  <T>(name: string, instead: T) =>
  (error: unknown): T => {
    if (error instanceof Error && error.name === name) return instead;
    throw error;
  };

async function asked<T>(region: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Unreachable(whyNot(error, region), { cause: error });
  }
}

function whyNot(error: unknown, region: string): string {
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  const trouble = credentialTrouble(error);
  if (trouble !== undefined) return trouble;
  if (/AccessDenied|NotAuthorized|Unauthorized/.test(name))
    return "Your AWS credentials may not do this with the staff's accounts. RUNBOOK.md lists what it takes; ask ops for it.";
  if (name === "ResourceNotFoundException")
    return "The stage's user pool, or a role in it, is not there. Deploy the stage again.";
  return `Cognito in ${region} did not do it (${message || name}).`;
}
