import type { z } from "zod";
import type { Resource, StackTemplate } from "./assembly.ts";
import { Resolver } from "./intrinsics.ts";
import { type Addresses, identify } from "./inventory.ts";

export const ACCOUNT = "000000000000";

/** The templates' resources, one type at a time, with their resolved and checked properties. */
export class Templates {
  readonly region: string;
  readonly #stacks: readonly StackTemplate[];
  readonly #resolver: Resolver;

  constructor(stacks: readonly StackTemplate[], addresses: Addresses) {
    this.region = stacks[0]?.region ?? "";
    this.#stacks = stacks;
    this.#resolver = new Resolver(stacks, ACCOUNT, (resource, resolver) => identify(resource, resolver, addresses));
  }

  each<S extends z.ZodType, T>(type: string, shape: S, make: (found: Found<z.output<S>>) => T): T[] {
    return this.#stacks.flatMap(({ resources }) =>
      [...resources.values()].filter((one) => one.type === type).map((resource) => make(this.#found(resource, shape))),
    );
  }

  #found<S extends z.ZodType>(resource: Resource, shape: S): Found<z.output<S>> {
    const where = `${resource.stack.name}/${resource.id} (${resource.type})`;
    const parsed = shape.safeParse(this.#resolver.properties(resource));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Error(`${where}: ${issue?.path.map(String).join(".")}: ${issue?.message} (lib/local/properties.ts)`);
    }
    const { name, ref, attributes } = this.#resolver.identity(resource);
    const attribute = (key: string) => {
      const value = attributes[key];
      if (value === undefined) throw new Error(`${where} has no ${key}`);
      return value;
    };
    return { resource, where, name, ref, arn: attributes["Arn"] ?? ref, attribute, properties: parsed.data };
  }

  outputs(): Record<string, string> {
    const own = this.#stacks.flatMap((stack) =>
      stack.outputs
        .filter(({ exportName }) => exportName === undefined)
        .map(({ id, value }): [string, string] => [id, this.#resolver.text(value, stack, `output ${id}`)]),
    );
    return Object.fromEntries(own);
  }
}

export interface Found<P> {
  resource: Resource;
  where: string;
  name: string;
  ref: string;
  arn: string;
  attribute: (key: string) => string;
  properties: P;
}
