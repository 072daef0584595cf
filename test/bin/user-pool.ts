import { createServer } from "node:http";
import * as z from "zod/mini";

const asked = z.looseObject({
  UserPoolId: z.string(),
  Username: z.exactOptional(z.string()),
  GroupName: z.exactOptional(z.string()),
  PaginationToken: z.exactOptional(z.string()),
  NextToken: z.exactOptional(z.string()),
  MessageAction: z.exactOptional(z.string()),
});
interface User {
  readonly id: string;
  readonly email: string;
  readonly groups: string[];
}
type Said = readonly [status: number, body: object];
const failure = (name: string): Said => [400, { __type: name, message: `${name} was made up` }];

/** Cognito as far as a staff's accounts go, at an address on this machine: pages of two, users under ids of its own. */
export async function openUserPool(poolId: string) {
  const users: User[] = [];
  const calls: { readonly action: string; readonly body: z.infer<typeof asked> }[] = [];
  const fails = new Map<string, string>();
  const find = (name: string | undefined) => users.find(({ id, email }) => id === name || email === name);
  const page = (all: readonly User[], token: string | undefined, named: string): Said => {
    const from = Number(token ?? 0);
    const shown = all.slice(from, from + 2).map(({ id, email }) => ({
      Username: id,
      Attributes: [{ Name: "email", Value: email }],
      UserCreateDate: 1_650_000_000,
    }));
    return [200, { Users: shown, ...(from + 2 < all.length && { [named]: String(from + 2) }) }];
  };
  const does: Readonly<Record<string, (body: z.infer<typeof asked>) => Said>> = {
    ListUsers: ({ PaginationToken }) => page(users, PaginationToken, "PaginationToken"),
    ListUsersInGroup: ({ GroupName = "", NextToken }) =>
      page(
        users.filter(({ groups }) => groups.includes(GroupName)),
        NextToken,
        "NextToken",
      ),
    AdminCreateUser: ({ Username = "" }) => {
      if (find(Username)) return failure("UsernameExistsException");
      users.push({ id: `id-${users.length + 1}`, email: Username, groups: [] });
      return [200, { User: { Username: `id-${users.length}` } }];
    },
    AdminListGroupsForUser: ({ Username }) => [
      200,
      { Groups: find(Username)?.groups.map((GroupName) => ({ GroupName })) },
    ],
    AdminAddUserToGroup: ({ Username, GroupName = "" }) => {
      find(Username)?.groups.push(GroupName);
      return [200, {}];
    },
    AdminDeleteUser: ({ Username }) => {
      const user = find(Username);
      if (!user) return failure("UserNotFoundException");
      users.splice(users.indexOf(user), 1);
      return [200, {}];
    },
  };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk));
    request.on("end", () => {
      const action = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
      const body = asked.parse(JSON.parse(text));
      calls.push({ action, body });
      const failing = fails.get(action);
      const known = body.UserPoolId === poolId ? does[action] : undefined;
      const [status, said] = failing ? failure(failing) : (known?.(body) ?? failure("ResourceNotFoundException"));
      response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, users, calls, fails, close: () => void server.close() };
}
