import { afterAll, beforeAll, describe } from "vitest";

/** Services whose engine may be given from outside, by the name that the SDK has for their endpoint. */
export const services = ["DYNAMODB", "SQS", "SCHEDULER", "EVENTBRIDGE", "SESV2", "S3"] as const;
export type Service = (typeof services)[number];

export const endpointName = (service: Service) => `AWS_ENDPOINT_URL_${service}` as const;

/** Where another engine of the service was given. */
export const givenEndpoint = (service: Service): string | undefined =>
  process.env[endpointName(service)] ?? process.env["AWS_ENDPOINT_URL"];

/** An engine that is up, with what the platform's code must find in its environment. */
export interface Place {
  readonly variables: Readonly<Record<string, string>>;
  /** Takes away what was made. */
  close(): Promise<void>;
}

/** Settings of a client of the tests themselves. */
export const clientOptions = (endpoint: string) => ({
  endpoint,
  region: process.env["AWS_REGION"] ?? "eu-central-1",
  credentials: {
    accessKeyId: process.env["AWS_ACCESS_KEY_ID"] ?? "contract",
    secretAccessKey: process.env["AWS_SECRET_ACCESS_KEY"] ?? "contract",
    ...(process.env["AWS_SESSION_TOKEN"] !== undefined && { sessionToken: process.env["AWS_SESSION_TOKEN"] }),
  },
});

/** What every client of the platform needs, beside its endpoint. */
export const identity = () => {
  const { region, credentials } = clientOptions("");
  return {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
};

/** A prefix that nobody else has. */
export const randomPrefix = () => `contract-${crypto.randomUUID().slice(0, 8)}`;

/** Runs suites on our own engine and, where one was given, on that one too. */
export function onEngines<P extends Place>(
  service: Service,
  openLocal: () => Promise<P>,
  openGiven: (endpoint: string) => Promise<P>,
  suites: (name: string, place: () => P) => void,
): void {
  const given = givenEndpoint(service);
  const engines = [{ name: "on our engine", open: openLocal, timeout: 20_000 }];
  // Another engine may be far away and take its time.
  if (given !== undefined) engines.push({ name: `on ${given}`, open: () => openGiven(given), timeout: 120_000 });
  for (const { name, open, timeout } of engines)
    describe(name, { timeout }, () => {
      let opened: P | undefined;
      let before: Readonly<Record<string, string | undefined>> = {};
      beforeAll(async () => {
        opened = await open();
        before = Object.fromEntries(Object.keys(opened.variables).map((variable) => [variable, process.env[variable]]));
        Object.assign(process.env, opened.variables);
      }, 60_000);
      afterAll(async () => {
        await opened?.close();
        for (const [variable, value] of Object.entries(before))
          if (value === undefined) delete process.env[variable];
          else process.env[variable] = value;
      }, 60_000);
      suites(name, () => {
        if (opened === undefined) throw new Error(`The engine ${name} is not open`);
        return opened;
      });
    });
}
