import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { openApi } from "#bin/openapi";
import { apiAddresses } from "#events/api/v1";

const parameter = z.object({ name: z.string(), in: z.enum(["path", "query"]) });
const operation = z.looseObject({
  operationId: z.string(),
  parameters: z._default(z.array(z.looseObject(parameter.shape)), []),
  responses: z.record(z.string(), z.looseObject({})),
});
const document = z.looseObject({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.object({ get: operation, head: operation })),
});

describe("the OpenAPI description", () => {
  const { paths } = document.parse(JSON.parse(openApi()));
  const operations = Object.entries(paths).flatMap(([path, { get, head }]) => [
    { path, ...get },
    { path, ...head },
  ]);
  it("has every address, by GET and by HEAD, each operation under a name of its own", () => {
    expect(Object.keys(paths)).toEqual([...apiAddresses.keys()]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });
  it("declares every variable of every path, and the paging of every list", () => {
    for (const { path, parameters } of operations) {
      const inPath = parameters.filter((one) => one.in === "path").map(({ name }) => `{${name}}`);
      expect(inPath).toEqual(path.match(/\{\w+\}/g) ?? []);
      const inQuery = parameters.filter((one) => one.in === "query").map(({ name }) => name);
      expect(inQuery.slice(0, 2)).toEqual(apiAddresses.get(path)?.list ? ["limit", "next"] : []);
    }
  });
  it("describes a name at one address only", () => {
    const naming = operations.filter(({ responses }) => /"name":\{"type":"string"\}/.test(JSON.stringify(responses)));
    expect(naming.map(({ path }) => path)).toEqual(["/api/v1/registrations/{registration}/person"]);
  });
});
