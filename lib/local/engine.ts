/** Who calls: a function of the template by its name, a person (any other access key id), or a service of the stack itself. */
export type Principal =
  | { kind: "function"; name: string; roleArn: string }
  | { kind: "user"; name: string }
  | { kind: "service"; name: string };

/** One request to an AWS service, as the gateway understood it. */
export interface Call {
  /** The SigV4 credential scope's service: sqs, ses, scheduler, events, secretsmanager, s3, lambda, dynamodb. */
  service: string;
  /** What follows the dot of X-Amz-Target; "" for the REST services (ses, scheduler, s3, lambda), which go by method and path. */
  action: string;
  method: string;
  /** As sent, still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
  json(): unknown;
  principal: Principal;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

/** What IAM must allow for a call. All needs of a call must be allowed. */
export interface Need {
  /** "sqs:SendMessage" */
  action: string;
  /** An ARN or "*". */
  resource: string;
  /** Condition keys and their values, such as "events:source". */
  context: Record<string, string>;
}

/** One AWS service on this machine. */
export interface Engine {
  readonly service: string;
  /** Throws Refused when the call is so malformed that nobody can say what it needs; the gateway answers with refusal(). */
  needs(call: Call): Need[];
  /** Answers, refusals included, as AWS would; throws only on a defect of this machine. */
  handle(call: Call): Promise<Answer>;
  stop(): Promise<void>;
}

/** Something that happens by itself at an instant of the moved clock. Register it with the clock. */
export interface Timed {
  /** The earliest instant (ms) at which it will do something; may lie in the past when it is overdue. */
  nextDue(): number | undefined;
  /** Does everything that is due at `now`. */
  due(now: number): void;
}

/** A refusal with AWS's own exception name; the SDK throws it under that name. */
export class Refused extends Error {
  readonly code: string;
  readonly status: number;
  /** Members beside the message, for the exceptions that carry some. */
  readonly extra: Record<string, unknown>;
  constructor(code: string, message: string, status = 400, extra: Record<string, unknown> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.extra = extra;
  }
}

/** The call was carried out, or not; its connection closes without an answer. */
export class Lost extends Error {}

const escapeXml = (text: string) => text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));

/** The refusal in the wire form of its service, so that SDK v3 parses the exception's name and message. */
export function refusal(service: string, refused: Refused): Answer {
  const { code, message, status, extra } = refused;
  if (service === "s3") {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
    return { status, headers: { "content-type": "application/xml" }, body };
  }
  const headers: Record<string, string> = { "content-type": jsonType(service), "x-amzn-errortype": code };
  // SQS clients ask for the codes of its former protocol; the SDK prefers this header to the type in the body.
  if (service === "sqs") headers["x-amzn-query-error"] = `${queryCode(code)};${status < 500 ? "Sender" : "Receiver"}`;
  return { status, headers, body: JSON.stringify({ ...extra, __type: code, message, Message: message }) };
}

/** A success in the JSON form of its service. */
export function success(service: string, value: unknown, status = 200): Answer {
  return { status, headers: { "content-type": jsonType(service) }, body: JSON.stringify(value ?? {}) };
}

function jsonType(service: string): string {
  if (service === "sqs" || service === "dynamodb") return "application/x-amz-json-1.0";
  if (service === "events" || service === "secretsmanager") return "application/x-amz-json-1.1";
  return "application/json";
}

function queryCode(code: string): string {
  if (code === "QueueDoesNotExist") return "AWS.SimpleQueueService.NonExistentQueue";
  return /Batch|MessageNotInflight|UnsupportedOperation/.test(code) ? `AWS.SimpleQueueService.${code}` : code;
}
