import { describe, expect, it } from "vitest";
import * as z from "zod";
import { functions } from "#lib/functions";
import { environmentNames } from "#platform/environment";
import { anything, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const prod = synthesized("prod");
const { record, workflow, frontDoor } = prod.stage;
const stacks = [
  { stack: record, above: [], template: prod.record },
  { stack: workflow, above: [record], template: prod.workflow },
  { stack: frontDoor, above: [record, workflow], template: prod.frontDoor },
];

describe("the three stacks", () => {
  it.each(stacks)("$stack.stackName refers upwards only", ({ stack, above, template }) => {
    expect(stack.dependencies.filter((other) => !above.some((allowed) => allowed === other))).toEqual([]);
    const imported = [...JSON.stringify(template.toJSON()).matchAll(/"Fn::ImportValue":"(?<from>[a-z-]+):/g)].map(
      (match) => match.groups?.["from"],
    );
    expect(imported.filter((from) => !above.some(({ stackName }) => stackName === from))).toEqual([]);
  });

  it.each(stacks)("$stack.stackName stays far from CloudFormation's 500 resources", ({ template }) => {
    expect(resourcesOf(template).length).toBeLessThanOrEqual(350);
  });

  it("hold every function of the list once, on Node 24 and arm64", () => {
    const names = ofType(prod.resources, "AWS::Lambda::Function").map(
      ({ Properties }) => String(Properties["Description"]).split(":")[0],
    );
    expect(names.sort()).toEqual(functions.map(({ name }) => name).sort());
    for (const { Properties } of ofType(prod.resources, "AWS::Lambda::Function"))
      expect(Properties).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" });
  });

  it("tell functions only names that their code knows, and the stage always", () => {
    const told = z.object({ Environment: z.object({ Variables: anything }) });
    const known = new Set<string>(environmentNames);
    for (const { Properties } of ofType(prod.resources, "AWS::Lambda::Function")) {
      const { Variables } = told.parse(Properties).Environment;
      expect(Object.keys(Variables).filter((name) => !known.has(name))).toEqual([]);
      expect(Variables["STAGE"]).toBe("prod");
    }
  });

  it("reserve no concurrency: a fresh account has ten", () => {
    expect(JSON.stringify(prod.resources)).not.toContain("ReservedConcurrentExecutions");
  });

  it("need no function of CDK's own", () => {
    expect(
      prod.resources.filter(
        ({ Type }) => Type.startsWith("Custom::") || Type === "AWS::CloudFormation::CustomResource",
      ),
    ).toEqual([]);
  });

  it("name nothing that CloudFormation could name: what is kept must not stand in the next deploy's way", () => {
    const named = prod.resources.flatMap(({ id, Type, Properties }) =>
      Object.entries(Properties)
        .filter(
          ([key, value]) =>
            typeof value === "string" &&
            /^(Name|\w+Name)$/.test(key) &&
            !/^(StageName|MetricName|IndexName)$/.test(key),
        )
        .map(([key]) => `${Type}.${key} of ${id}`),
    );
    // The bus must be named, and CDK makes its name from the stack's; an API's name identifies nothing; a policy's is its role's;
    // a domain is one, and so is a role of the staff.
    expect(
      named.filter(
        (name) =>
          !/^AWS::(Cognito::UserPoolGroup|Events::EventBus|ApiGatewayV2::(Api|DomainName)|IAM::Policy)\./.test(name),
      ),
    ).toEqual([]);
  });
});
