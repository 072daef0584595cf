import type { Resource, StackTemplate } from "./assembly.ts";
import { isRecord } from "./pattern-values.ts";

/** What Ref and Fn::GetAtt of a resource give. */
export interface Identity {
  readonly name: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const NOTHING = Symbol("AWS::NoValue");

/** Resolves intrinsics over all stacks; one that it does not know is an error that says where. */
export class Resolver {
  readonly account: string;
  readonly #identify: (resource: Resource) => Identity;
  readonly #identities = new Map<Resource, Identity>();
  readonly #inWork = new Set<Resource>();
  readonly #exports = new Map<string, { stack: StackTemplate; value: unknown }>();

  constructor(
    stacks: readonly StackTemplate[],
    account: string,
    identify: (resource: Resource, self: Resolver) => Identity,
  ) {
    this.account = account;
    this.#identify = (resource) => identify(resource, this);
    for (const stack of stacks) {
      for (const { value, exportName } of stack.outputs) {
        if (exportName !== undefined)
          this.#exports.set(this.text(exportName, stack, "an export's name"), { stack, value });
      }
    }
  }

  /** The properties of a resource, resolved. */
  properties(resource: Resource): Record<string, unknown> {
    const resolved = this.resolve(resource.properties, resource.stack, `${resource.stack.name}/${resource.id}`);
    if (!isRecord(resolved)) throw new Error(`${resource.id} has no properties`);
    return resolved;
  }

  text(value: unknown, stack: StackTemplate, where: string): string {
    const resolved = this.resolve(value, stack, where);
    if (typeof resolved === "string") return resolved;
    if (typeof resolved === "number" || typeof resolved === "boolean") return String(resolved);
    throw new Error(`${where}: ${JSON.stringify(value)} is no text`);
  }

  resolve(value: unknown, stack: StackTemplate, where: string): unknown {
    const resolved = this.#resolve(value, stack, where);
    return resolved === NOTHING ? undefined : resolved;
  }

  identity(resource: Resource): Identity {
    const known = this.#identities.get(resource);
    if (known !== undefined) return known;
    if (this.#inWork.has(resource)) throw new Error(`${resource.id} refers to itself in a circle`);
    this.#inWork.add(resource);
    const made = this.#identify(resource);
    this.#inWork.delete(resource);
    this.#identities.set(resource, made);
    return made;
  }

  #resolve(value: unknown, stack: StackTemplate, where: string): unknown {
    if (Array.isArray(value)) {
      return value.map((one: unknown) => this.#resolve(one, stack, where)).filter((one) => one !== NOTHING);
    }
    if (!isRecord(value)) return value;
    const [name, argument] = Object.entries(value)[0] ?? [];
    if (
      name !== undefined &&
      Object.keys(value).length === 1 &&
      (name === "Ref" || name === "Condition" || name.startsWith("Fn::"))
    ) {
      // A policy's statement may hold "Condition" too, but never alone.
      return this.#intrinsic(name, argument, stack, where);
    }
    const entries = Object.entries(value).map(([key, one]): [string, unknown] => [
      key,
      this.#resolve(one, stack, where),
    ]);
    return Object.fromEntries(entries.filter(([, one]) => one !== NOTHING));
  }

  #intrinsic(name: string, argument: unknown, stack: StackTemplate, where: string): unknown {
    const resolve = (value: unknown) => this.#resolve(value, stack, where);
    const text = (value: unknown) => this.text(value, stack, where);
    const list = (value: unknown): unknown[] => {
      const resolved = resolve(value);
      if (Array.isArray(resolved)) return resolved;
      throw new Error(`${where}: ${name} needs a list`);
    };
    switch (name) {
      case "Ref":
        return this.#ref(text(argument), stack, where);
      case "Fn::GetAtt": {
        const [id = "", ...attribute] = typeof argument === "string" ? argument.split(".") : list(argument).map(text);
        return this.#attribute(id, attribute.join("."), stack, where);
      }
      case "Fn::Join": {
        const [separator, parts] = list(argument);
        return list(parts).map(text).join(text(separator));
      }
      case "Fn::Split": {
        const [separator, whole] = list(argument);
        return text(whole).split(text(separator));
      }
      case "Fn::Select": {
        const [index, values] = list(argument);
        const chosen = list(values)[Number(text(index))];
        if (chosen === undefined) throw new Error(`${where}: Fn::Select has nothing at ${text(index)}`);
        return chosen;
      }
      case "Fn::Sub":
        return this.#substitute(argument, stack, where);
      case "Fn::ImportValue": {
        const exported = this.#exports.get(text(argument));
        if (exported === undefined) throw new Error(`${where}: no stack exports ${text(argument)}`);
        return this.#resolve(exported.value, exported.stack, where);
      }
      default:
        throw new Error(`${where}: the local stack does not know the intrinsic ${name}`);
    }
  }

  #substitute(argument: unknown, stack: StackTemplate, where: string): string {
    const [template, own] = Array.isArray(argument) ? argument : [argument, {}];
    const values: Record<string, unknown> = isRecord(own) ? own : {};
    if (typeof template !== "string") throw new Error(`${where}: Fn::Sub needs a text`);
    return template.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`;
      if (name in values) return this.text(values[name], stack, where);
      if (!name.includes(".") || name.startsWith("AWS::")) return String(this.#ref(name, stack, where));
      const [id = "", ...attribute] = name.split(".");
      return this.#attribute(id, attribute.join("."), stack, where);
    });
  }

  #ref(name: string, stack: StackTemplate, where: string): unknown {
    switch (name) {
      case "AWS::AccountId":
        return this.account;
      case "AWS::Region":
        return stack.region;
      case "AWS::Partition":
        return "aws";
      case "AWS::URLSuffix":
        return "amazonaws.com";
      case "AWS::StackName":
        return stack.name;
      case "AWS::StackId":
        return `arn:aws:cloudformation:${stack.region}:${this.account}:stack/${stack.name}/local`;
      case "AWS::NoValue":
        return NOTHING;
    }
    if (stack.parameters.has(name)) return stack.parameters.get(name);
    return this.identity(this.#resource(name, stack, where)).ref;
  }

  #attribute(id: string, attribute: string, stack: StackTemplate, where: string): string {
    const resource = this.#resource(id, stack, where);
    const value = this.identity(resource).attributes[attribute];
    if (value === undefined) {
      throw new Error(`${where}: the local stack does not know the attribute ${attribute} of ${id} (${resource.type})`);
    }
    return value;
  }

  #resource(id: string, stack: StackTemplate, where: string): Resource {
    const resource = stack.resources.get(id);
    if (resource === undefined) throw new Error(`${where}: ${stack.name} has no resource ${id}`);
    return resource;
  }
}
