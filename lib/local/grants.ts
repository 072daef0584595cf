import { type Need, Refused } from "./engine.ts";
import { covers, parsePolicy, type Statement } from "./policy.ts";

export interface RoleDescription {
  name: string;
  arn: string;
  /** Who may take the role on. */
  trust: unknown;
  policies: readonly { name: string; document: unknown }[];
}

/** A policy on a resource: a queue's, a bucket's, a function's permissions. */
export interface ResourcePolicy {
  /** Of the resource that it stands on. */
  arn: string;
  where: string;
  document: unknown;
}

/** What a role allows: one action on one resource, as written. */
export interface Grant {
  /** The function whose role it is; the role's own name where it is no function's. */
  holder: string;
  action: string;
  resource: string;
}

interface Role {
  description: RoleDescription;
  holder: string;
  statements: readonly Statement[];
  trust: readonly Statement[];
  used: Set<string>;
  verdicts: Map<string, boolean>;
}

const key = (action: string, resource: string) => `${action} ${resource}`;

/** Every grant of the template, and which of them were needed. */
export class Grants {
  readonly #roles = new Map<string, Role>();
  readonly #onResource = new Map<string, Statement[]>();

  /** `functions`: the functions by the ARN of their role. */
  constructor(
    roles: readonly RoleDescription[],
    policies: readonly ResourcePolicy[],
    functions: ReadonlyMap<string, string>,
  ) {
    for (const description of roles) {
      const where = `Role ${description.name}`;
      this.#roles.set(description.arn, {
        description,
        holder: functions.get(description.arn) ?? description.name,
        statements: description.policies.flatMap(({ name, document }) =>
          parsePolicy(document, `${where}, policy ${name}`),
        ),
        trust: parsePolicy(description.trust, `${where}, who may take it on`),
        used: new Set(),
        verdicts: new Map(),
      });
    }
    for (const { arn, where, document } of policies) {
      this.#onResource.set(arn, [...(this.#onResource.get(arn) ?? []), ...parsePolicy(document, where)]);
    }
  }

  /** Whether the role allows it. An explicit denial wins, one that stands on the resource too. */
  allows(roleArn: string, need: Need): boolean {
    const role = this.#role(roleArn);
    const asked = `${key(need.action, need.resource)} ${JSON.stringify(need.context)}`;
    const known = role.verdicts.get(asked);
    if (known !== undefined) return known;
    const verdict = this.#judge(role, need);
    role.verdicts.set(asked, verdict);
    return verdict;
  }

  #judge(role: Role, need: Need): boolean {
    const covering = role.statements.flatMap((statement) => {
      const covered = covers(statement, need);
      return covered === undefined ? [] : [{ statement, covered }];
    });
    const denies = (statements: readonly Statement[]) =>
      statements.some(
        (one) => one.effect === "Deny" && one.principals.includes("*") && covers(one, need) !== undefined,
      );
    if (covering.some(({ statement }) => statement.effect === "Deny") || denies(this.#policiesOf(need.resource)))
      return false;
    for (const { covered } of covering) {
      for (const action of covered.actions)
        for (const resource of covered.resources) role.used.add(key(action, resource));
    }
    return covering.length > 0;
  }

  /** An object's bucket has the policy; everything else has its own. */
  #policiesOf(resource: string): readonly Statement[] {
    const owner = resource.startsWith("arn:aws:s3:::") ? resource.split("/")[0] : resource;
    return this.#onResource.get(owner ?? resource) ?? [];
  }

  /** Whether a service of AWS may do something to a resource by the resource's own policy. */
  resourceAllows(service: string, need: Need): boolean {
    const speaking = this.#policiesOf(need.resource).filter(
      ({ services, principals }) => services.includes(service) || services.includes("*") || principals.includes("*"),
    );
    const covering = speaking.filter((statement) => covers(statement, need) !== undefined);
    return covering.length > 0 && covering.every(({ effect }) => effect === "Allow");
  }

  /** Whether any role at all allows it; needs nothing of it. */
  anybodyMay(need: Need): boolean {
    const allowing = [...this.#roles.values()].flatMap(({ statements }) => statements);
    return allowing.some((statement) => statement.effect === "Allow" && covers(statement, need) !== undefined);
  }

  /** Whether a service may take the role on. */
  trusts(roleArn: string, service: string, context: Record<string, string> = {}): boolean {
    const need = { action: "sts:AssumeRole", resource: roleArn, context };
    return this.#role(roleArn).trust.some(
      (statement) =>
        statement.effect === "Allow" && statement.services.includes(service) && covers(statement, need) !== undefined,
    );
  }

  /** AWS's own sentence, which names who, what and on which resource. */
  denial(principal: { name: string; roleArn: string }, need: Need): Refused {
    const role = this.#role(principal.roleArn).description;
    const account = role.arn.split(":")[4] ?? "";
    const who = `arn:aws:sts::${account}:assumed-role/${role.name}/${principal.name}`;
    const why = `because no identity-based policy allows the ${need.action} action`;
    return new Refused(
      need.action.startsWith("s3:") ? "AccessDenied" : "AccessDeniedException",
      `User: ${who} is not authorized to perform: ${need.action} on resource: ${need.resource} ${why}`,
      /^(dynamodb|events|secretsmanager|sqs):/.test(need.action) ? 400 : 403,
    );
  }

  /** Every grant, parted by whether anything has needed it so far. */
  usage(): { used: Grant[]; unused: Grant[] } {
    const used: Grant[] = [];
    const unused: Grant[] = [];
    for (const { holder, statements, used: needed } of this.#roles.values()) {
      for (const { effect, actions, resources } of statements) {
        if (effect === "Deny") continue;
        for (const action of actions) {
          for (const resource of resources) {
            (needed.has(key(action, resource)) ? used : unused).push({ holder, action, resource });
          }
        }
      }
    }
    return { used, unused };
  }

  #role(arn: string): Role {
    const role = this.#roles.get(arn);
    if (role === undefined) throw new Refused("ValidationException", `There is no role ${arn}.`);
    return role;
  }
}
