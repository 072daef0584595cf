import { GetAccountCommand, SESv2Client } from "@aws-sdk/client-sesv2";

/** What the account may send, and has sent. A file of its own: whoever only asks carries no MIME builder. */
export interface Quota {
  quota(): Promise<{
    readonly perSecond: number;
    readonly perDay: number;
    readonly sentLastDay: number;
    readonly enabled: boolean;
  }>;
}

export function sesQuota(): Quota {
  const client = new SESv2Client({});
  return {
    async quota() {
      const { SendQuota, SendingEnabled } = await client.send(new GetAccountCommand({}));
      const aDay = SendQuota?.Max24HourSend ?? 200;
      return {
        perSecond: SendQuota?.MaxSendRate ?? 1,
        // -1 is an account without a limit.
        perDay: aDay < 0 ? Number.POSITIVE_INFINITY : aDay,
        sentLastDay: SendQuota?.SentLast24Hours ?? 0,
        enabled: SendingEnabled ?? false,
      };
    },
  };
}
