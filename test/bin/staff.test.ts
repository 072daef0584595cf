import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { convoke } from "#test/bin/door";
import { openUserPool } from "#test/bin/user-pool";

let pool: Awaited<ReturnType<typeof openUserPool>>;
let folder: string;
beforeEach(async () => {
  pool = await openUserPool("eu-west-1_staff");
  folder = mkdtempSync(join(tmpdir(), "convoke-staff-"));
  vi.stubEnv("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", pool.url);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("CONVOKE_MAIL", undefined);
  vi.stubEnv("CONVOKE_OUTPUTS", outputs({ StaffPool: "eu-west-1_staff" }));
});
afterEach(() => {
  pool.close();
  rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});
function outputs(more: object): string {
  const path = join(folder, "outputs.json");
  const workflow = { BusName: "bus" };
  writeFileSync(
    path,
    JSON.stringify({ "convoke-dev-record": { SiteUrl: "https://x.org", ...more }, "convoke-dev-workflow": workflow }),
  );
  return path;
}
const invited = async (...people: [email: string, role: string][]) => {
  for (const [email, role] of people) await convoke("staff", "invite", email, "--role", role);
};

describe("staff invite", () => {
  it("makes an account with its role, without a mail, and says the same when it is asked for again", async () => {
    const args = ["staff", "invite", "amina@example.org", "--role", "admin"];
    expect(await convoke(...args)).toEqual({
      code: 0,
      err: "",
      out: "amina@example.org is on the staff as admin. No mail was sent: the console, where they will sign in, is not there yet.",
    });
    expect(pool.users).toEqual([{ id: "id-1", email: "amina@example.org", groups: ["admin"] }]);
    expect(pool.calls[0]?.body.MessageAction).toBe("SUPPRESS");
    expect((await convoke(...args)).out).toBe("amina@example.org is on the staff already, as admin.");
    expect(JSON.parse((await convoke(...args, "--json")).out)).toEqual({
      accepted: true,
      email: "amina@example.org",
      role: "admin",
      unchanged: true,
    });
    expect(pool.users).toHaveLength(1);
  });
  it("without an address is for oneself", async () => {
    vi.stubEnv("CONVOKE_MAIL", "chen@example.org");
    expect((await convoke("staff", "invite", "--role", "officer")).code).toBe(0);
    expect(pool.users).toMatchObject([{ email: "chen@example.org", groups: ["officer"] }]);
  });
  it("gives no second role", async () => {
    await invited(["amina@example.org", "viewer"]);
    const { code, err } = await convoke("staff", "invite", "amina@example.org", "--role", "admin");
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^Refused \(other-role\): amina@example\.org is on the staff already, as viewer\. Remove/),
    ]);
    expect(pool.users[0]?.groups).toEqual(["viewer"]);
  });
  it("gives the role to whom an invitation that was cut off left without", async () => {
    pool.fails.set("AdminAddUserToGroup", "InternalErrorException");
    await invited(["amina@example.org", "admin"]);
    expect((await convoke("staff")).out).toMatch(/amina@example\.org +none: invite them again/);
    pool.fails.clear();
    await invited(["amina@example.org", "admin"]);
    expect(pool.users).toMatchObject([{ groups: ["admin"] }]);
  });
  it.each<[string, string[], RegExp]>([
    ["an unknown role", ["a@example.org", "--role", "boss"], /^--role is one of admin, officer, viewer\.$/m],
    ["a mistyped role", ["a@example.org", "--role", "offcer"], /Did you mean officer\?/],
    ["no role", ["a@example.org"], /--role <role>/],
    ["no address", ["--role", "admin"], /^Say whose account: an e-mail address, or your own in CONVOKE_MAIL\./],
    ["what is no address", ["amina", "--role", "admin"], /^An account needs one e-mail address, such as/],
    ["58 · two addresses", ["a@example.org,b@example.org", "--role", "admin"], /one e-mail address/],
    ["40 · a line break", ["a@example.org\nBcc: b", "--role", "admin"], /one e-mail address/],
    ["43 · 10,000 characters", [`${"a".repeat(10_000)}@example.org`, "--role", "admin"], /one e-mail address/],
  ])("%s is wrong usage, and nobody is asked", async (_, args, sentence) => {
    const { code, out, err } = await convoke("staff", "invite", ...args);
    expect([code, out, err]).toEqual([2, "", expect.stringMatching(sentence)]);
    expect(pool.calls).toEqual([]);
  });
});

describe("staff list", () => {
  it("shows everybody of every page with their role", async () => {
    expect((await convoke("staff", "list")).out).toMatch(/^Nobody is on the staff yet: convoke staff invite/);
    const people = ["dina", "amina", "chen", "bilal", "elena"].map((name): [string, string] => [
      `${name}@example.org`,
      name === "amina" ? "admin" : "officer",
    ]);
    await invited(...people);
    const { out } = await convoke("staff", "list");
    expect(out.split("\n")).toEqual([
      "address            role     since",
      "amina@example.org  admin    2022-04-15",
      ...["bilal", "chen", "dina", "elena"].map((name) => `${`${name}@example.org`.padEnd(17)}  officer  2022-04-15`),
    ]);
  });
});

describe("staff remove", () => {
  it("deletes the account; the only admin stays", async () => {
    await invited(["amina@example.org", "admin"], ["bilal@example.org", "officer"]);
    expect((await convoke("staff", "remove", "Bilal@example.org")).out).toBe(
      "bilal@example.org is on the staff no more.",
    );
    const { code, err } = await convoke("staff", "remove", "amina@example.org");
    expect([code, err]).toEqual([1, expect.stringMatching(/^Refused \(last-admin\): amina@example\.org is the only/)]);
    await invited(["chen@example.org", "admin"]);
    expect((await convoke("staff", "remove", "amina@example.org")).code).toBe(0);
    expect(pool.users.map(({ email }) => email)).toEqual(["chen@example.org"]);
  });
  it("knows whom it does not know", async () => {
    await invited(["amina@example.org", "admin"]);
    expect((await convoke("staff", "remove", "anima@example.org")).err).toBe(
      "Refused (not-found): Nobody on the staff has the address anima@example.org. Did you mean amina@example.org?",
    );
  });
});

describe("where there are no accounts", () => {
  it.each<[string, string, RegExp]>([
    ["AccessDeniedException", "AdminCreateUser", /^Your AWS credentials may not do this with the staff's accounts\./],
    ["ExpiredTokenException", "AdminCreateUser", /^Your AWS credentials are not valid, or no longer\./],
    ["ResourceNotFoundException", "AdminAddUserToGroup", /user pool, or a role in it, is not there\. Deploy/],
    ["LimitExceededException", "AdminCreateUser", /^Cognito in eu-west-1 did not do it \(LimitExceeded/],
  ])("%s at %s is told", async (name, action, sentence) => {
    pool.fails.set(action, name);
    const { code, err } = await convoke("staff", "invite", "amina@example.org", "--role", "admin");
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
  });
  it("a stage that was deployed before it had them is told to be deployed again", async () => {
    vi.stubEnv("CONVOKE_OUTPUTS", outputs({}));
    const { code, err } = await convoke("staff", "list");
    expect([code, err]).toEqual([1, expect.stringMatching(/^The stage dev has no output StaffPool: it is older/)]);
  });
  it("an address alone does not say where they are", async () => {
    const { code, err } = await convoke("staff", "list", "--url", "https://x.org");
    expect([code, err]).toEqual([1, expect.stringMatching(/^An address does not say where the accounts are\./)]);
  });
});
