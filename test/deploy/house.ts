import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { type Letter, letters } from "#bin/demo/mailbox";
import { Timeline } from "#bin/demo/timeline";
import { type Credentials, colleague } from "./aws.ts";
import { cdk, type Said } from "./cdk.ts";
import { type MiniStack, ROOT_USER, startMiniStack } from "./ministack.ts";
import { Post } from "./post.ts";
import { until } from "./until.ts";

const root = dirname(dirname(import.meta.dirname));
const convoke = ["--disable-warning=ExperimentalWarning", "--import", "./bin/guard.mjs", "bin/convoke.ts"];
const answer = z.looseObject({ accepted: z.boolean(), code: z.string().optional(), sentence: z.string().optional() });
type Who = "amina" | "bilal" | "chen" | "timer" | "ops";

/** What the secretariat's people and machines may do on AWS, as RUNBOOK says they need. */
const MAY: Readonly<Record<Exclude<Who, "ops">, readonly string[]>> = {
  amina: ["cloudformation:DescribeStacks", "execute-api:Invoke"],
  bilal: ["cloudformation:DescribeStacks", "execute-api:Invoke"],
  chen: [
    "execute-api:Invoke",
    ...[
      "ListUsers",
      "ListUsersInGroup",
      "AdminCreateUser",
      "AdminListGroupsForUser",
      "AdminAddUserToGroup",
      "AdminDeleteUser",
    ].map((act) => `cognito-idp:${act}`),
  ],
  timer: ["cloudformation:DescribeStacks", "events:PutEvents"],
};

/** MiniStack, the post on its way out, the people, and the story as it is told. */
export class House {
  readonly aws: MiniStack;
  readonly post: Post;
  readonly timeline = new Timeline(false);
  readonly outputsFile: string;
  #people: Readonly<Record<Who, Credentials>> | undefined;

  private constructor(aws: MiniStack, post: Post) {
    this.aws = aws;
    this.post = post;
    this.outputsFile = join(aws.folder, "outputs.json");
  }

  static async open(): Promise<House> {
    const post = await Post.open();
    const aws = await startMiniStack({ AWS_ENDPOINT_URL_SESV2: post.endpoint });
    post.leadTo(aws);
    return new House(aws, post);
  }

  async close(): Promise<void> {
    this.post.close();
    await this.aws.stop();
  }

  say(text: string): void {
    this.timeline.at(Date.now(), text);
  }

  /** `npx cdk …` with this AWS, in the project or in a copy of it; `assembly` stands in for the app where it was synthesized before. */
  cdk(args: readonly string[], { folder, assembly }: { folder?: string; assembly?: string } = {}): Promise<Said> {
    const app = assembly ?? "npx node --import ./bin/guard.mjs test/deploy/app.ts";
    return cdk(args, { ...this.aws.environment, CDK_APP: app }, folder);
  }

  async peopleCome(): Promise<void> {
    const [amina, bilal, chen, timer] = await Promise.all(
      (["amina", "bilal", "chen", "timer"] as const).map((name) => colleague(this.aws, name, MAY[name])),
    );
    if (!amina || !bilal || !chen || !timer) throw new Error("Nobody came.");
    this.#people = { amina, bilal, chen, timer, ops: ROOT_USER };
  }

  /** The command line at the deployed stage, as one of them: what it answered, a refusal too. */
  async asked(who: Who, args: readonly string[], stage = "dev"): Promise<z.infer<typeof answer>> {
    const said = await this.typed(who, [...args, "--json"], stage);
    const line = said.text.trim().split("\n").at(-1) ?? "";
    try {
      return answer.parse(JSON.parse(line));
    } catch {
      throw new Error(`convoke ${args.join(" ")} ended with ${said.code}: ${said.text}`);
    }
  }

  /** As `asked`, and it has to be accepted. */
  async done(who: Who, ...args: readonly string[]) {
    const said = await this.asked(who, args);
    if (!said.accepted) throw new Error(`convoke ${args.join(" ")} was refused: ${said.sentence}`);
    return said;
  }

  typed(who: Who, args: readonly string[], stage: string): Promise<Said> {
    return this.typedAs(who, ["--stage", stage, ...args]);
  }

  /** The command line as somebody types it, stage and all. */
  typedAs(who: Who, args: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Said> {
    const keys = this.#people?.[who] ?? ROOT_USER;
    const child = spawn(process.execPath, [...convoke, ...args], {
      cwd: root,
      env: {
        ...this.aws.environment,
        ...more,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf-8").on("data", (chunk: string) => {
        text += chunk;
      });
    return new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, text }));
    });
  }

  /** A file to hand in. Gives back its path. */
  file(name: string, content: string | object): string {
    const path = join(this.aws.folder, "files", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    return path;
  }

  async letters(kind: string): Promise<Letter[]> {
    return (await letters(this.post)).filter((letter) => letter.kind === kind);
  }

  /** Waits until so many mails of a kind are with SES, and tells them. */
  async lettersCome(kind: string, count: number, seconds?: number): Promise<Letter[]> {
    const come = await until(
      `${count} mails of the kind ${kind}`,
      async () => {
        const found = await this.letters(kind);
        return found.length >= count ? found : undefined;
      },
      seconds,
    );
    for (const { to, subject } of come.slice(0, 12)) this.say(`  ${kind} to ${to}: ${subject}`);
    return come;
  }
}
