import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  DeleteConfigurationSetCommand,
  DeleteEmailIdentityCommand,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { Bus, type BusEvent } from "#lib/local/engines/bus";
import { Ses } from "#lib/local/engines/ses";
import { account, behindGateway, region } from "./local.ts";
import { clientOptions, endpointName, identity, type Place, randomPrefix } from "./place.ts";

/** What only our own engine shows: the mails, what became of them, and an account whose standing can be changed. */
export interface Inside {
  readonly ses: Ses;
  readonly events: readonly BusEvent[];
  pass(seconds: number): void;
}

export interface MailPlace extends Place {
  /** An address that may send. */
  readonly from: string;
  /** Forgets what left before; undefined where mails cannot be seen. */
  fresh(): Promise<Inside | undefined>;
}

const secretariat = "secretariat@convoke.example.org";

export async function localMail(): Promise<MailPlace> {
  const events: BusEvent[] = [];
  const engines: Ses[] = [];
  const place = await behindGateway(["SESV2"], ({ store, clock, problems }) => {
    const arn = `arn:aws:events:${region}:${account}:rule/fates`;
    const bus = new Bus(clock, {
      region,
      account,
      buses: [],
      rules: [
        { name: "fates", arn, busName: "default", pattern: { source: ["aws.ses"] }, targets: [{ id: "x", arn }] },
      ],
      deliver: ({ event }) => void events.push(event),
      unmatched: () => undefined,
      problem: (sentence) => problems.push(sentence),
    });
    const types = ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT"];
    const ses = new Ses(store, clock, {
      region,
      account,
      identities: ["convoke.example.org"],
      configurationSets: [{ name: "contract", eventBridge: [{ types, enabled: true }] }],
      publish: (event) => bus.publish(event),
    });
    engines.push(ses);
    return [ses, bus];
  });
  const [ses] = engines;
  if (ses === undefined) throw new Error("There is no mail engine");
  return {
    from: secretariat,
    variables: { ...place.variables, CONFIGURATION_SET: "contract" },
    async fresh() {
      events.length = 0;
      place.pass(86_401);
      ses.change({
        max24HourSend: 50_000,
        maxSendRate: 200,
        sendingEnabled: true,
        productionAccess: true,
        enforcement: "HEALTHY",
      });
      return { ses, events, pass: place.pass };
    },
    close: place.close,
  };
}

/** AWS itself wants a sender that was verified before (MAIL_FROM); elsewhere a domain is made and taken at its word. */
export async function givenMail(endpoint: string): Promise<MailPlace> {
  const prefix = randomPrefix();
  const client = new SESv2Client(clientOptions(endpoint));
  const verified = process.env["MAIL_FROM"];
  const domain = `${prefix}.example.org`;
  await client.send(new CreateConfigurationSetCommand({ ConfigurationSetName: prefix }));
  if (verified === undefined) await client.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  return {
    from: verified ?? `secretariat@${domain}`,
    variables: { ...identity(), [endpointName("SESV2")]: endpoint, CONFIGURATION_SET: prefix },
    fresh: async () => undefined,
    async close() {
      if (verified === undefined) await client.send(new DeleteEmailIdentityCommand({ EmailIdentity: domain }));
      await client.send(new DeleteConfigurationSetCommand({ ConfigurationSetName: prefix }));
      client.destroy();
    },
  };
}
