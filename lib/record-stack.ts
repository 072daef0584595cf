import { type App, CfnOutput, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { DomainName, HttpApi, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import type { UserPool } from "aws-cdk-lib/aws-cognito";
import {
  AttributeType,
  Billing,
  type ITableV2,
  ProjectionType,
  StreamViewType,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { AnyPrincipal, Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { StageConfig } from "#lib/config";
import { alarmTopic } from "#lib/constructs/alarm";
import { logGroup } from "#lib/constructs/log-group";
import { acknowledge } from "#lib/constructs/nag";
import { stackProps } from "#lib/constructs/stack-props";
import { staffPool } from "#lib/constructs/staff";

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** How long an export is locked in a protected stage: longer than auditors look back. It may be raised, never lowered. */
const LOCKED = Duration.days(5 * 366);

const keptBucket = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  enforceSSL: true,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** What the relay could not hand on within the stream's day lies under this prefix, which Lambda chooses. */
export const RELAY_FAILURES = "aws/lambda/";

/**
 * What must outlive every deploy: tables, documents, the links' secret, the staff, and the API's address. Nothing here may ever need
 * replacement: keys, indexes and the stream's view are final from the first deploy.
 */
export class RecordStack extends Stack {
  /** The tables that the stage works on: its own, or those that it goes on from after a restore. */
  readonly records: ITableV2;
  readonly ledger: ITableV2;
  readonly ledgerStreamArn: string;
  readonly documents: Bucket;
  /** What was written into the ledger, under lock. */
  readonly exports: Bucket;
  readonly linkSecret: Secret;
  readonly staff: UserPool;
  /** Without routes: those come with the front door. */
  readonly api: HttpApi;
  readonly siteUrl: string;
  readonly alarmTopic: Topic | undefined;

  constructor(app: App, config: StageConfig) {
    super(
      app,
      `convoke-${config.name}-record`,
      stackProps(config, "State, ledger, documents, staff and the API's address."),
    );
    this.alarmTopic = alarmTopic(this, config);
    const own = { records: this.#recordsTable(config), ledger: this.#ledgerTable(config) };
    const { records, ledger, streamArn } = this.#workedOn(own, config);
    this.records = records;
    this.ledger = ledger;
    this.ledgerStreamArn = streamArn;
    this.documents = this.#documentsBucket(config);
    this.exports = this.#exportsBucket(config);
    this.linkSecret = this.#linkSecret();
    this.staff = staffPool(this, config);
    this.api = this.#emptyApi(config);
    this.siteUrl = config.site === undefined ? this.api.apiEndpoint : `https://${config.site.domain}`;

    new CfnOutput(this, "SiteUrl", { value: this.siteUrl });
    new CfnOutput(this, "GatewayUrl", { value: `${this.siteUrl}/commands` });
    new CfnOutput(this, "RecordsTable", { value: this.records.tableName });
    new CfnOutput(this, "LedgerTable", { value: this.ledger.tableName });
    new CfnOutput(this, "DocumentsBucket", { value: this.documents.bucketName });
    new CfnOutput(this, "ExportsBucket", { value: this.exports.bucketName });
    new CfnOutput(this, "StaffPool", { value: this.staff.userPoolId });
    if (this.alarmTopic) new CfnOutput(this, "AlarmTopicArn", { value: this.alarmTopic.topicArn });
    new CfnOutput(this, "LinkSecretArn", { value: this.linkSecret.secretArn });
  }

  /** The stage's own tables stay in the stack, whichever it works on, and so do their exports: no switch ever takes away what another stack still imports. */
  #workedOn(own: { readonly records: TableV2; readonly ledger: TableV2 }, { restore }: StageConfig) {
    const { tableStreamArn: streamArn } = own.ledger;
    if (streamArn === undefined) throw new Error("The ledger has no stream, and without it no fact leaves.");
    const { records, ledger } = own;
    for (const value of [records.tableName, records.tableArn, ledger.tableName, ledger.tableArn, streamArn])
      this.exportValue(value);
    if (!restore) return { records, ledger, streamArn };
    return {
      records: TableV2.fromTableName(this, "RestoredRecords", restore.recordsTable),
      ledger: TableV2.fromTableName(this, "RestoredLedger", restore.ledgerTable),
      streamArn: restore.ledgerStreamArn,
    };
  }

  /** State. The three indexes serve every list there will be: CloudFormation changes one index a deploy, and a projection never. */
  #recordsTable(config: StageConfig): TableV2 {
    return new TableV2(this, "Records", {
      ...keptTable(config),
      timeToLiveAttribute: "ttl",
      globalSecondaryIndexes: [
        {
          indexName: "list",
          partitionKey: text("lpk"),
          sortKey: text("lsk"),
          projectionType: ProjectionType.INCLUDE,
          nonKeyAttributes: ["b"],
        },
        {
          indexName: "person",
          partitionKey: text("ppk"),
          sortKey: text("psk"),
          projectionType: ProjectionType.KEYS_ONLY,
        },
        { indexName: "due", partitionKey: text("dpk"), sortKey: text("dsk"), projectionType: ProjectionType.KEYS_ONLY },
      ],
    });
  }

  /** Facts, append-only, ids only. Its stream is the relay's only source. */
  #ledgerTable(config: StageConfig): TableV2 {
    return new TableV2(this, "Ledger", { ...keptTable(config), dynamoStream: StreamViewType.NEW_IMAGE });
  }

  #documentsBucket({ retention }: StageConfig): Bucket {
    const bucket = new Bucket(this, "Documents", {
      ...keptBucket,
      lifecycleRules: [
        // Files handed in hold names and addresses; what they said lives on in the rows.
        {
          prefix: "imports/",
          expiration: Duration.days(retention.imports),
          noncurrentVersionExpiration: Duration.days(1),
        },
        {
          prefix: RELAY_FAILURES,
          expiration: Duration.days(retention.relayFailures),
          noncurrentVersionExpiration: Duration.days(1),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    acknowledge(bucket, "no-access-log-of-a-bucket");
    return bucket;
  }

  /**
   * The ledger's export. In compliance mode nobody can shorten the lock, not the account's root user: whoever may change the
   * ledger can then not change what tells of it. Stages that are not protected lock for a day, in the mode that an
   * administrator can lift: they come and go. The lock holds ids only, never personal data.
   */
  #exportsBucket(config: StageConfig): Bucket {
    const bucket = new Bucket(this, "LockedExports", {
      ...keptBucket,
      objectLockEnabled: true,
      objectLockDefaultRetention: config.protected
        ? ObjectLockRetention.compliance(LOCKED)
        : ObjectLockRetention.governance(Duration.days(1)),
    });
    // Without a version a delete only hides; this refuses it too, to everybody, as long as this policy stands.
    bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          "s3:DeleteObject",
          "s3:DeleteObjectVersion",
          "s3:BypassGovernanceRetention",
          "s3:PutObjectRetention",
          "s3:PutObjectLegalHold",
        ],
        resources: [bucket.arnForObjects("*")],
      }),
    );
    acknowledge(bucket, "no-access-log-of-a-bucket");
    return bucket;
  }

  /** JSON of keys by name, of which `current` makes new links. */
  #linkSecret(): Secret {
    const secret = new Secret(this, "LinkSecret", {
      description: "Keys of the links in mails. Turn them with the command line, never here.",
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: "k1" }),
        generateStringKey: "k1",
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(secret, "a-secret-that-a-person-turns");
    return secret;
  }

  #emptyApi(config: StageConfig): HttpApi {
    const api = new HttpApi(this, "Site", {
      createDefaultStage: false,
      disableExecuteApiEndpoint: config.site !== undefined,
    });
    const domain =
      config.site &&
      new DomainName(this, "Domain", {
        domainName: config.site.domain,
        certificate: Certificate.fromCertificateArn(this, "Certificate", config.site.certificate),
      });
    if (domain) new CfnOutput(this, "SiteDns", { value: `${domain.name} CNAME ${domain.regionalDomainName}` });
    new HttpStage(this, "SiteStage", {
      httpApi: api,
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      ...(domain && { domainMapping: { domainName: domain } }),
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup(this, "AccessLog", config)),
        // Never path, query or referrer: they hold the links.
        format: AccessLogFormat.custom(
          JSON.stringify({
            requestId: "$context.requestId",
            routeKey: "$context.routeKey",
            status: "$context.status",
            responseLatency: "$context.responseLatency",
          }),
        ),
      },
    });
    return api;
  }
}

function keptTable(config: StageConfig) {
  return {
    partitionKey: text("pk"),
    sortKey: text("sk"),
    billing: Billing.onDemand(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: config.protected,
    removalPolicy: RemovalPolicy.RETAIN,
  };
}
