import { describe, expect, it } from "vitest";
import * as z from "zod";
import { apiAddresses } from "#events/api/v1";
import { holds, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const { frontDoor } = synthesized("dev");
const resources = resourcesOf(frontDoor);
const route = z.object({ RouteKey: z.string(), AuthorizationType: z.string(), Target: z.unknown() });
const routes = ofType(resources, "AWS::ApiGatewayV2::Route").map(({ Properties }) => route.parse(Properties));
const keysOf = (authorization: string) =>
  routes.filter(({ AuthorizationType }) => AuthorizationType === authorization).map(({ RouteKey }) => RouteKey);

describe("routes", () => {
  it("for everybody: each page by GET and by HEAD, and the two forms by POST", () => {
    const documents = ["/documents/{document}", "/d/{token}/{document}"];
    const revisions = documents.map((path) => `${path}/revisions/{revision}`);
    const shown = ["/", "/feed.atom", ...documents, ...revisions, "/r/{token}", "/u/{token}"];
    const expected = [
      ...shown.flatMap((path) => [`GET ${path}`, `HEAD ${path}`]),
      "POST /r/{token}",
      "POST /u/{token}",
    ];
    expect(keysOf("NONE").sort()).toEqual(expected.sort());
  });

  it("for staff and other systems: only requests that are signed", () => {
    const read = [...apiAddresses.keys()].flatMap((path) => [`GET ${path}`, `HEAD ${path}`]);
    expect(keysOf("AWS_IAM").sort()).toEqual([...read, "POST /commands", "POST /files", "POST /queries"].sort());
  });

  it("each leads to one of four integrations in the newer payload format", () => {
    expect(new Set(routes.map(({ Target }) => JSON.stringify(Target))).size).toBe(4);
    holds(() =>
      frontDoor.allResourcesProperties("AWS::ApiGatewayV2::Integration", {
        IntegrationType: "AWS_PROXY",
        PayloadFormatVersion: "2.0",
      }),
    );
  });

  it("the API may invoke a function for its own paths only", () => {
    const permission = z.object({
      SourceArn: z.object({ "Fn::Join": z.tuple([z.literal(""), z.array(z.unknown())]) }),
    });
    const paths = ofType(resources, "AWS::Lambda::Permission").map(({ Properties }) =>
      String(permission.parse(Properties).SourceArn["Fn::Join"][1].at(-1)),
    );
    const known = new Set(routes.map(({ RouteKey }) => `/*/*${RouteKey.split(" ")[1]}`));
    expect(new Set(paths)).toEqual(known);
    expect(paths).toHaveLength(known.size);
  });
});
