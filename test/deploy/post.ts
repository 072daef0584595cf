import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { request } from "node:https";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import * as z from "zod";
import { sesEvent } from "#lib/local/engines/ses-events";
import { splitMessage } from "#lib/local/mime";
import { SES_SOURCE } from "./cannot.ts";
import { ACCOUNT, type MiniStack, REGION, ROOT_USER } from "./ministack.ts";

const sendEmail = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({ Raw: z.object({ Data: z.string() }) }),
  ConfigurationSetName: z.string(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })),
});
const taken = z.object({ MessageId: z.string() });
const captured = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.looseObject({ MessageId: z.string(), To: z.array(z.string()), Subject: z.string(), BodyText: z.string() }),
    ),
  ),
});

/** A mail that SES took, as the function handed it over. */
export interface Handed {
  readonly id: string;
  readonly at: number;
  readonly sender: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string;
}

/** What MiniStack's input transformers read in place of the first of a list (cannot.ts). */
function withPlaces(detail: unknown): unknown {
  return JSON.parse(JSON.stringify(detail), (key, value: Record<string, string[]>) =>
    key === "tags" ? { ...value, "mail[0]": value["mail"]?.[0], "att[0]": value["att"]?.[0] } : value,
  );
}

/**
 * The wire between the functions and MiniStack's SES: what goes over it is handed on as it came, and what SES took is kept
 * whole. The functions find it by AWS_ENDPOINT_URL_SESV2.
 */
export class Post {
  readonly mailbox: Handed[] = [];
  readonly endpoint: string;
  readonly #server: Server;
  #told = 0;
  #along: Promise<void> | undefined;
  #at: MiniStack | undefined;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.endpoint = `http://127.0.0.1:${port}`;
  }

  static async open(): Promise<Post> {
    const server = createServer();
    const port = await new Promise<number>((resolve) =>
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      }),
    );
    const post = new Post(server, port);
    server.on("request", (asked, answer) => {
      const chunks: Buffer[] = [];
      asked.on("data", (chunk: Buffer) => chunks.push(chunk));
      asked.on("end", () => {
        const body = Buffer.concat(chunks);
        post.#handOn(asked.method ?? "", asked.url ?? "", asked.headers, body).then(
          ({ status, text }) => answer.writeHead(status, { "content-type": "application/json" }).end(text),
          () => answer.destroy(),
        );
      });
    });
    return post;
  }

  /** From now on it hands on to this one. */
  leadTo(at: MiniStack): void {
    this.#at = at;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** The mails that MiniStack's own SES says it took. */
  async capturedBySes() {
    const { messages } = captured.parse(
      await (await fetch(`${this.#place().endpoint}/_ministack/ses/messages`)).json(),
    );
    return messages[ACCOUNT] ?? [];
  }

  /** Says on the default bus, as SES does, that every mail which it has not told of yet was sent and delivered. */
  async tellDelivered(): Promise<void> {
    const events = new EventBridgeClient({
      region: REGION,
      endpoint: this.#place().endpoint,
      credentials: ROOT_USER,
    });
    const mails = this.mailbox.slice(this.#told);
    this.#told = this.mailbox.length;
    const entries = mails.flatMap((mail) =>
      (["Send", "Delivery"] as const).map((type) => {
        const { detailType, resources, detail } = sesEvent(
          type,
          {
            ...mail,
            identityArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/${mail.sender.split("@").at(-1)}`,
            recipients: mail.to,
            headers: splitMessage(mail.raw)?.headers ?? [],
            caller: "mail-lanes",
            operation: "SendEmail",
          },
          mail.to,
          { region: REGION, account: ACCOUNT },
          mail.at,
        );
        return {
          Source: SES_SOURCE,
          DetailType: detailType,
          Resources: [...(resources ?? [])],
          Detail: JSON.stringify(withPlaces(detail)),
        };
      }),
    );
    for (let from = 0; from < entries.length; from += 10) {
      const { FailedEntryCount } = await events.send(new PutEventsCommand({ Entries: entries.slice(from, from + 10) }));
      if (FailedEntryCount !== 0) throw new Error(`The default bus refused ${FailedEntryCount} events of SES.`);
    }
  }

  /** From now on every mail's events follow at once, as SES's own do. */
  tellAlong(): void {
    this.#along ??= this.tellDelivered();
  }

  /** Until every event that is due by now is told; rejects with what kept one back. */
  async told(): Promise<void> {
    await this.#along;
  }

  #place(): MiniStack {
    if (!this.#at) throw new Error("The post leads nowhere yet.");
    return this.#at;
  }

  async #handOn(method: string, path: string, headers: IncomingHttpHeaders, body: Buffer) {
    const { endpoint, certificate } = this.#place();
    const answer = await new Promise<{ status: number; text: string }>((resolve, reject) => {
      const out = request(new URL(path, endpoint), { method, headers, ca: readFileSync(certificate) }, (incoming) => {
        incoming.setEncoding("utf-8");
        let text = "";
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
        incoming.on("error", reject);
      });
      out.on("error", reject);
      out.end(body);
    });
    if (answer.status === 200 && path === "/v2/email/outbound-emails") this.#keep(body, answer.text);
    return answer;
  }

  #keep(body: Buffer, answer: string): void {
    const mail = sendEmail.parse(JSON.parse(body.toString("utf-8")));
    this.mailbox.push({
      id: taken.parse(JSON.parse(answer)).MessageId,
      at: Date.now(),
      sender: mail.FromEmailAddress,
      to: mail.Destination.ToAddresses,
      raw: Buffer.from(mail.Content.Raw.Data, "base64").toString("utf-8"),
      tags: Object.fromEntries(mail.EmailTags.map(({ Name, Value }) => [Name, Value])),
      configurationSet: mail.ConfigurationSetName,
    });
    if (this.#along !== undefined) this.#along = this.#along.then(() => this.tellDelivered());
  }
}
