import { type App, CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { apiAddresses } from "#events/api/v1";
import { alarm } from "#lib/constructs/alarm";
import type { Ground } from "#lib/constructs/ground";
import { stackProps } from "#lib/constructs/stack-props";
import { asks, files, ledger, links, records, secretariat, site, told } from "#lib/constructs/uses";
import { WebPages } from "#lib/constructs/web-pages";
import type { RecordStack } from "#lib/record-stack";
import type { CommandFunctions, WorkflowStack } from "#lib/workflow-stack";
import type { StageConfig } from "./config.ts";

/** Routes, and the pages behind them. */
export class FrontDoorStack extends Stack implements Ground {
  readonly config: StageConfig;
  readonly bundles: string;
  readonly record: RecordStack;

  constructor(app: App, { config, bundles, record, commands }: WorkflowStack) {
    super(app, `convoke-${config.name}-front-door`, stackProps(config, "Routes, and the pages behind them."));
    this.config = config;
    this.bundles = bundles;
    this.record = record;
    this.#publicPages();
    this.#answerPages(commands);
    this.#gateway(commands);
    this.#api();
    new CfnOutput(this, "FirstCommand", { value: `npx convoke init --stage ${config.name}` });
    new CfnOutput(this, "BoardCommand", { value: `npx convoke board <meeting> --stage ${config.name}` });
    // A page that fails answers with a sentence of its own, which is no error of the function: only the API sees it.
    alarm(this, "ServerErrors", this, {
      metric: record.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: 1,
      impact:
        "people who open a link in a mail, the public page or the command line are told that something went wrong",
      what: "The API answered with 5xx within the last five minutes. The access log has the route, the function's log the request.",
      page: "server-errors",
    });
  }

  #publicPages(): void {
    const shown = ["GET", "HEAD"] as const;
    new WebPages(this, "site-public", {
      access: "public",
      addresses: [
        { path: "/", methods: shown },
        { path: "/feed.atom", methods: shown },
        { path: "/documents/{document}", methods: shown },
        { path: "/documents/{document}/revisions/{revision}", methods: shown },
        { path: "/d/{token}/{document}", methods: shown },
        { path: "/d/{token}/{document}/revisions/{revision}", methods: shown },
      ],
      impact: "nobody can read what the meeting concluded",
      uses: [
        records(this, "get", "many", "query", "list"),
        files(this, { documents: ["get"] }, "always-there"),
        links(this),
        secretariat(this),
        told(this, "DIALOGUE", "DIALOGUE_NAME", "TIME_ZONE"),
      ],
    });
  }

  #answerPages({ answers }: CommandFunctions): void {
    const answered = ["GET", "HEAD", "POST"] as const;
    new WebPages(this, "site-answer", {
      access: "public",
      addresses: [
        { path: "/r/{token}", methods: answered },
        { path: "/u/{token}", methods: answered },
      ],
      impact: "invitees who open their link cannot answer",
      uses: [
        records(this, "get", "many", "query"),
        links(this),
        secretariat(this),
        asks("INVITATION_ANSWERS", answers),
      ],
    });
  }

  #gateway({ dialogue, meeting, invitation, answers, registration, report, mail }: CommandFunctions): void {
    new WebPages(this, "console-gateway", {
      access: "signed",
      addresses: [
        { path: "/commands", methods: ["POST"] },
        { path: "/files", methods: ["POST"] },
        { path: "/queries", methods: ["POST"] },
      ],
      timeout: 29,
      impact: "the secretariat can neither give a command nor see who has answered",
      uses: [
        records(this, "get", "many", "query", "list"),
        ledger(this, "read"),
        files(this, { imports: ["put"], documents: ["get"] }, "always-there"),
        site(this),
        secretariat(this),
        told(this, "DIALOGUE", "DIALOGUE_NAME", "TIME_ZONE", "MAIL_FROM", "ALLOW_LIST"),
        asks("DIALOGUE_COMMANDS", dialogue),
        asks("MEETING_COMMANDS", meeting),
        asks("INVITATION_COMMANDS", invitation),
        asks("INVITATION_ANSWERS", answers),
        asks("REGISTRATION_COMMANDS", registration),
        asks("REPORT_COMMANDS", report),
        asks("MAIL_COMMANDS", mail),
      ],
    });
  }

  #api(): void {
    new WebPages(this, "console-api", {
      access: "signed",
      addresses: [...apiAddresses.keys()].map((path) => ({ path, methods: ["GET", "HEAD"] })),
      impact: "other systems cannot read meetings, answers and registrations",
      uses: [records(this, "get", "many", "query", "list"), told(this, "DIALOGUE")],
    });
  }
}
