import { type App, CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Archive, CfnEventBusPolicy, EventBus } from "aws-cdk-lib/aws-events";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { COMMAND_SOURCES, FACT_SOURCE } from "#events/envelope";
import { dashboard } from "#lib/constructs/dashboard";
import type { Flow } from "#lib/constructs/ground";
import { stackProps } from "#lib/constructs/stack-props";
import type { RecordStack } from "#lib/record-stack";
import { unknownCommands } from "#lib/workflow/console";
import { dialogue } from "#lib/workflow/dialogue";
import { invitation } from "#lib/workflow/invitation";
import { mail } from "#lib/workflow/mail";
import { meeting } from "#lib/workflow/meeting";
import { registration } from "#lib/workflow/registration";
import { relay } from "#lib/workflow/relay";
import { reminder } from "#lib/workflow/reminder";
import { report } from "#lib/workflow/report";
import { subscribers } from "#lib/workflow/subscribers";
import type { StageConfig } from "./config.ts";

export interface CommandFunctions {
  readonly dialogue: IFunction;
  readonly meeting: IFunction;
  readonly invitation: IFunction;
  readonly answers: IFunction;
  readonly registration: IFunction;
  readonly report: IFunction;
  readonly mail: IFunction;
}

/** Everything that events set off: bus, rules, queues, schedules, mail, and one file of wiring a noun. */
export class WorkflowStack extends Stack implements Flow {
  readonly config: StageConfig;
  readonly bundles: string;
  readonly record: RecordStack;
  readonly bus: EventBus;
  readonly scheduleGroup: CfnScheduleGroup;
  readonly scheduleRole: Role;
  readonly commands: CommandFunctions;

  constructor(app: App, config: StageConfig, bundles: string, record: RecordStack) {
    super(
      app,
      `convoke-${config.name}-workflow`,
      stackProps(config, "Bus, queues, schedules, mail and what they set off."),
    );
    this.config = config;
    this.bundles = bundles;
    this.record = record;
    this.bus = this.#ownBus();
    this.scheduleGroup = new CfnScheduleGroup(this, "Schedules");
    this.scheduleRole = this.#schedulersRole();

    const post = mail(this);
    const invited = invitation(this);
    this.commands = {
      dialogue: dialogue(this).lambda,
      meeting: meeting(this).lambda,
      invitation: invited.rounds.lambda,
      answers: invited.answers.lambda,
      registration: registration(this).lambda,
      report: report(this).lambda,
      mail: post.commands.lambda,
    };
    reminder(this);
    const relayed = relay(this, post.urgent);
    unknownCommands(this);
    subscribers(this);
    dashboard(this, relayed);

    new CfnOutput(this, "BusName", { value: this.bus.eventBusName });
    new CfnOutput(this, "DeadLettersCommand", { value: `npx convoke dlq --stage ${config.name}` });
    new CfnOutput(this, "ScheduleGroup", { value: this.scheduleGroup.ref });
  }

  /** The archive keeps facts only, and not for long: the ledger has them for ever, and a command replayed is a command given twice. */
  #ownBus(): EventBus {
    const bus = new EventBus(this, "Bus");
    new Archive(this, "Facts", {
      sourceEventBus: bus,
      eventPattern: { source: [FACT_SOURCE] },
      retention: Duration.days(this.config.retention.facts),
    });
    for (const [partner, account] of Object.entries(this.config.partners))
      new CfnEventBusPolicy(this, `Partner-${partner}`, {
        eventBusName: bus.eventBusName,
        statementId: `partner-${partner}`,
        statement: {
          Effect: "Allow",
          Principal: { AWS: `arn:${this.partition}:iam::${account}:root` },
          Action: "events:PutEvents",
          Resource: bus.eventBusArn,
          Condition: { StringEquals: { "events:source": `${COMMAND_SOURCES.partnerPrefix}${partner}` } },
        },
      });
    return bus;
  }

  /** The scheduler takes it on for this group's schedules and no others. */
  #schedulersRole(): Role {
    return new Role(this, "ScheduleRole", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: {
          StringEquals: { "aws:SourceAccount": this.account },
          ArnEquals: { "aws:SourceArn": this.scheduleGroup.attrArn },
        },
      }),
    });
  }
}
