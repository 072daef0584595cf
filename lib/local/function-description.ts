import { devNull } from "node:os";

export interface FunctionDescription {
  name: string;
  arn: string;
  roleArn: string;
  /** The bundle without its ending. */
  file: string;
  handler: string;
  environment: Record<string, string>;
  timeoutMs: number;
  memoryMb: number;
  logGroup: string;
}

/** What Lambda puts into a function's environment beside what the template says. */
export function environmentOf(
  { name, environment, memoryMb, handler, file, logGroup }: FunctionDescription,
  { region, endpoint }: { region: string; endpoint: string },
): Record<string, string> {
  return {
    ...environment,
    PATH: process.env["PATH"] ?? "",
    TZ: "UTC",
    LANG: "en_US.UTF-8",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    _HANDLER: `index.${handler}`,
    LAMBDA_TASK_ROOT: file.replace(/\/[^/]*$/, ""),
    // Whose grants count is told by the access key.
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SESSION_TOKEN: "local",
    AWS_ENDPOINT_URL: endpoint,
    // What this machine's user has set up for himself is no business of a function's.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}

export function contextOf(
  { name, arn, memoryMb, logGroup }: FunctionDescription,
  requestId: string,
): Record<string, string> {
  return {
    functionName: name,
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: requestId,
    logGroupName: logGroup,
    logStreamName: "local",
  };
}
