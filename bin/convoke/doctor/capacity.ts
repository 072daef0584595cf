import * as z from "zod/mini";
import { looked, notHere, type Patient } from "#bin/convoke/doctor/patient";
import { bad, type Finding, good } from "#platform/finding";

/** What a new account begins with is too few for an hour in which everybody answers. */
const ENOUGH = 100;
const settings = z.object({ AccountLimit: z.object({ ConcurrentExecutions: z.number() }) });

/** How many functions the account may run at once, and whether anybody hears its alarms. */
export async function capacityFindings(patient: Patient): Promise<Finding[]> {
  if (patient.here) return [notHere("Lambda"), notHere("Alarms")];
  return [...(await looked("Lambda", () => concurrency(patient))), ...(await looked("Alarms", () => alarms(patient)))];
}

async function concurrency({ aws }: Patient): Promise<Finding[]> {
  const path = "/2016-08-19/account-settings/";
  const { status, body } = await aws({ service: "lambda", method: "GET", path, headers: {}, body: "" });
  if (status !== 200) throw new Error(`Lambda answered ${status}: ${body.slice(0, 200)}`);
  const { ConcurrentExecutions: most } = settings.parse(JSON.parse(body)).AccountLimit;
  return most >= ENOUGH
    ? [good("Lambda", `${most} functions at once`)]
    : [
        bad(
          "Lambda",
          `the account runs ${most} functions at once, all stages together`,
          `Ask for more (Service Quotas, Lambda, Concurrent executions; ${ENOUGH} or above): otherwise answers are slow while a round is written.`,
        ),
      ];
}

async function alarms({ config, place, aws }: Patient): Promise<Finding[]> {
  if (config.alarms === false) return [good("Alarms", `${config.name} has none; look at convoke dlq now and then`)];
  const topic = await place.output("AlarmTopicArn");
  const { status, body } = await aws({
    service: "sns",
    path: "/",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      Action: "ListSubscriptionsByTopic",
      Version: "2010-03-31",
      TopicArn: topic,
    }).toString(),
  });
  if (status !== 200) throw new Error(`SNS answered ${status}: ${body.slice(0, 200)}`);
  const arns = [...body.matchAll(/<SubscriptionArn>([^<]*)<\/SubscriptionArn>/g)].map(([, arn = ""]) => arn);
  return arns.some((arn) => arn.startsWith("arn:"))
    ? [good("Alarms", "reach somebody who has confirmed it")]
    : [
        bad(
          "Alarms",
          "reach nobody: the address was never confirmed",
          `Open the mail that AWS sent to ${config.alarms.email} and confirm; where it is lost, deploy again with another address and back.`,
        ),
      ];
}
