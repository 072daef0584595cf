import { createHash } from "node:crypto";
import { z } from "zod";
import { type Expression, InvalidExpression, parseExpression } from "#lib/local/cron";
import { Refused } from "#lib/local/engine";

const arn = z
  .string()
  .regex(/^arn:aws[a-z-]*:\S+$/, "Member must be an ARN")
  .max(1600);

/** The members of Create- and UpdateSchedule, under AWS's names; unknown ones are refused. */
export const definition = z.strictObject({
  Name: z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/, "Member must satisfy ^[0-9a-zA-Z-_.]+$, at most 64 characters"),
  GroupName: z.string().default("default"),
  ScheduleExpression: z.string().min(1).max(256),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  /** Seconds since 1970, as on the wire. */
  StartDate: z.number().optional(),
  EndDate: z.number().optional(),
  Description: z.string().max(512).optional(),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  FlexibleTimeWindow: z.discriminatedUnion("Mode", [
    z.strictObject({ Mode: z.literal("OFF"), MaximumWindowInMinutes: z.undefined().optional() }),
    z.strictObject({ Mode: z.literal("FLEXIBLE"), MaximumWindowInMinutes: z.number().int().min(1).max(1440) }),
  ]),
  Target: z.strictObject({
    Arn: arn,
    RoleArn: arn,
    Input: z.string().min(1).max(262_144).optional(),
    DeadLetterConfig: z.strictObject({ Arn: arn.optional() }).optional(),
    RetryPolicy: z
      .strictObject({
        MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).optional(),
        MaximumRetryAttempts: z.number().int().min(0).max(185).optional(),
      })
      .optional(),
  }),
  ActionAfterCompletion: z.enum(["NONE", "DELETE"]).default("NONE"),
  ClientToken: z.string().optional(),
});
export type Definition = z.output<typeof definition>;

/** Refuses an expression as Scheduler does. */
export function expressionOf(one: Definition): Expression {
  try {
    return parseExpression(one.ScheduleExpression, one.ScheduleExpressionTimezone);
  } catch (error) {
    if (error instanceof InvalidExpression) throw new Refused("ValidationException", error.message);
    throw error;
  }
}

/** A run that lies beyond the end is none. */
export function withinDates(one: Definition, run: number | undefined): number | undefined {
  const end = milliseconds(one.EndDate);
  return run !== undefined && end !== undefined && run > end ? undefined : run;
}

export const milliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
export const digestOf = (one: Definition) => createHash("sha256").update(JSON.stringify(one)).digest("base64");
