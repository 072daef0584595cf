import { request as plainly } from "node:http";
import { request as securely } from "node:https";
import { fromEnv } from "@aws-sdk/credential-provider-env";
import { SignatureV4 } from "@smithy/signature-v4";
import { Sha256 } from "#platform/sha256";
import { pause } from "#platform/timers";

export interface AwsRequest {
  /** The service's name in the signature, which is also its host's and its endpoint variable's. */
  readonly service: keyof typeof services;
  /** POST where nothing is said. */
  readonly method?: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}
export interface AwsAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly body: string;
}

const MOST_TRIES = 3;
const ANSWER_WITHIN = 25_000;

/** Who asks and where, for a shell; a function asks as itself, in its own region. */
export interface Caller {
  readonly region: string;
  readonly credentials: ConstructorParameters<typeof SignatureV4>[0]["credentials"];
  readonly endpoint?: string;
}

/**
 * One signed request to AWS. The calls that the answer page and the gateway make beside the table need no more, and their clients
 * would be a fifth of a bundle. Tries again what was throttled or failed on the other side; for requests that may be repeated.
 */
export async function signedRequest(asked: AwsRequest, caller?: Caller): Promise<AwsAnswer> {
  for (let attempt = 0; ; attempt++) {
    const last = attempt + 1 === MOST_TRIES;
    try {
      const answer = await once(asked, caller);
      if ((answer.status !== 429 && answer.status < 500) || last) return answer;
    } catch (error) {
      if (last) throw error;
    }
    await pause(attempt);
  }
}

async function once(
  { service, method = "POST", path, headers, body }: AwsRequest,
  caller?: Caller,
): Promise<AwsAnswer> {
  const region = caller?.region ?? process.env["AWS_REGION"] ?? "us-east-1";
  const { variable, host } = services[service];
  const endpoint = new URL(
    caller?.endpoint ??
      process.env[`AWS_ENDPOINT_URL_${variable}`] ??
      process.env["AWS_ENDPOINT_URL"] ??
      `https://${host}.${region}.amazonaws.com`,
  );
  const credentials = caller?.credentials ?? fromEnv();
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, uriEscapePath: service !== "s3" });
  const signed = await signer.sign({
    method,
    protocol: endpoint.protocol,
    hostname: endpoint.hostname,
    path,
    headers: { host: endpoint.host, ...headers },
    body,
  });
  return new Promise((resolve, reject) => {
    const send = endpoint.protocol === "http:" ? plainly : securely;
    const out = send(
      new URL(path, endpoint),
      { method, headers: signed.headers, timeout: ANSWER_WITHIN },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks).toString("utf-8"),
          }),
        );
        incoming.on("error", reject);
      },
    );
    out.on("timeout", () => out.destroy(new Error(`${service} did not answer within ${ANSWER_WITHIN / 1000} seconds`)));
    out.on("error", reject);
    out.end(body);
  });
}

/** By their names in signatures: the variable that holds another endpoint, and the host. */
const services = {
  acm: { variable: "ACM", host: "acm" },
  dynamodb: { variable: "DYNAMODB", host: "dynamodb" },
  s3: { variable: "S3", host: "s3" },
  lambda: { variable: "LAMBDA", host: "lambda" },
  secretsmanager: { variable: "SECRETS_MANAGER", host: "secretsmanager" },
  ses: { variable: "SESV2", host: "email" },
  sns: { variable: "SNS", host: "sns" },
} as const;
