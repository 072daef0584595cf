import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { anything, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

/** The outputs that a person reads; the others are what one stack takes from another. */
const outputs = (template: Template) =>
  Object.fromEntries(
    Object.entries(template.findOutputs("*")).flatMap(([id, output]) => {
      const { Value, Export } = anything.parse(output);
      return Export === undefined ? [[id, Value]] : [];
    }),
  );
const dev = synthesized("dev");
const prod = synthesized("prod");

describe("what a deploy prints, to paste", () => {
  it("of the record: site, tables, documents and the staff's pool", () => {
    const expected = ["SiteUrl", "RecordsTable", "LedgerTable", "DocumentsBucket", "StaffPool"];
    expect(Object.keys(outputs(dev.record))).toEqual(expect.arrayContaining(expected));
    expect(outputs(dev.record)["StaffPool"]).toEqual({ Ref: "Staff35CBA1CE" });
  });
  it("with an address of one's own: what its name must point at", () => {
    expect(Object.keys(outputs(prod.record))).toContain("SiteDns");
    expect(outputs(prod.record)).toMatchObject({
      SiteUrl: "https://meet.example.org",
      GatewayUrl: "https://meet.example.org/commands",
    });
  });
  it("of the workflow: bus, queues, the three DKIM records and where to look at what was given up on", () => {
    const shown = outputs(dev.workflow);
    const expected = ["BusName", "DkimRecord1", "DkimRecord2", "DkimRecord3", "DeadLettersCommand"];
    expect(Object.keys(shown)).toEqual(expect.arrayContaining(expected));
    expect(shown["DeadLettersCommand"]).toBe("npx convoke dlq --stage dev");
    expect(JSON.stringify(shown["DkimRecord3"])).toMatch(/DkimDNSTokenName3.* CNAME .*DkimDNSTokenValue3/);
  });
  it("a stage that imports its identity leaves the DKIM records to the one that creates it", () => {
    const { mail } = dev.stage.workflow.config;
    const { workflow } = synthesized("dev", { mail: { ...mail, identity: "import" } });
    expect(Object.keys(outputs(workflow)).filter((id) => id.startsWith("Dkim"))).toEqual([]);
  });
  it("of the front door: the first commands, with their stage", () => {
    expect(outputs(prod.frontDoor)).toMatchObject({
      FirstCommand: "npx convoke init --stage prod",
      BoardCommand: "npx convoke board <meeting> --stage prod",
    });
  });
});

describe("what is kept, and for how long", () => {
  it.each(["dev", "test", "prod"])("in %s no table, bucket, secret or account goes with its stack", (name) => {
    const kept = ["DynamoDB::GlobalTable", "S3::Bucket", "SecretsManager::Secret", "Cognito::UserPool"];
    const resources = resourcesOf(synthesized(name).record);
    for (const type of kept) {
      const found = ofType(resources, `AWS::${type}`);
      expect([type, found.length > 0, found.every(({ DeletionPolicy }) => DeletionPolicy === "Retain")]).toEqual([
        type,
        true,
        true,
      ]);
    }
    const tables = ofType(resources, "AWS::DynamoDB::GlobalTable");
    expect(JSON.stringify(tables).match(/"PointInTimeRecoveryEnabled":true/g)).toHaveLength(tables.length);
  });
  it("is what the stage's retention says", () => {
    const retention = { logs: 3, imports: 5, relayFailures: 44, facts: 9 };
    const { record, workflow, resources } = synthesized("dev", { retention });
    const bucket = JSON.stringify(ofType(resourcesOf(record), "AWS::S3::Bucket"));
    expect(bucket).toMatch(/"ExpirationInDays":5,[^{}]*\{[^}]*\},"Prefix":"imports\/"/);
    expect(bucket).toMatch(/"ExpirationInDays":44,[^{}]*\{[^}]*\},"Prefix":"aws\/lambda\/"/);
    const [archive] = ofType(resourcesOf(workflow), "AWS::Events::Archive");
    expect(archive?.Properties["RetentionDays"]).toBe(9);
    const logs = ofType(resources, "AWS::Logs::LogGroup").map(({ Properties }) => Properties["RetentionInDays"]);
    expect([...new Set(logs)]).toEqual([3]);
  });
});
