import { notHere, type Patient } from "#bin/convoke/doctor/patient";
import { bad, type Finding, good } from "#platform/finding";

/** Seconds that two clocks may differ by: AWS refuses what is signed five minutes off, and a deadline is exact to the second. */
const MOST_SKEW = 30;

/** What the functions run on, against this machine: a wall time must mean the same instant on both. */
export function runtimeFindings({ runtime, readAt, here }: Patient): Finding[] {
  const { node, tz, now } = runtime;
  const own = process.versions["tz"] ?? "unknown";
  const skew = Math.round((Date.parse(now) - readAt) / 1000);
  return [
    good("Functions", `answer; Node ${node}`),
    tz === own
      ? good("Time zones", `tzdata ${tz}, as on this machine`)
      : bad(
          "Time zones",
          `the functions have tzdata ${tz}, this machine ${own}`,
          "The functions' decides: convoke time check says whether a stored time means another instant by it. AWS brings it up with Lambda's runtime.",
        ),
    here
      ? notHere("Clock")
      : Math.abs(skew) <= MOST_SKEW
        ? good("Clock", `within ${MOST_SKEW} seconds of this machine's`)
        : bad(
            "Clock",
            `${Math.abs(skew)} seconds ${skew > 0 ? "ahead of" : "behind"} this machine's`,
            "Set this machine's clock; that of AWS is right.",
          ),
  ];
}
