import { Refused } from "#lib/local/engine";

export interface SendQuota {
  /** Recipients in any 24 hours; -1 is no limit, as on AWS. */
  max24HourSend: number;
  /** Recipients a second; bursts of one second's worth are taken. */
  maxSendRate: number;
}

const DAY = 86_400_000;

/** The two quotas of SES, in moved time. */
export class Throttle {
  readonly #sent: { at: number; recipients: number }[];
  #head = 0;
  #lastDay: number;
  #tokens = Number.POSITIVE_INFINITY;
  #refilled = 0;

  /** Starts from what the last day already saw, oldest first. */
  constructor(sent: { at: number; recipients: number }[]) {
    this.#sent = sent;
    this.#lastDay = sent.reduce((total, { recipients }) => total + recipients, 0);
  }

  sentLastDay(now: number): number {
    for (
      let oldest = this.#sent[this.#head];
      oldest !== undefined && oldest.at <= now - DAY;
      oldest = this.#sent[this.#head]
    ) {
      this.#lastDay -= oldest.recipients;
      this.#head += 1;
    }
    if (this.#head > 10_000) {
      this.#sent.splice(0, this.#head);
      this.#head = 0;
    }
    return this.#lastDay;
  }

  /** Counts so many recipients, or refuses. */
  take(recipients: number, now: number, { max24HourSend, maxSendRate }: SendQuota): void {
    if (max24HourSend !== -1 && this.sentLastDay(now) + recipients > max24HourSend) {
      throw new Refused("LimitExceededException", "Daily message quota exceeded.");
    }
    const tokens = Math.min(maxSendRate, this.#tokens + ((now - this.#refilled) / 1000) * maxSendRate);
    this.#refilled = now;
    this.#tokens = tokens;
    // A mail to more recipients than one second's worth waits for a full bucket and empties it.
    if (tokens < Math.min(recipients, maxSendRate)) {
      throw new Refused("TooManyRequestsException", "Maximum sending rate exceeded.", 429);
    }
    this.#tokens = tokens - recipients;
    this.#sent.push({ at: now, recipients });
    this.#lastDay += recipients;
  }
}
