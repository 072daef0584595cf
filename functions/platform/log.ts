import { Logger } from "@aws-lambda-powertools/logger";

/** Structured lines with ids only: no name, no address, no link, no answer. */
export const log = new Logger({ serviceName: "convoke" });
