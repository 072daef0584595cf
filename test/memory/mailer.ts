import type { Mailer, Outgoing, Sent, Tags } from "#platform/mailer";
import type { Quota } from "#platform/quota";

export interface Captured extends Outgoing {
  readonly tags: Tags;
}
type Standing = Awaited<ReturnType<Quota["quota"]>>;
const generous: Standing = { perSecond: 14, perDay: 50_000, sentLastDay: 0, enabled: true };

/**
 * A mail service in memory. It keeps what it took and counts it against the day. `verdict` may answer otherwise for a mail
 * (`lost`: it left, but the answer did not come back), and `quota` sets what the account may send.
 */
export function memoryMailer(
  world: { verdict?: (mail: Outgoing) => Sent | "lost" | undefined; quota?: Partial<Standing> } = {},
) {
  const left: Captured[] = [];
  const mailer: Mailer & Quota = {
    async send(mail, tags) {
      if (!Object.values(tags).every((value) => /^[\w-]{1,256}$/.test(value)) || !isAddress(mail.to.address))
        return { kind: "never", reason: "BadRequestException" };
      const verdict = world.verdict?.(mail);
      if (verdict !== undefined && verdict !== "lost" && verdict.kind !== "sent") return verdict;
      left.push({ ...mail, tags });
      return verdict === "lost"
        ? { kind: "unknown", reason: "TimeoutError" }
        : (verdict ?? { kind: "sent", sesId: `ses-${left.length}` });
    },
    quota: async () => ({
      ...generous,
      ...world.quota,
      sentLastDay: (world.quota?.sentLastDay ?? 0) + left.length,
    }),
  };
  return { ...mailer, left: () => [...left] };
}

/** As the service sees it: ASCII, one @, no dot at an end. */
const isAddress = (text: string) => /^[^\s@.]+(\.[^\s@.]+)*@[^\s@.]+(\.[^\s@.]+)+$/.test(text) && !/[^!-~]/.test(text);
