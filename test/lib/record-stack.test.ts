import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { staffRoles } from "#lib/staff-roles";
import { anything, grantsOf, holds, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const { record, stage } = synthesized("dev");
const table = "AWS::DynamoDB::GlobalTable";
const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  { AttributeName: range, KeyType: "RANGE" },
];

describe("the two tables", () => {
  it("Records has its three indexes, expires rows by ttl, and has no stream: no personal data enters one", () => {
    holds(() =>
      record.hasResourceProperties(table, {
        KeySchema: keys("pk", "sk"),
        BillingMode: "PAY_PER_REQUEST",
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
        GlobalSecondaryIndexes: [
          {
            IndexName: "list",
            KeySchema: keys("lpk", "lsk"),
            Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["b"] },
          },
          { IndexName: "person", KeySchema: keys("ppk", "psk"), Projection: { ProjectionType: "KEYS_ONLY" } },
          { IndexName: "due", KeySchema: keys("dpk", "dsk"), Projection: { ProjectionType: "KEYS_ONLY" } },
        ],
        StreamSpecification: Match.absent(),
      }),
    );
    expect(ofType(resourcesOf(record), table)).toHaveLength(2);
  });

  it("Ledger streams what is put, and nothing in it expires", () => {
    holds(() =>
      record.hasResourceProperties(table, {
        KeySchema: keys("pk", "sk"),
        StreamSpecification: { StreamViewType: "NEW_IMAGE" },
        TimeToLiveSpecification: Match.absent(),
        GlobalSecondaryIndexes: Match.absent(),
      }),
    );
  });

  it("both can be taken back to any second, and outlive their stack", () => {
    holds(() =>
      record.allResources(table, {
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          Replicas: [
            {
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
              DeletionProtectionEnabled: false,
            },
          ],
        },
      }),
    );
  });

  it("in prod neither they nor the stacks can be deleted", () => {
    const prod = synthesized("prod");
    holds(() => prod.record.allResourcesProperties(table, { Replicas: [{ DeletionProtectionEnabled: true }] }));
    const { record: first, workflow, frontDoor } = prod.stage;
    expect([first, workflow, frontDoor].map((stack) => stack.terminationProtection)).toEqual([true, true, true]);
  });
});

describe("the documents bucket", () => {
  it("is closed to the public, encrypted, versioned and kept", () => {
    holds(() =>
      record.hasResource("AWS::S3::Bucket", {
        DeletionPolicy: "Retain",
        Properties: {
          BucketEncryption: Match.anyValue(),
          VersioningConfiguration: { Status: "Enabled" },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        },
      }),
    );
  });

  it("refuses what is not encrypted on its way", () => {
    holds(() =>
      record.hasResourceProperties("AWS::S3::BucketPolicy", {
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: "Deny",
              Action: "s3:*",
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            }),
          ]),
        },
      }),
    );
  });

  it("forgets imported files after a week, in every version", () => {
    holds(() =>
      record.hasResourceProperties("AWS::S3::Bucket", {
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            {
              Prefix: "imports/",
              ExpirationInDays: 7,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
              Status: "Enabled",
            },
          ]),
        },
      }),
    );
  });
});

describe("the bucket of the ledger's export", () => {
  const locked = (DefaultRetention: object) => ({
    DeletionPolicy: "Retain",
    UpdateReplacePolicy: "Retain",
    Properties: {
      BucketEncryption: Match.anyValue(),
      VersioningConfiguration: { Status: "Enabled" },
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention } },
      LifecycleConfiguration: Match.absent(),
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
  });

  it("in prod locks each object for five years, which nobody can shorten", () => {
    holds(() => synthesized("prod").record.hasResource("AWS::S3::Bucket", locked({ Mode: "COMPLIANCE", Days: 1830 })));
  });

  it("in dev and test locks each for a day, which an administrator can lift: these stages come and go", () => {
    for (const { record } of [synthesized("dev"), synthesized("test")])
      holds(() => record.hasResource("AWS::S3::Bucket", locked({ Mode: "GOVERNANCE", Days: 1 })));
  });

  it("refuses everybody what would take anything away, and what is not encrypted on its way", () => {
    holds(() =>
      record.hasResourceProperties("AWS::S3::BucketPolicy", {
        Bucket: { Ref: Match.stringLikeRegexp("^LockedExports") },
        PolicyDocument: {
          Statement: [
            Match.objectLike({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
            Match.objectLike({
              Effect: "Deny",
              Principal: { AWS: "*" },
              Action: [
                "s3:BypassGovernanceRetention",
                "s3:DeleteObject",
                "s3:DeleteObjectVersion",
                "s3:PutObjectLegalHold",
                "s3:PutObjectRetention",
              ],
            }),
          ],
        },
      }),
    );
  });
});

describe("going on from restored tables", () => {
  const restore = {
    recordsTable: "records-restored",
    ledgerTable: "ledger-restored",
    ledgerStreamArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger-restored/stream/2022-02-07T09:12:00.000",
    epoch: "2022-02-07T09:00:00Z",
  };
  const switched = synthesized("dev", { restore });
  const before = synthesized("dev");
  const exportsOf = (template: typeof record) =>
    Object.keys(template.findOutputs("*", { Export: {} }))
      .filter((name) => /Records|Ledger/.test(name))
      .sort();

  it("keeps the stage's own tables as they are, and takes away no export that another stack still imports", () => {
    expect(switched.record.findResources("AWS::DynamoDB::GlobalTable")).toEqual(
      before.record.findResources("AWS::DynamoDB::GlobalTable"),
    );
    expect(exportsOf(switched.record)).toEqual(exportsOf(before.record));
    expect(exportsOf(before.record).length).toBeGreaterThanOrEqual(5);
  });

  it("every function works on the new ones, and none on the old", () => {
    const functions = ofType(switched.resources, "AWS::Lambda::Function").map(({ Properties }) =>
      JSON.stringify(Properties),
    );
    expect(functions.some((text) => text.includes('"RECORDS_TABLE":"records-restored"'))).toBe(true);
    const own = /"(RECORDS|LEDGER)_TABLE":(?!"\w+-restored")/;
    expect(functions.filter((text) => own.test(text))).toEqual([]);
    const granted = grantsOf(switched.resources).filter(({ action }) => action.startsWith("dynamodb:"));
    expect(granted.filter(({ resource }) => !/(records|ledger)-restored/.test(resource))).toEqual([]);
  });

  it("the relay reads the new ledger's stream; whoever may begin or send a mail knows since when", () => {
    const [mapping] = ofType(switched.resources, "AWS::Lambda::EventSourceMapping").filter(
      ({ Properties }) => Properties["StartingPosition"] !== undefined,
    );
    expect(mapping?.Properties["EventSourceArn"]).toBe(restore.ledgerStreamArn);
    const knowing = ofType(switched.resources, "AWS::Lambda::Function")
      .filter(({ Properties }) => JSON.stringify(Properties).includes(`"RESTORE_EPOCH":"${restore.epoch}"`))
      .map(({ id }) => id.replace(/Function\w{8}$/, ""));
    expect(knowing.sort()).toEqual([
      "invitationfacts",
      "invitationpages",
      "mailcommands",
      "maillanes",
      "mailmoments",
      "registrationfacts",
      "remindermoments",
      "reminderpages",
      "reportpages",
    ]);
    const others = ofType(before.resources, "AWS::Lambda::Function").map((one) => JSON.stringify(one));
    expect(others.filter((text) => text.includes("RESTORE_EPOCH"))).toEqual([]);
  });
});

describe("the link secret", () => {
  it("is made by CloudFormation, as keys by name, and kept", () => {
    holds(() =>
      record.hasResource("AWS::SecretsManager::Secret", {
        DeletionPolicy: "Retain",
        Properties: {
          GenerateSecretString: {
            SecretStringTemplate: '{"current":"k1"}',
            GenerateStringKey: "k1",
            PasswordLength: 64,
          },
        },
      }),
    );
  });
});

describe("the staff's accounts", () => {
  it("are made by staff only, by address, with a second factor and a long password, and kept", () => {
    holds(() =>
      record.hasResource("AWS::Cognito::UserPool", {
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
          UsernameAttributes: ["email"],
          MfaConfiguration: "ON",
          EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
          Policies: { PasswordPolicy: { MinimumLength: 14, RequireSymbols: true, RequireNumbers: true } },
          UserPoolTier: "LITE",
          DeletionProtection: "INACTIVE",
        },
      }),
    );
    holds(() =>
      synthesized("prod").record.hasResourceProperties("AWS::Cognito::UserPool", { DeletionProtection: "ACTIVE" }),
    );
  });
  it("have a role each: one kept group a role", () => {
    const groups = ofType(resourcesOf(record), "AWS::Cognito::UserPoolGroup");
    expect(groups.map(({ Properties, DeletionPolicy }) => [Properties["GroupName"], DeletionPolicy])).toEqual(
      Object.keys(staffRoles).map((role) => [role, "Retain"]),
    );
  });
});

describe("the empty API", () => {
  it("has a stage with throttling and no routes", () => {
    holds(() =>
      record.hasResourceProperties("AWS::ApiGatewayV2::Stage", {
        StageName: "$default",
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 },
      }),
    );
    holds(() => record.resourceCountIs("AWS::ApiGatewayV2::Route", 0));
  });

  it("logs no path, no query and no referrer: they hold the links", () => {
    const [log] = ofType(resourcesOf(record), "AWS::ApiGatewayV2::Stage");
    const { Format } = anything.parse(log?.Properties["AccessLogSettings"]);
    expect(JSON.parse(String(Format))).toEqual({
      requestId: "$context.requestId",
      routeKey: "$context.routeKey",
      status: "$context.status",
      responseLatency: "$context.responseLatency",
    });
  });

  it("its address is known to everybody", () => {
    holds(() => record.hasOutput("SiteUrl", { Value: { "Fn::GetAtt": [Match.anyValue(), "ApiEndpoint"] } }));
    expect(stage.record.siteUrl).toBeDefined();
  });

  it("keeps its address whatever else is deployed: what is kept has the ids of the first deploy", () => {
    const kept = [
      "AWS::ApiGatewayV2::Api",
      table,
      "AWS::S3::Bucket",
      "AWS::SecretsManager::Secret",
      "AWS::Cognito::UserPool",
    ];
    const ids = (changes: { readonly [key: string]: unknown }) =>
      resourcesOf(synthesized("dev", changes).record).flatMap(({ id, Type }) => (kept.includes(Type) ? [id] : []));
    expect(ids({})).toEqual([
      "Records091F6ECA",
      "LedgerB7379752",
      "Documents7E5B2978",
      "LockedExports4DB0E024",
      "LinkSecret6774D112",
      "Staff35CBA1CE",
      "SiteE53D7754",
    ]);
    expect(ids({ secretariat: { en: "S", fr: "S", ar: "S" }, timeZone: "UTC", trustedSources: [] })).toEqual(ids({}));
  });

  it("with a domain, only that one answers", () => {
    const certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/4f0c";
    const own = synthesized("dev", { site: { domain: "meet.example.org", certificate } });
    holds(() => own.record.hasResourceProperties("AWS::ApiGatewayV2::Api", { DisableExecuteApiEndpoint: true }));
    holds(() => own.record.hasResourceProperties("AWS::ApiGatewayV2::DomainName", { DomainName: "meet.example.org" }));
    holds(() => own.record.resourceCountIs("AWS::ApiGatewayV2::ApiMapping", 1));
    holds(() => own.record.hasOutput("SiteUrl", { Value: "https://meet.example.org" }));
    holds(() =>
      own.record.hasOutput("SiteDns", {
        Value: {
          "Fn::Join": [
            "",
            [{ Ref: Match.anyValue() }, " CNAME ", { "Fn::GetAtt": [Match.anyValue(), "RegionalDomainName"] }],
          ],
        },
      }),
    );
    holds(() =>
      own.frontDoor.hasResourceProperties("AWS::Lambda::Function", {
        Environment: { Variables: Match.objectLike({ SITE_URL: "https://meet.example.org" }) },
      }),
    );
  });
});
