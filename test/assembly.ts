import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: { readonly [name: string]: unknown };
}

export function stackNames(assembly: string): string[] {
  return readdirSync(assembly).filter((file) => file.endsWith(".template.json"));
}

export function resourcesOf(assembly: string, type?: string, stack?: string): Resource[] {
  return stackNames(assembly)
    .filter((name) => stack === undefined || name === stack)
    .flatMap((name) => {
      const template: { Resources: Record<string, { Type: string; Properties?: Resource["properties"] }> } = JSON.parse(
        readFileSync(join(assembly, name), "utf-8"),
      );
      return Object.entries(template.Resources).map(([id, { Type, Properties }]) => ({
        id,
        type: Type,
        properties: Properties ?? {},
      }));
    })
    .filter((resource) => type === undefined || resource.type === type);
}

export function routesOf(assembly: string): string[] {
  return resourcesOf(assembly, "AWS::ApiGatewayV2::Route").map(({ properties }) => String(properties["RouteKey"]));
}

/** The rules on our own facts: which noun's queue each one fills, by the logical id, and which types it lets through. */
export function factRules(assembly: string): { noun: string; types: string[] }[] {
  return resourcesOf(assembly, "AWS::Events::Rule").flatMap(({ id, properties }) => {
    const pattern = properties["EventPattern"] as { source?: unknown[]; "detail-type"?: string[] } | undefined;
    if (pattern?.source?.length !== 1 || pattern.source[0] !== "convoke" || pattern["detail-type"] === undefined)
      return [];
    const noun = /^(\w+?)(?:moments)?facts/i.exec(id)?.[1]?.toLowerCase() ?? id;
    return [{ noun, types: pattern["detail-type"] }];
  });
}
