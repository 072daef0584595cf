import { randomUUID } from "node:crypto";
import type { Clock } from "#lib/local/clock";
import { type Answer, type Call, type Engine, type Need, Refused, refusal, success } from "#lib/local/engine";
import { readJson } from "#lib/local/input";
import { splitMessage } from "#lib/local/mime";
import type { Store } from "#lib/local/store";
import type { Emission } from "./bus.ts";
import { type EventMail, fateOf, type MailEventType, sesEvent } from "./ses-events.ts";
import { describedIdentity } from "./ses-identity.ts";
import { type Mail, Mailbox, type MailFilter, type MailSummary, messageIdOf, type Sent } from "./ses-mailbox.ts";
import { type Outgoing, parseSendEmail } from "./ses-request.ts";
import { type SendQuota, Throttle } from "./ses-throttle.ts";

export type { MailEventType } from "./ses-events.ts";
export type { Mail, MailFilter, MailSummary } from "./ses-mailbox.ts";
export type { SendQuota } from "./ses-throttle.ts";

export interface ConfigurationSetDescription {
  name: string;
  /** Destinations on the default bus; types as in the template ("delivery", "DELIVERY_DELAY"). */
  eventBridge: readonly { types: readonly string[]; enabled: boolean }[];
}

export interface SesOptions {
  region: string;
  account: string;
  /** Domains and addresses, verified as long as the account's standing says so. */
  identities: readonly string[];
  /** By identity, the domain that bounces come back to. */
  mailFrom?: Readonly<Record<string, string>>;
  configurationSets: readonly ConfigurationSetDescription[];
  /** Default: an account out of the sandbox, 50,000 a day, 200 a second. */
  standing?: Partial<Standing>;
  publish: (event: Emission) => void;
  /** Whether a mail to this address is delayed on its way before it arrives. */
  delayed?: (recipient: string) => boolean;
}

/** What an account may do; tests change it to see what happens. */
export interface Standing extends SendQuota {
  sendingEnabled: boolean;
  productionAccess: boolean;
  enforcement: "HEALTHY" | "PROBATION" | "SHUTDOWN";
  /** Whether the records of every identity were seen. */
  verified: boolean;
}

const GOOD_STANDING: Standing = {
  max24HourSend: 50_000,
  maxSendRate: 200,
  sendingEnabled: true,
  productionAccess: true,
  enforcement: "HEALTHY",
  verified: true,
};

/** SES v2: REST-JSON. Captures every mail and tells its fate on the default bus while it answers. */
export class Ses implements Engine {
  readonly service = "ses";
  readonly #clock: Clock;
  readonly #store: Store;
  readonly #options: SesOptions;
  readonly #mailbox: Mailbox;
  readonly #throttle: Throttle;
  /** needs() and handle() see the same call; its mail is parsed once. */
  readonly #parsed = new WeakMap<Call, Outgoing>();
  #standing: Standing;

  constructor(store: Store, clock: Clock, options: SesOptions) {
    this.#clock = clock;
    this.#store = store;
    this.#options = options;
    this.#standing = { ...GOOD_STANDING, ...options.standing };
    this.#mailbox = new Mailbox(store, options.region);
    this.#throttle = new Throttle(this.#mailbox.since(clock.now() - 86_400_000));
  }

  list(filter?: MailFilter): MailSummary[] {
    return this.#mailbox.list(filter);
  }

  get(id: string): Mail | undefined {
    return this.#mailbox.get(id);
  }

  change(standing: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...standing };
  }

  /** A later event of a captured mail: a delayed bounce, a complaint next week. */
  report(id: string, type: MailEventType): void {
    const sent = this.#mailbox.sent(id);
    if (sent === undefined) throw new Error(`No mail ${id} was captured`);
    this.#mailbox.addEvent(id, type);
    this.#publish(type, sent, sent.to);
  }

  needs(call: Call): Need[] {
    if (isGetAccount(call)) return [{ action: "ses:GetAccount", resource: "*", context: {} }];
    const identity = identityAsked(call);
    if (identity !== undefined)
      return [{ action: "ses:GetEmailIdentity", resource: this.#arn(`identity/${identity}`), context: {} }];
    if (!isSendEmail(call)) throw unknown(call);
    const outgoing = this.#parse(call);
    const context = { "ses:FromAddress": outgoing.from };
    const resources = [this.#identityArn(outgoing.from)];
    if (outgoing.configurationSet !== undefined)
      resources.push(this.#arn(`configuration-set/${outgoing.configurationSet}`));
    // For raw content SES checks the permission of its former API, whatever the operation's name says.
    const actions = outgoing.operation === "SendRawEmail" ? ["ses:SendEmail", "ses:SendRawEmail"] : ["ses:SendEmail"];
    return actions.flatMap((action) => resources.map((resource) => ({ action, resource, context })));
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return success("ses", this.#answer(call));
    } catch (error) {
      if (error instanceof Refused) return refusal("ses", error);
      throw error;
    }
  }

  async stop(): Promise<void> {}

  #answer(call: Call): unknown {
    if (isGetAccount(call)) return this.#account();
    const identity = identityAsked(call);
    if (identity !== undefined) return describedIdentity(identity, this.#options, this.#standing.verified);
    if (!isSendEmail(call)) throw unknown(call);
    return { MessageId: this.#send(this.#parse(call), call.principal.name) };
  }

  #parse(call: Call): Outgoing {
    const outgoing = this.#parsed.get(call) ?? parseSendEmail(readJson(call));
    this.#parsed.set(call, outgoing);
    return outgoing;
  }

  #account() {
    const { max24HourSend, maxSendRate, sendingEnabled, productionAccess, enforcement } = this.#standing;
    return {
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: enforcement,
      ProductionAccessEnabled: productionAccess,
      SendingEnabled: sendingEnabled,
      SendQuota: {
        Max24HourSend: max24HourSend,
        MaxSendRate: maxSendRate,
        SentLast24Hours: this.#throttle.sentLastDay(this.#clock.now()),
      },
      SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    };
  }

  #send(outgoing: Outgoing, caller: string): string {
    this.#judge(outgoing);
    const { from, recipients: to, subject, tags, configurationSet, operation, handed } = outgoing;
    const at = this.#clock.now();
    this.#throttle.take(to.length, at, this.#standing);
    const id = `0102${at.toString(16).padStart(12, "0")}-${randomUUID()}-000000`;
    const sent: Sent = { id, at, from, to, subject, tags, configurationSet, caller, operation, handed };
    const fates = to.map((recipient) => ({ recipient, ...this.#fateOf(recipient) }));
    const events = new Set<MailEventType>(["Send", ...fates.flatMap(({ types }) => types)]);
    this.#store.transaction(() => {
      this.#mailbox.keep(sent, [...events]);
      this.#publish("Send", sent, to, outgoing);
      for (const { recipient, types, bounceSubType } of fates) {
        for (const type of types) this.#publish(type, sent, [recipient], outgoing, bounceSubType);
      }
    });
    return id;
  }

  #fateOf(recipient: string) {
    const fate = fateOf(recipient);
    const delayed = fate.types[0] === "Delivery" && this.#options.delayed?.(recipient) === true;
    return delayed ? { ...fate, types: ["DeliveryDelay" as const, ...fate.types] } : fate;
  }

  #judge({ senders, recipients, configurationSet }: Outgoing): void {
    const { sendingEnabled, enforcement, productionAccess } = this.#standing;
    if (enforcement === "SHUTDOWN") throw new Refused("AccountSuspendedException", "The account has been suspended.");
    if (!sendingEnabled) throw new Refused("SendingPausedException", "Email sending is disabled for your account.");
    if (configurationSet !== undefined && this.#configurationSet(configurationSet) === undefined) {
      throw new Refused("NotFoundException", `Configuration set <${configurationSet}> does not exist.`, 404);
    }
    const simulated = (address: string) => address.toLowerCase().endsWith("@simulator.amazonses.com");
    const sandboxed = productionAccess ? [] : recipients.filter((recipient) => !simulated(recipient));
    const failed = [...senders, ...sandboxed].filter((address) => this.#identity(address) === undefined);
    if (failed.length > 0) {
      const where = `The following identities failed the check in region ${this.#options.region.toUpperCase()}: ${failed.join(", ")}`;
      throw new Refused("MessageRejected", `Email address is not verified. ${where}`);
    }
  }

  #publish(
    type: MailEventType,
    sent: Sent,
    recipients: readonly string[],
    outgoing?: Outgoing,
    bounceSubType?: string,
  ): void {
    const set = sent.configurationSet === undefined ? undefined : this.#configurationSet(sent.configurationSet);
    const wanted = set?.eventBridge.some(
      ({ enabled, types }) => enabled && types.some((one) => plain(one) === plain(type)),
    );
    if (set === undefined || wanted !== true) return;
    const { region } = this.#options;
    const handed = outgoing?.headers ?? splitMessage(Buffer.from(sent.handed).toString())?.headers ?? [];
    const stamped = { name: "Message-ID", value: `<${messageIdOf(sent.id, region)}>` };
    const headers = [...handed.filter(({ name }) => name.toLowerCase() !== "message-id"), stamped];
    const identityArn = this.#identityArn(sent.from);
    const mail: EventMail = {
      ...sent,
      sender: sent.from,
      recipients: sent.to,
      configurationSet: set.name,
      identityArn,
      headers,
    };
    this.#options.publish(sesEvent(type, mail, recipients, this.#options, this.#clock.now(), bounceSubType));
  }

  #configurationSet(name: string): ConfigurationSetDescription | undefined {
    return this.#options.configurationSets.find((set) => set.name === name);
  }

  /** The address itself, or the nearest domain above it. */
  #identity(address: string): string | undefined {
    const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
    const domains = domain.split(".").map((_, index, labels) => labels.slice(index).join("."));
    const candidates = this.#standing.verified ? [address.toLowerCase(), ...domains] : [];
    return candidates.flatMap((one) =>
      this.#options.identities.filter((identity) => identity.toLowerCase() === one),
    )[0];
  }

  #identityArn(address: string): string {
    return this.#arn(`identity/${this.#identity(address) ?? address.slice(address.lastIndexOf("@") + 1)}`);
  }

  #arn(resource: string): string {
    return `arn:aws:ses:${this.#options.region}:${this.#options.account}:${resource}`;
  }
}

const plain = (type: string) => type.replace(/_/g, "").toLowerCase();
const identityAsked = ({ method, path }: Call) => {
  const [, encoded] = method === "GET" ? (/^\/v2\/email\/identities\/([^/]+)$/.exec(path) ?? []) : [];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
};
const isGetAccount = ({ method, path }: Call) => method === "GET" && path === "/v2/email/account";
const isSendEmail = ({ method, path }: Call) => method === "POST" && path === "/v2/email/outbound-emails";
const unknown = ({ method, path }: Call) =>
  new Refused("UnknownOperationException", `The local stack does not know SES ${method} ${path}.`, 404);
