import { functions } from "#lib/functions";
import { type Grant, grantsOf, type Resource } from "#test/lib/synthesized";

/** What stands in a template under a name of its own, and reads the same in every account. */
const pseudo: { readonly [name: string]: string } = {
  "AWS::Partition": "aws",
  "AWS::Region": "<region>",
  "AWS::AccountId": "<account>",
};
const plain = (id: string) => id.replace(/[0-9A-F]{8}$/, "");
const IMPORTED = /^[^:]+:ExportsOutput(FnGetAtt|Ref)(?<id>\w+?[0-9A-F]{8})(?<attribute>\w*?)[0-9A-F]{8}$/;

/** A resource of a grant in a person's words: logical names without CDK's hash, whichever stack they stand in. */
export function resourceText(value: unknown): string {
  if (typeof value === "string") return value;
  const [[intrinsic, inner] = []] = Object.entries(value ?? {});
  if (intrinsic === "Ref") return pseudo[String(inner)] ?? plain(String(inner));
  if (intrinsic === "Fn::GetAtt" && Array.isArray(inner)) return attribute(plain(String(inner[0])), String(inner[1]));
  if (intrinsic === "Fn::Join" && Array.isArray(inner) && Array.isArray(inner[1]))
    return inner[1].map(resourceText).join(String(inner[0]));
  const imported = intrinsic === "Fn::ImportValue" ? IMPORTED.exec(String(inner))?.groups : undefined;
  if (imported) return attribute(plain(imported["id"] ?? ""), imported["attribute"] ?? "");
  throw new Error(`A grant's resource that nobody can read: ${JSON.stringify(value)}`);
}
const attribute = (id: string, name: string) => (name === "Arn" || name === "" ? id : `${id}.${name}`);

/** The function whose role it is; a role of no function under its own name. */
function holder({ who }: Grant): string {
  const id = plain(who)
    .replace(/DefaultPolicy$/, "")
    .replace(/Role$/, "");
  return functions.find(({ name }) => name.replaceAll("-", "") === id)?.name ?? `${id}Role`;
}

export interface GrantText {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: string;
}

/** Every allowance of every role, in words. What the stage's configuration says of the sender is written as such. */
export function grantTexts(
  resources: readonly Resource[],
  {
    region,
    account = "",
    mail: { from },
  }: { readonly region: string; readonly account?: string | undefined; readonly mail: { readonly from: string } },
): GrantText[] {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  return grantsOf(resources).map((grant) => ({
    who: holder(grant),
    action: grant.action,
    resource: resourceText(JSON.parse(grant.resource))
      .replace(`:${region}:`, ":<region>:")
      .replace(`:${account}:`, account === "" ? "::" : ":<account>:")
      .replace(`identity/${domain}`, "identity/<domain of mail.from>"),
    condition: grant.condition === "{}" ? "" : grant.condition.replace(`"${from}"`, '"<mail.from>"'),
  }));
}

/** The golden file: a line a grant, sorted, each function apart. */
export function goldenText(grants: readonly GrantText[]): string {
  const byHolder = Map.groupBy(grants, ({ who }) => who);
  const blocks = [...byHolder]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, own]) => {
      const lines = own.map(({ action, resource, condition }) =>
        [who, action, resource, ...(condition === "" ? [] : [`when ${condition}`])].join("  "),
      );
      return `${[...new Set(lines)].sort().join("\n")}\n`;
    });
  return [HEAD, ...blocks].join("\n");
}

const HEAD = `# What every role may do: function, action, resource, condition. A test compares it with the templates of all stages, and
# test/flow/grants.test.ts shows that each line is used. Made anew by: npm test -- test/lib/grants.golden.test.ts -u
`;
